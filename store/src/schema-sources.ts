// What is watched, and each sweep of it.

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
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

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
