// Tables of 三审: texts, who sits where at them, what was said to them and how they went out.

import type { Role } from '@huiyin/domain/actor'
import type { DocumentDisclosure } from '@huiyin/domain/document-disclosure'
import type { Publication, ResponseForm } from '@huiyin/domain/publication'
import type { DraftKind, DraftState, DraftStep, ReviewLevel, Seat } from '@huiyin/domain/review'
import type { ReviewRules } from '@huiyin/domain/review-rules'
import type { SeverityGrade } from '@huiyin/domain/severity'
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'

export interface ReviewRuleTable {
  id: GeneratedAlways<number>
  rules: JSONColumnType<ReviewRules>
  reason: string
  set_by: string
  set_by_name: string
  set_at: Date
}

export interface ReviewDraftTable {
  id: Generated<string>
  seq: GeneratedAlways<number>
  case_file_id: string
  kind: DraftKind
  form: ResponseForm | null
  grade: SeverityGrade | null
  title: string
  author_id: string
  author_name: string
  unit_code: string | null
  state: Generated<DraftState>
  level: Generated<ReviewLevel | null>
  returned_from: Generated<ReviewLevel | null>
  version: Generated<number>
  disclosure: Generated<DocumentDisclosure | null>
  disclosure_reason: Generated<string | null>
  created_at: Date
  touched_at: Date
  approved_at: Generated<Date | null>
}

export interface ReviewSeatTable {
  draft_id: string
  account_id: string
  seat: Seat
}

export interface ReviewVersionTable {
  draft_id: string
  version: number
  title: string
  text: string
  written_by: string
  written_by_name: string
  written_at: Date
  seat: GeneratedAlways<'author'>
}

export interface ReviewStepTable {
  id: GeneratedAlways<number>
  draft_id: string
  version: number
  step: DraftStep
  level: ReviewLevel | null
  remarks: string | null
  by_id: string
  by_name: string
  by_role: Role
  at: Date
}

export type WordingState = 'asked' | 'confirmed' | 'objected' | 'overruled'

export interface ReviewWordingTable {
  id: Generated<string>
  seq: GeneratedAlways<number>
  draft_id: string
  unit_code: string
  wording: string
  state: WordingState
  means: 'in-app' | 'letter' | 'leader'
  reference: string | null
  remarks: string | null
  asked_by_name: string
  asked_at: Date
  decided_by: string | null
  decided_by_name: string | null
  decided_at: Date | null
}

export interface ReviewPublicationTable {
  draft_id: string
  published_at: Date
  reference: string
  summary: string
  attachment_id: string | null
  snapshot: string | null
  details: JSONColumnType<Pick<Publication, 'place' | 'speaker' | 'speakerIs' | 'outlet' | 'basis'>>
  recorded_by: string
  recorded_by_name: string
  recorded_at: Date
}
