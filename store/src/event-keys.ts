import type { EventSignature } from '@huiyin/domain/opinion-event'
import { type RawBuilder, sql } from 'kysely'

/** By what an event is found, and how it is told whether it is worth reading. */
export interface EventTrace {
  signature: EventSignature
  keys: readonly { key: string; weight: number }[]
  /** Grows with time: newer periods are looked up first. */
  period: number
  /** The signature's words and shingles as numbers; only the analyzer knows how. */
  vector: Uint8Array
}

const unnested = (keys: EventTrace['keys']): RawBuilder<unknown> =>
  sql`unnest(${keys.map(({ key }) => key)}::text[], ${keys.map(({ weight }) => weight)}::real[]) as wanted (key, weight)`

/** Keys of an event that has none yet. */
export const addKeys = (eventId: string, { keys, period }: EventTrace): RawBuilder<unknown> => sql`
  insert into event_key (key, period, weight, event_id)
  select key, ${period}, weight, ${eventId} from ${unnested(keys)}`

/** Writes only keys that came, went, moved to another period or changed by a fifth: most posts change none. */
export const replaceKeys = (eventId: string, { keys, period }: EventTrace): RawBuilder<unknown> => sql`
  with wanted as (
    select key, weight from ${unnested(keys)}
  ), gone as (
    delete from event_key k where k.event_id = ${eventId} and not exists (
      select from wanted w where w.key = k.key and k.period >= ${period} and abs(w.weight - k.weight) <= k.weight / 5)
    returning k.key, k.period
  )
  insert into event_key (key, period, weight, event_id)
  select w.key, greatest(${period}, (select max(period) from gone)), w.weight, ${eventId} from wanted w
  where exists (select from gone where gone.key = w.key)
    or not exists (select from event_key k where k.event_id = ${eventId} and k.key = w.key)`

export const putVector = (eventId: string, { vector }: EventTrace): RawBuilder<unknown> => sql`
  insert into event_vector (event_id, vector) values (${eventId}, ${Buffer.from(vector)})
  on conflict (event_id) do update set vector = excluded.vector`
