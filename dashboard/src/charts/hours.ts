import { clockOf } from '../format/time.js'

const hourMs = 3_600_000

/**
 * Fills the hours without items with nought, so that silence is seen as silence and not drawn over by a straight
 * line. At most `max` hours, the newest kept.
 */
export function everyHour<Point extends { hour: string; items: number }>(
  points: readonly Point[],
  empty: (hour: string) => Point,
  max = 24 * 14,
): Point[] {
  const byHour = new Map(points.map((point) => [Date.parse(point.hour), point]))
  const hours = [...byHour.keys()].sort((a, b) => a - b)
  const last = hours.at(-1)
  if (last === undefined) return []
  const first = Math.max(hours[0] ?? last, last - (max - 1) * hourMs)
  const filled: Point[] = []
  for (let at = first; at <= last; at += hourMs)
    filled.push(byHour.get(at) ?? empty(new Date(at).toISOString()))
  return filled
}

/** `3/2 14:00` at midnight and the first point, `14:00` elsewhere: the day is said once. */
export function hourLabel(hour: string, index: number): string {
  const instant = new Date(hour)
  const clock = clockOf(instant)
  if (index > 0 && clock !== '00:00') return clock
  const day = new Date(instant.getTime() + 8 * hourMs).toISOString()
  return `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))} ${clock}`
}
