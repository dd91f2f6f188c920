import type { EventId } from '@huiyin/domain/ids'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'

/** Thresholds of `keywords/data/events.yml`, as heat is counted by them. */
export interface HeatRules {
  windowHours: number
  halfLifeHours: number
  growthHours: number
  normalDays: number
  engagement: { reads: number; likes: number; comments: number; shares: number }
}

/** Engagement an hour a post of this source has in the mean. */
export interface SourceNormal {
  sourceId: string
  perHour: number
}

export interface EventAlarm {
  windowHours: number
  items: number
  expected: number
  reason: string
}

/** Engagement of item `i` for each hour it had been out when its counts were read. */
const perHour = ({ engagement: e }: HeatRules): RawBuilder<unknown> => sql`(
  (coalesce((i.engagement ->> 'reads')::real, 0) * ${e.reads} + coalesce((i.engagement ->> 'likes')::real, 0) * ${e.likes}
    + coalesce((i.engagement ->> 'comments')::real, 0) * ${e.comments}
    + coalesce((i.engagement ->> 'shares')::real, 0) * ${e.shares})
  / greatest(1, extract(epoch from coalesce(i.counted_at, i.found_at) - coalesce(i.published_at, i.found_at)) / 3600))`

/** 热度与升温预警. Only events with something new in the window are looked at; closed and old ones cost nothing. */
export const eventHeat = (db: Db, now: Date) => ({
  /** What a post of each source usually gets an hour: asked for once an hour, it reads a month of items. */
  async normals(rules: HeatRules): Promise<SourceNormal[]> {
    const { rows } = await sql<SourceNormal>`
      select i.source_id as "sourceId", avg(${perHour(rules)})::real as "perHour" from item i
      where i.found_at >= ${now}::timestamptz - make_interval(days => ${rules.normalDays}) group by 1
    `.execute(db)
    return rows
  },

  /** Events with something new in the window whose heat is older than `before`, or never measured. */
  async stale(before: Date, { windowHours }: HeatRules, limit: number): Promise<EventId[]> {
    const { rows } = await sql<{ id: EventId }>`
      select id from opinion_event
      where last_item_at >= ${now}::timestamptz - make_interval(hours => ${Math.ceil(windowHours) + 2})
        and state <> 'dismissed' and (heat_at is null or heat_at < ${before})
      order by last_item_at desc limit ${limit}
    `.execute(db)
    return rows.map(({ id }) => id)
  },

  /**
   * Each post counts one, more when it is read more than its source's posts usually are, and half as much every
   * half-life; growth is new posts an hour.
   */
  async measure(
    eventIds: readonly EventId[],
    rules: HeatRules,
    normals: readonly SourceNormal[],
  ): Promise<void> {
    await sql`
      with normal as (
        select * from unnest(${normals.map(({ sourceId }) => sourceId)}::text[],
          ${normals.map(({ perHour }) => perHour)}::real[]) as normal (source_id, per_hour)
      ), told as (
        select i.event_id, greatest(0, extract(epoch from ${now}::timestamptz - coalesce(i.published_at, i.found_at)) / 3600) as age,
          1 + ln(1 + ${perHour(rules)} / greatest(n.per_hour, 0.1)) as weight
        from item i left join normal n on n.source_id = i.source_id where i.event_id = any(${[...eventIds]}::uuid[])
          and coalesce(i.published_at, i.found_at)
            >= ${now}::timestamptz - make_interval(mins => ${Math.ceil(Math.max(rules.windowHours, rules.growthHours) * 60) + 1})
      ), heat as (
        select wanted.id,
          sum(told.weight * power(0.5, told.age / ${rules.halfLifeHours})) filter (where told.age <= ${rules.windowHours}) as heat,
          count(*) filter (where told.age <= ${rules.growthHours}) / ${rules.growthHours}::real as growth
        from unnest(${[...eventIds]}::uuid[]) as wanted (id) left join told on told.event_id = wanted.id group by 1
      )
      update opinion_event e set heat = round(coalesce(heat.heat, 0)::numeric * 10), growth_per_hour = heat.growth,
        heat_at = ${now} from heat where e.id = heat.id
    `.execute(db)
  },

  /**
   * Stores an alarm unless one stands, or one was acknowledged within `quietHours` and the window holds less than
   * `againFactor` times its posts. Answers whether it is new.
   */
  async raise(
    eventId: EventId,
    { windowHours, items, expected, reason }: EventAlarm,
    { quietHours, againFactor }: { quietHours: number; againFactor: number },
  ): Promise<boolean> {
    const { numAffectedRows } = await sql`
      insert into event_alarm (event_id, raised_at, window_hours, items, expected, reason)
      select ${eventId}, ${now}, ${windowHours}, ${items}, ${expected}, ${reason}
      where not exists (select from event_alarm a where a.event_id = ${eventId}
        and a.acknowledged_at > ${now}::timestamptz - make_interval(mins => ${Math.round(quietHours * 60)})
        and ${items} < a.items * ${againFactor}::real)
      on conflict do nothing
    `.execute(db)
    return Number(numAffectedRows ?? 0) > 0
  },

  /** 知悉. Answers whether an alarm stood. */
  async acknowledge(eventId: string, by: string): Promise<boolean> {
    const { numAffectedRows } = await sql`
      update event_alarm set acknowledged_by = ${by}, acknowledged_at = ${now}
      where event_id = ${eventId} and acknowledged_at is null
    `.execute(db)
    return Number(numAffectedRows ?? 0) > 0
  },
})
