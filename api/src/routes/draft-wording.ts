import { Forbidden, InvalidInput } from '@huiyin/domain/errors'
import { IdParams } from '@huiyin/domain/http/common'
import {
  AnswerWording,
  DraftView,
  type OrganView,
  OverruleWording,
  SeekWording,
  WordingRequestView,
} from '@huiyin/domain/http/drafts'
import type { DraftSummary } from '@huiyin/store/review-drafts'
import type { Wording } from '@huiyin/store/review-wordings'
import type { Tx } from '@huiyin/store/tx'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { organsOf } from '../draft-organs.js'
import { may } from '../policy.js'
import { isDesk, readDraft } from '../present/draft.js'
import { auditDraft } from '../review-draft.js'
import { personOf, storeAs } from '../visitor.js'

const present = ({ id, wording, askedBy, askedAt }: Wording): WordingRequestView => ({
  id,
  wording,
  askedBy,
  askedAt: askedAt.toISOString(),
})

/** The text and the organ it speaks of. @throws InvalidInput when the present version does not. */
async function organIn(
  tx: Tx,
  id: string,
  unitCode: string,
): Promise<{ draft: DraftSummary; organ: OrganView }> {
  const draft = await tx.reviewDrafts.lock(id)
  const { versions } = await tx.reviewDrafts.detail(id)
  const organ = (await organsOf(tx, draft, versions.at(-1)?.text ?? '')).find(
    (one) => one.unitCode === unitCode,
  )
  if (!organ)
    throw new InvalidInput('现行版本没有提到这个单位，不必征求确认', [
      { field: 'unitCode', message: '文稿未涉及该单位' },
    ])
  return { draft, organ }
}

/** Wording that touches other organs: asked, confirmed by letter, answered by the organ, or overruled. */
export function draftWordingRoutes(app: Api, { store }: ApiDeps): void {
  app.post(
    '/api/drafts/:id/wordings',
    {
      schema: {
        summary: '征求涉及机关确认，或登记其书面确认',
        params: IdParams,
        body: SeekWording,
        response: { 200: DraftView },
      },
      config: { policy: may('settle-wording', 'draft') },
    },
    async (request) => {
      const by = personOf(request)
      const { id } = request.params
      return await storeAs(store, request).transaction(async (tx) => {
        const { draft, organ } = await organIn(tx, id, request.body.unitCode)
        if (draft.authorId !== by.userId && !isDesk(by)) throw new Forbidden('由起草人或值班室征求确认')
        if (organ.accused)
          throw new InvalidInput(
            `${organ.name}是被反映单位，不得向其透露本案（信访工作条例第三十条）：请改写涉及文字，或由组长、副组长决定不经确认`,
            [{ field: 'unitCode', message: '被反映单位不得征求确认' }],
          )
        if (request.body.means === 'letter')
          await tx.reviewWordings.settle(
            { draftId: id, ...organ },
            { state: 'confirmed', means: 'letter', reference: request.body.reference },
            by,
          )
        else await tx.reviewWordings.ask({ draftId: id, ...organ }, by)
        auditDraft(
          tx,
          draft,
          request.body.means === 'letter' ? 'draft.wording-settled' : 'draft.wording-asked',
          by,
          { unit: organ.unitCode },
        )
        return await readDraft(tx, id, by)
      })
    },
  )

  app.post(
    '/api/drafts/:id/wording-overrule',
    {
      schema: {
        summary: '领导决定不经确认',
        params: IdParams,
        body: OverruleWording,
        response: { 200: DraftView },
      },
      config: { policy: may('overrule-wording', 'draft') },
    },
    async (request) => {
      const by = personOf(request)
      const { id } = request.params
      return await storeAs(store, request).transaction(async (tx) => {
        const { draft, organ } = await organIn(tx, id, request.body.unitCode)
        await tx.reviewWordings.settle(
          { draftId: id, ...organ },
          { state: 'overruled', means: 'leader', remarks: request.body.reason },
          by,
        )
        auditDraft(tx, draft, 'draft.wording-settled', by, { unit: organ.unitCode, overruled: true })
        return await readDraft(tx, id, by)
      })
    },
  )

  app.get(
    '/api/wording-requests',
    {
      schema: { summary: '请本单位确认的拟发布文字', response: { 200: Type.Array(WordingRequestView) } },
      config: { policy: may('read', 'wording-request') },
    },
    async (request) => {
      const { unitCode } = personOf(request)
      if (unitCode === null) return []
      return (await storeAs(store, request).transaction((tx) => tx.reviewWordings.asked(unitCode))).map(
        present,
      )
    },
  )

  app.post(
    '/api/wording-requests/:id/answer',
    {
      schema: {
        summary: '确认涉及本单位的文字，或提出不同意见',
        params: IdParams,
        body: AnswerWording,
        response: { 200: WordingRequestView },
      },
      config: { policy: may('answer', 'wording-request') },
    },
    async (request) => {
      const by = personOf(request)
      const { confirmed, remarks } = request.body
      if (!confirmed && !remarks)
        throw new InvalidInput('有不同意见的，请写明应当怎样表述', [
          { field: 'remarks', message: '请写明意见' },
        ])
      return await storeAs(store, request).transaction(async (tx) => {
        const said = await tx.reviewWordings.answer(
          request.params.id,
          { confirmed, remarks: remarks ?? null },
          by,
        )
        tx.audit.append({
          action: 'draft.wording-settled',
          subject: { kind: 'draft', id: said.draftId },
          detail: { unit: said.unitCode, confirmed },
        })
        tx.announce('drafts')
        return present(said)
      })
    },
  )
}
