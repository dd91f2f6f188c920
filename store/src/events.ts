import { NotFound } from '@huiyin/domain/errors'
import type { EventId, ItemId } from '@huiyin/domain/ids'
import type { Judgement } from '@huiyin/domain/judgement'
import type { EventSignature, EventState } from '@huiyin/domain/opinion-event'
import { isGraver, type SeverityGrade } from '@huiyin/domain/severity'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { absorb, unsettle } from './merged-events.js'

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

/** By what an event is found. */
export interface EventKeys {
  keys: readonly { key: string; weight: number }[]
  /** Grows with time: newer periods are looked up first. */
  period: number
}

export interface EventOpening extends EventKeys {
  itemId: ItemId
  title: string
  signature: EventSignature
  judgement: Judgement
  publishedAt: Date | null
  foundAt: Date
}

export interface EventJoining extends EventKeys {
  itemId: ItemId
  publishedAt: Date | null
  foundAt: Date
  duplicateOf: ItemId | null
  /** The event's signature with this item taken in. */
  signature: EventSignature
}

/** Any number, the same in every process: whoever places an item holds it until commit. */
const placingLock = 7_216_401

const isHandled = sql<boolean>`(e.handled_at is not null or e.decided is not null or e.state <> 'open')`

/** 事件, the side of clustering: finding, opening, joining, merging by the machine. What people read is in `event-views`. */
export const events = (db: Db, now: Date) => ({
  /** One placing at a time in the whole installation: two workers must not open two events for one matter. */
  async lockPlacing(): Promise<void> {
    await sql`select pg_advisory_xact_lock(${placingLock})`.execute(db)
  },

  /** In how many events these words began, and how many events began at all. */
  async wordCounts(words: readonly string[]): Promise<{ events: number; of: Map<string, number> }> {
    const { rows } = await sql<{ word: string; events: number }>`
      select word, events from event_word where word = any(${['', ...words]}::text[])
    `.execute(db)
    const of = new Map(rows.map(({ word, events }) => [word, events]))
    return { events: of.get('') ?? 0, of }
  },

  /**
   * Open to the machine and sharing keys, nearest first by the sum of weights on shared keys. At most `perKey` events
   * of one key are looked at, the newest period first, so that the cost does not grow with what is stored.
   */
  async near({
    keys,
    sincePeriod,
    perKey,
    limit,
  }: {
    keys: EventKeys['keys']
    sincePeriod: number
    perKey: number
    limit: number
  }): Promise<EventCandidate[]> {
    const { rows } = await sql<EventCandidate>`
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
      select e.id as "eventId", e.signature, e.representative_id as "representativeId",
        e.item_count as "itemCount", coalesce(e.first_told_at, e.first_found_at) as "firstToldAt",
        coalesce(e.last_told_at, e.last_item_at) as "lastToldAt", ${isHandled} as "isHandled"
      from near join opinion_event e on e.id = near.event_id
      where e.locked_at is null order by near.score desc, e.id
    `.execute(db)
    return rows
  },

  /** Opens an event with this item as its representative, and counts the words it begins with. */
  async open(opening: EventOpening): Promise<EventId> {
    const { itemId, title, signature, judgement, publishedAt, foundAt } = opening
    const toldAt = publishedAt ?? foundAt
    const { id } = await db
      .insertInto('opinion_event')
      .values({
        title,
        representative_id: itemId,
        signature: JSON.stringify(signature),
        first_published_at: publishedAt,
        first_found_at: foundAt,
        last_item_at: foundAt,
        first_told_at: toldAt,
        last_told_at: toldAt,
        item_count: 1,
        proposed: JSON.stringify(judgement),
        decided_by: null,
        decided_at: null,
        dismissed_reason: null,
        accused_units: [...judgement.accused],
        unsettled: 'judge',
        unsettled_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db.updateTable('item').set({ event_id: id, duplicate_of: null }).where('id', '=', itemId).execute()
    await addKeys(db, id, opening)
    await sql`
      insert into event_word (word, events) select word, 1 from unnest(${['', ...Object.keys(signature.terms)]}::text[]) as word
      on conflict (word) do update set events = event_word.events + 1
    `.execute(db)
    return id as EventId
  },

  /** Adds an item; the count is counted, so that doing it twice changes nothing. */
  async join(eventId: EventId, joining: EventJoining): Promise<void> {
    const { itemId, publishedAt, foundAt, duplicateOf, signature } = joining
    const toldAt = publishedAt ?? foundAt
    await db
      .updateTable('item')
      .set({ event_id: eventId, duplicate_of: duplicateOf === itemId ? null : duplicateOf })
      .where('id', '=', itemId)
      .execute()
    await sql`
      update opinion_event e set signature = ${JSON.stringify(signature)},
        item_count = (select count(*) from item where item.event_id = e.id),
        first_published_at = least(e.first_published_at, ${publishedAt}::timestamptz),
        first_found_at = least(e.first_found_at, ${foundAt}::timestamptz),
        last_item_at = greatest(e.last_item_at, ${foundAt}::timestamptz),
        first_told_at = least(e.first_told_at, ${toldAt}::timestamptz),
        last_told_at = greatest(e.last_told_at, ${toldAt}::timestamptz),
        ${unsettle('judge', now)}
      where e.id = ${eventId}
    `.execute(db)
    await replaceKeys(db, eventId, joining)
  },

  /** Two events the machine found to be one; the survivor's signature already holds both. */
  async merge(
    survivorId: EventId,
    mergedId: EventId,
    merging: EventKeys & { signature: EventSignature; likeness: number },
  ): Promise<void> {
    await sql`select from opinion_event where id in (${survivorId}, ${mergedId}) order by id for update`.execute(
      db,
    )
    await sql`delete from event_key where event_id = ${mergedId}`.execute(db)
    await absorb(db, now, { survivorId, mergedId, by: null, likeness: merging.likeness })
    await sql`update opinion_event set signature = ${JSON.stringify(merging.signature)} where id = ${survivorId}`.execute(
      db,
    )
    await replaceKeys(db, survivorId, merging)
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
    await sql`
      insert into item_signature (item_id, signature) values (${itemId}, ${JSON.stringify(signature)})
      on conflict (item_id) do update set signature = excluded.signature
    `.execute(db)
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

  /** Events nobody has decided, by id, after `after`. */
  async undecided(after: EventId | undefined, limit: number): Promise<EventId[]> {
    const rows = await db
      .selectFrom('opinion_event')
      .select('id')
      .where('state', '=', 'open')
      .where('decided', 'is', null)
      .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
      .orderBy('id')
      .limit(limit)
      .execute()
    return rows.map((row) => row.id as EventId)
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

const addKeys = (db: Db, eventId: string, { keys, period }: EventKeys) =>
  sql`
    insert into event_key (key, period, weight, event_id)
    select key, ${period}, weight, ${eventId}
    from unnest(${keys.map(({ key }) => key)}::text[], ${keys.map(({ weight }) => weight)}::real[]) as wanted (key, weight)
  `.execute(db)

/** Writes only keys that came, went, moved to another period or changed by a fifth: most posts change none. */
export async function replaceKeys(db: Db, eventId: string, { keys, period }: EventKeys): Promise<void> {
  await sql`
    with wanted as (
      select key, weight from unnest(${keys.map(({ key }) => key)}::text[], ${keys.map(({ weight }) => weight)}::real[])
        as wanted (key, weight)
    ), gone as (
      delete from event_key k where k.event_id = ${eventId} and not exists (
        select from wanted w where w.key = k.key and k.period >= ${period} and abs(w.weight - k.weight) <= k.weight / 5)
      returning k.key, k.period
    )
    insert into event_key (key, period, weight, event_id)
    select w.key, greatest(${period}, (select max(period) from gone)), w.weight, ${eventId} from wanted w
    where exists (select from gone where gone.key = w.key)
      or not exists (select from event_key k where k.event_id = ${eventId} and k.key = w.key)
  `.execute(db)
}

const comesBack = (state: EventState, before: SeverityGrade, after: SeverityGrade): boolean =>
  state === 'dismissed' && after !== 'IV' && isGraver(after, before)
