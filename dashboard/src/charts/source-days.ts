import type { SourceView } from '@huiyin/domain/http/sources'
import { addDays, type Day } from '@huiyin/domain/shanghai'

export interface DayBar {
  x: number
  height: number
  tone: 'good' | 'still' | 'mixed' | 'bad' | 'none'
  words: string
}

export const shownDays = 30

/**
 * The last 30 civil days as bars, today at the right: height is new posts; a day on which half the sweeps were bad
 * stands full height so that it is seen; a day without a sweep is a gap.
 */
export function dayBars(days: SourceView['days'], today: Day, height: number): DayBar[] {
  const byDay = new Map(days.map((day) => [day.day, day]))
  const most = Math.max(1, ...days.map((day) => day.new))
  return Array.from({ length: shownDays }, (_, x) => {
    const day = addDays(today, x + 1 - shownDays)
    const found = byDay.get(day)
    if (!found || found.sweeps === 0) return { x, height: 0, tone: 'none', words: `${day} 没有采集` }
    const isBad = found.bad * 2 >= found.sweeps
    const tone = isBad ? 'bad' : found.bad > 0 ? 'mixed' : found.new > 0 ? 'good' : 'still'
    const failed = found.bad > 0 ? `，${found.bad} 次未取得内容` : ''
    return {
      x,
      height: isBad ? height : Math.max(2, Math.round((found.new / most) * height)),
      tone,
      words: `${day} 采集 ${found.sweeps} 次${failed}，新增 ${found.new} 条，纳入 ${found.admitted} 条`,
    }
  })
}
