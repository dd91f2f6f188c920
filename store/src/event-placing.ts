import { randomUUID } from 'node:crypto'
import type { EventId, ItemId } from '@huiyin/domain/ids'
import type { Judgement } from '@huiyin/domain/judgement'
import type { EventSignature } from '@huiyin/domain/opinion-event'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import { addKeys, type EventTrace, putVector, replaceKeys } from './event-keys.js'
import { absorb, unsettle } from './merged-events.js'
import { sendTogether } from './send-together.js'

/** An event a new item may belong to. */
export interface EventCandidate {
  eventId: EventId
  signature: EventSignature
  representativeId: ItemId | null
  itemCount: number
  firstToldAt: Date
  lastToldAt: Date
  /** A person has decided, accepted, dismissed or handled it. */
  isHandled: boolean
}

export interface EventOpening extends EventTrace {
  itemId: ItemId
  title: string
  judgement: Judgement
  publishedAt: Date | null
  foundAt: Date
}

export interface EventJoining extends EventTrace {
  itemId: ItemId
  /** The item's own signature, weighed as its event takes it in; `signature` is the event's with it. */
  own: EventSignature
  publishedAt: Date | null
  foundAt: Date
  duplicateOf: ItemId | null
}

/** In how many events words began, and how many events began at all. */
export interface WordCounts {
  events: number
  of: Map<string, number>
}

/** Any number, the same in every process: whoever places an item holds it until commit. */
const placingLock = 7_216_401

/** Waits for the turn to place, which ends with the transaction. */
export const placingTurn = sql`select pg_advisory_xact_lock(${placingLock}::bigint)`

const isHandled = sql<boolean>`(e.handled_at is not null or e.decided is not null or e.state <> 'open')`

const countsOf = (words: readonly string[]) => sql<{ word: string; events: number }>`
  select word, events from event_word where word = any(${['', ...words]}::text[])`

const toCounts = (rows: readonly { word: string; events: number }[]): WordCounts => {
  const of = new Map(rows.map(({ word, events }) => [word, events]))
  return { events: of.get('') ?? 0, of }
}

const saveSignature = (itemId: ItemId, signature: EventSignature): RawBuilder<unknown> => sql`
  insert into item_signature (item_id, signature) values (${itemId}, ${JSON.stringify(signature)})
  on conflict (item_id) do update set signature = excluded.signature`

/** What is looked for near a post or an event. */
export interface NearKeys {
  keys: EventTrace['keys']
  sincePeriod: number
  perKey: number
  limit: number
}

export interface NearEvent {
  eventId: EventId
  vector: Uint8Array
}

/**
 * Vectors of events that share keys, nearest first by the sum of weights on shared keys. At most `perKey` events of
 * one key are looked at, the newest period first, so that the cost does not grow with what is stored.
 */
const nearest = ({ keys, sincePeriod, perKey, limit }: NearKeys) => sql<NearEvent>`
  with near as materialized (
    select found.event_id, sum(found.weight * asked.weight) as score
    from unnest(${keys.map(({ key }) => key)}::text[], ${keys.map(({ weight }) => weight)}::real[])
      as asked (key, weight)
    cross join lateral (
      select k.event_id, k.weight from event_key k
      where k.key = asked.key and k.period >= ${sincePeriod}
      order by k.period desc, k.weight desc limit ${perKey}
    ) found
    group by 1 order by 2 desc, 1 limit ${limit}
  )
  select near.event_id as "eventId", v.vector from near join event_vector v on v.event_id = near.event_id
  order by near.score desc, near.event_id`

/** 聚类: finding, opening, joining and merging events by the machine. */
export const eventPlacing = (db: Db, now: Date) => ({
  /**
   * One placing at a time in the whole installation: two workers must not open two events for one matter. Waits for
   * the turn, locks the item and counts its words; null when it is deleted or in an event already.
   *
   * The commit is not waited for (synchronous_commit): it is on disk within a second, or with the next transaction
   * that is waited for, which settling the event is, before the job counts as done. Should the machine lose power in
   * between, the item is as it was before, admitted and in no event, nothing later is there either, and the job, or
   * `unplaced`, places it again.
   */
  async begin(itemId: ItemId, words: readonly string[]): Promise<WordCounts | null> {
    const [, , { rows: items }, { rows }] = await sendTogether(
      db,
      sql`select set_config('synchronous_commit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)`,
      placingTurn,
      sql<{
        placed: boolean
      }>`select event_id is not null as placed from item where id = ${itemId} for update`,
      countsOf(words),
    )
    return items[0]?.placed === false ? toCounts(rows) : null
  },

  async wordCounts(words: readonly string[]): Promise<WordCounts> {
    const { rows } = await countsOf(words).execute(db)
    return toCounts(rows)
  },

  async near(ask: NearKeys): Promise<NearEvent[]> {
    const { rows } = await nearest(ask).execute(db)
    return rows
  },

  /** Those of these events that are open to the machine. */
  async read(eventIds: readonly EventId[]): Promise<EventCandidate[]> {
    const { rows } = await sql<EventCandidate>`
      select e.id as "eventId", e.signature, e.representative_id as "representativeId",
        e.item_count as "itemCount", coalesce(e.first_told_at, e.first_found_at) as "firstToldAt",
        coalesce(e.last_told_at, e.last_item_at) as "lastToldAt", ${isHandled} as "isHandled"
      from opinion_event e where e.id = any(${[...eventIds]}::uuid[]) and e.locked_at is null
    `.execute(db)
    return rows
  },

  /** Opens an event with this item as its representative, and counts the words it begins with. */
  async open(opening: EventOpening): Promise<EventId> {
    const { itemId, title, signature, judgement, publishedAt, foundAt } = opening
    const toldAt = publishedAt ?? foundAt
    const id = randomUUID() as string as EventId
    await sendTogether(
      db,
      saveSignature(itemId, signature),
      sql`
        insert into opinion_event (id, title, representative_id, signature, first_published_at, first_found_at,
          last_item_at, first_told_at, last_told_at, item_count, proposed, accused_units, unsettled, unsettled_at)
        values (${id}, ${title}, ${itemId}, ${JSON.stringify(signature)}, ${publishedAt}, ${foundAt},
          ${foundAt}, ${toldAt}, ${toldAt}, 1, ${JSON.stringify(judgement)}, ${[...judgement.accused]}::text[],
          'judge', ${now})`,
      sql`update item set event_id = ${id}, duplicate_of = null where id = ${itemId}`,
      addKeys(id, opening),
      putVector(id, opening),
      sql`
        insert into event_word (word, events)
        select word, 1 from unnest(${['', ...Object.keys(signature.terms)]}::text[]) as word
        on conflict (word) do update set events = event_word.events + 1`,
    )
    return id
  },

  /**
   * Adds an item; counted only when it was not in the event, so that doing it twice changes nothing. Answers what is
   * near the event now.
   */
  async join(eventId: EventId, joining: EventJoining, ask: NearKeys): Promise<NearEvent[]> {
    const { itemId, own, publishedAt, foundAt, duplicateOf, signature } = joining
    const toldAt = publishedAt ?? foundAt
    const answers = await sendTogether(
      db,
      saveSignature(itemId, own),
      sql`
        with came as (
          update item set event_id = ${eventId}, duplicate_of = ${duplicateOf === itemId ? null : duplicateOf}::uuid
          where id = ${itemId} and event_id is distinct from ${eventId} returning id
        )
        update opinion_event e set signature = ${JSON.stringify(signature)},
          item_count = e.item_count + (select count(*) from came),
          first_published_at = least(e.first_published_at, ${publishedAt}::timestamptz),
          first_found_at = least(e.first_found_at, ${foundAt}::timestamptz),
          last_item_at = greatest(e.last_item_at, ${foundAt}::timestamptz),
          first_told_at = least(e.first_told_at, ${toldAt}::timestamptz),
          last_told_at = greatest(e.last_told_at, ${toldAt}::timestamptz),
          ${unsettle('judge', now)}
        where e.id = ${eventId}`,
      replaceKeys(eventId, joining),
      putVector(eventId, joining),
      nearest(ask),
    )
    return answers[4].rows
  },

  /** Two events the machine found to be one; the survivor's signature already holds both. */
  async merge(
    survivorId: EventId,
    mergedId: EventId,
    merging: EventTrace & { likeness: number },
  ): Promise<void> {
    await sendTogether(
      db,
      sql`select from opinion_event where id in (${survivorId}, ${mergedId}) order by id for update`,
      sql`delete from event_key where event_id = ${mergedId}`,
    )
    await absorb(db, now, { survivorId, mergedId, by: null, likeness: merging.likeness })
    await sendTogether(
      db,
      sql`update opinion_event set signature = ${JSON.stringify(merging.signature)} where id = ${survivorId}`,
      replaceKeys(survivorId, merging),
      putVector(survivorId, merging),
    )
  },

  /** Events a person has told apart from this one. */
  async separatedFrom(eventId: EventId): Promise<Set<string>> {
    const { rows } = await sql<{ id: string }>`
      select other_id as id from event_separation where event_id = ${eventId}
      union select event_id from event_separation where other_id = ${eventId}
    `.execute(db)
    return new Set(rows.map(({ id }) => id))
  },

  /** The signature of one post, weighed as its event took it in. */
  async saveSignature(itemId: ItemId, signature: EventSignature): Promise<void> {
    await saveSignature(itemId, signature).execute(db)
  },
})
