// Tables of what judges: changes of rules and weights, what is in force, what was.

import type { JudgementScope, Replay, RuleTexts } from '@huiyin/domain/judgement-change'
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

export interface JudgementChangeTable {
  id: Generated<string>
  number: GeneratedAlways<number>
  scope: JudgementScope
  note: string
  files: ColumnType<RuleTexts | null, string | null | undefined, never>
  weights: ColumnType<Buffer | null, undefined, Buffer>
  taught_by: ColumnType<number | null, undefined, number>
  learned_from: ColumnType<string[], undefined, string[]>
  replay: ColumnType<Replay | null, undefined, string | null>
  problem: ColumnType<string | null, undefined, string | null>
  proposed_by: string
  proposed_by_name: string
  proposed_at: Date
  set_aside_by: ColumnType<string | null, undefined, string>
  set_aside_by_name: ColumnType<string | null, undefined, string>
  set_aside_at: ColumnType<Date | null, undefined, Date>
  set_aside_reason: ColumnType<string | null, undefined, string>
}

/** Select and insert only. */
export interface JudgementActivationTable {
  id: GeneratedAlways<number>
  scope: JudgementScope
  change_id: string | null
  reason: string
  switched_by: string
  switched_by_name: string
  switched_at: Date
}

export interface JudgementVersionTable {
  version: string
  first_used_at: Date
  /** When it last began to judge: the latest of all is in force. */
  taken_up_at: Date
  /** The cards of its tasks as they were shipped. */
  cards: JSONColumnType<readonly object[]>
}
