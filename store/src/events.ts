import { NotFound } from '@huiyin/domain/errors'
import type { EventId, ItemId } from '@huiyin/domain/ids'
import type { Judgement } from '@huiyin/domain/judgement'
import type { EventSignature, EventState } from '@huiyin/domain/opinion-event'
import { isGraver, type SeverityGrade } from '@huiyin/domain/severity'
import { sql } from 'kysely'
import type { Db } from './database.js'

/** An event a new item may belong to. */
export interface EventCandidate {
  eventId: EventId
  signature: EventSignature
  representativeId: ItemId | null
  lastItemAt: Date
  itemCount: number
}

export interface EventOpening {
  itemId: ItemId
  title: string
  signature: EventSignature
  judgement: Judgement
  publishedAt: Date | null
  foundAt: Date
}

export interface EventJoining {
  itemId: ItemId
  publishedAt: Date | null
  foundAt: Date
  duplicateOf: ItemId | null
  /** The event's signature with this item taken in. */
  signature: EventSignature
}

/** Any number, the same in every process: whoever places an item holds it until commit. */
const placingLock = 7_216_401

/** 事件, the side of clustering: candidates, opening, joining. What people read is in `event-views`. */
export const events = (db: Db, _now: Date) => ({
  /** One placing at a time in the whole installation: two workers must not open two events for one matter. */
  async lockPlacing(): Promise<void> {
    await sql`select pg_advisory_xact_lock(${placingLock})`.execute(db)
  },

  /** Events heard of since `since` that share one of the telling words or places, the latest first. */
  async candidates(
    words: readonly string[],
    places: readonly string[],
    since: Date,
    limit = 400,
  ): Promise<EventCandidate[]> {
    const rows = await db
      .selectFrom('opinion_event')
      .select(['id', 'signature', 'representative_id', 'last_item_at', 'item_count'])
      .where('last_item_at', '>=', since)
      .where(
        sql<boolean>`(signature -> 'terms' ?| ${[...words]}::text[] or signature -> 'places' ?| ${[...places]}::text[])`,
      )
      .orderBy('last_item_at', 'desc')
      .limit(limit)
      .execute()
    return rows.map((row) => ({
      eventId: row.id as EventId,
      signature: row.signature,
      representativeId: row.representative_id as ItemId | null,
      lastItemAt: row.last_item_at,
      itemCount: row.item_count,
    }))
  },

  /** Opens an event with this item as its representative. */
  async open({ itemId, title, signature, judgement, publishedAt, foundAt }: EventOpening): Promise<EventId> {
    const { id } = await db
      .insertInto('opinion_event')
      .values({
        title,
        representative_id: itemId,
        signature: JSON.stringify(signature),
        first_published_at: publishedAt,
        first_found_at: foundAt,
        last_item_at: foundAt,
        item_count: 1,
        proposed: JSON.stringify(judgement),
        decided_by: null,
        decided_at: null,
        dismissed_reason: null,
        accused_units: [...judgement.accused],
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db.updateTable('item').set({ event_id: id, duplicate_of: null }).where('id', '=', itemId).execute()
    return id as EventId
  },

  /** Adds an item; the count is counted, so that doing it twice changes nothing. */
  async join(
    eventId: EventId,
    { itemId, publishedAt, foundAt, duplicateOf, signature }: EventJoining,
  ): Promise<void> {
    await db
      .updateTable('item')
      .set({ event_id: eventId, duplicate_of: duplicateOf === itemId ? null : duplicateOf })
      .where('id', '=', itemId)
      .execute()
    await db
      .updateTable('opinion_event')
      .set({
        signature: JSON.stringify(signature),
        item_count: sql<number>`(select count(*) from item where item.event_id = opinion_event.id)`,
        first_published_at: sql<Date>`least(first_published_at, ${publishedAt}::timestamptz)`,
        first_found_at: sql<Date>`least(first_found_at, ${foundAt}::timestamptz)`,
        last_item_at: sql<Date>`greatest(last_item_at, ${foundAt}::timestamptz)`,
      })
      .where('id', '=', eventId)
      .execute()
  },

  /**
   * Puts a new proposal beside what the officer decided. A dismissed event that becomes graver, III or above, comes
   * back to the feed. Whom it accuses only grows, also on its case file: the wall must not fall behind the text.
   */
  async propose(eventId: EventId, judgement: Judgement): Promise<{ reopened: boolean }> {
    const row = await db
      .selectFrom('opinion_event')
      .select(['state', 'proposed', 'accused_units'])
      .where('id', '=', eventId)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new NotFound('没有这个事件', { eventId })
    const accused = [...new Set([...row.accused_units, ...judgement.accused])]
    const reopened = comesBack(row.state, row.proposed.grade, judgement.grade)
    await db
      .updateTable('opinion_event')
      .set({
        proposed: JSON.stringify(judgement),
        accused_units: accused,
        ...(reopened ? { state: 'open' as const, dismissed_reason: null } : {}),
      })
      .where('id', '=', eventId)
      .execute()
    await db
      .updateTable('case_file')
      .set({ accused_units: accused })
      .where('event_id', '=', eventId)
      .execute()
    return { reopened }
  },

  /** Admitted before `olderThan` and still in no event: what a crash left behind, oldest first. */
  async unplaced(olderThan: Date, limit = 1_000): Promise<ItemId[]> {
    const rows = await db
      .selectFrom('item')
      .select('id')
      .where('admitted', '=', true)
      .where('event_id', 'is', null)
      .where('analyzed_at', '<', olderThan)
      .orderBy('analyzed_at')
      .limit(limit)
      .execute()
    return rows.map((row) => row.id as ItemId)
  },
})

const comesBack = (state: EventState, before: SeverityGrade, after: SeverityGrade): boolean =>
  state === 'dismissed' && after !== 'IV' && isGraver(after, before)
