// Opinion events: what the public speaks of, how posts were grouped, and what rises.

import type { Decision, Judgement } from '@huiyin/domain/judgement'
import type { EventSignature, EventState } from '@huiyin/domain/opinion-event'
import type { SeverityGrade } from '@huiyin/domain/severity'
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

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

export interface EventTallyTable {
  event_id: string
  representative_id: string | null
  posts: number
  reads: number
  comments: number
  shares: number
  authors: number
  peak: number
}

export interface EventFacetTable {
  event_id: string
  kind: string
  value: string
  posts: number
  weight: number
  first_at: Date
  first_item: string
  place: number
  said: JSONColumnType<object> | null
}

export interface EventHourTable {
  event_id: string
  hour: number
  posts: number
  minutes: number[]
  peak: number
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
