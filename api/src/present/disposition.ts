import type { CaseState } from '@huiyin/domain/case-file'
import type { EventSummary } from '@huiyin/store/event-views'

const inWords: Record<CaseState, (unit: string) => string> = {
  accepted: () => '已受理，待交办',
  dispatched: (unit) => `已交办${unit}，待签收`,
  returned: (unit) => `${unit}退单，待裁定`,
  handling: (unit) => `${unit}办理中`,
  answered: (unit) => `${unit}已回应，待办结`,
  closed: () => '已办结',
  archived: () => '已归档',
  merged: () => '已并入其他案件',
  transferred: () => '已转办',
}

/** 处置情况 of one line of the opinion log, as the case file stands at `now`. */
export function disposition({ state, dismissedReason, caseFile }: EventSummary, now: Date): string {
  if (state === 'dismissed') return `不予受理${dismissedReason ? `：${dismissedReason}` : ''}`
  if (!caseFile) return '待研判'
  const words = inWords[caseFile.state](caseFile.leadUnitName ?? '责任单位')
  const late = caseFile.nextDueAt !== null && caseFile.nextDueAt.getTime() < now.getTime()
  return late ? `${words}（已超时）` : words
}
