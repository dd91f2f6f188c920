import { toShanghaiText } from '@huiyin/domain/shanghai'
import type { SpreadPoint } from './report-document.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const shanghaiMs = 8 * hourMs

/** Above four days an hourly curve is a comb; days are summed instead. */
const hourlyUpTo = 96

export interface Spread {
  readonly step: 'hour' | 'day'
  readonly points: readonly SpreadPoint[]
}

/**
 * The trend with its empty steps filled by zero (an hour without a row found nothing), or null when it spans
 * fewer than two steps and makes no curve.
 */
export function spreadPoints(trend: readonly { hour: string; items: number }[]): Spread | null {
  const hours = trend
    .map(({ hour, items }) => ({ at: Math.floor(Date.parse(hour) / hourMs) * hourMs, items }))
    .sort((a, b) => a.at - b.at)
  const [first] = hours
  const last = hours.at(-1)
  if (!first || !last || last.at === first.at) return null
  const step = (last.at - first.at) / hourMs < hourlyUpTo ? 'hour' : 'day'
  const size = step === 'hour' ? hourMs : dayMs
  const bucket = (at: number) => Math.floor((at + shanghaiMs) / size) * size - shanghaiMs
  const counts = new Map<number, number>()
  for (const { at, items } of hours) counts.set(bucket(at), (counts.get(bucket(at)) ?? 0) + items)
  const points: SpreadPoint[] = []
  for (let at = bucket(first.at); at <= bucket(last.at); at += size) {
    const text = toShanghaiText(new Date(at))
    const day = `${Number(text.slice(5, 7))}月${Number(text.slice(8, 10))}日`
    points.push({
      label: step === 'day' ? day : `${day} ${text.slice(11, 13)}时`,
      items: counts.get(at) ?? 0,
    })
  }
  return { step, points }
}
