import { NotFound } from '@huiyin/domain/errors'
import type { SourceId, SweepId } from '@huiyin/domain/ids'
import type { SweepCounts, SweepError, SweepOutcome } from '@huiyin/domain/source'
import type { FieldCounts } from '@huiyin/domain/source-baseline'
import type { PageEvidence, SweepFinding } from '@huiyin/domain/source-health'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { type SweepRecord, sweepColumns, toSweep } from './sweep-row.js'

export type { SweepRecord } from './sweep-row.js'

/** How a sweep ended, as its shell reports it. */
export interface SweepResult {
  outcome: SweepOutcome
  counts: SweepCounts
  errors: readonly SweepError[]
  /** What it cost and what was seen of the pages; left out: nothing is known of it. */
  seen?: {
    requests: number
    wireBytes: number
    unchanged: boolean
    fields: FieldCounts
    newestAt: Date | null
    findings: readonly SweepFinding[]
    evidence: PageEvidence | null
  }
}

/** A sweep that is now ours: a new one, or one whose process died, with how far that had come. */
export interface HeldSweep {
  id: SweepId
  startedAt: Date
  /** What the process before had noted; null for a new sweep. */
  progress: Record<string, unknown> | null
}

/**
 * A hold lasts this long unless it is renewed; renewed every 1.5 s, so the event loop may be held up for three and
 * a half. A killed process's sweep is free after five seconds at most, and looked for every two.
 */
const holdSeconds = 5
/** A sweep that was left behind longer ago than this is begun anew: its list has moved on. */
const resumableHours = 6

/** Left by a process that died: the record must not look as if it still ran. */
const interrupted: SweepError = {
  url: '',
  code: 'interrupted',
  message: '采集中途进程退出，本次结果不完整，下一次会从头再读',
}

const heldUntil = sql<Date>`clock_timestamp() + make_interval(secs => ${holdSeconds})`

/** Every run over every source. */
export const sweeps = (db: Db, now: Date) => ({
  /**
   * Begins a sweep, or takes over the one a dead process left. Null while another process holds it.
   * @throws NotFound when there is no such source.
   */
  async begin(sourceId: SourceId, holder: string): Promise<HeldSweep | null> {
    const source = await db
      .selectFrom('source')
      .select('id')
      .where('id', '=', sourceId)
      .forUpdate()
      .executeTakeFirst()
    if (!source) throw new NotFound(`没有编号为 ${sourceId} 的信源`, { sourceId })
    const left = await db
      .selectFrom('sweep')
      .select(['id', 'started_at', 'progress', sql<boolean>`held_until > clock_timestamp()`.as('held')])
      .where('source_id', '=', sourceId)
      .where('finished_at', 'is', null)
      .executeTakeFirst()
    if (left?.held) return null
    const hold = { holder, held_until: heldUntil }
    if (left?.progress && left.started_at.getTime() > now.getTime() - resumableHours * 3_600_000) {
      await db.updateTable('sweep').set(hold).where('id', '=', left.id).execute()
      return { id: left.id as SweepId, startedAt: left.started_at, progress: left.progress }
    }
    if (left) {
      await db.deleteFrom('sweep_task').where('sweep_id', '=', left.id).execute()
      await db
        .updateTable('sweep')
        .set({ finished_at: now, outcome: 'failed', errors: JSON.stringify([interrupted]), progress: null })
        .where('id', '=', left.id)
        .execute()
    }
    const { id } = await db
      .insertInto('sweep')
      .values({
        source_id: sourceId,
        started_at: now,
        finished_at: null,
        outcome: null,
        progress: '{}',
        ...hold,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: id as SweepId, startedAt: now, progress: null }
  },

  /**
   * Keeps the hold a while longer; false when it was lost and another process has the sweep. What is noted along with
   * it need not reach the disk at once: after a power cut the last moments of the line are read again, and what was
   * saved of them is known.
   */
  async hold(id: SweepId, holder: string): Promise<boolean> {
    await sql`set local synchronous_commit = off`.execute(db)
    const { numUpdatedRows } = await db
      .updateTable('sweep')
      .set({ held_until: heldUntil })
      .where('id', '=', id)
      .where('holder', '=', holder)
      .where('finished_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0
  },

  /** Lets go of a sweep so that any process may go on with it at once. */
  async release(id: SweepId, holder: string): Promise<void> {
    await db
      .updateTable('sweep')
      .set({ held_until: sql<Date>`clock_timestamp()` })
      .where('id', '=', id)
      .where('holder', '=', holder)
      .execute()
  },

  /** Sweeps whose process died, with who held them last. */
  async orphaned(): Promise<{ sourceId: SourceId; holder: string }[]> {
    const rows = await db
      .selectFrom('sweep')
      .innerJoin('source', 'source.id', 'sweep.source_id')
      .select(['source_id', 'holder'])
      .where('finished_at', 'is', null)
      .where('source.enabled', '=', true)
      .where(sql<boolean>`held_until < clock_timestamp()`)
      .execute()
    return rows.map((row) => ({ sourceId: row.source_id as SourceId, holder: row.holder ?? '' }))
  },

  /** Notes how far the sweep has come. */
  async note(id: SweepId, progress: Record<string, unknown>): Promise<void> {
    await db
      .updateTable('sweep')
      .set({ progress: JSON.stringify(progress) })
      .where('id', '=', id)
      .execute()
  },

  /** Closes the record and clears its frontier. @throws NotFound when its source was removed meanwhile. */
  async finish(id: SweepId, { outcome, counts, errors, seen }: SweepResult): Promise<SweepRecord> {
    await db.deleteFrom('sweep_task').where('sweep_id', '=', id).execute()
    const row = await db
      .updateTable('sweep')
      .set({
        finished_at: now,
        outcome,
        fetched: counts.fetched,
        new: counts.new,
        duplicates: counts.duplicates,
        errors: JSON.stringify(errors),
        progress: null,
        holder: null,
        held_until: null,
        ...(seen
          ? {
              requests: seen.requests,
              wire_bytes: seen.wireBytes,
              unchanged: seen.unchanged,
              fields: JSON.stringify(seen.fields),
              newest_at: seen.newestAt,
              findings: JSON.stringify(seen.findings),
              evidence: seen.evidence ? JSON.stringify(seen.evidence) : null,
            }
          : {}),
      })
      .where('id', '=', id)
      .returning(sweepColumns)
      .executeTakeFirst()
    if (!row) throw new NotFound('采集记录已不在：信源在采集途中被删除', { sweepId: id })
    return toSweep(row)
  },

  /** Takes back the record of a sweep that never began: it says nothing about the source. */
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
