import type { EventId, ItemId } from '@huiyin/domain/ids'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { forgetTally } from './merged-events.js'
import { sendTogether } from './send-together.js'

/** How many posts of an event say one thing, and what the first of them said: the representative, then as found. */
export interface EventFacet {
  kind: string
  value: string
  posts: number
  weight: number
  said: object | null
}

/** By how much an event's posts say a thing more, or less. */
export interface FacetChange extends Omit<EventFacet, 'said'> {
  /** The first to say it, if he comes before the first that is kept. */
  first: FirstSayer | null
}

export interface FirstSayer {
  item: ItemId
  /** When it was found; null is the representative, which comes first. */
  at: Date | null
  /** Of the thing among those its post says. */
  place: number
  said: object | null
}

export interface EventTotals {
  posts: number
  reads: number
  comments: number
  shares: number
  /** Distinct ones. */
  authors: number
  /** The most posts told within any hour, to the minute. */
  peak: number
}

/** Posts told in an hour (hours since 1970), for each of its minutes; or how many more, or less. */
export interface HourOfPosts {
  hour: number
  posts: number
  minutes: readonly number[]
}

export interface TallyChange {
  representativeId: ItemId
  /** Posts that were counted before: what they were the first to say stands in `facets` with whoever is now. */
  recounted: readonly ItemId[]
  facets: readonly FacetChange[]
  hours: readonly HourOfPosts[]
  /** Each as a difference; the peak follows from the hours. */
  totals: Omit<EventTotals, 'peak'>
}

export interface KeptTally {
  totals: EventTotals
  /** First said first; of places no more than `mostPlaces`. */
  facets: EventFacet[]
  firstOf: { representative: ItemId; gravest: ItemId }
  hours: (Omit<HourOfPosts, 'minutes'> & { minutes: readonly number[] | null })[]
}

export interface HoursToRead {
  /** Whole hours from here on. */
  since: number
  /** These with their minutes, and the first hour of the event too. */
  whole: readonly number[]
}

/** As many as an event shows. */
const mostPlaces = 12

/** Stands where nobody is told to be the first: whoever is kept comes before. */
const nobody = { item: '00000000-0000-0000-0000-000000000000', at: 'infinity', place: 0, said: null }

const clearFirsts = (eventId: EventId, recounted: readonly ItemId[]) => sql`
  update event_facet set first_at = 'infinity' where event_id = ${eventId} and first_item = any(${[...recounted]}::uuid[])`

const changeFacets = (eventId: EventId, facets: readonly FacetChange[]) => sql`
  insert into event_facet as f (event_id, kind, value, posts, weight, first_at, first_item, place, said)
  select ${eventId}, kind, value, posts, weight, coalesce(at, '-infinity'), item, place, said
  from jsonb_to_recordset(${JSON.stringify(facets.map(({ first, ...facet }) => ({ ...facet, ...(first ?? nobody) })))})
    as changed (kind text, value text, posts integer, weight bigint, at timestamptz, item uuid, place smallint, said jsonb)
  on conflict (event_id, kind, value) do update set
    posts = f.posts + excluded.posts, weight = f.weight + excluded.weight,
    (first_at, first_item, place, said) = (select first_at, first_item, place, said from (values
        (f.first_at, f.first_item, f.place, f.said),
        (excluded.first_at, excluded.first_item, excluded.place, excluded.said)
      ) as told (first_at, first_item, place, said) order by first_at, first_item, place limit 1)`

const changeHours = (eventId: EventId, hours: readonly HourOfPosts[]) => sql`
  insert into event_hour as h (event_id, hour, posts, minutes)
  select ${eventId}, hour, posts, array(select jsonb_array_elements_text(minutes)::integer)
  from jsonb_to_recordset(${JSON.stringify(hours)}) as changed (hour integer, posts integer, minutes jsonb)
  on conflict (event_id, hour) do update set posts = h.posts + excluded.posts,
    minutes = array(select a + b from unnest(h.minutes, excluded.minutes) with ordinality as both_of (a, b, minute)
      order by minute)`

/** What nobody says any more, and hours nobody tells of. */
const removeEmpty = (eventId: EventId) => [
  sql`delete from event_facet where event_id = ${eventId} and posts <= 0`,
  sql`delete from event_hour where event_id = ${eventId} and posts <= 0`,
]

/** The most posts within any hour that ends in one of these: both its ends count, so it begins in the same minute of the hour before. */
const measurePeaks = (eventId: EventId, hours: readonly number[]) => sql`
  update event_hour h set peak = measured.peak from (
    select ending.hour, max(within.posts) as peak
    from event_hour ending
    left join event_hour before on before.event_id = ending.event_id and before.hour = ending.hour - 1
    cross join lateral (
      select sum(now) over (order by minute) + coalesce(sum(earlier) over (order by minute desc), 0) as posts
      from unnest(ending.minutes, before.minutes) with ordinality as told (now, earlier, minute)
    ) within
    where ending.event_id = ${eventId} and ending.hour = any(${[...hours]}::integer[])
    group by ending.hour
  ) measured
  where h.event_id = ${eventId} and h.hour = measured.hour and h.peak <> measured.peak`

const changeTotals = (
  eventId: EventId,
  { totals, representativeId, hours }: TallyChange,
  isLess: boolean,
) => sql<Omit<EventTotals, 'peak'> & { peak: number }>`
  update event_tally set representative_id = ${representativeId}, posts = posts + ${totals.posts},
    reads = reads + ${totals.reads}, comments = comments + ${totals.comments}, shares = shares + ${totals.shares},
    authors = authors + ${totals.authors}, peak = greatest(case when not ${isLess}::boolean then peak end, coalesce(
      (select max(h.peak) from event_hour h where h.event_id = ${eventId}
        and (${isLess}::boolean or h.hour = any(${withNext(hours)}::integer[]))), 0))
  where event_id = ${eventId} returning posts, reads, comments, shares, authors, peak`

/** A post tells of the hours that end in its own hour and in the next. */
const withNext = (hours: readonly HourOfPosts[]): number[] => [
  ...new Set(hours.flatMap(({ hour }) => [hour, hour + 1])),
]

const facetColumns = sql`kind, value, posts, weight, said, first_at, first_item, place`

const keptFacets = (eventId: EventId) => sql<EventFacet & { firstItem: ItemId }>`
  select kind, value, posts, weight, case when kind = 'source' then
      (select jsonb_build_object('level', s.level, 'name', s.name) from source s where s.id = value)
    else said end as said, first_item as "firstItem"
  from (
    select ${facetColumns} from event_facet where event_id = ${eventId} and kind <> 'place'
    union all
    (select ${facetColumns} from event_facet where event_id = ${eventId} and kind = 'place'
     order by first_at, first_item, place limit ${mostPlaces})
  ) told order by first_at, first_item, place`

const keptHours = (eventId: EventId, { since, whole }: HoursToRead) => sql<KeptTally['hours'][number]>`
  select hour, posts, case when hour = any(${[...whole]}::integer[]) or hour = oldest.is then minutes end as minutes
  from event_hour, (select min(hour) as is from event_hour where event_id = ${eventId}) oldest
  where event_id = ${eventId} and (hour >= ${since} or hour = any(${[...whole]}::integer[]) or hour = oldest.is)
  order by hour`

/** What the posts of an event say together: kept as they come, change and go, so that one costs the same in any event. */
export const eventTally = (db: Db) => ({
  /** Keeps what all posts say; what was kept before goes. */
  async replace(eventId: EventId, tally: TallyChange): Promise<void> {
    await sendTogether(
      db,
      sql`delete from event_tally where event_id = ${eventId}`,
      sql`insert into event_tally (event_id, posts, reads, comments, shares, authors, peak) values (${eventId}, 0, 0, 0, 0, 0, 0)`,
      changeFacets(eventId, tally.facets),
      changeHours(eventId, tally.hours),
      measurePeaks(eventId, withNext(tally.hours)),
      changeTotals(eventId, tally, true),
    )
  },

  /** Changes what is kept by what changed, and answers what all say: a bounded number of rows, however many posts there are. */
  async change(eventId: EventId, change: TallyChange, ask: HoursToRead): Promise<KeptTally> {
    const { recounted, facets, hours } = change
    const isLess = recounted.length > 0
    await sendTogether(
      db,
      ...(isLess ? [clearFirsts(eventId, recounted)] : []),
      changeFacets(eventId, facets),
      changeHours(eventId, hours),
      ...(isLess ? removeEmpty(eventId) : []),
    )
    const [, { rows: tallies }, { rows: said }, { rows: read }] = await sendTogether(
      db,
      measurePeaks(eventId, withNext(hours)),
      changeTotals(eventId, change, isLess),
      keptFacets(eventId),
      keptHours(eventId, ask),
    )
    const [totals] = tallies
    const grades = said.filter(({ kind }) => kind === 'grade')
    const [gravest] = grades.sort((a, b) => (a.value < b.value ? -1 : 1))
    if (!totals || !gravest) throw new Error('the tally of an event vanished while the event was locked')
    return {
      totals,
      facets: said,
      firstOf: { representative: change.representativeId, gravest: gravest.firstItem },
      hours: read,
    }
  },

  /** What is kept is no longer what the posts say: the next settling reads them all. */
  async forget(eventId: EventId): Promise<void> {
    await forgetTally(db, [eventId])
  },
})
