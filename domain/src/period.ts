import { addDays, type Day, parseDay } from './shanghai.js'

/** Civil days from `from` to `to`, both included. */
export interface Period {
  readonly from: Day
  readonly to: Day
}

export const periodLengths = ['month', 'quarter', 'year'] as const
export type PeriodLength = (typeof periodLengths)[number]
export const periodLengthLabel: Record<PeriodLength, string> = { month: '月', quarter: '季', year: '年' }

const monthsOf: Record<PeriodLength | 'half-year', number> = {
  month: 1,
  quarter: 3,
  'half-year': 6,
  year: 12,
}
const months = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
const firstOf = (month: number): Day =>
  parseDay(
    `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`,
  )
const lastOf = (month: number): Day => addDays(firstOf(month + 1), -1)

/** The calendar month, quarter, half-year or year `day` lies in. */
export function periodAround(day: Day, length: PeriodLength | 'half-year'): Period {
  const count = monthsOf[length]
  const first = Math.floor(months(day) / count) * count
  return { from: firstOf(first), to: lastOf(first + count - 1) }
}

const isWholeMonths = ({ from, to }: Period): boolean =>
  from === firstOf(months(from)) && to === lastOf(months(to))

/** `period` moved by `steps` of its own length: whole months by months, any other by its days. */
export function shiftPeriod(period: Period, steps: number): Period {
  if (isWholeMonths(period)) {
    const count = months(period.to) - months(period.from) + 1
    const first = months(period.from) + steps * count
    return { from: firstOf(first), to: lastOf(first + count - 1) }
  }
  const days = daysIn(period)
  return { from: addDays(period.from, steps * days), to: addDays(period.to, steps * days) }
}

/** How many civil days it holds. */
export const daysIn = ({ from, to }: Period): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1

/** The length it is a calendar one of; null: an own range. */
export const lengthOf = (period: Period): PeriodLength | null =>
  periodLengths.find((length) => {
    const whole = periodAround(period.from, length)
    return whole.from === period.from && whole.to === period.to
  }) ?? null

const quarters = ['一', '二', '三', '四']

/** 2026年3月 · 2026年第一季度 · 2026年 · 2026-03-01 至 2026-03-10. */
export function periodWords(period: Period): string {
  const { from, to } = period
  const year = `${from.slice(0, 4)}年`
  const month = Number(from.slice(5, 7))
  switch (lengthOf(period)) {
    case 'year':
      return year
    case 'quarter':
      return `${year}第${quarters[(month - 1) / 3]}季度`
    case 'month':
      return `${year}${month}月`
    case null:
      return `${from} 至 ${to}`
  }
}
