import type { CaseAction } from '@huiyin/domain/case-action'
import type { ClockActionKind } from '@huiyin/domain/clock-action'
import { clockStartLabel, matterKindLabel, pauseCauseLabel } from '@huiyin/domain/regime'
import { gradeLabel } from '@huiyin/domain/severity'
import { toShanghaiText } from '@huiyin/domain/shanghai'
import { dueChangeWords } from './due-change.js'

type ClockAction = Extract<CaseAction, { kind: ClockActionKind }>

const at = (instant: string): string => toShanghaiText(new Date(instant))

/** What was done to a clock, in one sentence; who asked for it stands at the end. */
export function clockWords(action: ClockAction, clocks: readonly { code: string; name: string }[]): string {
  const nameOf = (code: string) => clocks.find((clock) => clock.code === code)?.name ?? code
  const asked = 'askedBy' in action && action.askedBy ? `（${action.askedBy}申请）` : ''
  switch (action.kind) {
    case 'paused':
      return `“${nameOf(action.timerCode)}”自 ${at(action.from)} 暂停，${pauseCauseLabel[action.cause]}：${action.reason}${asked}`
    case 'resumed':
      return `“${nameOf(action.timerCode)}”自 ${at(action.from)} 恢复：${action.reason}`
    case 'extended':
      return `“${nameOf(action.timerCode)}”延长 ${action.amount}：${action.reason}${asked}`
    case 'start-changed':
      return `起算改为${clockStartLabel[action.start]}时间 ${at(action.at)}：${action.reason}${asked}`
    case 'regraded':
      return `由${gradeLabel[action.from]}调整为${gradeLabel[action.to]}：${action.reason}${asked}`
    case 'kind-changed':
      return `由${matterKindLabel[action.from]}改为${matterKindLabel[action.to]}：${action.reason}${asked}`
    case 'recomputed':
      return `${action.cause}：${action.clocks.map(({ timerCode, from, to }) => `“${nameOf(timerCode)}”${dueChangeWords(from, to)}`).join('；')}${asked}`
  }
}
