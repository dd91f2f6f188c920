import { type Actor, rolesOf } from '@huiyin/domain/actor'
import { actingUnit } from '@huiyin/domain/case-acting'
import { isEnded } from '@huiyin/domain/case-file'
import { checkDisclosure, checkMarked, disclosureWords } from '@huiyin/domain/document-disclosure'
import { Conflict, Forbidden, IllegalTransition, InvalidInput } from '@huiyin/domain/errors'
import type { BeginDraft, GiveVerdict, MarkDraft, RewriteDraft } from '@huiyin/domain/http/drafts'
import type { CaseFileId } from '@huiyin/domain/ids'
import {
  checkSigner,
  checkWritable,
  type DraftStep,
  reviewed,
  submitted,
  withdrawn,
} from '@huiyin/domain/review'
import type { DraftSummary } from '@huiyin/store/review-drafts'
import type { Tx } from '@huiyin/store/tx'
import { carryOut, refuseRequest } from './change-clocks.js'
import { organsOf, refuseUnconfirmed } from './draft-organs.js'
import { isWalled, mayMark } from './present/draft.js'
import type { Rules } from './rules-in-force.js'

type Person = Actor & { kind: 'user' }

/** Says in the history of the case what happened to the text, to whoever may read texts in the making. */
export const tellCase = (
  tx: Tx,
  draft: DraftSummary,
  said: { step: DraftStep; level?: DraftSummary['level']; remarks?: string | undefined },
  by: Person,
): Promise<void> =>
  tx.caseFiles.act(
    draft.caseFile.id as CaseFileId,
    {
      kind: 'reviewed',
      draftId: draft.id,
      draftKind: draft.kind,
      title: draft.title,
      step: said.step,
      ...(said.level ? { level: said.level } : {}),
      ...(said.remarks ? { remarks: said.remarks } : {}),
      ...(draft.unit ? { unitCode: draft.unit.code } : {}),
    },
    by,
  )

export const auditDraft = (
  tx: Tx,
  draft: Pick<DraftSummary, 'id' | 'caseFile'>,
  action: Parameters<Tx['audit']['append']>[0]['action'],
  by: Person,
  detail: object = {},
): void => {
  tx.audit.append(
    {
      action,
      subject: { kind: 'draft', id: draft.id },
      detail: { number: draft.caseFile.number, ...detail },
    },
    by,
  )
  tx.announce('drafts')
  tx.announce('cases')
}

const ownDraft = (draft: DraftSummary, by: Person): void => {
  if (draft.authorId !== by.userId)
    throw new Forbidden(`只有起草人（${draft.author}）可以修改、送审或撤回本稿`)
}

/**
 * Begins a text on a case.
 * @throws Forbidden for another unit's, IllegalTransition on a case that is over or a downgrade two people decide.
 */
export async function beginDraft(
  tx: Tx,
  caseFileId: string,
  body: BeginDraft,
  { by, rules }: { by: Person; rules: Rules },
): Promise<string> {
  const file = await tx.caseFiles.detail(caseFileId)
  if (isEnded(file.state)) throw new IllegalTransition('案件已结束办理，不能起草：请先重新办理')
  const own = actingUnit(by)
  if (own !== null && body.kind === 'special-report') throw new Forbidden('专报由值班室起草')
  if (own !== null && own !== file.leadUnit?.code)
    throw new Forbidden('回应稿由牵头单位起草；协办单位请用“协办答复”')
  if (body.kind === 'downgrade') {
    if (!(await tx.reviewRules.current()).rules.downgrades)
      throw new IllegalTransition(
        '降低等级由申请人以外的第二人批准：请在“时限变更”中申请（审签规则未要求三审）',
      )
    refuseRequest(
      { kind: 'lower-grade', grade: body.grade },
      { file: await tx.caseClocks.hold(caseFileId), rules, reason: body.text, by },
      tx.now,
    )
  }
  const id = await tx.reviewDrafts.begin(
    {
      caseFileId,
      kind: body.kind,
      form: body.kind === 'response' ? body.form : null,
      grade: body.kind === 'downgrade' ? body.grade : null,
      title: body.title,
      text: body.text,
      unitCode: own,
    },
    by,
  )
  auditDraft(tx, await tx.reviewDrafts.summary(id), 'draft.written', by, { version: 1 })
  return id
}

export async function rewriteDraft(tx: Tx, id: string, body: RewriteDraft, by: Person): Promise<void> {
  const draft = await tx.reviewDrafts.lock(id)
  ownDraft(draft, by)
  checkWritable(draft)
  if (draft.kind === 'downgrade' && body.text.length > 500)
    throw new InvalidInput('降级理由不超过 500 字', [{ field: 'text', message: '不超过 500 字' }])
  const { form, ...text } = body
  await tx.reviewDrafts.rewrite(draft, { ...text, ...(form && draft.form ? { form } : {}) }, by)
  auditDraft(tx, draft, 'draft.written', by, { version: draft.version + 1 })
}

/**
 * Fixes 公开属性: by the author while the text is his, by whoever has it to sign (勺米 公文公开属性源头认定 第四条: 核对把关).
 * @throws Conflict when it is not the version he judged by, Forbidden for everybody else.
 */
export async function markDraft(
  tx: Tx,
  id: string,
  { seen, ...disclosure }: MarkDraft,
  by: Person,
): Promise<void> {
  const draft = await tx.reviewDrafts.lock(id)
  const { rules } = await tx.reviewRules.current()
  const seat = await tx.reviewDrafts.seatOf(id, by.userId)
  if (!mayMark(draft, { reader: by, seat, rules }))
    throw new Forbidden('公开属性由起草人在送审前确定，审签中由当前环节的审核人核对')
  if (draft.version !== seen) throw new Conflict('文稿已有更新的版本，请刷新并重新阅读后再确定公开属性')
  checkDisclosure(disclosure, { kind: draft.kind, walled: isWalled(draft) })
  const remarks = disclosureWords(disclosure)
  await tx.reviewDrafts.mark(id, disclosure)
  await tx.reviewDrafts.move(draft, draft, { step: 'marked', level: null, remarks }, by)
  await tellCase(tx, draft, { step: 'marked', remarks }, by)
  auditDraft(tx, draft, 'draft.marked', by, { attribute: disclosure.attribute })
}

export async function submitDraft(tx: Tx, id: string, by: Person): Promise<void> {
  const draft = await tx.reviewDrafts.lock(id)
  ownDraft(draft, by)
  const { rules } = await tx.reviewRules.current()
  await tx.reviewDrafts.move(
    draft,
    submitted(draft, rules.resume),
    { step: 'submitted', level: null, remarks: null },
    by,
  )
  await tellCase(tx, draft, { step: 'submitted' }, by)
  auditDraft(tx, draft, 'draft.submitted', by, { version: draft.version })
}

export async function withdrawDraft(tx: Tx, id: string, reason: string, by: Person): Promise<void> {
  const draft = await tx.reviewDrafts.lock(id)
  ownDraft(draft, by)
  if (draft.kind === 'downgrade' && draft.state === 'approved')
    throw new IllegalTransition('降级已批准并执行，不能撤回')
  await tx.reviewDrafts.move(draft, withdrawn(draft), { step: 'withdrawn', level: null, remarks: reason }, by)
  await tellCase(tx, draft, { step: 'withdrawn', remarks: reason }, by)
  auditDraft(tx, draft, 'draft.withdrawn', by)
}

/**
 * One verdict at the level that has the text; the last one approves it.
 * @throws Conflict when it is not the text or the level that was read, Forbidden when he may not sign,
 * IllegalTransition when an organ it speaks of has not said yes.
 */
export async function giveVerdict(
  tx: Tx,
  id: string,
  { verdict, level, version, remarks }: GiveVerdict,
  { by, rules: clockRules }: { by: Person; rules: Rules },
): Promise<void> {
  const draft = await tx.reviewDrafts.lock(id)
  const next = reviewed(draft, verdict)
  if (draft.level !== level || draft.version !== version)
    throw new Conflict('文稿或审签环节已变化，请刷新并重新阅读后再签')
  const { rules } = await tx.reviewRules.current()
  const seat = await tx.reviewDrafts.seatOf(id, by.userId)
  checkSigner(
    level,
    { roles: rolesOf(by), unitCode: actingUnit(by), seat },
    { unitCode: draft.unit?.code ?? null, rules },
  )
  if (verdict === 'return' && !remarks)
    throw new InvalidInput('退回修改须写明意见', [{ field: 'remarks', message: '请写明需要修改什么' }])
  if (next.state === 'approved') {
    checkMarked(draft.kind, draft.disclosure)
    const { versions } = await tx.reviewDrafts.detail(id)
    refuseUnconfirmed(await organsOf(tx, draft, versions.at(-1)?.text ?? ''))
  }
  const step = verdict === 'pass' ? 'passed' : 'returned'
  await tx.reviewDrafts.move(
    draft,
    next,
    { step, level, remarks: remarks ?? null, roles: rules.levels[level] },
    by,
  )
  await tellCase(tx, draft, { step, level, remarks }, by)
  auditDraft(tx, draft, `draft.${step}`, by, { level, version })
  if (next.state === 'approved' && draft.kind === 'downgrade')
    await lowerAsApproved(tx, draft, by, clockRules)
}

/** A downgrade three people agreed to goes the way every downgrade goes: asked by its author, approved by the last. */
async function lowerAsApproved(tx: Tx, draft: DraftSummary, by: Person, rules: Rules): Promise<void> {
  if (draft.grade === null) return
  const { versions } = await tx.reviewDrafts.detail(draft.id)
  const reason = versions.at(-1)?.text ?? draft.title
  const author: Person = {
    kind: 'user',
    userId: draft.authorId as Person['userId'],
    name: draft.author,
    roles: [],
    unitCode: null,
  }
  const request = { kind: 'lower-grade', grade: draft.grade } as const
  const change = await tx.clockChanges.request(draft.caseFile.id, { request, reason }, author)
  await tx.clockChanges.decide(change.id, { approve: true, reason: '初审、复审、终审通过' }, by)
  const file = await tx.caseClocks.hold(draft.caseFile.id)
  await carryOut(tx, request, { file, rules, reason, askedBy: author.name, by, requestedAt: tx.now })
  tx.audit.append(
    {
      action: 'clock.approved',
      subject: { kind: 'case-file', id: draft.caseFile.id },
      detail: { change: change.id, kind: 'lower-grade', number: draft.caseFile.number },
    },
    by,
  )
  tx.announce('events')
}
