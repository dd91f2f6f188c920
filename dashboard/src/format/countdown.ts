const minuteMs = 60_000
const hourMs = 3_600_000
const dayMs = 86_400_000

/** 3 小时 12 分: two units at most, days only from 48 h on, so that 31 小时 stays comparable with a 48-hour limit. */
function spanWords(ms: number): string {
  if (ms < minuteMs) return `${Math.max(0, Math.floor(ms / 1000))} 秒`
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} 分`
  const minutes = Math.floor((ms % hourMs) / minuteMs)
  if (ms < 2 * dayMs) return `${Math.floor(ms / hourMs)} 小时${minutes > 0 ? ` ${minutes} 分` : ''}`
  const hours = Math.floor((ms % dayMs) / hourMs)
  return `${Math.floor(ms / dayMs)} 天${hours > 0 ? ` ${hours} 小时` : ''}`
}

/** 还剩 3 小时 12 分 · 已超 40 分. A clock that ends exactly now is not yet late. */
export function countdownWords(dueAt: Date, now: Date): string {
  const left = dueAt.getTime() - now.getTime()
  return left >= 0 ? `还剩 ${spanWords(left)}` : `已超 ${spanWords(-left)}`
}

/** 按时，用时 3 小时 12 分 · 逾期 40 分: how a met clock ended. */
export function metWords(startAt: Date, dueAt: Date, metAt: Date): string {
  const late = metAt.getTime() - dueAt.getTime()
  return late > 0
    ? `逾期 ${spanWords(late)}完成`
    : `按时完成，用时 ${spanWords(metAt.getTime() - startAt.getTime())}`
}
