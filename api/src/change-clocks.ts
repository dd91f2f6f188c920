import type { Actor } from '@huiyin/domain/actor'
import type { CaseAction } from '@huiyin/domain/case-action'
import { liveClock, pause, recount, refuseExtension, refuseStart, resume } from '@huiyin/domain/case-clock'
import type { RegimeRef } from '@huiyin/domain/clock-revision'
import type { Timer } from '@huiyin/domain/deadline'
import { IllegalTransition, InvalidInput } from '@huiyin/domain/errors'
import type { ChooseStart, ClockRequest, ResumeClock } from '@huiyin/domain/http/clocks'
import { type ClockStartKind, clockStartLabel, type MatterKind } from '@huiyin/domain/regime'
import { gradeLabel, isGraver, type SeverityGrade } from '@huiyin/domain/severity'
import type { ClockCause, ClockedCase } from '@huiyin/store/case-clocks'
import type { StoredDeadline } from '@huiyin/store/case-files'
import type { Tx } from '@huiyin/store/tx'
import { type Rules, timersFor } from './rules-in-force.js'

type Person = Actor & { kind: 'user' }

/** What changes the clocks of a case, and the people behind it. */
export interface ClockAct {
  readonly file: ClockedCase
  readonly rules: Rules
  readonly reason: string
  /** Who asked, when `by` is the second person. */
  readonly askedBy?: string
  readonly by: Person
}

const asked = ({ askedBy }: ClockAct) => (askedBy === undefined ? {} : { askedBy })

const why = ({ reason, askedBy }: ClockAct, cause: ClockCause['cause']): ClockCause => ({
  cause,
  reason,
  askedBy: askedBy ?? null,
})

const live = ({ clocks }: ClockedCase): StoredDeadline[] =>
  clocks.filter(({ metAt, supersededAt }) => metAt === null && supersededAt === null)

/** The instant the case's clocks run from: that of its clocks, else discovery. */
export const startOf = ({ clocks, instants, openedAt }: ClockedCase): Date =>
  clocks.reduce<Date | null>((first, { startAt }) => (first && first < startAt ? first : startAt), null) ??
  new Date(instants.discovered ?? openedAt)

const refsOf = ({ regimes, regimeCode }: ClockedCase): readonly RegimeRef[] =>
  regimes.length > 0 ? regimes : [{ code: regimeCode, version: 0 }]

const counting = ({ file, rules }: ClockAct) => ({ calendar: rules.calendar, grade: file.grade })

/** Refuses at asking what could not be approved either, so that nobody waits for a no that is certain. */
export function refuseRequest(request: ClockRequest, { file, rules }: ClockAct, now: Date): void {
  switch (request.kind) {
    case 'pause':
      pause(liveClock(file.clocks, request.timerCode), request.cause, now)
      return
    case 'extend':
      refuseExtension(liveClock(file.clocks, request.timerCode), request.amount, now)
      return
    case 'change-start':
      refuseStart(new Date(request.at), now)
      if (live(file).length === 0) throw new IllegalTransition('本案没有正在计时的时限')
      return
    case 'lower-grade':
      if (!isGraver(file.grade, request.grade))
        throw new InvalidInput(
          `本案现为${gradeLabel[file.grade]}，只能申请更低的等级；调高等级请在事件页改定`,
          [{ field: 'request.grade', message: `应低于${gradeLabel[file.grade]}` }],
        )
      return
    case 'change-kind':
      if (request.matter === file.kind && (request.limitDays ?? null) === file.limitDays)
        throw new IllegalTransition('事项种类和选定时限没有变化')
      timersFor(
        { ...request, kind: request.matter, grade: file.grade, startAt: startOf(file) },
        rules,
        refsOf(file),
      )
      return
    case 'adopt-regimes':
      if (!hasNewerRegimes(file, rules)) throw new IllegalTransition('本案适用的就是现行制度，无需重新计算')
  }
}

/** Whether the regimes in force differ from those this case runs under. */
export const hasNewerRegimes = (file: ClockedCase, rules: Rules): boolean => {
  const now = timersFor(
    { grade: file.grade, kind: file.kind, startAt: startOf(file), limitDays: file.limitDays ?? undefined },
    rules,
  )
  return JSON.stringify(now.refs) !== JSON.stringify(refsOf(file))
}

/** Carries out what a second person has approved. `requestedAt` is when the first asked: a pause stands from then. */
export async function carryOut(
  tx: Tx,
  request: ClockRequest,
  { requestedAt, ...act }: ClockAct & { requestedAt: Date },
): Promise<void> {
  switch (request.kind) {
    case 'pause':
      return await pauseClock(tx, request, act, requestedAt)
    case 'extend':
      return await extendClock(tx, request, act)
    case 'change-start':
      return await moveStart(tx, { start: 'typed', at: new Date(request.at) }, act)
    case 'lower-grade':
      return await lowerGrade(tx, request.grade, act)
    case 'change-kind':
      return await changeKind(tx, request, act)
    case 'adopt-regimes':
      return await adoptRegimes(tx, act)
  }
}

async function pauseClock(
  tx: Tx,
  { timerCode, cause }: ClockRequest & { kind: 'pause' },
  act: ClockAct,
  from: Date,
): Promise<void> {
  const clock = liveClock(act.file.clocks, timerCode)
  await tx.caseClocks.revise(act.file.id, clock, pause(clock, cause, from), why(act, 'paused'), act.by)
  await tx.caseClocks.settle(
    act.file.id,
    { kind: 'paused', timerCode, cause, from: from.toISOString(), reason: act.reason, ...asked(act) },
    act.by,
  )
}

/** Ends a pause now. One person may: it only lets time run again. */
export async function resumeClock(tx: Tx, { timerCode }: ResumeClock, act: ClockAct): Promise<void> {
  const clock = liveClock(act.file.clocks, timerCode)
  const after = recount(clock, { pauses: resume(clock, tx.now) }, counting(act))
  await tx.caseClocks.revise(act.file.id, clock, after, why(act, 'resumed'), act.by)
  await tx.caseClocks.settle(
    act.file.id,
    { kind: 'resumed', timerCode, from: tx.now.toISOString(), reason: act.reason },
    act.by,
  )
}

async function extendClock(
  tx: Tx,
  { timerCode, amount }: ClockRequest & { kind: 'extend' },
  act: ClockAct,
): Promise<void> {
  const clock = liveClock(act.file.clocks, timerCode)
  refuseExtension(clock, amount, tx.now)
  const after = recount(clock, { extension: amount }, counting(act))
  await tx.caseClocks.revise(act.file.id, clock, after, why(act, 'extended'), act.by)
  await tx.caseClocks.settle(
    act.file.id,
    { kind: 'extended', timerCode, amount, reason: act.reason, ...asked(act) },
    act.by,
  )
}

/** Another of the instants kept on the case, chosen by one person with a reason. @throws InvalidInput for none of them. */
export async function chooseStart(tx: Tx, { start }: ChooseStart, act: ClockAct): Promise<void> {
  const at = start === 'typed' ? undefined : act.file.instants[start]
  if (!at)
    throw new InvalidInput(
      start === 'typed'
        ? '自行填写起算时间须提出申请，由第二人批准'
        : `本案没有记录${clockStartLabel[start]}时间，如需填写请提出申请，由第二人批准`,
      [{ field: 'start', message: '请选择本案已记录的时间' }],
    )
  await moveStart(tx, { start, at: new Date(at) }, act)
}

async function moveStart(
  tx: Tx,
  { start, at }: { start: ClockStartKind; at: Date },
  act: ClockAct,
): Promise<void> {
  refuseStart(at, tx.now)
  const running = live(act.file)
  if (running.length === 0) throw new IllegalTransition('本案没有正在计时的时限')
  for (const clock of running)
    await tx.caseClocks.revise(
      act.file.id,
      clock,
      recount(clock, { startAt: at }, counting(act)),
      why(act, 'start-changed'),
      act.by,
    )
  await tx.caseClocks.settle(
    act.file.id,
    { kind: 'start-changed', start, at: at.toISOString(), reason: act.reason, ...asked(act) },
    act.by,
  )
}

/** How clocks follow when a case is graded, classed or ruled otherwise. */
interface Refit {
  timers: readonly Timer[]
  cause: ClockCause['cause']
  grade: SeverityGrade
  /** A raised grade only tightens: what runs stays, unless the new clock of its code ends earlier. */
  onlyStricter: boolean
}

/** Starts, changes, revives and supersedes clocks until they are what `timers` asks for; met ones stay as they are. */
async function refit(tx: Tx, { timers, cause, grade, onlyStricter }: Refit, act: ClockAct): Promise<void> {
  const { file, rules, by } = act
  const known = new Map(file.clocks.map((clock) => [clock.code, clock]))
  for (const timer of timers) {
    const clock = known.get(timer.code)
    if (!clock || clock.metAt) continue
    const change = { unit: timer.unit, amount: timer.amount, ...(timer.rule ? { rule: timer.rule } : {}) }
    const after = {
      ...recount(clock, change, { calendar: rules.calendar, grade }),
      supersededAt: null,
    }
    const isSame = after.dueAt.getTime() === clock.dueAt.getTime() && clock.supersededAt === null
    if (isSame || (onlyStricter && clock.supersededAt === null && after.dueAt > clock.dueAt)) continue
    await tx.caseClocks.revise(file.id, clock, after, why(act, cause), by)
  }
  if (!onlyStricter)
    for (const clock of live(file))
      if (!timers.some(({ code }) => code === clock.code))
        await tx.caseClocks.revise(file.id, clock, { ...clock, supersededAt: tx.now }, why(act, cause), by)
  await tx.caseClocks.start(file.id, timers, why(act, cause), by)
}

const regradeAction = (to: SeverityGrade, act: ClockAct): CaseAction => ({
  kind: 'regraded',
  from: act.file.grade,
  to,
  reason: act.reason,
  ...asked(act),
})

/** A graver grade: the stricter clocks start from the same start, those that run go on (docs/rules.md §1). */
export async function raiseGrade(
  tx: Tx,
  { grade, kind }: { grade: SeverityGrade; kind: MatterKind },
  act: ClockAct,
): Promise<void> {
  const { file, rules } = act
  const { timers } = timersFor(
    { grade, kind, startAt: startOf(file), limitDays: file.limitDays ?? undefined },
    rules,
    refsOf(file),
  )
  await refit(tx, { timers, cause: 'regraded', grade, onlyStricter: true }, act)
  await tx.caseClocks.settle(file.id, regradeAction(grade, act), act.by, { grade, kind })
}

/** A lighter grade, once approved: clocks it no longer asks for are superseded and stay to be seen. */
async function lowerGrade(tx: Tx, grade: SeverityGrade, act: ClockAct): Promise<void> {
  const { file, rules } = act
  if (!isGraver(file.grade, grade)) throw new IllegalTransition('本案的等级已变化，请重新申请')
  const { timers } = timersFor(
    { grade, kind: file.kind, startAt: startOf(file), limitDays: file.limitDays ?? undefined },
    rules,
    refsOf(file),
  )
  await refit(tx, { timers, cause: 'regraded', grade, onlyStricter: false }, act)
  const event = await tx.eventViews.lock(file.eventId)
  await tx.eventViews.decide(
    file.eventId,
    { ...event.decided, grade, reason: act.reason },
    act.askedBy ?? act.by.name,
  )
  await tx.caseClocks.settle(file.id, regradeAction(grade, act), act.by, { grade })
}

async function changeKind(
  tx: Tx,
  { matter, limitDays }: ClockRequest & { kind: 'change-kind' },
  act: ClockAct,
): Promise<void> {
  const { file, rules } = act
  const { timers } = timersFor(
    { grade: file.grade, kind: matter, startAt: startOf(file), limitDays },
    rules,
    refsOf(file),
  )
  await refit(tx, { timers, cause: 'kind-changed', grade: file.grade, onlyStricter: false }, act)
  await tx.caseClocks.settle(
    file.id,
    { kind: 'kind-changed', from: file.kind, to: matter, reason: act.reason, ...asked(act) },
    act.by,
    { kind: matter, ...(limitDays === undefined ? {} : { limitDays }) },
  )
}

/** The regimes in force now, for a case opened under others, because somebody chose so. */
async function adoptRegimes(tx: Tx, act: ClockAct): Promise<void> {
  const { file, rules } = act
  const { timers, refs } = timersFor(
    { grade: file.grade, kind: file.kind, startAt: startOf(file), limitDays: file.limitDays ?? undefined },
    rules,
  )
  await refit(tx, { timers, cause: 'regimes', grade: file.grade, onlyStricter: false }, act)
  const after = (await tx.caseClocks.hold(file.id)).clocks
  const moved = after.flatMap(({ code, dueAt }) => {
    const before = file.clocks.find((clock) => clock.code === code)
    return before && before.dueAt.getTime() !== dueAt.getTime()
      ? [{ timerCode: code, from: before.dueAt.toISOString(), to: dueAt.toISOString() }]
      : []
  })
  await tx.caseClocks.settle(
    file.id,
    { kind: 'recomputed', cause: `改按现行制度计算：${act.reason}`, clocks: moved, ...asked(act) },
    act.by,
    { regimes: refs },
  )
}

/** The instants a clock may start from, oldest first, with the one it starts from. */
export function startsOf(file: ClockedCase): { start: ClockStartKind; at: string; chosen: boolean }[] {
  const runsFrom = startOf(file).toISOString()
  const kept = Object.entries(file.instants).map(([start, at]) => ({
    start: start as ClockStartKind,
    at,
    chosen: at === runsFrom,
  }))
  const typed = kept.some(({ chosen }) => chosen)
    ? []
    : [{ start: 'typed' as const, at: runsFrom, chosen: true }]
  return [...kept, ...typed].sort((a, b) => a.at.localeCompare(b.at))
}
