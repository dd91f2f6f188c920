import { type ClockRequest, clockRequestLabel } from './http/clocks.js'
import { type RuleChangeKind, ruleChangeLabel } from './http/rules.js'
import { type WallDirection, wallDirectionLabel } from './http/walls.js'

/** `set-aside`: not adopted · `left-behind`: another, later one was switched on. */
export const decisionOutcomeLabel = {
  approved: '同意',
  refused: '不同意',
  'switched-on': '已启用',
  'set-aside': '不采用',
  'left-behind': '未启用，已由后来启用的变更取代',
} as const
type DecisionOutcome = keyof typeof decisionOutcomeLabel

/** What somebody asked for and a second person decided: codes only, no word of anybody. */
export type DecidedRequest = { readonly outcome: DecisionOutcome } & (
  | { readonly of: 'rules'; readonly kind: RuleChangeKind }
  | { readonly of: 'clock'; readonly kind: ClockRequest['kind'] }
  | { readonly of: 'wall'; readonly kind: WallDirection }
  | { readonly of: 'reveal' }
  | { readonly of: 'judgement' }
  | { readonly of: 'suggestion' }
)

/** What was asked for, by its number: of the case, the event, the version or the change. */
export function requestWords(request: DecidedRequest, number: number | null): string {
  const numbered = number === null ? '' : `第 ${number} 号`
  switch (request.of) {
    case 'clock':
      return `案件${numbered}“${clockRequestLabel[request.kind]}”`
    case 'wall':
      return `事件${numbered}“${wallDirectionLabel[request.kind]}”`
    case 'reveal':
      return '查看原文'
    case 'judgement':
      return `研判变更${numbered}`
    case 'rules':
      return request.kind === 'edit-notices' ? `通知规则第 ${number} 版` : ruleChangeLabel[request.kind]
    case 'suggestion':
      return `监督员意见${numbered}“解除隔离”`
  }
}

/** Where one reads of it; null: where its case, its event or its register is. */
export function pathOfRequest(request: DecidedRequest, judgementChangeId: string | null): string | null {
  switch (request.of) {
    case 'rules':
      return request.kind === 'edit-notices' ? '/notices?tab=rules' : '/regimes'
    case 'reveal':
      return '/privacy'
    case 'judgement':
      return `/judgement/changes/${judgementChangeId}`
    case 'clock':
    case 'wall':
    case 'suggestion':
      return null
  }
}
