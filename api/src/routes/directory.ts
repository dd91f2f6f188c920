import { UnitView } from '@huiyin/domain/http/overview'
import { regimeView } from '@huiyin/domain/http/regimes'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { regimesOf, rulesNow } from '../rules-in-force.js'
import { storeAs } from '../visitor.js'

/** Who is responsible, and under which documents. */
export function directoryRoutes(app: Api, { store, keywords }: ApiDeps): void {
  app.get(
    '/api/units',
    {
      schema: { summary: '责任单位名录', response: { 200: Type.Array(UnitView) } },
      config: { policy: may('read', 'unit') },
    },
    async (request) => {
      const units = await storeAs(store, request).transaction((tx) => tx.jurisdiction.unitsWithOpenCases())
      return units.map(({ unit, openCases }) => ({ ...unit, openCases }))
    },
  )

  app.get(
    '/api/regimes',
    {
      schema: { summary: '制度及其时限条款', response: { 200: Type.Array(regimeView) } },
      config: { policy: may('read', 'regime') },
    },
    async (request) => regimesOf(await storeAs(store, request).transaction((tx) => rulesNow(tx, keywords))),
  )
}
