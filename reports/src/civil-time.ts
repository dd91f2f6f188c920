import { toShanghaiIso } from '@huiyin/domain/shanghai'

const parts = (instant: Date) => {
  const iso = toShanghaiIso(instant)
  return {
    year: iso.slice(0, 4),
    month: Number(iso.slice(5, 7)),
    day: Number(iso.slice(8, 10)),
    hour: Number(iso.slice(11, 13)),
    minute: iso.slice(14, 16),
  }
}

/** `2026年3月1日`: Arabic numerals, month and day without a leading zero (GB/T 9704-2012 7.3.5.4). */
export const dateInWords = (instant: Date): string => {
  const { year, month, day } = parts(instant)
  return `${year}年${month}月${day}日`
}

/** `2026年3月1日8时05分`; a full hour is `8时`. */
export const momentInWords = (instant: Date): string => {
  const { hour, minute } = parts(instant)
  return `${dateInWords(instant)}${hour}时${minute === '00' ? '' : `${minute}分`}`
}

/**
 * When a limit ends: `2026年3月3日6时59分`. Midnight is said as the law says it, 24时 of the last day (民法典
 * 第二百零三条); 0时 of the next would read as a day more.
 */
export const limitInWords = (dueAt: Date): string => {
  const { hour, minute } = parts(dueAt)
  if (hour !== 0 || minute !== '00') return momentInWords(dueAt)
  return `${dateInWords(new Date(dueAt.getTime() - 60_000))}24时`
}

/** A length of time as people say it: days and hours, or hours and minutes; never rounded up. */
export function durationInWords(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000)
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  if (days > 0) return hours > 0 ? `${days}天${hours}小时` : `${days}天`
  const rest = minutes % 60
  if (hours > 0) return rest > 0 ? `${hours}小时${rest}分` : `${hours}小时`
  return `${rest}分`
}
