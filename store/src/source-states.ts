import type { SourceId } from '@huiyin/domain/ids'
import type { SourceHealth } from '@huiyin/domain/source'
import type { HealthMemory, HealthVerdict, PageEvidence } from '@huiyin/domain/source-health'
import { sql } from 'kysely'
import type { Db } from './database.js'

/** A source's health as last judged. */
export interface SourceState {
  sourceId: SourceId
  state: HealthMemory['state']
  since: Date
  reason: string
  badInRow: number
  evidence: PageEvidence | null
}

/** Health of the sources: as it is now, and the spans it has been so. */
export const sourceStates = (db: Db, now: Date) => ({
  /** What is remembered from sweep to sweep; null for a source never judged. */
  async memory(sourceId: SourceId): Promise<(HealthMemory & { learnedFrom: Date | null }) | null> {
    const row = await db
      .selectFrom('source_health')
      .select(['state', 'bad_in_row', 'newest_at', 'shapes', 'learned_from'])
      .where('source_id', '=', sourceId)
      .executeTakeFirst()
    if (!row) return null
    const { state, shapes } = row
    return {
      state,
      badInRow: row.bad_in_row,
      newestAt: row.newest_at,
      shapes,
      learnedFrom: row.learned_from,
    }
  },

  /** Keeps a verdict; a change of state opens a new span. */
  async save(sourceId: SourceId, verdict: HealthVerdict, evidence: PageEvidence | null): Promise<void> {
    const { state, reason, badInRow, newestAt, shapes } = verdict
    const row = {
      state,
      reason,
      bad_in_row: badInRow,
      newest_at: newestAt,
      shapes: [...shapes],
      evidence: evidence ? JSON.stringify(evidence) : null,
      judged_at: now,
    }
    await db
      .insertInto('source_health')
      .values({ source_id: sourceId, since: now, ...row })
      .onConflict((conflict) =>
        conflict.column('source_id').doUpdateSet({
          ...row,
          since: sql<Date>`case when source_health.state = ${state} then source_health.since else ${now} end`,
        }),
      )
      .execute()
    await openSpan(db, now, sourceId, state, reason)
  },

  /** Nothing seen so far is usual any more: the source was defined anew, or a person said that it has changed. */
  async learnAnew(sourceId: SourceId): Promise<void> {
    await db
      .updateTable('source_health')
      .set({ shapes: [], newest_at: null, learned_from: now, bad_in_row: 0 })
      .where('source_id', '=', sourceId)
      .execute()
  },

  /** A source was switched off, or on again (what it is then is for the next sweep to say). */
  async switched(sourceId: SourceId, enabled: boolean): Promise<void> {
    if (enabled) await closeSpan(db, now, sourceId)
    else await openSpan(db, now, sourceId, 'disabled', '已停用，不再采集')
  },

  async all(): Promise<SourceState[]> {
    const rows = await db
      .selectFrom('source_health')
      .select(['source_id', 'state', 'since', 'reason', 'bad_in_row', 'evidence'])
      .execute()
    return rows.map((row) => ({
      sourceId: row.source_id as SourceId,
      state: row.state,
      since: row.since,
      reason: row.reason,
      badInRow: row.bad_in_row,
      evidence: row.evidence,
    }))
  },
})

async function closeSpan(db: Db, now: Date, sourceId: SourceId): Promise<void> {
  await db
    .updateTable('source_span')
    .set({ to_at: now })
    .where('source_id', '=', sourceId)
    .where('to_at', 'is', null)
    .execute()
}

async function openSpan(
  db: Db,
  now: Date,
  sourceId: SourceId,
  state: Exclude<SourceHealth, 'waiting'>,
  reason: string,
): Promise<void> {
  const open = await db
    .selectFrom('source_span')
    .select('state')
    .where('source_id', '=', sourceId)
    .where('to_at', 'is', null)
    .executeTakeFirst()
  if (open?.state === state) {
    // The newest reason is the one that helps.
    await db
      .updateTable('source_span')
      .set({ reason })
      .where('source_id', '=', sourceId)
      .where('to_at', 'is', null)
      .execute()
    return
  }
  await closeSpan(db, now, sourceId)
  await db
    .insertInto('source_span')
    .values({ source_id: sourceId, state, reason, from_at: now, to_at: null })
    .onConflict((conflict) =>
      conflict.columns(['source_id', 'from_at']).doUpdateSet({ state, reason, to_at: null }),
    )
    .execute()
}
