import { NotFound } from '@huiyin/domain/errors'
import type { Field } from '@huiyin/domain/field'
import type { Attachment, Engagement } from '@huiyin/domain/item'
import type { Judgement } from '@huiyin/domain/judgement'
import { notOpinionKinds } from '@huiyin/domain/matter'
import type { EventState, FeedOrder } from '@huiyin/domain/opinion-event'
import type { SeverityGrade } from '@huiyin/domain/severity'
import type { SourceKind, SourceLevel } from '@huiyin/domain/source'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import { eventDecisions } from './event-decisions.js'
import { type EventMerge, eventMerges } from './event-merges.js'
import { type EventSummary, readEventRows, toEventSummary } from './event-rows.js'
import { byGravity, byTime } from './feed-order.js'
import { type Page, pageFrom } from './page-cursor.js'

export type { EventSummary } from './event-rows.js'

/** One post of an event with what the rules say of it. */
export interface EventItem {
  id: string
  title: string
  text: string
  url: string
  source: { id: string; name: string; kind: SourceKind; level: SourceLevel }
  author: string | null
  publishedAt: Date | null
  foundAt: Date
  engagement: Engagement
  /** When `engagement` was read. */
  countedAt: Date
  /** Counts when the post was found, where they have grown since. */
  countedFirst: Engagement | null
  /** 来源 as the page writes it. */
  sourceName: string | null
  attachments: Attachment[]
  /** 答复 of a message board; null where the page has none, an empty text while it is unanswered. */
  answer: { unit: string | null; text: string; repliedAt: string | null } | null
  /** What it said before it was edited, newest first. */
  versions: { number: number; title: string; text: string; replacedAt: string }[]
  contentHash: string
  duplicateOf: string | null
  /** What was found wrong in it at a person's request, and what is right. */
  correction: string | null
  judgement: Judgement | null
  /** The heaviest words of its own that its event is known by, and the event's places it names. */
  shared: { words: string[]; places: string[] }
  placedBy: string | null
}

export interface EventDetail extends EventSummary {
  items: EventItem[]
  merges: EventMerge[]
  /** Items found per hour, oldest hour first, hours without any left in. */
  trend: { hour: Date; items: number }[]
}

export interface FeedPageQuery {
  state?: EventState
  grade?: SeverityGrade
  unit?: string
  field?: Field
  /** A watched subject that hits one of its items. */
  subject?: string
  /** Words in the title of the event, or in title or text of any of its items. */
  q?: string
  order?: FeedOrder
  cursor?: string
  limit?: number
}

export interface EventCounts {
  open: number
  dismissed: number
  accepted: number
  rejected: number
  openByGrade: Record<SeverityGrade, number>
}

/** Where everything in between is shown, a curve of more hours than this says nothing. */
const trendHours = 24 * 14

/** Enough to see why, short enough to read. */
const sharedWords = 6

const contains = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`

const asked = ({ state, grade, unit, field, subject, q }: FeedPageQuery): RawBuilder<unknown>[] => {
  const words = q?.trim().split(/\s+/).filter(Boolean) ?? []
  return [
    ...(state === undefined ? [] : [sql`e.state = ${state}`]),
    ...(grade === undefined ? [] : [sql`e.grade = ${grade}`]),
    ...(unit === undefined ? [] : [sql`e.unit_code = ${unit}`]),
    ...(field === undefined ? [] : [sql`e.proposed ->> 'field' = ${field}`]),
    ...(subject === undefined
      ? []
      : [
          sql`exists (select from subject_mention m join item i on i.id = m.item_id
            where m.subject_id = ${subject}::uuid and i.event_id = e.id)`,
        ]),
    ...words.map(
      (word) => sql`(e.title ilike ${contains(word)} or exists (
        select from item i where i.event_id = e.id
          and (i.title ilike ${contains(word)} or i.text ilike ${contains(word)})))`,
    ),
  ]
}

/** An application, or what an office publishes of its own, is handled as a case and is nobody's opinion. */
const isOpinion = sql`not exists (select from case_file own where own.event_id = e.id
  and own.kind = any (${[...notOpinionKinds]}::text[]))`

const where = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`

/** Opinion events as people read them, and what an officer decides about them. */
export const eventViews = (db: Db, now: Date) => ({
  ...eventDecisions(db, now),

  /** The feed: newest last item first, or the gravest first and the newest of each grade. */
  async page(query: FeedPageQuery): Promise<Page<EventSummary>> {
    const { cursor, limit = 50, order = 'latest' } = query
    const { after, by, keyOf } = order === 'gravest' ? byGravity : byTime
    const conditions = asked(query)
    const rows = await readEventRows(
      db,
      sql`${where([...conditions, ...after(cursor)])} order by ${by} limit ${limit + 1}`,
    )
    const counted = await sql<{ total: number }>`
      select count(*) as total from opinion_event e ${where(conditions)}
    `.execute(db)
    const keyed = rows.map((row) => ({ ...row, sort_key: keyOf(row) }))
    return pageFrom(keyed, limit, counted.rows[0]?.total ?? 0, toEventSummary)
  },

  async counts(): Promise<EventCounts> {
    const { rows } = await sql<Omit<EventCounts, 'openByGrade'> & { [grade in SeverityGrade]: number }>`
      select count(*) filter (where state = 'open') as open,
        count(*) filter (where state = 'dismissed') as dismissed,
        count(*) filter (where state = 'accepted') as accepted,
        (select count(*) from item where admitted = false) as rejected,
        count(*) filter (where state = 'open' and grade = 'I') as "I",
        count(*) filter (where state = 'open' and grade = 'II') as "II",
        count(*) filter (where state = 'open' and grade = 'III') as "III",
        count(*) filter (where state = 'open' and grade = 'IV') as "IV"
      from opinion_event
    `.execute(db)
    const [{ open, dismissed, accepted, rejected, I, II, III, IV }] = rows as [(typeof rows)[number]]
    return { open, dismissed, accepted, rejected, openByGrade: { I, II, III, IV } }
  },

  /** The id behind a number people write, 舆情第 N 号. @throws NotFound like `detail`. */
  async idOfNumber(number: number): Promise<string> {
    const row = await db
      .selectFrom('opinion_event')
      .select('id')
      .where('number', '=', number)
      .executeTakeFirst()
    if (!row) throw new NotFound('没有这个事件，或您无权查看')
    return row.id
  },

  /** @throws NotFound when it does not exist or may not be seen: the two are not told apart. */
  async detail(id: string): Promise<EventDetail> {
    const [row] = await readEventRows(db, sql`where e.id = ${id}`)
    if (!row) throw new NotFound('没有这个事件，或您无权查看')
    const items = await sql<EventItem>`
      select i.id, i.title, i.text, i.url, i.author_pseudonym as author, i.published_at as "publishedAt",
        i.found_at as "foundAt", i.engagement, coalesce(i.counted_at, i.found_at) as "countedAt",
        (select c.counts from item_engagement c where c.item_id = i.id order by c.at limit 1) as "countedFirst",
        i.source_name as "sourceName", i.attachments, i.answer, coalesce(former.versions, '[]') as versions,
        i.content_hash as "contentHash", i.duplicate_of as "duplicateOf", i.correction,
        jsonb_build_object('id', s.id, 'name', s.name, 'kind', s.kind, 'level', s.level) as source,
        a.proposed as judgement, i.placed_by as "placedBy",
        jsonb_build_object('words', coalesce(kin.words, '[]'), 'places', coalesce(near.places, '[]')) as shared
      from item i
      join source s on s.id = i.source_id
      left join assessment a on a.item_id = i.id
      join opinion_event e on e.id = i.event_id
      left join item_signature own on own.item_id = i.id
      left join item_signature first on first.item_id = e.representative_id and first.item_id <> i.id
      left join lateral (
        select jsonb_agg(t.word order by t.weight desc) as words from (
          select word, weight::real * (first.signature -> 'terms' ->> word)::real as weight
          from jsonb_each_text(own.signature -> 'terms') as t (word, weight)
          where first.signature -> 'terms' ? word order by 2 desc limit ${sharedWords}
        ) t
      ) kin on true
      left join lateral (
        select jsonb_agg(jsonb_build_object('number', v.number, 'title', v.title, 'text', v.text,
          'replacedAt', v.replaced_at) order by v.number desc) as versions
        from item_version v where v.item_id = i.id
      ) former on true
      left join lateral (
        select jsonb_agg(place) as places from jsonb_array_elements_text(own.signature -> 'places') as place
        where first.signature -> 'places' ? place
      ) near on true
      where i.event_id = ${id}
      order by coalesce(i.published_at, i.found_at), i.id
    `.execute(db)
    const trend = await sql<{ hour: Date; items: number }>`
      with found as (
        select date_trunc('hour', coalesce(published_at, found_at)) as hour, count(*) as items
        from item where event_id = ${id} group by 1
      )
      select span.hour, coalesce(found.items, 0) as items
      from (select max(hour) as last,
          greatest(min(hour), max(hour) - make_interval(hours => ${trendHours - 1}::int)) as first from found) ends,
        generate_series(ends.first, ends.last, interval '1 hour') as span (hour)
      left join found on found.hour = span.hour
      order by span.hour
    `.execute(db)
    const merges = await eventMerges(db, now).ofEvent(id)
    return { ...toEventSummary(row), items: items.rows, merges, trend: trend.rows }
  },

  /** Names of sources, for lists that carry only their ids. */
  async sourceNames(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map()
    const rows = await db
      .selectFrom('source')
      .select(['id', 'name'])
      .where('id', 'in', [...new Set(ids)])
      .execute()
    return new Map(rows.map(({ id, name }) => [id, name]))
  },

  /** Public opinion first found from `from` to before `to`: gravest first, then in the order they were found. */
  async foundBetween(from: Date, to: Date): Promise<EventSummary[]> {
    const rows = await readEventRows(
      db,
      sql`where e.first_found_at >= ${from} and e.first_found_at < ${to} and ${isOpinion}
        order by array_position(array['I', 'II', 'III', 'IV'], e.grade), e.first_found_at, e.id`,
    )
    return rows.map(toEventSummary)
  },

  /** Undecided or in work with something new since `since`: gravest first, then newest. */
  async escalating(since: Date, limit: number): Promise<EventSummary[]> {
    const rows = await readEventRows(
      db,
      sql`where e.state <> 'dismissed' and e.last_item_at >= ${since} and ${isOpinion}
          and not exists (select from case_file c where c.event_id = e.id and c.closed_at is not null)
        order by array_position(array['I', 'II', 'III', 'IV'], e.grade), e.last_item_at desc, e.id desc
        limit ${limit}`,
    )
    return rows.map(toEventSummary)
  },
})
