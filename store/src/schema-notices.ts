// Tables of what people are told: facts, notices, ways out, and who is on duty.

import type { DecidedRequest } from '@huiyin/domain/decided-request'
import type { ChannelAudience, ChannelKind, DeliveryState, DutyPost, NoticeKind } from '@huiyin/domain/notice'
import type { ReviewLevel } from '@huiyin/domain/review'
import type { SeverityGrade } from '@huiyin/domain/severity'
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'

/** What a trigger writes of a fact beside its subject: codes, ids and instants. */
export interface CauseDetail {
  actionId?: number
  actorId?: string
  unitCode?: string
  unitCodes?: string[]
  limitAt?: string
  timerCode?: string
  year?: number
  duty?: string
  draftId?: string
  level?: ReviewLevel
  authorId?: string
  apart?: string[]
  number?: number
  limitOn?: string
  askerId?: string
  accusedUnits?: string[]
  judgementChangeId?: string
  decision?: DecidedRequest
}

export interface NoticeCauseTable {
  id: GeneratedAlways<number>
  ref: string
  kind: string
  event_id: string | null
  case_file_id: string | null
  source_id: string | null
  detail: JSONColumnType<CauseDetail>
  caused_at: Date
  planned_at: Generated<Date | null>
}

export interface NoticeChannelTable {
  id: Generated<string>
  name: string
  kind: ChannelKind
  audience: ChannelAudience
  unit_code: string | null
  shown: string
  sealed: string
  enabled: Generated<boolean>
  created_by: string
  created_at: Date
  failing_since: Generated<Date | null>
  last_answer: Generated<string | null>
  last_tried_at: Generated<Date | null>
}

export interface NoticeTable {
  id: Generated<string>
  seq: GeneratedAlways<number>
  cause_ref: string
  kind: NoticeKind
  grade: SeverityGrade | null
  event_id: string | null
  case_file_id: string | null
  source_id: string | null
  words: string
  path: string
  urgent: boolean
  created_at: Date
  climbs: boolean
  step: Generated<number>
  next_step_at: Date | null
  acknowledged_at: Generated<Date | null>
  acknowledged_by: Generated<string | null>
  acknowledged_by_name: Generated<string | null>
}

export interface NoticeRecipientTable {
  notice_id: string
  account_id: string
  step: number
  told_at: Date
  read_at: Generated<Date | null>
}

export interface NoticeStepTable {
  notice_id: string
  step: number
  audience: DutyPost
  taken_at: Date
  told: string[]
  remark: string | null
}

export interface NoticeDeliveryTable {
  id: GeneratedAlways<number>
  notice_id: string
  channel_id: string
  account_id: string | null
  mode: 'at-once' | 'digest'
  state: Generated<DeliveryState>
  due_at: Date
  attempts: Generated<number>
  message_id: Generated<string | null>
  claimed_until: Generated<Date | null>
  answer: Generated<string | null>
  sent_at: Generated<Date | null>
}

export interface DutyShiftTable {
  id: Generated<string>
  post: DutyPost
  account_id: string
  starts_at: Date
  ends_at: Date
  entered_by: string
  entered_at: Date
}

export interface DutyHandoverTable {
  id: Generated<string>
  shift_id: string
  note: string
  handed_by: string
  handed_by_name: string
  handed_at: Date
  taken_by: Generated<string | null>
  taken_by_name: Generated<string | null>
  taken_at: Generated<Date | null>
}
