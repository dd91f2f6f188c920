import type { Role } from '@huiyin/domain/actor'
import type { ApiScope } from '@huiyin/domain/api-token'
import type { CaseAction, CaseState, DeadlineEvidence } from '@huiyin/domain/case-file'
import type { WallChangeState, WallDirection } from '@huiyin/domain/http/walls'
import type { Engagement } from '@huiyin/domain/item'
import type { Decision, Evidence, Judgement } from '@huiyin/domain/judgement'
import type { EventSignature, EventState } from '@huiyin/domain/opinion-event'
import type { DataRequestKind } from '@huiyin/domain/privacy'
import type { EvidenceKind, MatterKind, TimeUnit } from '@huiyin/domain/regime'
import type { SessionMeans } from '@huiyin/domain/session'
import type { SeverityGrade } from '@huiyin/domain/severity'
import type {
  SourceDefinition,
  SourceKind,
  SourceLevel,
  SweepError,
  SweepOutcome,
} from '@huiyin/domain/source'
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

/** The tables as Kysely sees them; `store/migrations` is the truth. */
export interface Database {
  jurisdiction: JurisdictionTable
  responsible_unit: ResponsibleUnitTable
  source: SourceTable
  sweep: SweepTable
  fetched_page: { url: string; etag: string | null; last_modified: string | null; fetched_at: Date }
  item: ItemTable
  item_original: ItemOriginalTable
  item_tombstone: ItemTombstoneTable
  reveal_request: RevealRequestTable
  data_request: DataRequestTable
  retention_run: {
    id: GeneratedAlways<number>
    started_at: Date
    originals: number
    items: number
    events: number
  }
  mention: { item_id: string; topic_code: string; spans: JSONColumnType<Evidence[]> }
  assessment: { item_id: string; proposed: JSONColumnType<Judgement>; version: string; assessed_at: Date }
  opinion_event: OpinionEventTable
  case_file: CaseFileTable
  case_action: CaseActionTable
  response_deadline: ResponseDeadlineTable
  account: AccountTable
  session: SessionTable
  sign_in_link: {
    token_hash: string
    account_id: string
    created_at: Date
    expires_at: Date
    used_at: Date | null
  }
  sign_in_failure: { account_name: string; address: Generated<string>; failed_at: Date }
  password_history: { account_id: string; password_hash: string; set_at: Date }
  second_factor: SecondFactorTable
  recovery_code: { id: Generated<string>; account_id: string; code_hash: string; used_at: Date | null }
  account_notice: { id: GeneratedAlways<number>; account_id: string; noted_at: Date; words: string }
  api_token: ApiTokenTable
  display_link: {
    id: Generated<string>
    name: string
    created_by: string
    created_at: Date
    revoked_at: Date | null
    seen_at: Generated<Date | null>
  }
  audit_entry: AuditEntryTable
  wall_change: WallChangeTable
  service_beat: {
    service: string
    instance: string
    pid: number
    started_at: Date
    beat_at: Date
    detail: JSONColumnType<Record<string, unknown>>
  }
}

interface JurisdictionTable {
  id: Generated<number>
  name: string
  aliases: string[]
  parents: string[]
  regime_code: string
  demonstration: boolean
  started_at: Date
}

interface ResponsibleUnitTable {
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

interface SourceTable {
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
}

interface SweepTable {
  id: Generated<string>
  source_id: string
  started_at: Date
  finished_at: Date | null
  outcome: SweepOutcome | null
  fetched: Generated<number>
  new: Generated<number>
  duplicates: Generated<number>
  errors: ColumnType<SweepError[], string | undefined, string>
}

interface ItemTable {
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
}

interface ItemOriginalTable {
  item_id: string
  key_id: string
  nonce: Buffer
  sealed: Buffer
  stored_at: Date
}

interface ItemTombstoneTable {
  source_id: string
  url_hash: string
  content_hash: string | null
  why: 'retention' | 'data-request'
  deleted_at: Date
}

interface RevealRequestTable {
  id: Generated<string>
  item_id: string | null
  reason: string
  requested_by: string
  requested_by_name: string
  requested_at: Date
  decision: ColumnType<'approved' | 'refused' | null, undefined, 'approved' | 'refused'>
  decision_reason: ColumnType<string | null, undefined, string | null>
  decided_by: ColumnType<string | null, undefined, string>
  decided_by_name: ColumnType<string | null, undefined, string>
  decided_at: ColumnType<Date | null, undefined, Date>
  expires_at: ColumnType<Date | null, undefined, Date | null>
  read_at: ColumnType<Date | null, undefined, Date>
}

interface DataRequestTable {
  id: Generated<string>
  number: GeneratedAlways<number>
  kind: DataRequestKind
  item_id: string | null
  url: string | null
  demand: string
  key_id: string
  nonce: Buffer
  sealed: Buffer
  received_at: Date
  due_at: Date
  registered_by: string
  registered_by_name: string
  handler: string
  decision: ColumnType<'granted' | 'refused' | null, undefined, 'granted' | 'refused'>
  decision_reason: ColumnType<string | null, undefined, string>
  decided_by: ColumnType<string | null, undefined, string>
  decided_by_name: ColumnType<string | null, undefined, string>
  decided_at: ColumnType<Date | null, undefined, Date>
  executed_at: ColumnType<Date | null, undefined, Date>
  outcome: ColumnType<{ items: number; events?: number } | null, undefined, string>
}

interface OpinionEventTable {
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
}

interface CaseFileTable {
  id: Generated<string>
  number: GeneratedAlways<number>
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
}

interface CaseActionTable {
  id: GeneratedAlways<number>
  case_file_id: string
  action: JSONColumnType<CaseAction>
  actor: string
  actor_id: string | null
  acted_at: Date
}

interface ResponseDeadlineTable {
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
}

interface AccountTable {
  id: Generated<string>
  name: string
  display_name: string
  roles: Role[]
  unit_code: string | null
  password_hash: string | null
  password_set_at: Generated<Date | null>
  must_change_password: Generated<boolean>
  notices_seen_at: Generated<Date | null>
  created_at: Date
  disabled_at: Date | null
}

interface SessionTable {
  id: Generated<string>
  token_hash: string
  account_id: string
  created_at: Date
  seen_at: Date
  expires_at: Date
  address: Generated<string>
  device: Generated<string>
  means: Generated<SessionMeans>
}

interface SecondFactorTable {
  account_id: string
  sealed_secret: string
  created_at: Date
  confirmed_at: Date | null
  last_step: Generated<number>
}

interface ApiTokenTable {
  id: Generated<string>
  name: string
  token_hash: string
  scopes: ApiScope[]
  created_by: string
  created_at: Date
  expires_at: Date
  last_used_at: Date | null
  last_used_from: string | null
  revoked_at: Date | null
}

/** Select and insert only; `detail` is JSON text, kept to the letter. */
interface AuditEntryTable {
  seq: number
  at: Date
  actor_kind: string
  actor_id: string
  actor_name: string
  action: string
  subject_kind: string
  subject_id: string | null
  detail: ColumnType<Record<string, unknown>, string, never>
  key_id: string
  previous_hash: string
  hash: string
}

/** Select and insert; of what is there only the second person's word may be written. */
interface WallChangeTable {
  id: Generated<string>
  seq: GeneratedAlways<number>
  event_id: string
  unit_code: string
  direction: WallDirection
  reason: string
  state: Generated<WallChangeState>
  requested_by: string
  requested_by_name: string
  requested_at: Date
  decided_by: string | null
  decided_by_name: string | null
  decided_at: Date | null
  decided_reason: string | null
}
