import { shanghaiHourOf } from './shanghai.js'

/** How often a source may be asked, as its definition says. */
export interface Pace {
  /** The usual wait between two sweeps, and the longest by day. */
  everySeconds: number
  /** Never sooner, however busy; a quarter of the usual wait when left out. */
  fastestSeconds?: number
  /** Never later, at night; three times the usual wait when left out, once for a key source. */
  slowestSeconds?: number
  key?: boolean
}

/** What the last sweeps say about how soon to ask again. */
export interface Pulse {
  now: Date
  /** Bad sweeps in a row, this one included. */
  badInRow: number
  /** New posts an hour, of late. */
  newPerHour: number
  /** New posts of the last sweep. */
  newNow: number
  /** Requests of the last sweep, and the pause its host asks for between two. */
  requests: number
  hostDelayMs: number
}

/** A busy source is asked when about this many posts wait for us. */
const postsASweep = 2
const leastSeconds = 30
/** A source that fails is asked less and less often, but at least once an hour. */
const longestBackOffSeconds = 3_600
/** 23:00 to 6:00 in China. */
const isNight = (now: Date): boolean => {
  const { hour } = shanghaiHourOf(now)
  return hour >= 23 || hour < 6
}

/**
 * Seconds until the next sweep. Busy sources more often, at night less; the first failure is asked again at the usual
 * time, so that two soon tell. One source never takes more than half of its host's turns.
 */
export function secondsUntilNext(pace: Pace, pulse: Pulse): number {
  const usual = pace.everySeconds
  const floor = Math.ceil((2 * pulse.requests * pulse.hostDelayMs) / 1000)
  if (pulse.badInRow >= 2)
    return Math.max(
      floor,
      Math.min(usual * 2 ** Math.min(pulse.badInRow - 1, 12), Math.max(longestBackOffSeconds, usual)),
    )
  if (pulse.badInRow === 1) return Math.max(floor, usual)
  const ideal = pulse.newPerHour > 0 ? (postsASweep * 3_600) / pulse.newPerHour : Number.POSITIVE_INFINITY
  const fastest = Math.min(usual, pace.fastestSeconds ?? Math.max(leastSeconds, usual / 4))
  const slowest = Math.max(usual, pace.slowestSeconds ?? (pace.key ? usual : usual * 3))
  // A night in which something happens is a day.
  const longest = isNight(pulse.now) && pulse.newNow === 0 ? slowest : usual
  return Math.round(Math.max(floor, Math.min(longest, Math.max(fastest, ideal))))
}
