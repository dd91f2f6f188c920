import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import { sendTogether } from './send-together.js'

/** Events merged away are hidden by policy; `work` alone sees them. */
export async function seeingMerged<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await sql`select set_config('huiyin.sees_merged', 'on', true)`.execute(db)
  const done = await work()
  await sql`select set_config('huiyin.sees_merged', 'off', true)`.execute(db)
  return done
}

/** The event this one was merged into, through however many merges; itself when it stands. */
export const survivorIdOf = (db: Db, id: string): Promise<string> =>
  seeingMerged(db, async () => {
    const { rows } = await sql<{ id: string }>`
      with recursive line (id, merged_into, step) as (
        select id, merged_into, 0 from opinion_event where id = ${id}
        union all
        select e.id, e.merged_into, line.step + 1 from line join opinion_event e on e.id = line.merged_into
        where line.step < 100
      ) select id from line order by step desc limit 1
    `.execute(db)
    return rows[0]?.id ?? id
  })

/** What is kept of these events' posts is no longer what they say: the next settling reads them all. */
export const forgetTally = (db: Db, eventIds: readonly string[]): Promise<unknown> =>
  sendTogether(
    db,
    sql`delete from event_change where event_id = any(${[...eventIds]}::uuid[])`,
    sql`delete from event_tally where event_id = any(${[...eventIds]}::uuid[])`,
  )

/** What follows from the items an event holds now. */
export const recount = (db: Db, eventIds: readonly string[]): Promise<unknown> =>
  sql`
    update opinion_event e set item_count = held.count, first_published_at = held.first_published,
      first_found_at = coalesce(held.first_found, e.first_found_at),
      last_item_at = coalesce(held.last_found, e.last_item_at),
      first_told_at = coalesce(held.first_told, e.first_told_at),
      last_told_at = coalesce(held.last_told, e.last_told_at)
    from (
      select wanted.id, count(i.id)::int as count, min(i.published_at) as first_published,
        min(i.found_at) as first_found, max(i.found_at) as last_found,
        min(coalesce(i.published_at, i.found_at)) as first_told,
        max(coalesce(i.published_at, i.found_at)) as last_told
      from unnest(${[...eventIds]}::uuid[]) as wanted (id) left join item i on i.event_id = wanted.id
      group by wanted.id
    ) held where e.id = held.id
  `.execute(db)

export interface Merging {
  survivorId: string
  mergedId: string
  /** The officer's name; null is the machine. */
  by: string | null
  likeness: number | null
}

/** Moves everything of one event into another and remembers what was moved; both rows are locked by the caller. */
export async function absorb(
  db: Db,
  now: Date,
  { survivorId, mergedId, by, likeness }: Merging,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into event_merge (survivor_id, merged_id, item_ids, survivor_accused, merged_by, merged_at, likeness)
    select id, ${mergedId}, array(select i.id from item i where i.event_id = ${mergedId}), accused_units, ${by}, ${now},
      ${likeness}
    from opinion_event where id = ${survivorId} returning id
  `.execute(db)
  const merge = rows[0]?.id
  if (!merge) throw new Error('the surviving event vanished while it was locked')
  await sql`
    insert into event_separation (event_id, other_id, separated_by, separated_at, through)
    select least(${survivorId}::uuid, other), greatest(${survivorId}::uuid, other), separated_by, separated_at, ${merge}
    from (
      select case when event_id = ${mergedId} then other_id else event_id end as other, separated_by, separated_at
      from event_separation where event_id = ${mergedId} or other_id = ${mergedId}
    ) taken where other <> ${survivorId} on conflict do nothing
  `.execute(db)
  await sql`
    update opinion_event e set accused_units = array(
        select distinct unit from unnest(e.accused_units || m.accused_units) as accused (unit)),
      ${unsettle('judge', now)}
    from opinion_event m where e.id = ${survivorId} and m.id = ${mergedId}
  `.execute(db)
  await seeingMerged(db, () =>
    sql`update opinion_event set merged_into = ${survivorId} where id = ${mergedId}`.execute(db),
  )
  // Nothing is noted of posts that leave what was merged away: should it come back, all its posts are read.
  await forgetTally(db, [mergedId])
  await sql`update item set event_id = ${survivorId} where event_id = ${mergedId}`.execute(db)
  await recount(db, [survivorId])
  return merge
}

/** Asks for an event to be settled; what asks for more is kept. */
export const unsettle = (what: 'judge' | 'rebuild', now: Date): RawBuilder<unknown> =>
  what === 'rebuild'
    ? sql`unsettled = 'rebuild', unsettled_at = ${now}`
    : sql`unsettled = coalesce(e.unsettled, 'judge'), unsettled_at = ${now}`
