import type { EventRow } from '@huiyin/domain/http/opinion-events'
import { timeWords } from '../format/time.js'

/** 热度 36，每小时新增 1.3 条; growth only where there is any. */
export const heatWords = ({ heat, growthPerHour }: Pick<EventRow, 'heat' | 'growthPerHour'>): string =>
  `${Math.round(heat)}${growthPerHour > 0 ? `（每小时新增 ${growthPerHour} 条）` : ''}`

/** Who told it first and when; a page without a time is said to have none. */
export const firstSourceWords = (first: EventRow['firstSource'], now: Date): string =>
  first
    ? `${first.name}，${timeWords(new Date(first.at), now)}${first.published ? '' : ' 发现（原文未注明时间）'}`
    : '原文未注明'
