import type { SeverityGrade } from '@huiyin/domain/severity'
import { sql } from 'kysely'
import type { Db } from './database.js'

export interface HourOfItems {
  hour: Date
  items: number
  admitted: number
}

/** The hours the wall's curve goes back. */
const curveHours = 24

/**
 * An item that may be counted on a wall anyone can look at: it has been looked at, and it is either not about us
 * or in an event that accuses nobody. A count alone can give an accusation away (信访工作条例 第三十条).
 */
const countable = sql`(i.admitted = false
  or exists (select from opinion_event e where e.id = i.event_id and e.accused_units = '{}'
    and not e.accused_unknown))`

/** Figures of the wall screen. */
export const wall = (db: Db, now: Date) => ({
  /** Events first found since `since`, by grade. */
  async eventsByGrade(since: Date): Promise<Record<SeverityGrade, number>> {
    const { rows } = await sql<Record<SeverityGrade, number>>`
      select count(*) filter (where grade = 'I') as "I", count(*) filter (where grade = 'II') as "II",
        count(*) filter (where grade = 'III') as "III", count(*) filter (where grade = 'IV') as "IV"
      from opinion_event where first_found_at >= ${since}
    `.execute(db)
    return rows[0] ?? { I: 0, II: 0, III: 0, IV: 0 }
  },

  /** First-level subjects of the events with something new since `since`, most events first. */
  async topics(since: Date, limit = 8): Promise<{ name: string; events: number }[]> {
    const { rows } = await sql<{ name: string; events: number }>`
      select proposed #>> '{topic,l1}' as name, count(*) as events
      from opinion_event
      where last_item_at >= ${since} and state <> 'dismissed' and coalesce(proposed #>> '{topic,l1}', '') <> ''
      group by 1 order by events desc, name limit ${limit}
    `.execute(db)
    return rows
  },

  /** Items found since `since` that may be counted in public; asked as a service, walled ones left out here. */
  async itemsSince(since: Date): Promise<number> {
    const { rows } = await sql<{ items: number }>`
      select count(*) as items from item i where i.found_at >= ${since} and ${countable}
    `.execute(db)
    return rows[0]?.items ?? 0
  },

  /** Items of each of the last hours, the running one last; hours without any are in it. */
  async curve(): Promise<HourOfItems[]> {
    const { rows } = await sql<HourOfItems>`
      select span.hour, count(i.id) as items, count(i.id) filter (where i.admitted) as admitted
      from generate_series(date_trunc('hour', ${now}::timestamptz) - make_interval(hours => ${curveHours - 1}::int),
        date_trunc('hour', ${now}::timestamptz), interval '1 hour') as span (hour)
      left join item i on i.found_at >= span.hour and i.found_at < span.hour + interval '1 hour' and ${countable}
      group by span.hour order by span.hour
    `.execute(db)
    return rows
  },
})
