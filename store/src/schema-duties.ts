// Tables of the duties the documents set beside cases.

import type { DutyRhythm } from '@huiyin/domain/regime'
import type { ColumnType, Generated } from 'kysely'

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
