import { NotFound } from '@huiyin/domain/errors'
import type { SourceId, SweepId } from '@huiyin/domain/ids'
import type { SweepCounts, SweepError, SweepOutcome } from '@huiyin/domain/source'
import type { Db } from './database.js'
import { type SweepRecord, sweepColumns, toSweep } from './sweep-row.js'

export type { SweepRecord } from './sweep-row.js'

/** How a sweep ended, as its shell reports it. */
export interface SweepResult {
  outcome: SweepOutcome
  counts: SweepCounts
  errors: readonly SweepError[]
}

/** Left by a process that died: the record must not look as if it still ran. */
const interrupted: SweepError = {
  url: '',
  code: 'interrupted',
  message: '采集中途进程退出，本次结果不完整，下一次会从头再读',
}

/** Every run over every source. */
export const sweeps = (db: Db, now: Date) => ({
  /** Opens the record of a sweep; one that a crash left open is closed as failed. */
  async begin(sourceId: SourceId): Promise<SweepId> {
    await db
      .updateTable('sweep')
      .set({ finished_at: now, outcome: 'failed', errors: JSON.stringify([interrupted]) })
      .where('source_id', '=', sourceId)
      .where('finished_at', 'is', null)
      .execute()
    const { id } = await db
      .insertInto('sweep')
      .values({ source_id: sourceId, started_at: now, finished_at: null, outcome: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id as SweepId
  },

  /** Closes the record. @throws NotFound when its source was removed meanwhile. */
  async finish(id: SweepId, { outcome, counts, errors }: SweepResult): Promise<SweepRecord> {
    const row = await db
      .updateTable('sweep')
      .set({
        finished_at: now,
        outcome,
        fetched: counts.fetched,
        new: counts.new,
        duplicates: counts.duplicates,
        errors: JSON.stringify(errors),
      })
      .where('id', '=', id)
      .returning(sweepColumns)
      .executeTakeFirst()
    if (!row) throw new NotFound('采集记录已不在：信源在采集途中被删除', { sweepId: id })
    return toSweep(row)
  },

  /** Takes back the record of a sweep we stopped ourselves: it says nothing about the source. */
  async abandon(id: SweepId): Promise<void> {
    await db.deleteFrom('sweep').where('id', '=', id).where('finished_at', 'is', null).execute()
  },

  /** Finished sweeps of a source, newest first. */
  async recent(sourceId: SourceId, limit = 30): Promise<SweepRecord[]> {
    const rows = await db
      .selectFrom('sweep')
      .select(sweepColumns)
      .where('source_id', '=', sourceId)
      .where('finished_at', 'is not', null)
      .orderBy('started_at', 'desc')
      .limit(limit)
      .execute()
    return rows.map(toSweep)
  },
})
