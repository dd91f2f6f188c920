import type { Actor } from '@huiyin/domain/actor'
import { rolesOf } from '@huiyin/domain/actor'
import { ReviewRulesView, SetReviewRules } from '@huiyin/domain/http/drafts'
import type { ReviewRulesInForce } from '@huiyin/store/review-rules'
import type { Api, ApiDeps } from '../deps.js'
import { may, permits } from '../policy.js'
import { personOf, storeAs } from '../visitor.js'

const sets = may('set', 'review-rules')

const present = ({ setAt, ...inForce }: ReviewRulesInForce, reader: Actor): ReviewRulesView => ({
  ...inForce,
  setAt: setAt?.toISOString() ?? null,
  mayChange: permits(sets, rolesOf(reader)),
})

/** 三审 as this county wants it. */
export function reviewRulesRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/review-rules',
    {
      schema: { summary: '审签规则', response: { 200: ReviewRulesView } },
      config: { policy: may('read', 'review-rules') },
    },
    async (request) =>
      present(await storeAs(store, request).transaction((tx) => tx.reviewRules.current()), personOf(request)),
  )

  app.put(
    '/api/review-rules',
    {
      schema: { summary: '设置审签规则', body: SetReviewRules, response: { 200: ReviewRulesView } },
      config: { policy: sets },
    },
    async (request) => {
      const by = personOf(request)
      const { rules, reason } = request.body
      return await storeAs(store, request).transaction(async (tx) => {
        await tx.reviewRules.set(rules, reason, by)
        tx.audit.append({
          action: 'review-rules.set',
          subject: { kind: 'installation' },
          detail: { ...rules },
        })
        tx.announce('drafts')
        tx.announce('cases')
        return present(await tx.reviewRules.current(), by)
      })
    },
  )
}
