import { IdParams } from '@huiyin/domain/http/common'
import { DraftView, GiveVerdict, WithdrawDraft } from '@huiyin/domain/http/drafts'
import { type Api, type ApiDeps, self } from '../deps.js'
import { may } from '../policy.js'
import { readDraft } from '../present/draft.js'
import { giveVerdict, withdrawDraft } from '../review-draft.js'
import { rulesNow } from '../rules-in-force.js'
import { personOf, storeAs } from '../visitor.js'

/** 初审 复审 终审: verdicts, and the author taking his text back. */
export function draftReviewRoutes(app: Api, { store, keywords }: ApiDeps): void {
  app.post(
    '/api/drafts/:id/verdict',
    {
      schema: {
        summary: '审签：通过或退回修改',
        params: IdParams,
        body: GiveVerdict,
        response: { 200: DraftView },
      },
      config: { policy: may('review', 'draft') },
    },
    async (request) => {
      const by = personOf(request)
      const { id } = request.params
      const mine = storeAs(store, request)
      // Whoever may not see the text may not sign it; what follows from an approved downgrade is the service's.
      const { kind } = await mine.transaction((tx) => tx.reviewDrafts.summary(id))
      const acting = kind === 'downgrade' ? store.as(self) : mine
      await acting.transaction(async (tx) =>
        giveVerdict(tx, id, request.body, { by, rules: await rulesNow(tx, keywords) }),
      )
      return await mine.transaction((tx) => readDraft(tx, id, by))
    },
  )

  app.post(
    '/api/drafts/:id/withdrawal',
    {
      schema: { summary: '撤回文稿', params: IdParams, body: WithdrawDraft, response: { 200: DraftView } },
      config: { policy: may('write', 'draft') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        await withdrawDraft(tx, request.params.id, request.body.reason, personOf(request))
        return await readDraft(tx, request.params.id, personOf(request))
      }),
  )
}
