/**
 * Civil time in China. Instants are UTC in the database; people read and the law counts Asia/Shanghai, which
 * has been a fixed +08:00 without summer time since 1992, so no zone table is needed.
 */
const offsetMs = 8 * 3_600_000
const dayMs = 86_400_000

/** A civil day in China, `YYYY-MM-DD`. */
export type Day = string & { readonly __day: true }

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** Parses `YYYY-MM-DD`; throws RangeError for anything that is not a real day (`2026-02-30`). */
export function parseDay(text: string): Day {
  const match = dayPattern.exec(text)
  const epoch = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN
  if (Number.isNaN(epoch) || new Date(epoch).toISOString().slice(0, 10) !== text)
    throw new RangeError(`不是有效的日期：${text}（应写作 2026-03-01）`)
  return text as Day
}

/** The civil day in China at `instant`. */
export const dayOf = (instant: Date): Day =>
  new Date(instant.getTime() + offsetMs).toISOString().slice(0, 10) as Day

/** 00:00 in China on `day`, as an instant. */
export const startOfDay = (day: Day): Date => new Date(Date.parse(`${day}T00:00:00Z`) - offsetMs)

/** `day` plus `count` calendar days. */
export const addDays = (day: Day, count: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10) as Day

/** 24:00 of `day`: the instant a day limit ends (民法典 第二百零三条: 期间的最后一日的截止时间为二十四时). */
export const endOfDay = (day: Day): Date => startOfDay(addDays(day, 1))

/** 0 = Sunday … 6 = Saturday. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** The civil day, its weekday (0 = Sunday) and the clock's hour in China. */
export function shanghaiHourOf(instant: Date): { day: Day; weekday: number; hour: number } {
  const there = new Date(instant.getTime() + offsetMs)
  return { day: dayOf(instant), weekday: there.getUTCDay(), hour: there.getUTCHours() }
}

export const yearOf = (day: Day): number => Number(day.slice(0, 4))

export const weekdayLabel = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

/** ISO 8601 with the +08:00 of China, to the second: what the command line and exports print. */
export const toShanghaiIso = (instant: Date): string =>
  `${new Date(instant.getTime() + offsetMs).toISOString().slice(0, 19)}+08:00`

/** `2026-03-01 08:05`, for people. */
export const toShanghaiText = (instant: Date): string => toShanghaiIso(instant).slice(0, 16).replace('T', ' ')

/** When a limit ends, for people: `2026-12-18 24:00` where midnight of the next day would read as a day more (民法典 第二百零三条). */
export function toLimitText(dueAt: Date): string {
  const text = toShanghaiText(dueAt)
  return text.endsWith(' 00:00')
    ? `${toShanghaiText(new Date(dueAt.getTime() - 1)).slice(0, 10)} 24:00`
    : text
}
