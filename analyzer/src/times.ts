import { markedCodes } from './marked-codes.js'
import { matchesFrom } from './matches-from.js'
import { parseNumber } from './numbers.js'
import type { Hit } from './reading.js'

/** A day a text names, as a civil day in China. */
export interface NamedTime extends Hit {
  readonly day: string
}

const dayMs = 86_400_000
/** What a text says in its head it is about. */
const headOf = 300
const chinaMs = 8 * 3_600_000
const n = '[0-9零〇一二两三四五六七八九十]'
const relative: Record<string, number> = {
  大前天: -3,
  前天: -2,
  前晚: -2,
  前日: -2,
  昨天: -1,
  昨日: -1,
  昨晚: -1,
  昨夜: -1,
  昨: -1,
  今天: 0,
  今日: 0,
  今早: 0,
  今晨: 0,
  今晚: 0,
  刚才: 0,
  刚刚: 0,
}
const weekdays = '一二三四五六日天'
const named = new RegExp(
  `(大前天|前天|昨[天日晚夜]|前[晚日](?!期)|今[天日早晨晚]|刚[才刚])|(上上?|本|这)?(?:周|星期|礼拜)([一二三四五六日天])|(?:(20\\d{2})年|(去年|今年))?(${n}{1,3})月(${n}{1,3})[日号]|(${n}{1,3})天(?:之?前)`,
  'y',
)
const digits = '0123456789零〇一二两三四五六七八九十'
const begins = markedCodes(`大前昨今刚上本这周星礼去${digits}`)
const goesOn = markedCodes(`前天日晚夜早晨年才刚上周星礼期拜月${digits}`)
/** Written as one day's date; what cannot be is no date (13月40日). */
const civil = (ms: number): string => new Date(ms + chinaMs).toISOString().slice(0, 10)

/**
 * Days a text names, in order, resolved against the day it was published; without that day only dates with a year.
 * A date without a year is the latest that is not after publication.
 */
export function findTimes(text: string, publishedAt: Date | null): NamedTime[] {
  const found: NamedTime[] = []
  for (const match of matchesFrom(text, named, begins, goesOn)) {
    const at = dayOf(match, publishedAt)
    if (at === null) continue
    const start = match.index
    found.push({ start, end: start + match[0].length, word: match[0], day: civil(at) })
  }
  return found
}

function dayOf(match: RegExpMatchArray, publishedAt: Date | null): number | null {
  const [, near, week, weekday, year, relativeYear, month, day, ago] = match
  const at = publishedAt?.getTime() ?? null
  if (near !== undefined) return at === null ? null : at + (relative[near] ?? 0) * dayMs
  if (weekday !== undefined) return at === null ? null : weekdayOf(at, week, weekday)
  if (ago !== undefined) {
    const days = parseNumber(ago)
    return at === null || days === null || days > 366 ? null : at - days * dayMs
  }
  const [m, d] = [parseNumber(month ?? ''), parseNumber(day ?? '')]
  if (m === null || d === null) return null
  if (year !== undefined) return dateOf(Number(year), m, d)
  if (at === null) return null
  const thisYear = Number(civil(at).slice(0, 4))
  if (relativeYear === '去年') return dateOf(thisYear - 1, m, d)
  const date = dateOf(thisYear, m, d)
  return date !== null && date > at + dayMs && relativeYear === undefined ? dateOf(thisYear - 1, m, d) : date
}

/** 周三 is the last one up to today, 上周三 the one of the week before; weeks begin on Monday. */
function weekdayOf(at: number, week: string | undefined, weekday: string): number {
  const wanted = Math.min(6, weekdays.indexOf(weekday))
  const today = (new Date(at + chinaMs).getUTCDay() + 6) % 7
  const inThisWeek = at + (wanted - today) * dayMs
  if (week === '上') return inThisWeek - 7 * dayMs
  if (week === '上上') return inThisWeek - 14 * dayMs
  return week === undefined && inThisWeek > at ? inThisWeek - 7 * dayMs : inThisWeek
}

function dateOf(year: number, month: number, day: number): number | null {
  const ms = Date.UTC(year, month - 1, day) - chinaMs
  return civil(ms) === `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` ? ms : null
}

/** The day a text says it happened: the first it names that is not after publication; null when it names none. */
export const happenedOn = (text: string, publishedAt: Date | null): NamedTime | null =>
  findTimes(text.slice(0, headOf), publishedAt).find(
    ({ day }) => publishedAt === null || day <= civil(publishedAt.getTime()),
  ) ?? null
