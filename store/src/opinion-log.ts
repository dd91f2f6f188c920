import { type Day, endOfDay, startOfDay } from '@huiyin/domain/shanghai'
import { sql } from 'kysely'
import type { Db } from './database.js'

/** The figures of one civil day in China; each is one count, none is kept. */
export const opinionLog = (db: Db, _now: Date) => ({
  /** Posts found on `day`, and how many of them were about us. */
  async itemsOn(day: Day): Promise<{ found: number; admitted: number }> {
    const { rows } = await sql<{ found: number; admitted: number }>`
      select count(*) as found, count(*) filter (where admitted) as admitted
      from item where found_at >= ${startOfDay(day)} and found_at < ${endOfDay(day)}
    `.execute(db)
    return rows[0] ?? { found: 0, admitted: 0 }
  },
})
