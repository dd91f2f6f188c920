import { sql } from 'kysely'
import type { Db } from './database.js'

/** What a host's robots.txt said. */
export interface RobotsRecord {
  /** Null when it could not be reached. */
  status: number | null
  body: string
  reason: string | null
  keepUntil: Date
}

/** Turns and rules of hosts, shared by every worker on every machine. */
export const politeness = (db: Db, now: Date) => ({
  /**
   * Takes the next free turn at `host` and answers how many milliseconds it is away. One statement, by the clock of
   * the database: two workers never get the same turn, and their own clocks do not matter.
   */
  async takeTurn(host: string, delayMs: number): Promise<number> {
    // A turn lost in a power cut is a turn nobody used.
    await sql`set local synchronous_commit = off`.execute(db)
    const delay = sql`make_interval(secs => ${delayMs / 1000})`
    const { rows } = await sql<{ wait: number }>`
      insert into host_turn as t (host, next_at) values (${host}, clock_timestamp() + ${delay})
      on conflict (host) do update set next_at = greatest(t.next_at, clock_timestamp()) + ${delay}
      returning extract(epoch from next_at - ${delay} - clock_timestamp())::float8 * 1000 as wait
    `.execute(db)
    return Math.max(0, rows[0]?.wait ?? 0)
  },

  /** Null when it was never asked for, or too long ago. */
  async robots(origin: string): Promise<RobotsRecord | null> {
    const row = await db
      .selectFrom('robots_answer')
      .selectAll()
      .where('origin', '=', origin)
      .where('keep_until', '>', now)
      .executeTakeFirst()
    return row ? { status: row.status, body: row.body, reason: row.reason, keepUntil: row.keep_until } : null
  },

  async keepRobots(origin: string, { status, body, reason, keepUntil }: RobotsRecord): Promise<void> {
    const row = { status, body, reason, keep_until: keepUntil }
    await db
      .insertInto('robots_answer')
      .values({ origin, ...row })
      .onConflict((conflict) => conflict.column('origin').doUpdateSet(row))
      .execute()
  },

  /** Forgets hosts nobody has asked for a day. */
  async forgetOld(): Promise<void> {
    await sql`delete from host_turn where next_at < clock_timestamp() - interval '1 day'`.execute(db)
    await sql`delete from robots_answer where keep_until < ${now}::timestamptz - interval '1 day'`.execute(db)
  },
})
