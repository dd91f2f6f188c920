import { HealthView } from '@huiyin/domain/http/overview'
import { SiteView } from '@huiyin/domain/http/sessions'
import { type Api, type ApiDeps, self } from '../deps.js'
import { passwordPolicyOf } from '../open-session.js'
import { anyone } from '../policy.js'

/** What is known before anyone signs in. */
export function siteRoutes(app: Api, { store, config }: ApiDeps): void {
  const { version } = config

  app.get(
    '/api/health',
    {
      schema: { summary: '运行状况', response: { 200: HealthView } },
      config: { policy: anyone }, // watched by machines that hold no account
    },
    async () => {
      const { now, services } = await store
        .as(self)
        .transaction(async (tx) => ({ now: tx.now, services: await tx.serviceBeats.list() }))
      const names = new Set(services.map(({ name }) => name))
      const isUp = [...names].every((name) => services.some((beat) => beat.name === name && beat.alive))
      return {
        status: isUp ? ('ok' as const) : ('degraded' as const),
        version,
        at: now.toISOString(),
        services: services.map((beat) => ({
          ...beat,
          startedAt: beat.startedAt.toISOString(),
          beatAt: beat.beatAt.toISOString(),
        })),
      }
    },
  )

  app.get(
    '/api/site',
    {
      schema: { summary: '站点名称', response: { 200: SiteView } },
      config: { policy: anyone }, // the sign-in page says whose system it is
    },
    async () => {
      const found = await store.as(self).transaction((tx) => tx.jurisdiction.find())
      return {
        name: found?.name ?? '',
        demonstration: found?.demonstration ?? false,
        version,
        passwordPolicy: passwordPolicyOf(config).name,
        oidc: config.oidc && config.publicOrigin ? { label: config.oidc.label } : null,
      }
    },
  )
}
