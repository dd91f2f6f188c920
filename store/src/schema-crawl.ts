// Tables of crawling: turns, frontier, figures and health.

import type { SourceHealth } from '@huiyin/domain/source'
import type { FieldCounts } from '@huiyin/domain/source-baseline'
import type { PageEvidence } from '@huiyin/domain/source-health'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

export interface RobotsAnswerTable {
  origin: string
  status: number | null
  body: Generated<string>
  reason: string | null
  keep_until: Date
}

export interface SweepTaskTable {
  sweep_id: string
  seq: number
  kind: 'list' | 'detail'
  url: string
  task: JSONColumnType<Record<string, unknown>>
  done: Generated<boolean>
}

export interface PageFailureTable {
  source_id: string
  url: string
  entry: JSONColumnType<Record<string, unknown>>
  code: string
  attempts: number
  retry_at: Date
}

export interface SourceHourTable {
  source_id: string
  hour: Date
  sweeps: Generated<number>
  bad: Generated<number>
  ran: Generated<number>
  nonzero: Generated<number>
  listed: Generated<number>
  fetched: Generated<number>
  new: Generated<number>
  requests: Generated<number>
  fields: ColumnType<FieldCounts, string | undefined, string>
}

export interface SourceHealthTable {
  source_id: string
  state: Exclude<SourceHealth, 'waiting' | 'disabled'>
  since: Date
  reason: string
  bad_in_row: Generated<number>
  newest_at: Date | null
  shapes: Generated<string[]>
  learned_from: Generated<Date | null>
  evidence: ColumnType<PageEvidence | null, string | null | undefined, string | null>
  judged_at: Date
}

export interface SourceSpanTable {
  source_id: string
  state: Exclude<SourceHealth, 'waiting'>
  reason: string
  from_at: Date
  to_at: Date | null
}

export interface SourceAlarmTable {
  id: Generated<string>
  source_id: string
  fault: string
  reason: string
  evidence: ColumnType<PageEvidence | null, string | null | undefined, string | null>
  is_key: boolean
  raised_at: Date
  acknowledged_at: Generated<Date | null>
  acknowledged_by: Generated<string | null>
  acknowledged_by_name: Generated<string | null>
  note: Generated<string | null>
  cleared_at: Generated<Date | null>
}
