import { instantAtShare, pausedSince, type RunningClock, veryOverdueAt } from './deadline.js'
import { type Day, dayOf } from './shanghai.js'

/** What a clock says before and after it ends (docs/rules.md §1). `by-rule`: where its own document sets a day. */
export const warningStages = ['half', 'by-rule', 'most', 'due', 'overdue', 'very-overdue'] as const
export type WarningStage = (typeof warningStages)[number]
export const warningStageLabel: Record<WarningStage, string> = {
  half: '时限过半',
  'by-rule': '到达制度提示日',
  most: '时限已过八成',
  due: '时限届满',
  overdue: '超时未办',
  'very-overdue': '严重超时',
}

/** One warning: which stage, the instant it is for, and the civil day of that instant, which makes it one of a kind. */
export interface ClockWarning {
  readonly stage: WarningStage
  readonly at: Date
  readonly day: Day
}

/** A clock as warnings are asked of it. */
export interface WarnedClock extends RunningClock {
  /** The instant its document wants a warning at (勺米 第四条: 5—7 个工作日), if it does. */
  readonly ruleWarnsAt?: Date | null
}

const dayMs = 86_400_000
/** A machine that was off, or a clock that jumped ahead, is told of no more missed days than this: a month. */
const mostMissedDays = 31

const isSilent = (clock: WarnedClock): boolean =>
  clock.metAt !== null || Boolean(clock.supersededAt) || pausedSince(clock) !== null

/** The warnings given once: half and four fifths of the limit, its own rule's, its end, and twice the limit. */
function once(clock: WarnedClock): ClockWarning[] {
  const stages: [WarningStage, Date | null | undefined][] = [
    ['half', instantAtShare(clock, 0.5)],
    ['by-rule', clock.ruleWarnsAt],
    ['most', instantAtShare(clock, 0.8)],
    ['due', clock.dueAt],
    ['very-overdue', veryOverdueAt(clock)],
  ]
  return stages.flatMap(([stage, at]) => (at ? [{ stage, at, day: dayOf(at) }] : []))
}

/** The warning of the `count`-th day after the end. */
const daily = ({ dueAt }: WarnedClock, count: number): ClockWarning => {
  const at = new Date(dueAt.getTime() + count * dayMs)
  return { stage: 'overdue', at, day: dayOf(at) }
}

const fullDaysAfter = ({ dueAt }: WarnedClock, instant: Date): number =>
  Math.max(0, Math.floor((instant.getTime() - dueAt.getTime()) / dayMs))

/**
 * The warnings of a clock after `after` (null: from its start) up to and with `until`, oldest first; none while it
 * is met, superseded or stands still. Asked again with the same arguments it answers the same.
 */
export function warningsBetween(clock: WarnedClock, after: Date | null, until: Date): ClockWarning[] {
  if (isSilent(clock)) return []
  const last = fullDaysAfter(clock, until)
  const first = Math.max(after ? fullDaysAfter(clock, after) + 1 : 1, last - mostMissedDays + 1)
  const days = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    daily(clock, first + index),
  )
  return [...once(clock), ...days]
    .filter(({ at }) => at <= until && (after === null || at > after))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** When the next warning after `after` is for (null: from its start); null when there will be none. */
export function nextWarningAt(clock: WarnedClock, after: Date | null): Date | null {
  if (isSilent(clock)) return null
  const coming = [...once(clock), daily(clock, after ? fullDaysAfter(clock, after) + 1 : 1)]
    .map(({ at }) => at.getTime())
    .filter((at) => after === null || at > after.getTime())
  return new Date(Math.min(...coming))
}
