import type { JudgementChangeRow } from '@huiyin/domain/http/judgement-models'

export const changeStateLabel: Record<JudgementChangeRow['state'], string> = {
  learning: '正在学习',
  replaying: '正在回放',
  failed: '未通过',
  ready: '待启用',
  active: '使用中',
  retired: '已停用',
  'set-aside': '不采用',
}

/** 改对 14 条，改错 2 条: what a replay found, in the words a leader decides by. */
export function replayWords(replay: JudgementChangeRow['replay']): string {
  if (!replay) return '尚无回放结果'
  const { fixes, breaks, moved, gold, past } = replay
  const among = `标准样本 ${gold} 条、已决事件 ${past} 件`
  if (fixes + breaks + moved === 0) return `${among}中没有一条结论改变`
  return `${among}中，改对 ${fixes} 条，改错 ${breaks} 条${moved > 0 ? `，另有 ${moved} 条仍不对但结论变了` : ''}`
}
