import { PageQuery, pageOf } from '@huiyin/domain/http/common'
import { RejectedItemRow } from '@huiyin/domain/http/opinion-events'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { storeAs } from '../visitor.js'

/** What the machine left out, with its reason: an officer must be able to look it over. */
export function rejectedItemRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/rejected-items',
    {
      schema: { summary: '未纳入的信息', querystring: PageQuery, response: { 200: pageOf(RejectedItemRow) } },
      config: { policy: may('read', 'rejected-item') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const page = await tx.items.rejected(request.query)
        const names = await tx.eventViews.sourceNames(page.rows.map(({ sourceId }) => sourceId))
        return {
          ...page,
          rows: page.rows.map((item) => ({
            id: item.id,
            title: item.title,
            url: item.url,
            sourceName: names.get(item.sourceId) ?? item.sourceId,
            foundAt: item.foundAt.toISOString(),
            reason: item.admission?.reason ?? '',
          })),
        }
      }),
  )
}
