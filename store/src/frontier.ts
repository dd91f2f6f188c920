import type { SourceId, SweepId } from '@huiyin/domain/ids'
import { sql } from 'kysely'
import type { Db } from './database.js'

/** One page a sweep has still to fetch; `task` is the crawler's own. */
export interface FrontierTask {
  seq: number
  kind: 'list' | 'detail'
  url: string
  task: Record<string, unknown>
}

/** A post that could not be read and is due to be tried again. */
export interface FailedPage {
  url: string
  entry: Record<string, unknown>
  attempts: number
}

/** First wait before a post that could not be read is tried again; doubles each time, up to a day. */
const retryAfterMs = 10 * 60_000
const longestRetryMs = 24 * 3_600_000
/** A post that could not be read so often is given up: about a week. */
const mostAttempts = 14

/** What running sweeps have still to fetch, and what could not be fetched. */
export const frontier = (db: Db, now: Date) => ({
  /** Puts pages in line; answers which of them (by `seq`) were not in this sweep's line before. */
  async add(sweepId: SweepId, tasks: readonly FrontierTask[]): Promise<Set<number>> {
    if (tasks.length === 0) return new Set()
    const { rows } = await sql<{ seq: number }>`
      insert into sweep_task (sweep_id, seq, kind, url, task)
      select ${sweepId}, t.* from unnest(
        ${tasks.map(({ seq }) => seq)}::int[], ${tasks.map(({ kind }) => kind)}::text[],
        ${tasks.map(({ url }) => url)}::text[], ${tasks.map(({ task }) => JSON.stringify(task))}::jsonb[]
      ) as t
      on conflict do nothing returning seq
    `.execute(db)
    return new Set(rows.map(({ seq }) => seq))
  },

  /** What a sweep has still to do, in order, and the last number given. */
  async waiting(sweepId: SweepId): Promise<{ tasks: FrontierTask[]; last: number }> {
    const rows = await db
      .selectFrom('sweep_task')
      .select(['seq', 'kind', 'url', 'task', 'done'])
      .where('sweep_id', '=', sweepId)
      .orderBy('seq')
      .execute()
    return {
      tasks: rows.filter(({ done }) => !done).map(({ seq, kind, url, task }) => ({ seq, kind, url, task })),
      last: rows.at(-1)?.seq ?? 0,
    }
  },

  /** Notes that a post could not be read; it is tried again later, less and less often. */
  async failed(sourceId: SourceId, url: string, entry: Record<string, unknown>, code: string): Promise<void> {
    const retryAt = sql<Date>`${now}::timestamptz + least(
      make_interval(secs => ${longestRetryMs / 1000}),
      make_interval(secs => ${retryAfterMs / 1000}) * (2 ^ least(page_failure.attempts, 12)))`
    await db
      .insertInto('page_failure')
      .values({
        source_id: sourceId,
        url,
        entry: JSON.stringify(entry),
        code,
        attempts: 1,
        // The first time at the next sweep: most failures are over by then.
        retry_at: now,
      })
      .onConflict((conflict) =>
        conflict.columns(['source_id', 'url']).doUpdateSet({
          code,
          attempts: sql`page_failure.attempts + 1`,
          retry_at: retryAt,
        }),
      )
      .execute()
  },

  /** The post was read after all. */
  async mended(sourceId: SourceId, url: string): Promise<void> {
    await db.deleteFrom('page_failure').where('source_id', '=', sourceId).where('url', '=', url).execute()
  },

  /** Notes pages as visited, many at once. */
  async allDone(sweepId: SweepId, seqs: readonly number[]): Promise<void> {
    if (seqs.length === 0) return
    await sql`update sweep_task set done = true where sweep_id = ${sweepId} and seq = any(${[...seqs]}::int[])`.execute(
      db,
    )
  },

  /** Posts of a source to be tried again now, longest waiting first. */
  async retryable(sourceId: SourceId, limit: number): Promise<FailedPage[]> {
    const rows = await db
      .selectFrom('page_failure')
      .select(['url', 'entry', 'attempts'])
      .where('source_id', '=', sourceId)
      .where('retry_at', '<=', now)
      .where('attempts', '<', mostAttempts)
      .orderBy('retry_at')
      .limit(limit)
      .execute()
    return rows.map(({ url, entry, attempts }) => ({ url, entry, attempts }))
  },

  /** Which of `urls` could not be read and are not to be tried again yet, or not at all. */
  async failing(sourceId: SourceId, urls: readonly string[]): Promise<Set<string>> {
    if (urls.length === 0) return new Set()
    const rows = await db
      .selectFrom('page_failure')
      .select('url')
      .where('source_id', '=', sourceId)
      .where(sql<boolean>`url = any(${[...urls]})`)
      .where((eb) => eb.or([eb('retry_at', '>', now), eb('attempts', '>=', mostAttempts)]))
      .execute()
    return new Set(rows.map((row) => row.url))
  },
})
