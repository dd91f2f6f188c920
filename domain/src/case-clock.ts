import type { WorkCalendar } from './calendar.js'
import { type ClockCount, countClock, pausedSince, type ResponseDeadline } from './deadline.js'
import type { Pause } from './due-date.js'
import { IllegalTransition, InvalidInput } from './errors.js'
import { type PauseCause, pauseCauseLabel, type TimerRule, timeUnitLabel } from './regime.js'
import type { SeverityGrade } from './severity.js'
import { toLimitText } from './shanghai.js'

/** The clock counted anew with what changed of it. Its grade is the case's, for the words of the first step. */
export function recount<Clock extends ResponseDeadline>(
  clock: Clock,
  change: Partial<ClockCount> & { rule?: TimerRule },
  { calendar, grade }: { calendar: WorkCalendar; grade: SeverityGrade },
): Clock {
  const { lastDay: _, provisional: __, ruleWarnsAt: ___, ...kept } = clock
  const rule = change.rule ?? clock.rule
  const { startAt, unit, amount, extension, pauses } = { ...clock, ...change }
  return {
    ...kept,
    ...(change.rule
      ? {
          rule,
          name: change.rule.name,
          clause: change.rule.clause,
          document: change.rule.document,
          metBy: change.rule.metBy,
        }
      : {}),
    extension,
    pauses,
    ...countClock({
      startAt,
      unit,
      amount,
      extension,
      pauses,
      calendar,
      grade,
      rule: rule ?? { name: clock.name, clause: clock.clause, document: clock.document },
    }),
  } as Clock
}

/** @throws IllegalTransition unless the case has this clock and it is neither met nor superseded. */
export function liveClock<Clock extends ResponseDeadline>(clocks: readonly Clock[], code: string): Clock {
  const clock = clocks.find((candidate) => candidate.code === code)
  if (!clock) throw new IllegalTransition('本案没有这项时限，请刷新后再操作', { code })
  if (clock.metAt) throw new IllegalTransition(`“${clock.name}”已登记回应依据，不能再变更`, { code })
  if (clock.supersededAt)
    throw new IllegalTransition(`“${clock.name}”因等级或种类调整已不再适用，不能变更`, { code })
  return clock
}

const refuseExpired = (clock: ResponseDeadline, verb: string, now: Date): void => {
  if (pausedSince(clock) === null && now > clock.dueAt)
    throw new IllegalTransition(
      `“${clock.name}”已于 ${toLimitText(clock.dueAt)} 届满，期满后不能${verb}；请尽快办结并说明超时原因`,
      { code: clock.code },
    )
}

/**
 * The clock standing still from `from`, the instant it was asked for, which nobody types.
 * @throws IllegalTransition when its document names no such pause, it stands already or had expired by then.
 */
export function pause<Clock extends ResponseDeadline>(clock: Clock, cause: PauseCause, from: Date): Clock {
  if (!clock.rule?.pauses?.some((rule) => rule.cause === cause))
    throw new IllegalTransition(
      `${clock.document}${clock.clause}没有规定“${clock.name}”可因${pauseCauseLabel[cause]}暂停`,
      { code: clock.code, cause },
    )
  if (pausedSince(clock)) throw new IllegalTransition(`“${clock.name}”已经暂停，请先恢复计时`)
  refuseExpired(clock, '暂停', from)
  return { ...clock, pauses: [...clock.pauses, { from, until: null, cause }] }
}

/** The pauses with the standing one ended at `until`. @throws IllegalTransition when none stands. */
export function resume(clock: ResponseDeadline, until: Date): Pause[] {
  if (!pausedSince(clock)) throw new IllegalTransition(`“${clock.name}”没有暂停，无需恢复`)
  return clock.pauses.map((stood) => (stood.until === null ? { ...stood, until } : stood))
}

/**
 * Whether the clock may be extended by `amount` now: once, within what its document grants, before it ends.
 * @throws IllegalTransition or InvalidInput in the words of the document.
 */
export function refuseExtension(clock: ResponseDeadline, amount: number, now: Date): void {
  const granted = clock.rule?.extension
  if (!granted)
    throw new IllegalTransition(`${clock.document}${clock.clause}没有规定“${clock.name}”可以延长`, {
      code: clock.code,
    })
  if (clock.extension > 0)
    throw new IllegalTransition(
      `“${clock.name}”已延长过 ${clock.extension} ${timeUnitLabel[clock.unit]}，只能延长一次（${granted.clause}）`,
    )
  refuseExpired(clock, '延长', now)
  if (amount > granted.max)
    throw new InvalidInput(
      `“${clock.name}”最多延长 ${granted.max} ${timeUnitLabel[clock.unit]}（${granted.clause}）`,
      [{ field: 'request.amount', message: `不得超过 ${granted.max}` }],
    )
}

/** @throws InvalidInput for a start that has not come yet, which would buy time. */
export function refuseStart(at: Date, now: Date): void {
  if (Number.isNaN(at.getTime()) || at > now)
    throw new InvalidInput('起算时间不能晚于现在，请填写已经发生的时间', [
      { field: 'request.at', message: '不能晚于现在' },
    ])
}
