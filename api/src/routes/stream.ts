import { rolesOf } from '@huiyin/domain/actor'
import type { Api, ApiDeps } from '../deps.js'
import { ChangeStream } from '../plugins/change-stream.js'
import { may, permits } from '../policy.js'
import { visitorOf, visitorsOf } from '../visitor.js'

/** Server-sent events: that something changed, never what; who hears it asks again. */
export function streamRoutes(app: Api, { store, config }: ApiDeps): void {
  const stream = new ChangeStream(store)
  app.addHook('preClose', () => stream.close())
  const policy = may('read', 'stream')

  app.get(
    '/api/stream',
    {
      schema: { summary: '变化通知（SSE）', produces: ['text/event-stream'] },
      config: { policy },
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const visitor = visitorOf(request)
      reply.hijack()
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no', // a proxy that collects would hold back every message
      })
      await stream
        .open(reply.raw, visitor, async () => {
          // Listening is not using: the session is looked up but not renewed.
          const now = await visitorsOf(store, config.secret, request.cookies, { renew: false })
          return now.some(({ kind, actor }) => kind === visitor.kind && permits(policy, rolesOf(actor)))
        })
        .catch((error: unknown) => {
          request.log.error({ err: error }, 'change stream could not be opened')
          reply.raw.end()
        })
    },
  )
}
