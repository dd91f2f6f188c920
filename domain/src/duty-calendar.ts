import { type Period, periodAround, periodWords, shiftPeriod } from './period.js'
import type { DutyAid, DutyRhythm, Regime, RegimeDuty } from './regime.js'
import { addDays, type Day, parseDay } from './shanghai.js'

/** Days before the due day on which a duty is called for; the day itself counts as day 0. */
export const dutyNoticeDays = 7

/** 未到 · 应办 · 已办 · 逾期; computed from the records and the day, never stored. */
export const dutyStates = ['overdue', 'due', 'ahead', 'done'] as const
export type DutyState = (typeof dutyStates)[number]
export const dutyStateLabel: Record<DutyState, string> = {
  overdue: '逾期',
  due: '应办',
  ahead: '未到',
  done: '已办',
}

/** From when to when a regime bound the county; `until` is the first day it no longer does. */
export interface RegimeSpan {
  readonly regime: Regime
  readonly from: Day
  readonly until: Day | null
}

/** One duty in one period. */
export interface DutyInstance {
  readonly regimeCode: string
  readonly regimeName: string
  readonly name: string
  readonly clause: string
  readonly every: DutyRhythm
  /** How often within the period. */
  readonly atLeast: number
  readonly local: boolean
  readonly aid: DutyAid | null
  readonly period: Period
  readonly dueOn: Day
}

/** A day on which it was done, for one period. */
export interface DutyDone {
  readonly regimeCode: string
  readonly name: string
  readonly periodFrom: Day
  readonly doneOn: Day
}

/** The end of the period, or the day the clause names (a 29 February that is none: the day before). */
function dueDay({ dueOn }: RegimeDuty, { from, to }: Period): Day {
  if (dueOn === undefined) return to
  try {
    return parseDay(`${from.slice(0, 4)}-${dueOn}`)
  } catch {
    return addDays(parseDay(`${from.slice(0, 4)}-${dueOn.slice(0, 2)}-01`), 27)
  }
}

/** 2026年上半年; else as every period is called. */
export function dutyPeriodWords(every: DutyRhythm, period: Period): string {
  if (every !== 'half-year') return periodWords(period)
  return `${period.from.slice(0, 4)}年${period.from.slice(5, 7) === '01' ? '上' : '下'}半年`
}

/**
 * The duties of these regimes that touch `window`, one for each calendar period, by due day. A duty belongs to the
 * periods that end while its regime binds the county: what was due before is another's, what is due after is nobody's.
 * Duties of every day and of every matter have no date and are not among them.
 */
export function dutyInstances(spans: readonly RegimeSpan[], window: Period): DutyInstance[] {
  const found = spans.flatMap(({ regime, from, until }) =>
    (regime.duties ?? []).flatMap((duty) => instancesOf(regime, duty, { from, until }, window)),
  )
  return found.sort((a, b) => order(a.dueOn, b.dueOn) || order(a.name, b.name))
}

const laterOf = (a: Day, b: Day): Day => (order(a, b) < 0 ? b : a)
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function instancesOf(
  regime: Regime,
  duty: RegimeDuty,
  bound: { from: Day; until: Day | null },
  window: Period,
): DutyInstance[] {
  const { every } = duty
  if (every === 'day' || every === 'event') return []
  const instances: DutyInstance[] = []
  for (
    let period = periodAround(laterOf(bound.from, window.from), every);
    period.from <= window.to;
    period = shiftPeriod(period, 1)
  ) {
    const dueOn = dueDay(duty, period)
    if (dueOn >= bound.from && (bound.until === null || dueOn < bound.until))
      instances.push({
        regimeCode: regime.code,
        regimeName: regime.name,
        name: duty.name,
        clause: duty.clause,
        every,
        atLeast: duty.atLeast ?? 1,
        local: duty.local ?? false,
        aid: duty.aid ?? null,
        period,
        dueOn,
      })
  }
  return instances
}

/** Where an instance stands on `today`. `late`: done, but not as often as asked by the due day. */
export function dutyStanding(
  instance: DutyInstance,
  records: readonly DutyDone[],
  today: Day,
): { state: DutyState; done: number; late: boolean } {
  const days = records
    .filter(
      ({ regimeCode, name, periodFrom }) =>
        regimeCode === instance.regimeCode && name === instance.name && periodFrom === instance.period.from,
    )
    .map(({ doneOn }) => doneOn)
    .sort()
  const last = days[instance.atLeast - 1]
  if (last !== undefined) return { state: 'done', done: days.length, late: last > instance.dueOn }
  if (today > instance.dueOn) return { state: 'overdue', done: days.length, late: false }
  const isCalled = today >= addDays(instance.dueOn, -dutyNoticeDays)
  return { state: isCalled ? 'due' : 'ahead', done: days.length, late: false }
}

/** A choice of regimes with everything they adopt, in force from a day. */
export interface ChosenFrom {
  readonly from: Day
  readonly codes: readonly string[]
}

/**
 * Since and until when each regime bound the county.
 * @param choices every choice there was; of two from one day the later in the list holds.
 * @param textOf the regime of a code, null when nobody knows it any more.
 */
export function regimeSpans(
  choices: readonly ChosenFrom[],
  textOf: (code: string) => Regime | null,
): RegimeSpan[] {
  const byDay = [...choices].sort((a, b) => order(a.from, b.from))
  const inForce = byDay.filter(({ from }, index) => byDay[index + 1]?.from !== from)
  const spans: RegimeSpan[] = []
  for (const code of new Set(inForce.flatMap(({ codes }) => codes))) {
    const regime = textOf(code)
    if (!regime) continue
    let since: Day | null = null
    for (const { from, codes } of inForce) {
      if (codes.includes(code)) since ??= from
      else if (since !== null) {
        spans.push({ regime, from: since, until: from })
        since = null
      }
    }
    if (since !== null) spans.push({ regime, from: since, until: null })
  }
  return spans
}
