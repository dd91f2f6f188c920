import type { ClockRequest } from '@huiyin/domain/http/clocks'
import { matterKindLabel, pauseCauseLabel } from '@huiyin/domain/regime'
import { gradeLabel } from '@huiyin/domain/severity'
import { toShanghaiText } from '@huiyin/domain/shanghai'

/** The changes of a whole case that are asked for in a dialog of their own. */
export type ClockChangeForm = 'start' | 'grade' | 'kind'

export const clockChangeWords: Record<ClockChangeForm, { title: string; lead: string }> = {
  start: {
    title: '变更起算时间',
    lead: '未满足的时限都改由所选时间起算，原截止时间保留在变更记录里。签收时间不能作为起算时间。',
  },
  grade: {
    title: '申请降低等级',
    lead: '经第二人批准后生效。不再适用的时限停止计时，仍列在本页；调高等级请在舆情原文页改定，立即生效。',
  },
  kind: {
    title: '申请变更事项种类',
    lead: '经第二人批准后，按新种类的时限由原起算时间重新计算；不再适用的时限停止计时，仍列在本页。',
  },
}

/** What was asked for, beyond its kind: by how much, to what, from when. */
export function requestWords(request: ClockRequest): string {
  switch (request.kind) {
    case 'pause':
      return pauseCauseLabel[request.cause]
    case 'extend':
      return `延长 ${request.amount}`
    case 'change-start':
      return `${request.registered ? '收到时间更正，' : ''}改由 ${toShanghaiText(new Date(request.at))} 起算`
    case 'lower-grade':
      return `降为${gradeLabel[request.grade]}`
    case 'change-kind':
      return `改为${matterKindLabel[request.matter]}${request.limitDays ? `，时限 ${request.limitDays}` : ''}`
    case 'adopt-regimes':
      return '改按现行制度'
  }
}
