import { addDays, dayOf, toShanghaiIso, weekdayLabel, weekdayOf } from '@huiyin/domain/shanghai'

const monthDay = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** `14:05` in China. */
export const clockOf = (instant: Date): string => toShanghaiIso(instant).slice(11, 16)

/** `14:05:09` in China. */
export const clockWithSeconds = (instant: Date): string => toShanghaiIso(instant).slice(11, 19)

/** 今天 14:05 · 昨天 09:12 · 3月1日 08:00 · 2025年3月1日 08:00: the nearer, the shorter. */
export function timeWords(instant: Date, now: Date): string {
  const day = dayOf(instant)
  const today = dayOf(now)
  const clock = clockOf(instant)
  if (day === today) return `今天 ${clock}`
  if (day === addDays(today, -1)) return `昨天 ${clock}`
  if (day === addDays(today, 1)) return `明天 ${clock}`
  if (day.slice(0, 4) === today.slice(0, 4)) return `${monthDay(day)} ${clock}`
  return `${day.slice(0, 4)}年${monthDay(day)} ${clock}`
}

/** When a clock ends. 24:00 of the last day is how the law says it; 00:00 of the next day would mislead by a day. */
export const dueWords = ({ dueAt, lastDay }: { dueAt: string; lastDay: string | null }, now: Date): string =>
  lastDay === null
    ? timeWords(new Date(dueAt), now)
    : `${timeWords(new Date(Date.parse(dueAt) - 60_000), now).split(' ')[0]} 24:00`

/** `2026年3月1日 周日`: the date line of a page. */
export const dateLine = (day: string): string =>
  `${day.slice(0, 4)}年${monthDay(day)} ${weekdayLabel[weekdayOf(day as ReturnType<typeof dayOf>)]}`

/** `2026年3月1日`: a day in a line of text. */
export const dayLine = (day: string): string => `${day.slice(0, 4)}年${monthDay(day)}`

/** Civil days from one day to another; negative when the other has passed. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** How long ago in words that need no arithmetic; a minute is the finest grain people act on. */
export function agoWords(instant: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - instant.getTime()) / 60_000)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`
  return timeWords(instant, now)
}

/** 每 30 秒 · 每 10 分钟 · 每 6 小时. */
export function everyWords(seconds: number): string {
  if (seconds % 3600 === 0) return `每 ${seconds / 3600} 小时`
  if (seconds % 60 === 0) return `每 ${seconds / 60} 分钟`
  return `每 ${seconds} 秒`
}
