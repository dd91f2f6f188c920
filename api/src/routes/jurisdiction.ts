import { InvalidInput } from '@huiyin/domain/errors'
import { JurisdictionView, StartedJurisdiction, StartJurisdiction } from '@huiyin/domain/http/overview'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { rulesNow } from '../rules-in-force.js'
import { startJurisdiction } from '../start-jurisdiction.js'
import { personOf, storeAs } from '../visitor.js'

export function jurisdictionRoutes(app: Api, deps: ApiDeps): void {
  const { store, keywords, config } = deps

  app.get(
    '/api/jurisdiction',
    {
      schema: { summary: '属地、制度与单位', response: { 200: JurisdictionView } },
      config: { policy: may('read', 'jurisdiction') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const { name, demonstration } = await tx.jurisdiction.current()
        const rules = await rulesNow(tx, keywords)
        const [regime] = rules.regimesAt(rules.chosen.slice(0, 1))
        if (!regime) throw new InvalidInput(`没有代码为“${rules.choice.base}”的制度`)
        return { name, demonstration, regime, units: await tx.jurisdiction.units() }
      }),
  )

  app.post(
    '/api/jurisdiction',
    {
      schema: {
        summary: '结束演示，设立属地',
        body: StartJurisdiction,
        response: { 201: StartedJurisdiction },
      },
      config: { policy: may('start', 'jurisdiction') },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await startJurisdiction(
            request.body,
            { store, keywords, probeSource: config.probeSource, by: personOf(request) },
            request.log,
          ),
        ),
  )
}
