import { sql } from 'kysely'
import type { Db } from './database.js'

export interface CaseCounts {
  open: number
  overdue: number
}

/** Figures of the whole installation, for `huiyin status` and monitoring scripts. */
export const installation = (db: Db, now: Date) => ({
  async events(): Promise<number> {
    const { count } = await db
      .selectFrom('opinion_event')
      .select(sql<number>`count(*)`.as('count'))
      .executeTakeFirstOrThrow()
    return count
  },

  /** Open case files, and those of them with a clock past due: computed, never stored. */
  async cases(): Promise<CaseCounts> {
    return await db
      .selectFrom('case_file')
      .select([
        sql<number>`count(*)`.as('open'),
        sql<number>`count(*) filter (where next_due_at < ${now})`.as('overdue'),
      ])
      .where('closed_at', 'is', null)
      .executeTakeFirstOrThrow()
  },
})
