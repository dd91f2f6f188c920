import { sql } from 'kysely'
import type { Db } from './database.js'

/** An event without anything new for this long changes nothing on a screen. */
const recentDays = 14

/** What whoever asks can see, row-level security included. */
export const sight = (db: Db, now: Date) => ({
  /**
   * A fingerprint of it: two are equal when nothing he may see has changed. Told of every change, an accused unit
   * would hear that something happened which it cannot find (信访工作条例 第三十条).
   */
  async fingerprint(): Promise<string> {
    const { rows } = await sql<{ fingerprint: string }>`
      select md5(concat(
        (select string_agg(concat_ws(':', e.id, e.state, e.grade, e.unit_code, e.item_count, e.last_item_at,
            e.decided_at, e.proposed ->> 'score', e.locked_at,
            (select a.id from event_alarm a where a.event_id = e.id and a.acknowledged_at is null)), ',' order by e.id)
          from opinion_event e
          where e.last_item_at >= ${now}::timestamptz - make_interval(days => ${recentDays}::int)
            or exists (select from case_file c where c.event_id = e.id and c.closed_at is null)),
        (select string_agg(concat_ws(':', c.id, c.state, c.grade, c.lead_unit_code, c.next_due_at, a.last), ','
            order by c.id)
          from case_file c
          cross join lateral (select max(id) as last from case_action where case_file_id = c.id) a)
      )) as fingerprint
    `.execute(db)
    return rows[0]?.fingerprint ?? ''
  },
})
