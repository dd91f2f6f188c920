import { recount } from '@huiyin/domain/case-clock'
import { check } from '@huiyin/domain/case-transition'
import { IllegalTransition, InvalidInput } from '@huiyin/domain/errors'
import type { CorrectMatter } from '@huiyin/domain/http/matters'
import {
  matterChannelLabel,
  matterTextLabel,
  matterTitleLabel,
  type RegisteredKind,
} from '@huiyin/domain/matter'
import { detailLines } from '@huiyin/domain/matter-detail-lines'
import type { MatterProblem } from '@huiyin/domain/matter-reading'
import { type Correction, readCorrection, startNeedsSecond } from '@huiyin/domain/read-correction'
import type { CaseFileDetail, StoredDeadline } from '@huiyin/store/case-files'
import type { RegisteredMatter } from '@huiyin/store/registered-matters'
import type { SaveMeans } from '@huiyin/store/store-drafts'
import type { Tx } from '@huiyin/store/tx'
import { type ClockAct, counting, live } from './clock-act.js'
import { type Change, clocksFromReceipt, moveReceived } from './received-instant.js'
import { masked, previewTooLong } from './register-matter.js'
import { rewordMatter } from './reword-matter.js'
import type { Rules } from './rules-in-force.js'

/** What a correction would do, worked out before anything is written. */
interface Plan {
  file: CaseFileDetail
  matter: RegisteredMatter
  act: ClockAct
  correction: Correction
  /** The received instant is another one. */
  moves: boolean
  /** And takes a second person. */
  waits: boolean
  clocks: { clock: StoredDeadline; after: StoredDeadline }[]
}

/** The instant first written down, whatever was put right since. */
const firstStart = (file: CaseFileDetail, matter: RegisteredMatter): Date => {
  for (const { action } of file.actions)
    if (action.kind === 'corrected')
      for (const change of action.changes)
        if (change.field === 'startAt' && change.from)
          return new Date(`${change.from.replace(' ', 'T')}+08:00`)
  return matter.startAt
}

/** @throws IllegalTransition for a case that was not registered, or is closed; NotFound when it may not be seen. */
export async function planCorrection(
  tx: Tx,
  id: string,
  body: CorrectMatter,
  { rules, by }: { rules: Rules; by: ClockAct['by'] },
): Promise<Plan | { problems: readonly MatterProblem[] }> {
  const held = await tx.caseClocks.hold(id)
  const file = await tx.caseFiles.detail(id)
  const matter = await tx.registeredMatters.ofCase(id)
  if (!matter) throw new IllegalTransition('本案由监测到的信息受理，没有登记内容可以更正')
  const reason = body.reason.trim()
  check(file.progress, { kind: 'corrected', changes: [], clocks: [], reason })
  const read = readCorrection(body, {
    ...matter,
    kind: file.kind as RegisteredKind,
    title: file.title,
    subjectId: matter.subject?.id ?? null,
  })
  if ('problems' in read) return read
  const act: ClockAct = { file: held, rules, reason: `更正登记：${reason}`, by }
  const correction = { ...read.correction, details: masked(read.correction.details) }
  const moves = correction.startAt.getTime() !== matter.startAt.getTime()
  const clocks = moves
    ? clocksFromReceipt(act, matter.startAt).map((clock) => ({
        clock,
        after: recount(clock, { startAt: correction.startAt }, counting(act)),
      }))
    : []
  const after = live(held).map((clock) => clocks.find((one) => one.clock === clock)?.after ?? clock)
  const tooLong = previewTooLong(correction, after)
  if (tooLong) return { problems: [tooLong] }
  const waits =
    moves &&
    startNeedsSecond(correction.startAt, {
      group: correction.group,
      first: firstStart(file, matter),
      registeredAt: matter.registeredAt,
    })
  return { file, matter, act, correction, moves, waits, clocks }
}

const changed = (field: string, label: string, from: string | undefined, to: string | undefined): Change[] =>
  from === to ? [] : [{ field, label, ...(from ? { from } : {}), ...(to ? { to } : {}) }]

/** What a reader of the history is told: old value and new, names and whole texts by their label alone. */
async function told(tx: Tx, { file, matter, correction }: Plan): Promise<Change[]> {
  const { group, channel, details, subjectId } = correction
  const [before, after] = [detailLines(matter.details), detailLines(details)]
  const fields = [...new Map([...before, ...after].map(({ field, label }) => [field, label]))]
  const valueIn = (lines: typeof before, field: string) => lines.find((line) => line.field === field)?.value
  const isApplication = group === 'disclosure'
  return [
    ...(correction.title === null
      ? []
      : changed('title', matterTitleLabel[group], file.title, correction.title)),
    ...(correction.text === null ? [] : [{ field: 'text', label: matterTextLabel[group] }]),
    ...(correction.applicant === null
      ? []
      : [{ field: 'applicant', label: isApplication ? '申请人姓名或名称' : '反映人' }]),
    ...(correction.contact === null ? [] : [{ field: 'contact', label: '联系方式' }]),
    ...changed(
      'channel',
      isApplication ? '申请方式' : '来源渠道',
      matterChannelLabel[matter.channel],
      matterChannelLabel[channel],
    ),
    ...fields.flatMap(([field, label]) =>
      changed(field, label, valueIn(before, field), valueIn(after, field)),
    ),
    ...changed(
      'subjectId',
      '监测专题',
      matter.subject?.name,
      subjectId === (matter.subject?.id ?? null)
        ? matter.subject?.name
        : subjectId === null
          ? undefined
          : await tx.registeredMatters.subjectName(subjectId),
    ),
  ]
}

/**
 * 更正登记: puts right what was written down of a registered matter. Old values stay: in the history, sealed with the
 * post's earlier version, in the revisions of the clocks. A received instant that needs a second person waits for him.
 * @throws InvalidInput by field, or when nothing is another; IllegalTransition for a closed case.
 */
export async function correctMatter(
  tx: Tx,
  id: string,
  body: CorrectMatter,
  { rules, means, by }: { rules: Rules; means: SaveMeans; by: ClockAct['by'] },
): Promise<{ fields: string[]; startWaits: boolean }> {
  const plan = await planCorrection(tx, id, body, { rules, by })
  if ('problems' in plan)
    throw new InvalidInput(`没有保存：${plan.problems.map(({ message }) => message).join('；')}`, [
      ...plan.problems,
    ])
  const { matter, act, correction, moves, waits } = plan
  const { channel, details, subjectId, reason } = correction
  await tx.registeredMatters.checkNames({ accused: [], subjectId })
  if (moves && (await tx.clockChanges.ofCase(id)).some(startIsAsked))
    throw new IllegalTransition('起算时间的申请尚待第二人批准：请先由第二人批准或不批准，再更正收到时间')
  const words = await rewordMatter(tx, plan, means)
  const changes = (await told(tx, plan)).map((change) =>
    change.field === 'title' && words ? { ...change, to: words.title } : change,
  )
  if (changes.length === 0 && !moves) throw new InvalidInput('没有改动，没有保存：请修改需要更正的内容', [])
  await tx.registeredMatters.correct(id, { startAt: matter.startAt, channel, details, subjectId })
  if (waits)
    await tx.clockChanges.request(
      id,
      { request: { kind: 'change-start', at: correction.startAt.toISOString(), registered: true }, reason },
      by,
    )
  if (moves && !waits) await moveReceived(tx, correction.startAt, { ...act, reason }, changes)
  else if (changes.length > 0)
    await tx.caseClocks.settle(id, { kind: 'corrected', changes, clocks: [], reason }, by)
  return {
    fields: [...changes.map(({ field }) => field), ...(moves ? ['startAt'] : [])],
    startWaits: waits,
  }
}

const startIsAsked = ({ state, request }: { state: string; request: { kind: string } }): boolean =>
  state === 'pending' && request.kind === 'change-start'
