import { sql } from 'kysely'
import type { Db } from './database.js'

/** What waits for a second person's word, by the page where it is given. */
export interface WaitingApprovals {
  regimes: number
  noticeRules: number
  judgement: number
  clocks: number
  walls: number
  reveals: number
}

/**
 * A change of the judge `c` that waits: replayed without a problem, never used, not set aside, and no newer one of its
 * scope was switched on over it.
 */
const judgementWaits = sql`(c.replay is not null and c.problem is null and c.set_aside_at is null
  and not exists (select from judgement_activation a join judgement_change n on n.id = a.change_id
    where a.scope = c.scope and n.number >= c.number))`

/** Counts of what waits for a second person; what one asked for oneself is never among them. */
export const approvals = (db: Db) => ({
  async waitingFor(userId: string): Promise<WaitingApprovals> {
    const { rows } = await sql<WaitingApprovals>`
      select
        (select count(*) from rule_change r where r.state = 'pending' and r.requested_by <> ${userId}
          and r.kind <> 'edit-notices')::int as regimes,
        (select count(*) from rule_change r where r.state = 'pending' and r.requested_by <> ${userId}
          and r.kind = 'edit-notices')::int as "noticeRules",
        (select count(*) from judgement_change c where c.proposed_by <> ${userId} and ${judgementWaits})::int as judgement,
        (select count(*) from clock_change k join case_file c on c.id = k.case_file_id
          where k.state = 'pending' and k.requested_by <> ${userId})::int as clocks,
        (select count(*) from wall_change w join opinion_event e on e.id = w.event_id
          where w.state = 'pending' and w.requested_by <> ${userId})::int as walls,
        (select count(*) from reveal_request r where r.decision is null and r.requested_by <> ${userId})::int as reveals
    `.execute(db)
    return rows[0] ?? { regimes: 0, noticeRules: 0, judgement: 0, clocks: 0, walls: 0, reveals: 0 }
  },
})
