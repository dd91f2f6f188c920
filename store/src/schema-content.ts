// Tables of what is watched, found, judged and handled.

import type { CaseAction } from '@huiyin/domain/case-action'
import type { DeadlineEvidence } from '@huiyin/domain/case-evidence'
import type { CaseState } from '@huiyin/domain/case-file'
import type { CaseInstants, RegimeRef, StoredPause } from '@huiyin/domain/clock-revision'
import type { Attachment, Engagement } from '@huiyin/domain/item'
import type { Decision, Evidence, Judgement } from '@huiyin/domain/judgement'
import type { EventSignature, EventState } from '@huiyin/domain/opinion-event'
import type { EvidenceKind, MatterKind, TimerRule, TimeUnit } from '@huiyin/domain/regime'
import type { SeverityGrade } from '@huiyin/domain/severity'
import type {
  ReceivedWay,
  SourceDefinition,
  SourceKind,
  SourceLevel,
  SweepError,
  SweepOutcome,
} from '@huiyin/domain/source'
import type { FieldCounts } from '@huiyin/domain/source-baseline'
import type { PageEvidence, SweepFinding } from '@huiyin/domain/source-health'
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

export interface JurisdictionTable {
  id: Generated<number>
  name: string
  aliases: string[]
  parents: string[]
  regime_code: string
  adopted_regimes: Generated<string[]>
  demonstration: boolean
  started_at: Date
}

export interface ResponsibleUnitTable {
  code: string
  name: string
  unit_group: string
  kind: 'body' | 'place'
  aliases: Generated<string[]>
  former_names: Generated<string[]>
  duties: Generated<string[]>
  places: Generated<string[]>
  phone: string | null
  vertical: Generated<boolean>
  dissolved_at: Date | null
}

export interface SourceTable {
  id: string
  name: string
  kind: SourceKind
  level: SourceLevel
  url: string
  definition: JSONColumnType<SourceDefinition>
  is_key: Generated<boolean>
  is_local: Generated<boolean>
  enabled: Generated<boolean>
  every_seconds: number
  next_sweep_at: Date
  created_at: Date
  received: Generated<ReceivedWay | null>
  received_at: Generated<Date | null>
}

export interface SweepTable {
  id: Generated<string>
  source_id: string
  started_at: Date
  finished_at: Date | null
  outcome: SweepOutcome | null
  fetched: Generated<number>
  new: Generated<number>
  duplicates: Generated<number>
  errors: ColumnType<SweepError[], string | undefined, string>
  holder: Generated<string | null>
  held_until: Generated<Date | null>
  progress: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>
  requests: Generated<number>
  wire_bytes: Generated<number>
  unchanged: Generated<boolean>
  fields: ColumnType<FieldCounts, string | undefined, string>
  newest_at: Generated<Date | null>
  findings: ColumnType<SweepFinding[], string | undefined, string>
  evidence: ColumnType<PageEvidence | null, string | null | undefined, string | null>
}

/** 答复 as JSON keeps it. */
export interface StoredAnswer {
  unit: string | null
  text: string
  repliedAt: string | null
}

export interface ItemTable {
  id: Generated<string>
  source_id: string
  url: string
  content_hash: string
  title: string
  text: string
  author_pseudonym: string | null
  published_at: Date | null
  found_at: Date
  engagement: JSONColumnType<Engagement>
  images: Generated<string[]>
  admitted: boolean | null
  admission_reason: string | null
  analyzed_at: Date | null
  event_id: string | null
  duplicate_of: string | null
  correction: ColumnType<string | null, string | null | undefined, string | null>
  thread_key: Generated<string | null>
  reply_number: Generated<number | null>
  seen_where: Generated<string | null>
  answer: ColumnType<StoredAnswer | null, string | null | undefined, string | null>
  source_name: Generated<string | null>
  attachments: ColumnType<Attachment[], string | undefined, string>
  counted_at: Generated<Date | null>
  placed_by: Generated<string | null>
  placed_at: Generated<Date | null>
}

export interface ItemOriginalTable {
  item_id: string
  key_id: string
  nonce: Buffer
  sealed: Buffer
  stored_at: Date
}

export interface ItemTombstoneTable {
  source_id: string
  url_hash: string
  content_hash: string | null
  why: 'retention' | 'data-request'
  deleted_at: Date
}

export interface OpinionEventTable {
  id: Generated<string>
  number: GeneratedAlways<number>
  title: string
  state: Generated<EventState>
  representative_id: string | null
  signature: JSONColumnType<EventSignature>
  first_published_at: Date | null
  first_found_at: Date
  last_item_at: Date
  item_count: number
  proposed: JSONColumnType<Judgement>
  decided: ColumnType<Decision | null, string | null | undefined, string | null>
  decided_by: string | null
  decided_at: Date | null
  dismissed_reason: string | null
  accused_units: Generated<string[]>
  grade: GeneratedAlways<SeverityGrade>
  unit_code: GeneratedAlways<string | null>
  merged_into: Generated<string | null>
  locked_at: Generated<Date | null>
  locked_by: Generated<string | null>
  handled_at: Generated<Date | null>
  first_told_at: Generated<Date | null>
  last_told_at: Generated<Date | null>
  unsettled: Generated<'judge' | 'rebuild' | null>
  unsettled_at: Generated<Date | null>
  heat: Generated<number>
  growth_per_hour: Generated<number>
  heat_at: Generated<Date | null>
  unjudged: Generated<boolean>
  accused_unknown: GeneratedAlways<boolean>
  accused_checked_by: Generated<string | null>
  accused_checked_at: Generated<Date | null>
}

export interface EventKeyTable {
  key: string
  period: number
  weight: number
  event_id: string
}

export interface EventMergeTable {
  id: Generated<string>
  seq: GeneratedAlways<number>
  survivor_id: string
  merged_id: string
  item_ids: string[]
  survivor_accused: string[]
  merged_by: string | null
  merged_at: Date
  likeness: number | null
  undone_by: string | null
  undone_at: Date | null
}

export interface EventSeparationTable {
  event_id: string
  other_id: string
  separated_by: string
  separated_at: Date
  through: string | null
}

export interface EventAlarmTable {
  id: Generated<string>
  event_id: string
  raised_at: Date
  window_hours: number
  items: number
  expected: number
  reason: string
  acknowledged_by: string | null
  acknowledged_at: Date | null
}

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

export interface CaseAttachmentTable {
  id: Generated<string>
  case_file_id: string
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

export interface WatchedSubjectTable {
  id: Generated<string>
  name: string
  enabled: Generated<boolean>
  version: number
  matched_version: Generated<number>
  owner_id: string
  owner_name: string
  created_at: Date
}

export interface WatchedSubjectVersionTable {
  subject_id: string
  version: number
  name: string
  rule: string
  exclusion: string
  note: string
  saved_by: string
  saved_by_name: string
  saved_at: Date
}

export interface SubjectMentionTable {
  subject_id: string
  item_id: string
  version: number
  spans: JSONColumnType<Evidence[]>
  found_at: Date
}
