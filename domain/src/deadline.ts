import type { WorkCalendar } from './calendar.js'
import { dueAfter, type Pause } from './due-date.js'
import { InvalidInput } from './errors.js'
import { type MatterKind, type Regime, type TimerRule, type TimeUnit, timeUnitLabel } from './regime.js'
import { gradeLabel, type SeverityGrade } from './severity.js'
import type { Day } from './shanghai.js'

/** One running clock with its arithmetic; stored when the clock starts, never recomputed silently. */
export interface Timer {
  readonly code: string
  readonly name: string
  readonly startAt: Date
  /** The instant the limit ends; for day limits 24:00 of `lastDay`, i.e. 00:00 of the next day. */
  readonly dueAt: Date
  readonly lastDay?: Day
  readonly unit: TimeUnit
  readonly amount: number
  readonly clause: string
  readonly document: string
  readonly metBy: TimerRule['metBy']
  /** How the due instant was reached, step by step, in words. */
  readonly steps: readonly string[]
  /** 暂定: why the date may still move. */
  readonly provisional?: string
  /** The rule it was opened by: what it may be extended by, what pauses it, when to warn. */
  readonly rule?: TimerRule
  /** When the document wants a warning of its own. */
  readonly ruleWarnsAt?: Date
}

const applies = (rule: TimerRule, kind: MatterKind, grade: SeverityGrade): boolean =>
  rule.kinds.includes(kind) && (rule.grades === undefined || rule.grades.includes(grade))

function amountOf(rule: TimerRule, limitDays: number | undefined): number | null {
  if (rule.fromOrder) return limitDays ?? null
  if (rule.choices && limitDays !== undefined) {
    if (!rule.choices.includes(limitDays))
      throw new InvalidInput(`“${rule.name}”的时限只能选 ${rule.choices.join(' 或 ')}`, [
        { field: 'limitDays', message: `应为 ${rule.choices.join(' 或 ')}` },
      ])
    return limitDays
  }
  return rule.amount ?? null
}

export interface OpenTimersInput {
  /** The base regime first, then those it adopts; a timer code met twice keeps the first. */
  readonly regimes: readonly Regime[]
  readonly grade: SeverityGrade
  readonly kind: MatterKind
  readonly startAt: Date
  /** The limit written on the order, or the one chosen at triage, in the timer's unit. */
  readonly limitDays?: number
  readonly calendar: WorkCalendar
}

/**
 * The clocks that start for one matter, earliest due first.
 * @throws InvalidInput when `limitDays` is none of a timer's choices.
 */
export function openTimers(input: OpenTimersInput): Timer[] {
  const timers = new Map<string, Timer>()
  for (const regime of input.regimes)
    for (const rule of regime.timers) {
      if (timers.has(rule.code) || !applies(rule, input.kind, input.grade)) continue
      const amount = amountOf(rule, input.limitDays)
      if (amount === null) continue
      timers.set(rule.code, {
        ...ruledClock(rule),
        ...countClock({ ...input, rule, unit: rule.unit, amount }),
      })
    }
  return [...timers.values()].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
}

const ruledClock = (rule: TimerRule) => ({
  code: rule.code,
  name: rule.name,
  clause: rule.clause,
  document: rule.document,
  metBy: rule.metBy,
  rule,
})

/** What a running clock is counted from. */
export interface ClockCount {
  readonly startAt: Date
  readonly unit: TimeUnit
  readonly amount: number
  /** Added once with a second person's approval, in the same unit. */
  readonly extension?: number
  readonly pauses?: readonly Pause[]
}

/** What counting a clock yields. */
export type CountedClock = Pick<
  Timer,
  'startAt' | 'dueAt' | 'lastDay' | 'unit' | 'amount' | 'steps' | 'provisional' | 'ruleWarnsAt'
>

/** Only opinion and emergencies are graded; a letter or an application has a kind. */
const isOfOpinion = (kinds: readonly MatterKind[] = []): boolean =>
  kinds.includes('opinion') || kinds.includes('emergency')

/** Due instant and arithmetic of one clock, with the clause first. Counted anew whenever anything of it changes. */
export function countClock({
  startAt,
  unit,
  amount,
  extension = 0,
  pauses = [],
  calendar,
  grade,
  rule,
}: ClockCount & {
  calendar: WorkCalendar
  grade: SeverityGrade
  rule: Pick<TimerRule, 'document' | 'clause' | 'name' | 'extension' | 'warnAt'> &
    Partial<Pick<TimerRule, 'kinds'>>
}): CountedClock {
  const due = dueAfter(startAt, amount + extension, unit, calendar, pauses)
  const basis = `依据${rule.document}${rule.clause}：${isOfOpinion(rule.kinds) ? `${gradeLabel[grade]}舆情，` : ''}${rule.name}时限 ${amount} ${timeUnitLabel[unit]}`
  const extended = `经批准延长 ${extension} ${timeUnitLabel[unit]}${rule.extension ? `（${rule.extension.clause}）` : ''}，合计 ${amount + extension} ${timeUnitLabel[unit]}`
  return {
    startAt,
    unit,
    amount,
    ...due,
    ...(rule.warnAt === undefined
      ? {}
      : { ruleWarnsAt: dueAfter(startAt, rule.warnAt, unit, calendar, pauses).dueAt }),
    steps: [basis, ...(extension > 0 ? [extended] : []), ...due.steps],
  }
}

/** A stored clock of a case file. `metAt` is the instant its evidence was given; a clock met late stays late. */
export interface ResponseDeadline extends Timer {
  readonly metAt: Date | null
  readonly extension: number
  /** In order; the last one may still stand. */
  readonly pauses: readonly Pause[]
  /** The grade was lowered or the kind changed: it no longer runs, and stays to be seen. */
  readonly supersededAt: Date | null
}

/** What lateness is asked of. */
export interface RunningClock {
  readonly startAt: Date
  readonly dueAt: Date
  readonly metAt: Date | null
  readonly pauses?: readonly Pause[]
  readonly supersededAt?: Date | null
}

/** Since when it stands still, or null while it runs. */
export const pausedSince = ({ pauses = [] }: Pick<RunningClock, 'pauses'>): Date | null =>
  pauses.find(({ until }) => until === null)?.from ?? null

/** The moment up to which this clock has run, asked at `now`; what is met while it stands still is met then. */
const runUntil = (clock: RunningClock, now: Date): Date =>
  pausedSince(clock) ?? clock.metAt ?? clock.supersededAt ?? now

/** Overdue is computed, never stored. A clock that ends exactly now is not yet late; one that stands still does not become so. */
export const isOverdue = (clock: RunningClock, now: Date): boolean =>
  runUntil(clock, now).getTime() > clock.dueAt.getTime()

const pastPauses = ({ pauses = [], startAt, dueAt }: RunningClock): { from: number; until: number }[] =>
  pauses
    .filter((pause) => pause.until !== null && pause.from < dueAt)
    .map(({ from, until }) => ({
      from: Math.max(from.getTime(), startAt.getTime()),
      until: Math.min((until ?? from).getTime(), dueAt.getTime()),
    }))
    .filter(({ from, until }) => until > from)

/** How long the clock runs from start to due, without what it stood still: the limit in milliseconds of running time. */
export const limitMs = (clock: RunningClock): number =>
  clock.dueAt.getTime() -
  clock.startAt.getTime() -
  pastPauses(clock).reduce((stood, { from, until }) => stood + until - from, 0)

/** The instant at which `share` (0 to 1) of the limit has run. */
export function instantAtShare(clock: RunningClock, share: number): Date {
  let at = clock.startAt.getTime() + limitMs(clock) * share
  for (const { from, until } of pastPauses(clock)) if (from < at) at += until - from
  return new Date(at)
}

/** The share of the limit that has run at `now`, 0 to 1; what it stood still is not counted. */
export function shareRun(clock: RunningClock, now: Date): number {
  const until = Math.min(runUntil(clock, now).getTime(), clock.dueAt.getTime())
  const stood = pastPauses(clock).reduce(
    (sum, pause) => sum + Math.max(0, Math.min(pause.until, until) - pause.from),
    0,
  )
  const limit = limitMs(clock)
  return limit <= 0 ? 1 : Math.min(1, Math.max(0, (until - clock.startAt.getTime() - stood) / limit))
}

/** Very overdue: twice the limit has run (docs/rules.md §1). */
export const veryOverdueAt = (clock: RunningClock): Date => new Date(clock.dueAt.getTime() + limitMs(clock))

export const isVeryOverdue = (clock: RunningClock, now: Date): boolean =>
  runUntil(clock, now).getTime() > veryOverdueAt(clock).getTime()

export const deadlineStates = [
  'running',
  'due-soon',
  'overdue',
  'very-overdue',
  'paused',
  'superseded',
  'met',
  'met-late',
] as const
export type DeadlineState = (typeof deadlineStates)[number]

/** Due soon = 80 % of the limit has run (the second warning). */
export function deadlineState(clock: RunningClock, now: Date): DeadlineState {
  if (clock.metAt) return isOverdue(clock, now) ? 'met-late' : 'met'
  if (clock.supersededAt) return 'superseded'
  if (pausedSince(clock) && !isOverdue(clock, now)) return 'paused'
  if (isOverdue(clock, now)) return isVeryOverdue(clock, now) ? 'very-overdue' : 'overdue'
  return now >= instantAtShare(clock, 0.8) ? 'due-soon' : 'running'
}
