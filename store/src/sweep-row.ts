import type { SourceId, SweepId } from '@huiyin/domain/ids'
import type { SweepCounts, SweepError, SweepOutcome } from '@huiyin/domain/source'
import type { SweepFinding } from '@huiyin/domain/source-health'

/** One run over one source, with what it saw and what went wrong. */
export interface SweepRecord extends SweepCounts {
  id: SweepId
  sourceId: SourceId
  startedAt: Date
  /** Null while it runs. */
  finishedAt: Date | null
  outcome: SweepOutcome | null
  errors: SweepError[]
  requests: number
  unchanged: boolean
  findings: SweepFinding[]
}

export const sweepColumns = [
  'sweep.id',
  'sweep.source_id',
  'sweep.started_at',
  'sweep.finished_at',
  'sweep.outcome',
  'sweep.fetched',
  'sweep.new',
  'sweep.duplicates',
  'sweep.errors',
  'sweep.requests',
  'sweep.unchanged',
  'sweep.findings',
] as const

export const toSweep = (row: {
  id: string
  source_id: string
  started_at: Date
  finished_at: Date | null
  outcome: SweepOutcome | null
  fetched: number
  new: number
  duplicates: number
  errors: SweepError[]
  requests: number
  unchanged: boolean
  findings: SweepFinding[]
}): SweepRecord => ({
  id: row.id as SweepId,
  sourceId: row.source_id as SourceId,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  outcome: row.outcome,
  fetched: row.fetched,
  new: row.new,
  duplicates: row.duplicates,
  errors: row.errors,
  requests: row.requests,
  unchanged: row.unchanged,
  findings: row.findings,
})
