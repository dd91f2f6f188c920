import type { NoticeRules } from '@huiyin/domain/notice'
import type { RuleChange } from '@huiyin/store/rules'
import type { Tx } from '@huiyin/store/tx'
import type { ApiKeywords } from './deps.js'

/** 通知规则 as they are in force, with the approved version they are in; none: the shipped ones. */
export interface NoticeRulesInForce {
  readonly rules: NoticeRules
  readonly yaml: string
  readonly approved: RuleChange | null
}

/**
 * Who is told of what at this moment: the county's newest approved version, else what the program came with. A kind
 * the county's version does not know, because the program learned it since, is told as shipped: nothing falls silent
 * that nobody silenced.
 */
export async function noticeRulesNow(tx: Tx, { shippedNotices }: ApiKeywords): Promise<NoticeRulesInForce> {
  const approved = await tx.rules.approvedNotices()
  if (!approved) return { ...shippedNotices, approved: null }
  const rules = approved.body as NoticeRules
  const known = new Set(rules.rules.map(({ kind }) => kind))
  const since = shippedNotices.rules.rules.filter(({ kind }) => !known.has(kind))
  return { rules: { ...rules, rules: [...rules.rules, ...since] }, yaml: approved.yaml, approved }
}
