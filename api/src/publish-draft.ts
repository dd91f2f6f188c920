import type { Actor } from '@huiyin/domain/actor'
import { checkMayGoPublic } from '@huiyin/domain/document-disclosure'
import { Forbidden, IllegalTransition, InvalidInput } from '@huiyin/domain/errors'
import type { CaseFileId } from '@huiyin/domain/ids'
import { checkPublication, type Publication } from '@huiyin/domain/publication'
import { draftStateLabel } from '@huiyin/domain/review'
import type { DraftSummary } from '@huiyin/store/review-drafts'
import type { Tx } from '@huiyin/store/tx'
import { clocksMet, mayPublish } from './present/draft.js'
import { auditDraft, tellCase } from './review-draft.js'

type Person = Actor & { kind: 'user' }

const checkCapture = async (tx: Tx, draft: DraftSummary, attachmentId: string | undefined): Promise<void> => {
  if (attachmentId === undefined) return
  const paper = (await tx.attachments.of({ caseFileId: draft.caseFile.id })).find(
    ({ id }) => id === attachmentId,
  )
  if (!paper || paper.removedAt !== null)
    throw new InvalidInput('留存页面须是本案现有的附件，请先上传', [
      { field: 'attachmentId', message: '本案没有这个附件' },
    ])
}

/**
 * Records that an approved text went out, and meets the clocks its form meets, each by its own proof. A clock is met
 * when this is recorded, not when it is said to have been: one met late stays late.
 * @throws IllegalTransition before 终审, InvalidInput naming what the documents ask for and is missing.
 */
export async function publishDraft(tx: Tx, id: string, said: Publication, by: Person): Promise<void> {
  const draft = await tx.reviewDrafts.lock(id)
  if (draft.kind === 'downgrade') throw new IllegalTransition('降级审签不对外发布')
  if (draft.state !== 'approved' || draft.approvedAt === null)
    throw new IllegalTransition(
      draft.state === 'published'
        ? '本稿已登记发布；后续发布请另行起草'
        : `文稿${draftStateLabel[draft.state]}，终审通过后才能发布（勺米 信息审核发布 一：先审后发）`,
    )
  if (!mayPublish(draft, by)) throw new Forbidden('发布由起草人、起草单位或值班室登记')
  checkMayGoPublic(draft.kind, draft.disclosure)
  checkPublication(draft.form, said, { approvedAt: draft.approvedAt, now: tx.now })
  await checkCapture(tx, draft, said.attachmentId)
  const clocks = await clocksMet(tx, draft)
  await tx.reviewDrafts.publish(id, said, by)
  for (const { code, metBy } of clocks)
    await tx.caseFiles.act(
      draft.caseFile.id as CaseFileId,
      {
        kind: 'responded',
        timerCode: code,
        evidence: { kind: metBy, reference: said.reference, summary: said.summary },
      },
      by,
      { passedReview: true },
    )
  await tx.reviewDrafts.move(
    draft,
    { kind: draft.kind, state: 'published', level: null, returnedFrom: null },
    { step: 'published', level: null, remarks: null },
    by,
  )
  await tellCase(tx, draft, { step: 'published' }, by)
  auditDraft(tx, draft, 'draft.published', by, { form: draft.form, clocks: clocks.map(({ code }) => code) })
}
