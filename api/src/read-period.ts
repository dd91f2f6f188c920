import { InvalidInput } from '@huiyin/domain/errors'
import { daysIn, type Period, periodAround } from '@huiyin/domain/period'
import { type Day, dayOf, parseDay } from '@huiyin/domain/shanghai'

/** Two years and a day: a year and the year before it are counted at once. */
const longestDays = 732

/** A day of a form. @throws InvalidInput naming the field. */
export function readDay(field: string, text: string): Day {
  try {
    return parseDay(text)
  } catch (error) {
    throw new InvalidInput((error as Error).message, [{ field, message: (error as Error).message }])
  }
}

/**
 * The days asked for; left out: this month.
 * @throws InvalidInput for one without the other, what is no day, an end before the beginning, more than two years.
 */
export function readPeriod({ from, to }: { from?: string; to?: string }, now: Date): Period {
  if (from === undefined && to === undefined) return periodAround(dayOf(now), 'month')
  if (from === undefined || to === undefined)
    throw new InvalidInput('请同时填写起止日期', [
      { field: from === undefined ? 'from' : 'to', message: '缺少日期' },
    ])
  const period = { from: readDay('from', from), to: readDay('to', to) }
  if (period.to < period.from)
    throw new InvalidInput('截止日期早于起始日期，请重新选择', [{ field: 'to', message: '不能早于起始日期' }])
  if (daysIn(period) > longestDays)
    throw new InvalidInput('统计期间最长两年，请缩短', [{ field: 'from', message: '距截止日期超过两年' }])
  return period
}
