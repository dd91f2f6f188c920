import { rolesOf } from '@huiyin/domain/actor'
import { PrivacyView } from '@huiyin/domain/http/privacy'
import { retention } from '@huiyin/domain/privacy'
import { dayOf, startOfDay } from '@huiyin/domain/shanghai'
import { type Api, type ApiDeps, self } from '../deps.js'
import { keptData, neverDone } from '../kept-data.js'
import { may, permits } from '../policy.js'
import { personOf } from '../visitor.js'

const readsAll = may('read', 'rejected-item')

const dayMs = 86_400_000

const plusDays = (at: Date | null, days: number): string | null =>
  at ? new Date(at.getTime() + days * dayMs).toISOString() : null

function plusYears(at: Date | null, years: number): string | null {
  if (!at) return null
  const end = new Date(at)
  end.setUTCFullYear(end.getUTCFullYear() + years)
  return end.toISOString()
}

/** What is kept, why and for how long, with its clauses: open to everyone who is signed in. */
export function privacyRoutes(app: Api, { store, clock }: ApiDeps): void {
  app.get(
    '/api/privacy',
    {
      schema: { summary: '个人信息保护说明与保存现状', response: { 200: PrivacyView } },
      config: { policy: may('read', 'privacy') },
    },
    async (request) => {
      const now = clock.now()
      // Counts of everything are nobody's rows, so the service asks. Who does not read all content is told those of last
      // midnight: from the number of now an accused unit could tell that something came in.
      const asOf = permits(readsAll, rolesOf(personOf(request))) ? now : startOfDay(dayOf(now))
      const { lastRun, oldestOriginalAt, oldestItemAt, ...figures } = await store
        .as(self)
        .transaction((tx) => tx.retention.figures(asOf))
      return {
        asOf: asOf.toISOString(),
        kept: [...keptData],
        never: [...neverDone],
        figures: {
          ...figures,
          nextOriginalDeletionAt: plusDays(oldestOriginalAt, retention.originalDays),
          nextItemDeletionAt: plusYears(oldestItemAt, retention.itemYears),
          lastRun: lastRun && {
            at: lastRun.startedAt.toISOString(),
            originals: lastRun.originals,
            items: lastRun.items,
            events: lastRun.events,
          },
        },
      }
    },
  )
}
