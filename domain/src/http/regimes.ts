import { type Static, Type } from 'typebox'
import { Regime } from '../regime.js'

/** A 制度 with its clauses, as the page shows it. */
export const regimeView = Type.Object({ ...Regime.properties })
export type RegimeView = Static<typeof regimeView>
