import { type Day, endOfDay, startOfDay } from '@huiyin/domain/shanghai'
import { type SourceHealth, type SweepError, type SweepOutcome, sourceHealth } from '@huiyin/domain/source'
import { sql } from 'kysely'
import type { Db } from './database.js'

/** How one source fared on one day. */
export interface DayCoverage {
  id: string
  name: string
  key: boolean
  /** As the last sweeps of that day left it. */
  health: SourceHealth
  sweeps: number
  /** Sweeps of that day that saw nothing or failed. */
  bad: number
  /** What the last bad sweep said. */
  lastError: string | null
}

interface CoverageRow {
  id: string
  name: string
  key: boolean
  sweeps: number
  bad: number
  last: SweepOutcome[] | null
  errors: SweepError[] | null
}

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

  /** What each enabled source could be seen to do on `day`; sources that did not exist yet are left out. */
  async coverageOn(day: Day): Promise<DayCoverage[]> {
    const { rows } = await sql<CoverageRow>`
      select s.id, s.name, s.is_key as key, coalesce(d.sweeps, 0) as sweeps, coalesce(d.bad, 0) as bad, d.last,
        (select w.errors from sweep w
          where w.source_id = s.id and w.started_at >= ${startOfDay(day)} and w.started_at < ${endOfDay(day)}
            and w.outcome not in ('ok', 'quiet')
          order by w.started_at desc limit 1) as errors
      from source s
      left join lateral (
        select count(*) as sweeps, count(*) filter (where w.outcome not in ('ok', 'quiet')) as bad,
          (array_agg(w.outcome order by w.started_at desc))[1:2] as last
        from sweep w
        where w.source_id = s.id and w.outcome is not null
          and w.started_at >= ${startOfDay(day)} and w.started_at < ${endOfDay(day)}
      ) d on true
      where s.enabled and s.created_at < ${endOfDay(day)}
      order by s.is_key desc, s.name
    `.execute(db)
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      key: row.key,
      health: sourceHealth(
        true,
        (row.last ?? []).map((outcome) => ({ outcome })),
      ),
      sweeps: row.sweeps,
      bad: row.bad,
      lastError: row.errors?.at(-1)?.message ?? null,
    }))
  },
})
