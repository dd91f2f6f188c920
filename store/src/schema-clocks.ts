// Tables of clocks that change: their versions, warnings and requests, and the rules they rest on.

import type { HolidayYear } from '@huiyin/domain/calendar'
import type { ClockValues, RevisionCause } from '@huiyin/domain/clock-revision'
import type { ClockRequest } from '@huiyin/domain/http/clocks'
import type { RegimeChoice, RuleChangeKind, RuleChangeState } from '@huiyin/domain/http/rules'
import type { NoticeRules } from '@huiyin/domain/notice'
import type { Regime } from '@huiyin/domain/regime'
import type { WarningStage } from '@huiyin/domain/warning'
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

export interface DeadlineRevisionTable {
  id: GeneratedAlways<number>
  case_file_id: string
  code: string
  cause: RevisionCause
  reason: string
  asked_by: string | null
  made_by: string
  made_at: Date
  before: ColumnType<ClockValues | null, string | null, never>
  after: JSONColumnType<ClockValues>
}

export interface DeadlineWarningTable {
  id: GeneratedAlways<number>
  case_file_id: string
  code: string
  stage: WarningStage
  on_day: string
  expected_at: Date
  due_at: Date
  warned_at: Date
  retracted_at: ColumnType<Date | null, undefined, Date>
}

/** What one person asks and a second decides. */
interface TwoPersonTable {
  id: Generated<string>
  seq: GeneratedAlways<number>
  reason: string
  state: Generated<'pending' | 'approved' | 'refused'>
  requested_by: string
  requested_by_name: string
  requested_at: Date
  decided_by: ColumnType<string | null, undefined, string>
  decided_by_name: ColumnType<string | null, undefined, string>
  decided_at: ColumnType<Date | null, undefined, Date>
  decided_reason: ColumnType<string | null, undefined, string | null>
}

export interface ClockChangeTable extends TwoPersonTable {
  case_file_id: string
  kind: ClockRequest['kind']
  timer_code: string | null
  request: JSONColumnType<ClockRequest>
}

export interface HolidayNoticeTable {
  id: GeneratedAlways<number>
  year: number
  notice: JSONColumnType<HolidayYear>
  source_text: string
  imported_by: string
  imported_at: Date
}

export interface RuleChangeTable extends Omit<TwoPersonTable, 'state'> {
  state: Generated<RuleChangeState>
  kind: RuleChangeKind
  regime_code: string
  version: number
  body: ColumnType<Regime | RegimeChoice | NoticeRules, string, never>
  source_text: string
  effective_on: string
}
