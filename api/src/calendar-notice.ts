import type { WorkCalendar } from '@huiyin/domain/calendar'
import { dayOf, yearOf } from '@huiyin/domain/shanghai'

/**
 * What the desk must be told about the calendar: this year unknown, or from 1 December the next one. The State Council
 * publishes a year's arrangement in the autumn before it (docs/rules.md §1).
 */
export function missingYear(calendar: WorkCalendar, now: Date): { year: number; words: string } | null {
  const today = dayOf(now)
  const thisYear = yearOf(today)
  if (!calendar.knows(thisYear))
    return {
      year: thisYear,
      words: `尚未导入 ${thisYear} 年节假日安排，按日和工作日计算的时限均为暂定，请尽快导入`,
    }
  const next = thisYear + 1
  if (today.slice(5, 7) === '12' && !calendar.knows(next))
    return {
      year: next,
      words: `尚未导入 ${next} 年节假日安排，跨年的时限均为暂定，请导入国务院办公厅公布的安排`,
    }
  return null
}
