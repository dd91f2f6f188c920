const minuteMs = 60_000

/** 3 小时 12 分, 2 天 5 小时, 8 分: as people say how long something lasted. */
export function inWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / minuteMs))
  const days = Math.floor(minutes / 1_440)
  const hours = Math.floor((minutes % 1_440) / 60)
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`
  if (hours > 0) return minutes % 60 > 0 ? `${hours} 小时 ${minutes % 60} 分` : `${hours} 小时`
  return `${minutes} 分`
}
