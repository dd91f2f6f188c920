import type { EventId, ItemId, SourceId } from '@huiyin/domain/ids'
import type { Engagement } from '@huiyin/domain/item'
import type { Judgement, UnitProposal } from '@huiyin/domain/judgement'
import { sql } from 'kysely'
import { type JudgedItem, type JudgedRow, judgedColumns, toJudgedItem } from './assessments.js'
import type { Db } from './database.js'
import { sendTogether } from './send-together.js'

/** What of a judgement is counted, as a change notes it: nothing that may be quoted from the post. */
export interface CountedJudgement
  extends Pick<Judgement, 'grade' | 'accused' | 'focus' | 'places' | 'emergency'> {
  units: readonly Pick<UnitProposal, 'code' | 'role' | 'confidence'>[]
  accusation?: Pick<NonNullable<Judgement['accusation']>, 'level'>
}

/** What of a post is counted. */
export interface CountedPost {
  sourceId: SourceId
  authorPseudonym: string | null
  publishedAt: Date | null
  foundAt: Date
  engagement: Engagement
  judgement: CountedJudgement
}

/** A post that changed since its event was settled. */
export interface PostChange {
  itemId: ItemId
  /** As it was counted; null when it was not. */
  was: CountedPost | null
  /** As it is; null when it is in the event no more. */
  now: JudgedItem | null
  /** A post that did not change is by the author it had, or by the one it has. */
  othersByWas: boolean
  othersByNow: boolean
}

/** A thing whose first sayer is among the posts that changed. */
export interface FirstSaying {
  kind: string
  value: string
  posts: number
  /** Null is the representative, which comes first. */
  firstAt: Date | null
  firstItem: ItemId
}

/** What happened to an event's posts since it was settled. */
export interface EventChanges {
  /** What its posts say is kept; else only reading all of them tells. */
  isKept: boolean
  /** Who stands for the event now; null when it has no post. */
  representativeId: ItemId | null
  posts: PostChange[]
  firsts: FirstSaying[]
}

/** A thing that somebody says, and how it is found in a judgement (null: by the post's source). */
export interface SoughtSaying {
  kind: string
  value: string
  pattern: object | null
}

interface ChangeRow extends JudgedRow {
  isKept: boolean
  standsId: ItemId | null
  itemId: ItemId | null
  post:
    | (Omit<CountedPost, 'foundAt' | 'publishedAt' | 'judgement'> & Record<'foundAt' | 'publishedAt', string>)
    | null
  counted: CountedJudgement | null
  isHere: boolean | null
  othersByWas: boolean
  othersByNow: boolean
}

/** Waits for whoever is just changing one of the posts noted, so that what is read next has what he did. */
const lockNotes = (eventId: EventId) => sql`
  select from event_change where event_id = ${eventId} order by item_id, part for update`

/** Takes the notes, but those that changed since the statement began: `seen` and `gone` differ by them. */
const takenNotes = (eventId: EventId) => sql`
  seen as materialized (select item_id, part, times from event_change where event_id = ${eventId}),
  gone as (
    delete from event_change c using seen
    where c.event_id = ${eventId} and c.item_id = seen.item_id and c.part = seen.part and c.times = seen.times
    returning c.item_id, c.part, c.was
  )`

const firstsOfChanged = (eventId: EventId, representativeId: ItemId | null) => sql<FirstSaying>`
  select kind, value, posts, case when first_at > '-infinity' then first_at end as "firstAt", first_item as "firstItem"
  from event_facet where event_id = ${eventId} and first_item in (
    select item_id from event_change where event_id = ${eventId} and was is not null
    union all select representative_id from event_tally
    where event_id = ${eventId} and representative_id is distinct from ${representativeId})`

const changedPosts = (eventId: EventId, representativeId: ItemId | null) => sql<ChangeRow>`
  with ${takenNotes(eventId)}, kept as (
    select representative_id as id from event_tally where event_id = ${eventId}
  ), stands as (
    select coalesce(
      (select i.id from item i join assessment a on a.item_id = i.id
       where i.id = ${representativeId} and i.event_id = ${eventId}),
      (select i.id from item i join assessment a on a.item_id = i.id
       where i.event_id = ${eventId} order by i.found_at, i.id limit 1)) as id
  ), changed as (
    select item_id as id, bool_or(part = 'post') as has_post, bool_or(part = 'judgement') as has_judgement,
      (array_agg(was) filter (where part = 'post'))[1] as post,
      (array_agg(was) filter (where part = 'judgement'))[1] as judgement
    from gone group by item_id
    union all
    select r.id, false, false, null, null from (select id from kept union select id from stands) r
    where r.id is not null and not exists (select from gone where gone.item_id = r.id)
      and (select id from kept) is distinct from (select id from stands)
  )
  select exists (select from kept) as "isKept", stands.id as "standsId", changed.id as "itemId",
    case when changed.has_post then changed.post
      when i.id is not null then huiyin_counted_post(i.source_id, i.author_pseudonym, i.published_at, i.found_at,
        i.engagement) end as post,
    case when changed.has_judgement then changed.judgement
      when i.id is not null then huiyin_counted_judgement(a.proposed) end as counted,
    i.event_id = ${eventId} as "isHere",
    ${othersBy(eventId, sql`case when changed.has_post then changed.post ->> 'authorPseudonym' else i.author_pseudonym end`)}
      as "othersByWas",
    ${othersBy(eventId, sql`i.author_pseudonym`)} as "othersByNow", ${judgedColumns}
  from stands left join changed on true
  left join (item i join source s on s.id = i.source_id join assessment a on a.item_id = i.id) on i.id = changed.id`

const othersBy = (eventId: EventId, author: ReturnType<typeof sql>) => sql`
  exists (select from item other join assessment on assessment.item_id = other.id
    where other.event_id = ${eventId} and other.author_pseudonym = ${author}
      and not exists (select from event_change n where n.event_id = ${eventId} and n.item_id = other.id))`

const toCounted = ({ post, counted }: Pick<ChangeRow, 'post' | 'counted'>): CountedPost | null =>
  post && counted
    ? {
        ...post,
        publishedAt: post.publishedAt === null ? null : new Date(post.publishedAt),
        foundAt: new Date(post.foundAt),
        judgement: counted,
      }
    : null

/** What is to be taken back and added where an event is settled; its row is locked by the caller. */
export const eventChanges = (db: Db) => ({
  /** Takes what was noted of the event's posts, and reads these posts exactly as the notes left them. */
  async take(eventId: EventId, representativeId: ItemId | null): Promise<EventChanges> {
    const [, firsts, { rows }] = await sendTogether(
      db,
      lockNotes(eventId),
      firstsOfChanged(eventId, representativeId),
      changedPosts(eventId, representativeId),
    )
    return {
      isKept: rows[0]?.isKept ?? false,
      representativeId: rows[0]?.standsId ?? null,
      posts: rows.flatMap(
        ({ isKept, standsId, itemId, post, counted, isHere, othersByWas, othersByNow, ...row }) =>
          itemId === null
            ? []
            : {
                itemId,
                was: toCounted({ post, counted }),
                now: isHere ? toJudgedItem(row) : null,
                othersByWas,
                othersByNow,
              },
      ),
      firsts: firsts.rows,
    }
  },

  /**
   * All posts of the event, the first found first; what was noted of them is done with. `isWhole` is false when a post
   * changed just then: what is read is true, but may not be kept.
   */
  async takeAll(eventId: EventId): Promise<{ posts: JudgedItem[]; isWhole: boolean }> {
    const [, { rows }] = await sendTogether(
      db,
      lockNotes(eventId),
      sql<JudgedRow & { isWhole: boolean }>`
        with ${takenNotes(eventId)}
        select (select count(*) from seen) = (select count(*) from gone) as "isWhole", ${judgedColumns}
        from item i join source s on s.id = i.source_id join assessment a on a.item_id = i.id
        where i.event_id = ${eventId} order by i.found_at, i.id`,
    )
    return {
      posts: rows.map(({ isWhole, ...row }) => toJudgedItem(row)),
      isWhole: rows[0]?.isWhole ?? true,
    }
  },

  /** For each of these the first found post of the event that says it, but for `except`; those nobody says are left out. */
  async firstToSay(
    eventId: EventId,
    sought: readonly SoughtSaying[],
    except: readonly ItemId[],
  ): Promise<(SoughtSaying & { post: JudgedItem })[]> {
    if (sought.length === 0) return []
    const { rows } = await sql<JudgedRow & { at: number }>`
      select asked.at::int - 1 as at, said.*
      from jsonb_array_elements(${JSON.stringify(sought)}) with ordinality as asked (said, at)
      cross join lateral (
        select ${judgedColumns} from item i join source s on s.id = i.source_id join assessment a on a.item_id = i.id
        where i.event_id = ${eventId} and i.id <> all(${[...except]}::uuid[])
          and case when asked.said ->> 'pattern' is null then i.source_id = asked.said ->> 'value'
            else a.proposed @> (asked.said -> 'pattern') end
        order by i.found_at, i.id limit 1
      ) said
    `.execute(db)
    return rows.map(({ at, ...row }) => ({ ...(sought[at] as SoughtSaying), post: toJudgedItem(row) }))
  },
})
