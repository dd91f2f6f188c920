import type { EventRules } from '@huiyin/keywords/event-rules'
import { hourOf, type PostsAt } from './told-times.js'

/** An event that grows far beyond its own measure. */
export interface Spike {
  readonly windowHours: number
  readonly items: number
  /** Posts its own measure lets expect in the window. */
  readonly expected: number
  /** Of so many posts or more by chance. */
  readonly probability: number
  readonly reason: string
}

const hourMs = 3_600_000

/**
 * The most improbable of the last windows, or null. The rate before the window is estimated from the event's own past (a
 * Gamma prior, so that an event without a past still has a measure), and the posts of the window are compared with what
 * that rate gives: the predictive distribution of a Poisson count with a Gamma rate is negative binomial (Gelman et
 * al., Bayesian Data Analysis, 3rd ed., section 2.6). Posts may be given by the hour where no window ends in it
 * (`hoursToFindSpike`).
 */
export function findSpike(told: readonly PostsAt[], now: Date, rules: EventRules['spike']): Spike | null {
  const past = told
    .map(({ at, posts }) => ({ age: (now.getTime() - at) / hourMs, posts }))
    .filter(({ age }) => age >= 0)
  const oldest = past.reduce((most, { age }) => Math.max(most, age), 0)
  const between = (from: number, to: number): number =>
    past.reduce((sum, { age, posts }) => (age > from && age <= to ? sum + posts : sum), 0)
  const spikes = rules.windowsHours.flatMap((windowHours): Spike[] => {
    const items = between(Number.NEGATIVE_INFINITY, windowHours)
    if (items < rules.leastItems) return []
    const before = between(windowHours, windowHours + rules.baselineHours)
    const hours = Math.max(0, Math.min(rules.baselineHours, oldest - windowHours))
    const shape = rules.priorItems + before
    const rate = rules.priorHours + hours
    const probability = atLeast(items, shape, windowHours / (rate + windowHours))
    if (probability > rules.probability) return []
    const expected = (shape / rate) * windowHours
    return [
      {
        windowHours,
        items,
        expected,
        probability,
        reason: words(windowHours, items, before, hours, expected),
      },
    ]
  })
  return spikes.sort((a, b) => a.probability - b.probability)[0] ?? null
}

/** Hours since 1970 that are looked at: all from `since` on, by the minute those in which now is or a window ends. */
export function hoursToFindSpike(
  now: Date,
  { windowsHours, baselineHours }: EventRules['spike'],
): { since: number; whole: number[] } {
  const ends = [0, ...windowsHours, ...windowsHours.map((hours) => hours + baselineHours)]
  const whole = ends.map((hours) => hourOf(Math.floor((now.getTime() - hours * hourMs) / 60_000)))
  return { since: Math.min(...whole), whole: [...new Set(whole)] }
}

/** P(X ≥ count) of a negative binomial with this shape and chance of a success. */
function atLeast(count: number, shape: number, chance: number): number {
  let term = (1 - chance) ** shape
  let below = term
  for (let x = 1; x < count; x += 1) {
    term *= ((shape + x - 1) / x) * chance
    below += term
  }
  return Math.max(0, 1 - below)
}

const words = (
  windowHours: number,
  items: number,
  before: number,
  hours: number,
  expected: number,
): string =>
  before === 0
    ? `新出现的事件，${windowHours} 小时内已有 ${items} 条信息`
    : `近 ${windowHours} 小时新增 ${items} 条；此前 ${Math.max(1, Math.round(hours))} 小时共 ${before} 条，同样长的时间里平常${expected < 1 ? '不到 1' : `约 ${Math.round(expected)}`} 条`
