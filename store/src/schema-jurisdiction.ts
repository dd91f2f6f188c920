// The jurisdiction and its units.

import type { Generated } from 'kysely'

export interface JurisdictionTable {
  id: Generated<number>
  name: string
  aliases: string[]
  parents: string[]
  regime_code: string
  adopted_regimes: Generated<string[]>
  demonstration: boolean
  started_at: Date
}

export interface ResponsibleUnitTable {
  code: string
  name: string
  unit_group: string
  kind: 'body' | 'place'
  aliases: Generated<string[]>
  former_names: Generated<string[]>
  duties: Generated<string[]>
  places: Generated<string[]>
  phone: string | null
  vertical: Generated<boolean>
  dissolved_at: Date | null
}
