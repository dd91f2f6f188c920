import type { CaseAction } from '@huiyin/domain/case-action'
import { recount } from '@huiyin/domain/case-clock'
import type { Timer } from '@huiyin/domain/deadline'
import { IllegalTransition } from '@huiyin/domain/errors'
import type { ClockRequest } from '@huiyin/domain/http/clocks'
import type { MatterKind } from '@huiyin/domain/regime'
import { isGraver, type SeverityGrade } from '@huiyin/domain/severity'
import type { ClockCause } from '@huiyin/store/case-clocks'
import type { Tx } from '@huiyin/store/tx'
import { asked, type ClockAct, live, refsOf, startOf, why } from './clock-act.js'
import { timersFor } from './rules-in-force.js'

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
export async function lowerGrade(tx: Tx, grade: SeverityGrade, act: ClockAct): Promise<void> {
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

export async function changeKind(
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
export async function adoptRegimes(tx: Tx, act: ClockAct): Promise<void> {
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
