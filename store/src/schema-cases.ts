// Case files: their course, papers, presence and deadlines.

import type { CaseAction } from '@huiyin/domain/case-action'
import type { DeadlineEvidence } from '@huiyin/domain/case-evidence'
import type { CaseState } from '@huiyin/domain/case-file'
import type { CaseInstants, RegimeRef, StoredPause } from '@huiyin/domain/clock-revision'
import type { EvidenceKind, MatterKind, TimerRule, TimeUnit } from '@huiyin/domain/regime'
import type { SeverityGrade } from '@huiyin/domain/severity'
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

export interface CaseFileTable {
  id: Generated<string>
  number: Generated<number>
  event_id: string
  state: CaseState
  kind: MatterKind
  grade: SeverityGrade
  regime_code: string
  lead_unit_code: string | null
  assist_unit_codes: Generated<string[]>
  accused_units: Generated<string[]>
  opened_at: Date
  closed_at: Date | null
  next_due_at: Date | null
  split_from: Generated<string | null>
  merged_into: Generated<string | null>
  matter: Generated<string | null>
  supervised_until: Generated<Date | null>
  explained: Generated<boolean>
  instants: ColumnType<CaseInstants, string | undefined, string>
  regimes: ColumnType<RegimeRef[], string | undefined, string>
  limit_days: ColumnType<number | null, number | null | undefined, number | null>
  unjudged: Generated<boolean>
  accused_unknown: Generated<boolean>
  accused_checked: Generated<boolean>
}

export interface CaseActionTable {
  id: GeneratedAlways<number>
  case_file_id: string
  action: JSONColumnType<CaseAction>
  actor: string
  actor_id: string | null
  acted_at: Date
  audience: Generated<string[] | null>
}

export interface CaseInstructionTable {
  id: Generated<string>
  action_id: number
  case_file_id: string
  unit_code: string | null
  given_at: Date
  limit_at: Date | null
  fed_back_at: Date | null
  task: Generated<'instruction' | 'interpretation'>
}

export interface AttachmentTable {
  id: Generated<string>
  case_file_id: string | null
  suggestion_id: Generated<string | null>
  name: string
  media_type: string
  size: number
  sha256: string
  key_id: string
  nonce: Buffer
  sealed: Buffer | null
  audience: string[] | null
  added_by: string
  added_by_id: string | null
  added_at: Date
  removed_at: Date | null
  removed_by: string | null
}

export interface CasePresenceTable {
  case_file_id: string
  account_id: string
  name: string
  unit_code: string | null
  seen_at: Date
  editing_since: Date | null
}

export interface ResponseDeadlineTable {
  case_file_id: string
  code: string
  name: string
  start_at: Date
  due_at: Date
  /** `YYYY-MM-DD`; the driver is told to leave dates as text. */
  last_day: string | null
  unit: TimeUnit
  amount: number
  clause: string
  document: string
  met_by: EvidenceKind
  steps: JSONColumnType<string[]>
  provisional: string | null
  met_at: Date | null
  evidence: ColumnType<DeadlineEvidence | null, string | null | undefined, string | null>
  rule: ColumnType<TimerRule | null, string | null | undefined, string | null>
  extension: Generated<number>
  pauses: ColumnType<StoredPause[], string | undefined, string>
  superseded_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  rule_warns_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  warned_until: ColumnType<Date | null, Date | null | undefined, Date | null>
  next_warning_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
