import { addDays, type Day, dayOf, parseDay, startOfDay } from '../shanghai.js'

const minuteMs = 60_000
const unitMs: Readonly<Record<string, number>> = {
  秒: 1_000,
  分: minuteMs,
  分钟: minuteMs,
  小时: 60 * minuteMs,
  个小时: 60 * minuteMs,
  天: 24 * 60 * minuteMs,
  周: 7 * 24 * 60 * minuteMs,
  星期: 7 * 24 * 60 * minuteMs,
  个星期: 7 * 24 * 60 * minuteMs,
  个月: 30 * 24 * 60 * minuteMs,
  日: 24 * 60 * minuteMs,
}

const weekday = '(?:[,，]?\\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?'
const clock = `${weekday}(?:\\s*T?\\s*(上午|下午|凌晨|晚上|中午)?\\s*(\\d{1,2})[:：时点](\\d{2})(?:[:：分](\\d{2}))?)?`
const full = new RegExp(
  `(?<!\\d)((?:19|20)\\d{2})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})(?!\\d)\\s*[日号]?${clock}`,
)
const compact = /(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:(\d{2})(\d{2})(\d{2})?)?(?!\d)/
const short = new RegExp(`(?<![\\d.-])(\\d{1,2})\\s*([-/月])\\s*(\\d{1,2})(?![\\d-])\\s*[日号]?${clock}`)
const relative =
  /(?<!\d)(\d{1,4}|半|[一二两三四五六七八九十])\s*(秒|分钟|分|个小时|小时|天|日|周|星期|个星期|个月)(?:钟)?\s*(?:以)?前/
/** The small numbers pages write as words. */
const numerals = '零一二三四五六七八九十'
const amountOf = (written: string): number =>
  written === '半'
    ? 0.5
    : written === '两'
      ? 2
      : /\d/.test(written)
        ? Number(written)
        : numerals.indexOf(written)
const named = new RegExp(`(今天|今日|昨天|昨日|前天|前日)${clock}`)
const shortYear =
  /(?<![\d./-])(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})日?(?![\d./-])(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d))?/
const isoZone = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})/
/** ISO with spaces; a zone with a colon could be the end of a span of hours (12:00 -13:00). */
const spacedZone = /(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}(?::\d{2})?) ?(?:(UTC|GMT)(?![+-])|([+-]\d{4})(?!\d))/
/** As C and Ruby print it, and Weibo's interface. */
const unixDate = /[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d{2}:\d{2}:\d{2} [+-]\d{4} \d{4}/
const rfc822 =
  /(?:[A-Z][a-z]{2},\s*)?\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:GMT|UTC|UT|Z|[+-]\d{4})/

const daysAgo: Readonly<Record<string, number>> = { 今天: 0, 今日: 0, 昨天: 1, 昨日: 1, 前天: 2, 前日: 2 }

/** An instant a clock in China showed, or null when there is no such day or time. */
function instantAt(
  day: Day,
  half: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
): Date | null {
  const start = startOfDay(day)
  if (hour === undefined || minute === undefined) return start
  const isAfternoon = (half === '下午' || half === '晚上') && Number(hour) < 12
  const hours = Number(hour) + (isAfternoon ? 12 : 0)
  if (hours > 23 || Number(minute) > 59) return null
  return new Date(start.getTime() + (hours * 60 + Number(minute)) * minuteMs + Number(second ?? 0) * 1_000)
}

function dayFrom(year: number | string, month: string, day: string): Day | null {
  try {
    return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  } catch {
    return null
  }
}

/** A post is not from the future; a server's clock may run ahead of ours by this much. */
const aheadMs = 24 * 60 * minuteMs

/**
 * The time a text names, read as China's civil time unless it says its zone: full and short dates, 年月日, ISO,
 * 3分钟前, 昨天 12:03. Null when it names none; never the present by default. A date without a time is the start
 * of that day. A short date belongs to the newest year in which it is not ahead of `now`.
 */
export function parsePublishedAt(text: string, now: Date): Date | null {
  const found = read(separated(text.normalize('NFKC')), now)
  return found && found.getTime() <= now.getTime() + aheadMs && found.getTime() > 0 ? found : null
}

/** Two elements in one line leave no space between day and time: `2019-09-3007:42`. */
const separated = (text: string) => withDigits(text).replace(/(\d[-/.月]\d{2})(?=\d{2}:\d{2})/, '$1 ')

function read(text: string, now: Date): Date | null {
  const [, zonedDay, zonedClock, , offset = 'Z'] = spacedZone.exec(text) ?? []
  const spaced = zonedDay ? `${zonedDay}T${zonedClock}${offset}` : undefined
  const zoned = isoZone.exec(text)?.[0] ?? spaced ?? rfc822.exec(text)?.[0] ?? unixDate.exec(text)?.[0]
  if (zoned) {
    const instant = new Date(zoned)
    if (!Number.isNaN(instant.getTime())) return instant
  }
  const [, year, month, date, half, hour, minute, second] = full.exec(text) ?? []
  if (year && month && date) {
    const day = dayFrom(year, month, date)
    if (day) return instantAt(day, half, hour, minute, second)
  }
  const foreign = readForeignOrder(text)
  if (foreign) return foreign
  const [, yy, mm, dd, hh, min, sec] = shortYear.exec(text) ?? []
  // The web in China is younger than 1994.
  const shortDay = yy && mm && dd ? dayFrom(`${Number(yy) < 94 ? 20 : 19}${yy}`, mm, dd) : null
  if (shortDay) return instantAt(shortDay, undefined, hh, min, sec)
  return readRelative(text, now) ?? readCompact(text) ?? readShort(text, now)
}

/** Day or month first, as software set to another country prints it: `9/30/2004 2:56:00 PM`, `April 28, 2012`. */
const yearLast =
  /(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d{2})(?!\d)(?: (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP]M))?)?/
const monthWords = 'JanFebMarAprMayJunJulAugSepOctNovDec'
const worded =
  /\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d{2})(?!\d)/
/** As C prints it, without a zone: `Mon Sep 12 21:33:08 2005`. */
const plainUnixDate = /\b([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) ((?:19|20)\d{2})(?!\d)/

const monthOf = (word: string): string => String(Math.floor(monthWords.indexOf(word) / 3) + 1)

function readForeignOrder(text: string): Date | null {
  const [, word, dayOfMonth, h, m, s, inYear] = plainUnixDate.exec(text) ?? []
  if (word && dayOfMonth && inYear && monthWords.includes(word)) {
    const day = dayFrom(inYear, monthOf(word), dayOfMonth)
    if (day) return instantAt(day, undefined, h, m, s)
  }
  const [, name, on, of] = worded.exec(text) ?? []
  const named = name && on && of ? dayFrom(of, monthOf(name), on) : null
  if (named) return startOfDay(named)
  const [, first, , second, year, hour, minute, secs, half] = yearLast.exec(text) ?? []
  if (!first || !second || !year) return null
  // Month first unless that is no month: the American order is what unconfigured servers print.
  const day = Number(first) > 12 ? dayFrom(year, second, first) : dayFrom(year, first, second)
  if (!day) return null
  const at = half === 'AM' && hour === '12' ? '0' : hour
  return instantAt(day, half === 'PM' ? '下午' : undefined, at, minute, secs)
}

/** Dates written out in Chinese numerals, with every sign in use for nought. */
const written =
  /([一二][〇○零oO0一二三四五六七八九]{3})\s?年\s?([一二三四五六七八九十]{1,2})\s?月\s?([一二三四五六七八九十廿卅]{1,3})\s?[日号]/
const digits = '〇一二三四五六七八九'

/** `二〇一九年三月一日` as `2019年3月1日`. */
const withDigits = (text: string) =>
  text.replace(written, (_, year: string, month: string, day: string) => {
    const figures = [...year.replace(/[○零oO0]/g, '〇')].map((sign) => digits.indexOf(sign)).join('')
    return `${figures}年${numberOf(month)}月${numberOf(day)}日`
  })

/** A number below a hundred as words: `十一`, `二十一`, `廿三`. */
function numberOf(words: string): number {
  const plain = words.replace('廿', '二十').replace('卅', '三十')
  const [tens = '', ones] = plain.includes('十') ? plain.split('十') : ['〇', plain]
  return (tens === '' ? 1 : digits.indexOf(tens)) * 10 + (ones ? digits.indexOf(ones) : 0)
}

function readRelative(text: string, now: Date): Date | null {
  const [, amount, unit] = relative.exec(text) ?? []
  const length = unit === undefined ? undefined : unitMs[unit]
  if (amount && length) return new Date(now.getTime() - amountOf(amount) * length)
  if (/(?:^|[\s::|])(?:刚刚|刚才)/.test(text)) return now
  const [, name, half, hour, minute, second] = named.exec(text) ?? []
  if (!name) return null
  return instantAt(addDays(dayOf(now), -(daysAgo[name] ?? 0)), half, hour, minute, second)
}

function readCompact(text: string): Date | null {
  const [, year, month, date, hour, minute, second] = compact.exec(text) ?? []
  const day = year && month && date ? dayFrom(year, month, date) : null
  return day && instantAt(day, undefined, hour, minute, second)
}

function readShort(text: string, now: Date): Date | null {
  const [, month, mark, date, half, hour, minute, second] = short.exec(text) ?? []
  if (!month || !date) return null
  // “第3-4版” is no date: without 月 or a time both numbers must be written in full.
  if (mark !== '月' && hour === undefined && (month.length < 2 || date.length < 2)) return null
  const thisYear = Number(dayOf(now).slice(0, 4))
  // 29 February may be four years away.
  for (let year = thisYear; year > thisYear - 5; year--) {
    const day = dayFrom(year, month, date)
    const instant = day && instantAt(day, half, hour, minute, second)
    if (instant && instant.getTime() <= now.getTime() + aheadMs) return instant
  }
  return null
}

/** The day in the path of an address such as `t20260803_123456.shtml` or `/2026/08/03/`; a last resort. */
export function publishedAtOfPath(path: string, now: Date): Date | null {
  const [, year, month, date] =
    /[/_t](20\d{2})[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?=[/_.-])/.exec(path) ?? []
  const day = year && month && date ? dayFrom(year, month, date) : null
  const instant = day && startOfDay(day)
  return instant && instant <= now ? instant : null
}
