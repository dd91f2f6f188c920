import { sql } from 'kysely'
import type { Db } from './database.js'

/** Who decided what somebody had asked for, and why, in his words. */
export interface Decision {
  by: string
  /** Null where none was written. */
  reason: string | null
}

/** Ids of the facts of one kind: `decided:clock:<id>`. */
const idsOf = (refs: readonly string[], prefix: string): string[] =>
  refs.filter((ref) => ref.startsWith(`${prefix}:`)).map((ref) => ref.slice(prefix.length + 1))

/**
 * Of these facts those that are decisions, by their refs. The reason is read where it was written, by its own policy:
 * whoever may not read the request reads no word of its decision.
 */
export async function decisionsOf(db: Db, refs: readonly string[]): Promise<Map<string, Decision>> {
  const ids = (prefix: string) => sql`any (${idsOf(refs, prefix)}::uuid[])`
  const steps = idsOf(refs, 'suggestion')
  if (steps.length === 0 && !refs.some((ref) => ref.startsWith('decided:'))) return new Map()
  const { rows } = await sql<Decision & { ref: string }>`
    select 'decided:rules:' || id as ref, decided_by_name as by, decided_reason as reason
      from rule_change where id = ${ids('decided:rules')}
    union all select 'decided:clock:' || id, decided_by_name, decided_reason
      from clock_change where id = ${ids('decided:clock')}
    union all select 'decided:wall:' || id, decided_by_name, decided_reason
      from wall_change where id = ${ids('decided:wall')}
    union all select 'decided:reveal:' || id, decided_by_name, decision_reason
      from reveal_request where id = ${ids('decided:reveal')}
    union all select 'decided:judgement:' || c.id, coalesce(a.switched_by_name, c.set_aside_by_name),
        coalesce(a.reason, c.set_aside_reason)
      from judgement_change c left join lateral (select switched_by_name, reason from judgement_activation
        where change_id = c.id order by id limit 1) a on true
      where c.id = ${ids('decided:judgement')} and coalesce(a.switched_by_name, c.set_aside_by_name) is not null
    union all select 'suggestion:' || id, actor_name, step ->> 'reason'
      from supervisor_step where id = any (${steps}::bigint[]) and step ->> 'kind' = 'lift-decided'
  `.execute(db)
  return new Map(rows.map(({ ref, by, reason }) => [ref, { by, reason: reason || null }]))
}
