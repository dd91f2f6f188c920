import type { EventId, ItemId } from '@huiyin/domain/ids'
import { sql } from 'kysely'
import { type JudgedItem, type JudgedRow, judgedColumns, toJudgedItem } from './assessments.js'
import type { Db } from './database.js'
import { sendTogether } from './send-together.js'

/** How many posts of an event say one thing, and what the first of them said: the representative, then as found. */
export interface EventFacet {
  kind: string
  value: string
  posts: number
  weight: number
  said: object | null
}

/** What some posts say, as it is added to what the event's others said. */
export interface FacetToAdd extends EventFacet {
  /** Null is the representative, which comes first. */
  firstAt: Date | null
  firstItem: ItemId
  /** Of the thing among those its first post says. */
  place: number
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

/** Posts told in an hour (hours since 1970), for each of its minutes. */
export interface HourOfPosts {
  hour: number
  posts: number
  minutes: readonly number[]
}

/** What happened to an event's posts since it was settled. */
export interface EventChanges {
  /** What was kept does not tell any more: all posts are to be read. */
  recount: boolean
  came: (JudgedItem & { isNewAuthor: boolean })[]
  grew: Pick<EventTotals, 'reads' | 'comments' | 'shares'>
}

export interface TallyToAdd {
  facets: readonly FacetToAdd[]
  hours: readonly HourOfPosts[]
  /** The peak is not added: the greater one stays. */
  totals: EventTotals
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

interface ChangeRow extends JudgedRow {
  what: 'came' | 'counted' | 'recount'
  itemId: string
  reads: number
  comments: number
  shares: number
  isKept: boolean
  isNewAuthor: boolean
}

const addFacets = (eventId: EventId, facets: readonly FacetToAdd[]) => sql`
  insert into event_facet as f (event_id, kind, value, posts, weight, first_at, first_item, place, said)
  select ${eventId}, kind, value, posts, weight, coalesce("firstAt", '-infinity'), "firstItem", place, said
  from jsonb_to_recordset(${JSON.stringify(facets)}) as added (kind text, value text, posts integer, weight bigint,
    "firstAt" timestamptz, "firstItem" uuid, place smallint, said jsonb)
  on conflict (event_id, kind, value) do update set
    posts = f.posts + excluded.posts, weight = f.weight + excluded.weight,
    (first_at, first_item, place, said) = (select first_at, first_item, place, said from (values
        (f.first_at, f.first_item, f.place, f.said),
        (excluded.first_at, excluded.first_item, excluded.place, excluded.said)
      ) as told (first_at, first_item, place, said) order by first_at, first_item, place limit 1)`

const addHours = (eventId: EventId, hours: readonly HourOfPosts[]) => sql`
  insert into event_hour as h (event_id, hour, posts, minutes)
  select ${eventId}, hour, posts, array(select jsonb_array_elements_text(minutes)::integer)
  from jsonb_to_recordset(${JSON.stringify(hours)}) as added (hour integer, posts integer, minutes jsonb)
  on conflict (event_id, hour) do update set posts = h.posts + excluded.posts,
    minutes = array(select a + b from unnest(h.minutes, excluded.minutes) with ordinality as both_of (a, b, minute)
      order by minute)`

const facetColumns = sql`kind, value, posts, weight, said, first_at, first_item, place`

/** What the posts of an event say together: kept as they come, so that one more post costs the same in any event. */
export const eventTally = (db: Db) => ({
  /**
   * Takes what was noted of the event's posts; its row is locked by the caller. In one statement, so that a post is
   * read exactly as the notes that are taken left it.
   */
  async take(eventId: EventId, representativeId: ItemId | null): Promise<EventChanges> {
    const { rows } = await sql<ChangeRow>`
      with gone as (
        delete from event_change where event_id = ${eventId} returning *
      )
      select gone.what, gone.item_id as "itemId", gone.reads, gone.comments, gone.shares, kept.is as "isKept",
        (i.author_pseudonym is not null and not exists (select from item other
          join assessment on assessment.item_id = other.id
          where other.event_id = ${eventId} and other.author_pseudonym = i.author_pseudonym
            and not exists (select from gone new where new.item_id = other.id and new.what = 'came'))) as "isNewAuthor",
        ${judgedColumns}
      from (select exists (select from event_tally t
        where t.event_id = ${eventId} and t.representative_id = ${representativeId}) as is) kept
      left join gone on true
      left join (item i join source s on s.id = i.source_id join assessment a on a.item_id = i.id)
        on gone.what = 'came' and i.id = gone.item_id and i.event_id = ${eventId}
    `.execute(db)
    const came = rows.filter(({ what, id }) => what === 'came' && id !== null)
    const isNew = new Set(came.map(({ id }) => id))
    const grew = { reads: 0, comments: 0, shares: 0 }
    for (const row of rows)
      if (row.what === 'counted' && !isNew.has(row.itemId)) {
        grew.reads += row.reads
        grew.comments += row.comments
        grew.shares += row.shares
      }
    return {
      recount: !rows.every(({ isKept, what, id }) => isKept && what !== 'recount' && (what !== 'came' || id)),
      came: came.map(({ what, itemId, reads, comments, shares, isKept, isNewAuthor, ...row }) => ({
        ...toJudgedItem(row),
        isNewAuthor,
      })),
      grew,
    }
  },

  /** All posts of the event, the first found first; what was noted of them is done with. */
  async takeAll(eventId: EventId): Promise<JudgedItem[]> {
    const { rows } = await sql<JudgedRow>`
      with gone as (
        delete from event_change where event_id = ${eventId}
      )
      select ${judgedColumns} from item i join source s on s.id = i.source_id join assessment a on a.item_id = i.id
      where i.event_id = ${eventId} order by i.found_at, i.id
    `.execute(db)
    return rows.map(toJudgedItem)
  },

  /** Keeps what all posts say; what was kept before goes. */
  async replace(
    eventId: EventId,
    representativeId: ItemId,
    { facets, hours, totals }: TallyToAdd,
  ): Promise<void> {
    const { posts, reads, comments, shares, authors, peak } = totals
    await sendTogether(
      db,
      sql`delete from event_tally where event_id = ${eventId}`,
      sql`insert into event_tally (event_id, representative_id, posts, reads, comments, shares, authors, peak)
        values (${eventId}, ${representativeId}, ${posts}, ${reads}, ${comments}, ${shares}, ${authors}, ${peak})`,
      addFacets(eventId, facets),
      addHours(eventId, hours),
    )
  },

  /** Adds what new posts say, and answers what all say; a bounded number of rows, however many posts there are. */
  async add(eventId: EventId, { facets, hours, totals }: TallyToAdd, ask: HoursToRead): Promise<KeptTally> {
    const whole = sql`${[...ask.whole]}::integer[]`
    const [, , tallies, said, read] = await sendTogether(
      db,
      addFacets(eventId, facets),
      addHours(eventId, hours),
      sql<EventTotals & { representativeId: ItemId }>`
        update event_tally set posts = posts + ${totals.posts}, reads = reads + ${totals.reads},
          comments = comments + ${totals.comments}, shares = shares + ${totals.shares},
          authors = authors + ${totals.authors}, peak = greatest(peak, ${totals.peak})
        where event_id = ${eventId}
        returning posts, reads, comments, shares, authors, peak, representative_id as "representativeId"`,
      sql<EventFacet & { firstItem: ItemId }>`
        select kind, value, posts, weight, case when kind = 'source' then
            (select jsonb_build_object('level', s.level, 'name', s.name) from item i join source s on s.id = i.source_id
             where i.id = first_item)
          else said end as said, first_item as "firstItem"
        from (
          select ${facetColumns} from event_facet where event_id = ${eventId} and kind <> 'place'
          union all
          (select ${facetColumns} from event_facet where event_id = ${eventId} and kind = 'place'
           order by first_at, first_item, place limit ${mostPlaces})
        ) told order by first_at, first_item, place`,
      sql<{ hour: number; posts: number; minutes: number[] | null }>`
        select hour, posts, case when hour = any(${whole}) or hour = oldest.is then minutes end as minutes
        from event_hour, (select min(hour) as is from event_hour where event_id = ${eventId}) oldest
        where event_id = ${eventId} and (hour >= ${ask.since} or hour = any(${whole}) or hour = oldest.is)
        order by hour`,
    )
    const [tally] = tallies.rows
    const grades = said.rows.filter(({ kind }) => kind === 'grade')
    const [gravest] = grades.sort((a, b) => (a.value < b.value ? -1 : 1))
    if (!tally || !gravest) throw new Error('the tally of an event vanished while the event was locked')
    const { representativeId, ...all } = tally
    return {
      totals: all,
      facets: said.rows,
      firstOf: { representative: representativeId, gravest: gravest.firstItem },
      hours: read.rows,
    }
  },

  async raisePeak(eventId: EventId, peak: number): Promise<void> {
    await sql`update event_tally set peak = greatest(peak, ${peak}) where event_id = ${eventId}`.execute(db)
  },

  /** What is kept is no longer what the posts say: the next settling reads them all. */
  async forget(eventId: EventId): Promise<void> {
    await sendTogether(
      db,
      sql`delete from event_change where event_id = ${eventId}`,
      sql`delete from event_tally where event_id = ${eventId}`,
    )
  },
})
