import { itemsUntil, originalsUntil } from '@huiyin/domain/privacy'
import { dayOf, startOfDay } from '@huiyin/domain/shanghai'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { deleteItems } from './item-deletion.js'

/** What is kept, and what the next run will take: all by SQL, nothing estimated. */
export interface RetentionFigures {
  originals: number
  items: number
  /** Past their time and not yet deleted. */
  originalsDue: number
  itemsDue: number
  /** The oldest of each kind; the next deletion follows from it. */
  oldestOriginalAt: Date | null
  oldestItemAt: Date | null
  /** Items kept beyond three years because their event has a case file. */
  itemsInCases: number
  tombstones: number
  lastRun: { startedAt: Date; originals: number; items: number; events: number } | null
}

const withoutCase = sql`not exists (select from case_file c where c.event_id = i.event_id)`

/** Deleting in time (个人信息保护法 第四十七条 第二项). */
export const retention = (db: Db, now: Date) => ({
  /** Of what was there at `asOf`. */
  async figures(asOf: Date = now): Promise<RetentionFigures> {
    const { rows } = await sql<Omit<RetentionFigures, 'lastRun'>>`
      select o.originals, o."originalsDue", o."oldestOriginalAt", i.items, i."itemsDue", i."oldestItemAt",
        i."itemsInCases", (select count(*) from item_tombstone where deleted_at <= ${asOf}) as tombstones
      from (
        select count(*) as originals, count(*) filter (where stored_at < ${originalsUntil(now)}) as "originalsDue",
          min(stored_at) as "oldestOriginalAt"
        from (select stored_at from item_original
          union all select stored_at from item_version where sealed is not null) kept where stored_at <= ${asOf}
      ) o, (
        select count(*) as items,
          count(*) filter (where i.found_at < ${itemsUntil(now)} and ${withoutCase}) as "itemsDue",
          min(i.found_at) filter (where ${withoutCase}) as "oldestItemAt",
          count(*) filter (where i.found_at < ${itemsUntil(now)} and not (${withoutCase})) as "itemsInCases"
        from item i where i.found_at <= ${asOf}
      ) i
    `.execute(db)
    const [figures] = rows
    if (!figures) throw new Error('counting returned no row')
    const last = await db.selectFrom('retention_run').selectAll().orderBy('id', 'desc').executeTakeFirst()
    return {
      ...figures,
      lastRun: last
        ? { startedAt: last.started_at, originals: last.originals, items: last.items, events: last.events }
        : null,
    }
  },

  /** Whether retention has not been applied yet on this civil day. */
  async isDue(): Promise<boolean> {
    const run = await db
      .selectFrom('retention_run')
      .select('id')
      .where('started_at', '>=', startOfDay(dayOf(now)))
      .executeTakeFirst()
    return run === undefined
  },

  /** Deletes some originals past their time; 0 when none is left. */
  async deleteOriginals(limit: number): Promise<number> {
    const { numAffectedRows } = await sql`
      delete from item_original where item_id in (
        select item_id from item_original where stored_at < ${originalsUntil(now)} limit ${limit})
    `.execute(db)
    // What a post said before goes by the same clock: only its masked words stay, as those of the post do.
    const former = await sql`
      update item_version set key_id = null, nonce = null, sealed = null where id in (
        select id from item_version where sealed is not null and stored_at < ${originalsUntil(now)} limit ${limit})
    `.execute(db)
    return Number(numAffectedRows ?? 0) + Number(former.numAffectedRows ?? 0)
  },

  /** Deletes some items past their time, their empty events with them; 0 items when none is left. */
  async deleteItems(limit: number): Promise<{ items: number; events: number }> {
    const { rows } = await sql<{ id: string }>`
      select i.id from item i where i.found_at < ${itemsUntil(now)} and ${withoutCase} order by i.found_at limit ${limit}
    `.execute(db)
    return await deleteItems(
      db,
      now,
      rows.map((row) => row.id),
      'retention',
    )
  },

  async recordRun(run: { startedAt: Date; originals: number; items: number; events: number }): Promise<void> {
    await db
      .insertInto('retention_run')
      .values({ started_at: run.startedAt, originals: run.originals, items: run.items, events: run.events })
      .execute()
  },
})
