import type { Evidence, Judgement } from '@huiyin/domain/judgement'
import type { EventSignature } from '@huiyin/domain/opinion-event'
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type {
  AttachmentTable,
  CaseActionTable,
  CaseFileTable,
  CaseInstructionTable,
  CasePresenceTable,
  ResponseDeadlineTable,
} from './schema-cases.js'
import type {
  ClockChangeTable,
  DeadlineRevisionTable,
  DeadlineWarningTable,
  HolidayNoticeTable,
  RuleChangeTable,
} from './schema-clocks.js'
import type {
  PageFailureTable,
  RobotsAnswerTable,
  SourceAlarmTable,
  SourceHealthTable,
  SourceHourTable,
  SourceSpanTable,
  SweepTaskTable,
} from './schema-crawl.js'
import type {
  DisclosureItemTable,
  DisclosureVersionTable,
  DutyRecordTable,
  SupervisorStepTable,
  SupervisorSuggestionTable,
} from './schema-duties.js'
import type {
  EventAlarmTable,
  EventFacetTable,
  EventHourTable,
  EventKeyTable,
  EventMergeTable,
  EventSeparationTable,
  EventTallyTable,
  OpinionEventTable,
} from './schema-events.js'
import type {
  ItemImportFileTable,
  ItemImportRefusalTable,
  ItemImportTable,
  RegisteredMatterTable,
} from './schema-intake.js'
import type {
  ItemEngagementTable,
  ItemOriginalTable,
  ItemTable,
  ItemTombstoneTable,
  ItemVersionTable,
} from './schema-items.js'
import type {
  JudgementActivationTable,
  JudgementChangeTable,
  JudgementVersionTable,
} from './schema-judgement.js'
import type { JurisdictionTable, ResponsibleUnitTable } from './schema-jurisdiction.js'
import type {
  DutyHandoverTable,
  DutyShiftTable,
  NoticeCauseTable,
  NoticeChannelTable,
  NoticeDeliveryTable,
  NoticeRecipientTable,
  NoticeStepTable,
  NoticeTable,
} from './schema-notices.js'
import type {
  AccountTable,
  ApiTokenTable,
  AuditEntryTable,
  DataRequestTable,
  RevealRequestTable,
  SecondFactorTable,
  SessionTable,
  WallChangeTable,
} from './schema-people.js'
import type {
  ReviewDraftTable,
  ReviewPublicationTable,
  ReviewRuleTable,
  ReviewSeatTable,
  ReviewStepTable,
  ReviewVersionTable,
  ReviewWordingTable,
} from './schema-reviews.js'
import type { SourceTable, SweepTable } from './schema-sources.js'
import type {
  SubjectMentionTable,
  WatchedSubjectTable,
  WatchedSubjectVersionTable,
} from './schema-subjects.js'

/** The tables as Kysely sees them; `store/migrations` is the truth. */
export interface Database {
  jurisdiction: JurisdictionTable
  responsible_unit: ResponsibleUnitTable
  source: SourceTable
  sweep: SweepTable
  fetched_page: {
    url: string
    etag: string | null
    last_modified: string | null
    fetched_at: Date
    body_hash: Generated<string | null>
  }
  host_turn: { host: string; next_at: Date }
  robots_answer: RobotsAnswerTable
  sweep_task: SweepTaskTable
  page_failure: PageFailureTable
  source_hour: SourceHourTable
  source_health: SourceHealthTable
  source_span: SourceSpanTable
  source_alarm: SourceAlarmTable
  item_engagement: ItemEngagementTable
  item_version: ItemVersionTable
  item: ItemTable
  item_import: ItemImportTable
  item_import_file: ItemImportFileTable
  item_import_refusal: ItemImportRefusalTable
  registered_matter: RegisteredMatterTable
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
  watched_subject: WatchedSubjectTable
  watched_subject_version: WatchedSubjectVersionTable
  subject_mention: SubjectMentionTable
  mention: { item_id: string; topic_code: string; spans: JSONColumnType<Evidence[]> }
  assessment: { item_id: string; proposed: JSONColumnType<Judgement>; version: string; assessed_at: Date }
  opinion_event: OpinionEventTable
  item_signature: { item_id: string; signature: JSONColumnType<EventSignature> }
  event_key: EventKeyTable
  event_vector: { event_id: string; vector: Uint8Array }
  event_word: { word: string; events: number }
  event_tally: EventTallyTable
  event_facet: EventFacetTable
  event_hour: EventHourTable
  event_merge: EventMergeTable
  event_separation: EventSeparationTable
  event_alarm: EventAlarmTable
  case_file: CaseFileTable
  case_action: CaseActionTable
  case_instruction: CaseInstructionTable
  attachment: AttachmentTable
  case_presence: CasePresenceTable
  response_deadline: ResponseDeadlineTable
  deadline_revision: DeadlineRevisionTable
  deadline_warning: DeadlineWarningTable
  clock_change: ClockChangeTable
  holiday_notice: HolidayNoticeTable
  rule_change: RuleChangeTable
  review_rule: ReviewRuleTable
  review_draft: ReviewDraftTable
  review_seat: ReviewSeatTable
  review_version: ReviewVersionTable
  review_step: ReviewStepTable
  review_wording: ReviewWordingTable
  review_publication: ReviewPublicationTable
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
  supervisor_step: SupervisorStepTable
  supervisor_suggestion: SupervisorSuggestionTable
  wall_change: WallChangeTable
  notice_cause: NoticeCauseTable
  notice_channel: NoticeChannelTable
  notice_contact: { account_id: string; email: string; by_email: boolean }
  notice: NoticeTable
  notice_recipient: NoticeRecipientTable
  notice_step: NoticeStepTable
  notice_delivery: NoticeDeliveryTable
  disclosure_item: DisclosureItemTable
  disclosure_version: DisclosureVersionTable
  duty_record: DutyRecordTable
  duty_shift: DutyShiftTable
  duty_handover: DutyHandoverTable
  judgement_change: JudgementChangeTable
  judgement_activation: JudgementActivationTable
  judgement_version: JudgementVersionTable
  service_beat: {
    service: string
    instance: string
    pid: number
    started_at: Date
    beat_at: Date
    detail: JSONColumnType<Record<string, unknown>>
  }
}
