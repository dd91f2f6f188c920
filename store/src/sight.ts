import { sql } from 'kysely'
import type { Db } from './database.js'

/** What has had nothing new for this long changes nothing on a screen. */
const recentDays = 14

/** What whoever asks can see, row-level security included. Two fingerprints are equal when it has not changed. */
export interface Sight {
  /** Of events and case files. */
  matters: string
  /** Of texts under review, the wording asked of others, and the rules of signing. */
  drafts: string
  /** Of suggestions of supervisors. */
  suggestions: string
}

/**
 * Told of every change, an accused unit would hear that something happened which it cannot find (信访工作条例
 * 第三十条); so it is told when its own sight has changed.
 */
export const sight = (db: Db, now: Date) => ({
  async fingerprint(): Promise<Sight> {
    const since = sql`${now}::timestamptz - make_interval(days => ${recentDays}::int)`
    const { rows } = await sql<Sight>`
      select md5(concat(
        (select string_agg(concat_ws(':', e.id, e.state, e.grade, e.unit_code, e.item_count, e.last_item_at,
            e.decided_at, e.proposed ->> 'score', e.locked_at,
            (select a.id from event_alarm a where a.event_id = e.id and a.acknowledged_at is null)), ',' order by e.id)
          from opinion_event e
          where e.last_item_at >= ${since}
            or exists (select from case_file c where c.event_id = e.id and c.closed_at is null)),
        (select string_agg(concat_ws(':', c.id, c.state, c.grade, c.lead_unit_code, c.next_due_at, a.last), ','
            order by c.id)
          from case_file c
          cross join lateral (select max(id) as last from case_action where case_file_id = c.id) a)
      )) as matters,
      md5(concat(
        (select string_agg(concat_ws(':', d.id, d.state, d.version, d.touched_at), ',' order by d.id)
          from review_draft d where d.touched_at >= ${since}),
        (select string_agg(concat_ws(':', w.id, w.state), ',' order by w.id)
          from review_wording w where greatest(w.asked_at, w.decided_at) >= ${since}),
        (select max(id) from review_rule)
      )) as drafts,
      md5(concat(
        (select string_agg(concat_ws(':', s.id, s.state, s.unit_code, s.limit_on, t.last), ',' order by s.id)
          from supervisor_suggestion s
          cross join lateral (select max(id) as last from supervisor_step where suggestion_id = s.id) t
          where s.closed_at is null or s.closed_at >= ${since})
      )) as suggestions
    `.execute(db)
    return rows[0] ?? { matters: '', drafts: '', suggestions: '' }
  },
})
