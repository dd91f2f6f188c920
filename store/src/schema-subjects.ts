// Watched subjects: their rules in versions, and what they found.

import type { Evidence } from '@huiyin/domain/judgement'
import type { Generated, JSONColumnType } from 'kysely'

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
