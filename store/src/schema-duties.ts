// Tables of the duties the documents set beside cases.

import type { DutyRhythm } from '@huiyin/domain/regime'
import type { SuggestionMeans, SuggestionState, SuggestionStep } from '@huiyin/domain/supervisor-suggestion'
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

type DayColumn = ColumnType<string, string, never>

export interface DutyRecordTable {
  id: Generated<string>
  regime_code: string
  regime_name: string
  duty_name: string
  clause: string
  every: DutyRhythm
  period_from: DayColumn
  period_to: DayColumn
  due_on: DayColumn
  done_on: DayColumn
  reference: string
  note: string
  recorded_by: string
  recorded_by_name: string
  recorded_at: Date
  withdrawn_at: Generated<Date | null>
  withdrawn_by_name: Generated<string | null>
  withdrawn_reason: Generated<string | null>
}

export interface SupervisorSuggestionTable {
  id: Generated<string>
  number: Generated<number>
  supervisor: string
  means: SuggestionMeans
  area: string
  content: string
  received_on: DayColumn
  registered_by: string
  registered_at: Date
  accused_units: string[]
  state: Generated<SuggestionState>
  unit_code: string | null
  limit_on: ColumnType<string | null, string | null, string | null>
  closed_at: Date | null
}

export interface SupervisorStepTable {
  id: GeneratedAlways<number>
  suggestion_id: string
  step: JSONColumnType<SuggestionStep>
  actor_id: string | null
  actor_name: string
  at: Date
}

export interface DisclosureVersionTable {
  version: number
  reason: string
  changed: number
  saved_by: string
  saved_by_name: string
  saved_at: Date
}

export interface DisclosureItemTable {
  id: GeneratedAlways<number>
  number: number
  name: string
  content: string
  unit_code: string
  time_limit: string
  means: string
  basis: string
  keywords: string[]
  since_version: number
  until_version: number | null
}
