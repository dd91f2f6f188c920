import type { EventId, ItemId } from '@huiyin/domain/ids'
import type { EventSignature } from '@huiyin/domain/opinion-event'
import { type RawBuilder, sql } from 'kysely'
import { type JudgedItem, type JudgedRow, judgedColumns, toJudgedItem } from './assessments.js'
import type { Db } from './database.js'
import { type EventTrace, putVector, replaceKeys } from './event-keys.js'
import { unsettle } from './merged-events.js'
import { sendTogether } from './send-together.js'

/** An event that waits to be settled. */
export interface UnsettledEvent {
  eventId: EventId
  what: 'judge' | 'rebuild'
  representativeId: ItemId | null
}

/** After posts came to an event or left it: what has still to be made right. */
export const eventSettling = (db: Db, now: Date) => ({
  /** The event, its row locked; null when nothing waits any more. */
  async take(eventId: EventId): Promise<UnsettledEvent | null> {
    const { rows } = await sql<UnsettledEvent>`
      select id as "eventId", unsettled as what, representative_id as "representativeId"
      from opinion_event where id = ${eventId} and unsettled is not null for update
    `.execute(db)
    return rows[0] ?? null
  },

  async done(eventId: EventId): Promise<void> {
    await sql`update opinion_event set unsettled = null, unsettled_at = null where id = ${eventId}`.execute(
      db,
    )
  },

  async ask(eventIds: readonly string[], what: 'judge' | 'rebuild'): Promise<void> {
    await sql`update opinion_event e set ${unsettle(what, now)} where e.id = any(${[...eventIds]}::uuid[])`.execute(
      db,
    )
  },

  /** The posts of the event first found and last found, so many of each, in that order. */
  async endsOf(eventId: EventId, most: number): Promise<JudgedItem[]> {
    const end = (order: RawBuilder<unknown>) => sql`
      (select i.id from item i where i.event_id = ${eventId} order by ${order} limit ${most})`
    const first = end(sql`i.found_at, i.id`)
    const last = end(sql`i.found_at desc, i.id desc`)
    const { rows } = await sql<JudgedRow>`
      select ${judgedColumns} from (${first} union ${last}) wanted
      join item i on i.id = wanted.id join source s on s.id = i.source_id join assessment a on a.item_id = i.id
      order by i.found_at, i.id
    `.execute(db)
    return rows.map(toJudgedItem)
  },

  /** Signatures of these posts; one placed by an earlier program has none. */
  async signatures(itemIds: readonly ItemId[]): Promise<Map<string, EventSignature>> {
    const { rows } = await sql<{ id: string; signature: EventSignature }>`
      select item_id as id, signature from item_signature where item_id = any(${[...itemIds]}::uuid[])
    `.execute(db)
    return new Map(rows.map(({ id, signature }) => [id, signature]))
  },

  /** Puts the event where its posts now say it is. */
  async rebuilt(
    eventId: EventId,
    { representativeId, title, ...trace }: EventTrace & { representativeId: ItemId; title: string },
  ): Promise<void> {
    await sendTogether(
      db,
      sql`update opinion_event set signature = ${JSON.stringify(trace.signature)}, title = ${title},
        representative_id = ${representativeId} where id = ${eventId}`,
      replaceKeys(eventId, trace),
      putVector(eventId, trace),
      sql`delete from event_key where event_id in (select merged_id from event_merge
        where survivor_id = ${eventId} and undone_at is null)`,
    )
  },

  /** Changed before `olderThan` and not settled since: what a crash or an upgrade left behind, oldest first. */
  async left(olderThan: Date, limit: number): Promise<EventId[]> {
    const { rows } = await sql<{ id: EventId }>`
      select id from opinion_event where unsettled is not null and unsettled_at < ${olderThan}
      order by unsettled_at limit ${limit}
    `.execute(db)
    return rows.map(({ id }) => id)
  },
})
