import { shanghaiHourOf } from './shanghai.js'

/** Field → how many were filled, of how many. */
export type FieldCounts = Readonly<Record<string, readonly [filled: number, of: number]>>

/** The figures of one source in one hour. */
export interface SourceHour {
  hour: Date
  sweeps: number
  bad: number
  /** Sweeps that read a list, and the entries on it. */
  listed: number
  fetched: number
  new: number
  requests: number
  fields: FieldCounts
}

/** What is usual for a source, and how it does now beside that. */
export interface SourceBaseline {
  /** Hours it was learned from; 0: nothing is known yet. */
  hours: number
  fields: FieldCounts
  /** Fewest entries its lists usually hold; null while too little is known. */
  leastEntries: number | null
  /** Mean time between two new posts. */
  gapMs: number
  /** Variance of the new posts of a day over their mean, at least 1: how far they come in bursts. */
  spread: number
  /** New posts that should have come since the last one, by the hours of the week that have passed. */
  expectedSinceNew: number
  recentNew: number
  /** Fewest new posts in 24 hours; null while too little is known or few are usual. */
  recentLeast: number | null
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Four whole weeks, so that each day of the week weighs the same. */
export const baselineDays = 28
/** The last days are not learned from: a source that dies slowly must not teach its own death. */
export const lagDays = 3
/** Hours of good sweeps from which on something is usual: two days and nights. */
const leastHours = 48
/** Posts a day below which a day without one says nothing. */
const leastDaily = 12

const isWeekend = (weekday: number) => weekday === 0 || weekday === 6

/** Workday or weekend, and which three hours of the day in China. */
const bandOf = (hour: Date): number => {
  const { weekday, hour: clock } = shanghaiHourOf(hour)
  return (isWeekend(weekday) ? 8 : 0) + Math.floor(clock / 3)
}

/**
 * Learns from the hours between 31 and 3 days ago, and sets the last 24 beside them.
 * @param hours any order; only hours with a good sweep are learned from
 * @param lastNewAt when the last new post came, null when none ever did
 */
export function baselineOf(
  hours: readonly SourceHour[],
  { now, lastNewAt, learnedFrom }: { now: Date; lastNewAt: Date | null; learnedFrom: Date | null },
): SourceBaseline {
  const until = now.getTime() - lagDays * dayMs
  const from = Math.max(until - baselineDays * dayMs, learnedFrom?.getTime() ?? 0)
  const good = hours.filter(
    ({ hour, sweeps, bad }) => hour.getTime() >= from && hour.getTime() < until && sweeps > bad,
  )
  const recent = hours.filter(({ hour }) => hour.getTime() > now.getTime() - dayMs)
  const recentNew = recent.reduce((sum, hour) => sum + hour.new, 0)
  if (good.length < leastHours) return { ...nothingUsual, recentNew }
  const rates = ratesOf(good)
  const expected = (start: number) => {
    let sum = 0
    // A gap of more than two weeks says no more than one of two weeks.
    for (let at = Math.max(start, now.getTime() - 14 * dayMs); at < now.getTime(); at += hourMs)
      sum += (rates[bandOf(new Date(at))] ?? 0) * Math.min(1, (now.getTime() - at) / hourMs)
    return sum
  }
  const total = good.reduce((sum, hour) => sum + hour.new, 0)
  const spread = spreadOf(good)
  const daily = expected(now.getTime() - dayMs)
  // Swept for a whole day: else the day is not comparable.
  const isWhole = recent.filter(({ sweeps, bad }) => sweeps > bad).length >= 20
  const least = Math.min(daily / 10, daily - 4 * Math.sqrt(daily * spread))
  return {
    hours: good.length,
    fields: good.reduce<FieldCounts>((sum, { fields }) => addFields(sum, fields), {}),
    leastEntries: leastEntriesOf(good),
    gapMs: total === 0 ? Number.POSITIVE_INFINITY : (good.length * hourMs) / total,
    spread,
    expectedSinceNew: lastNewAt ? expected(lastNewAt.getTime()) : 0,
    recentNew,
    recentLeast: isWhole && daily >= leastDaily && least > 0 ? least : null,
  }
}

const nothingUsual: SourceBaseline = {
  hours: 0,
  fields: {},
  leastEntries: null,
  gapMs: Number.POSITIVE_INFINITY,
  spread: 1,
  expectedSinceNew: 0,
  recentNew: 0,
  recentLeast: null,
}

/** New posts an hour, by band. */
function ratesOf(hours: readonly SourceHour[]): number[] {
  const sums = Array.from({ length: 16 }, () => ({ hours: 0, new: 0 }))
  for (const one of hours) {
    const sum = sums[bandOf(one.hour)]
    if (!sum) continue
    sum.hours += 1
    sum.new += one.new
  }
  return sums.map((sum) => (sum.hours === 0 ? 0 : sum.new / sum.hours))
}

/** Workdays and weekends differ without being bursts, so each is set against its own mean. */
function spreadOf(hours: readonly SourceHour[]): number {
  const days = new Map<string, { weekend: boolean; new: number }>()
  for (const one of hours) {
    const { day, weekday } = shanghaiHourOf(one.hour)
    const sum = days.get(day) ?? { weekend: isWeekend(weekday), new: 0 }
    sum.new += one.new
    days.set(day, sum)
  }
  const ratio = (weekend: boolean) => {
    const counts = [...days.values()].filter((one) => one.weekend === weekend).map((one) => one.new)
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
    if (counts.length < 4 || mean === 0) return 1
    return counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1) / mean
  }
  return Math.max(1, ratio(false), ratio(true))
}

/** The fiftieth part of the hours had shorter lists than this. */
function leastEntriesOf(hours: readonly SourceHour[]): number | null {
  const lengths = hours
    .filter(({ listed }) => listed > 0)
    .map(({ fetched, listed }) => fetched / listed)
    .sort((a, b) => a - b)
  if (lengths.length < leastHours) return null
  const least = lengths[Math.floor(lengths.length / 50)] ?? 0
  return least >= 4 ? least : null
}

export const addFields = (a: FieldCounts, b: FieldCounts): FieldCounts =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((field) => {
      const [filled, of] = a[field] ?? [0, 0]
      const [more, ofMore] = b[field] ?? [0, 0]
      return [field, [filled + more, of + ofMore]]
    }),
  )

/** Values of one field from which its share says something. */
const tellingValues = 3

/** Which of the fields that are usually filled are now less than half as often, and how many could tell. */
export function fieldsShrunk(now: FieldCounts, before: FieldCounts): { shrunk: string[]; usual: string[] } {
  const usual = Object.entries(before).flatMap(([field, [filled, of]]) =>
    of >= 20 && filled / of >= 0.8 && (now[field]?.[1] ?? 0) >= tellingValues ? [field] : [],
  )
  const shrunk = usual.filter((field) => {
    const [filled, of] = now[field] ?? [0, 0]
    const [usually, ofUsual] = before[field] ?? [0, 0]
    return filled / of < usually / ofUsual / 2
  })
  return { shrunk, usual }
}
