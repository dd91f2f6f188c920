import type { ItemId, SubjectId } from '@huiyin/domain/ids'
import type { Evidence } from '@huiyin/domain/judgement'
import { dayOf, startOfDay } from '@huiyin/domain/shanghai'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { type Page, pageFrom, readCursor } from './page-cursor.js'

/** A rule, by subject and version, that was asked of an item. */
export interface AskedSubject {
  subjectId: SubjectId
  version: number
}

export interface SubjectMention extends AskedSubject {
  spans: readonly Evidence[]
}

/** An item as a rule is tried on it. */
export interface ItemToMatch {
  id: ItemId
  title: string
  text: string
  url: string
  sourceName: string
  foundAt: Date
  publishedAt: Date | null
  admitted: boolean | null
  reason: string | null
  event: { id: string; number: number; title: string } | null
}

/** An item a subject hits, with the words. */
export interface MentionedItem extends ItemToMatch {
  spans: readonly Evidence[]
}

const itemColumns = sql`i.id, i.title, i.text, i.url, s.name as "sourceName", i.found_at as "foundAt",
  i.published_at as "publishedAt", i.admitted, i.admission_reason as reason,
  case when e.id is null then null
    else jsonb_build_object('id', e.id, 'number', e.number, 'title', e.title) end as event`

/** 专题命中: which items a watched subject hits, seen only by who sees the item. */
export const subjectMentions = (db: Db, now: Date) => ({
  /**
   * What these subjects hit in one item takes the place of what they hit before; one saved in a later version since
   * they were asked keeps what that version found.
   */
  async replace(
    item: { id: ItemId; foundAt: Date },
    asked: readonly AskedSubject[],
    found: readonly SubjectMention[],
  ): Promise<void> {
    const rows = JSON.stringify(asked.map(({ subjectId, version }) => ({ id: subjectId, version })))
    await sql`
      delete from subject_mention m using jsonb_to_recordset(${rows}::jsonb) as a (id uuid, version integer)
      where m.item_id = ${item.id} and m.subject_id = a.id and m.version <= a.version
    `.execute(db)
    await insert(
      db,
      found.map((mention) => ({ item, mention })),
    )
  },

  /** What one version of a subject hits among these items, and nothing else of them. */
  async replaceOf(
    { subjectId, version }: AskedSubject,
    items: readonly { id: ItemId; foundAt: Date; spans: readonly Evidence[] | null }[],
  ): Promise<void> {
    await sql`
      delete from subject_mention
      where subject_id = ${subjectId} and version <= ${version}
        and item_id = any (${items.map(({ id }) => id)}::uuid[])
    `.execute(db)
    await insert(
      db,
      items.flatMap((item) =>
        item.spans ? [{ item, mention: { subjectId, version, spans: item.spans } }] : [],
      ),
    )
  },

  /** Which of these items the subject hits as stored. */
  async hitBy(subjectId: SubjectId, items: readonly ItemId[]): Promise<Set<ItemId>> {
    const rows = await db
      .selectFrom('subject_mention')
      .select('item_id')
      .where('subject_id', '=', subjectId)
      .where(sql<boolean>`item_id = any(${[...items]}::uuid[])`)
      .execute()
    return new Set(rows.map((row) => row.item_id as ItemId))
  },

  /** Items found from `since` on, newest first, a page after `after`. */
  async itemsSince(
    since: Date,
    after: { foundAt: Date; id: ItemId } | null,
    limit: number,
  ): Promise<ItemToMatch[]> {
    const { rows } = await sql<ItemToMatch>`
      select ${itemColumns}
      from item i join source s on s.id = i.source_id left join opinion_event e on e.id = i.event_id
      where i.found_at >= ${since}
        and (${after?.id ?? null}::uuid is null
          or (i.found_at, i.id) < (${after?.foundAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by i.found_at desc, i.id desc limit ${limit}
    `.execute(db)
    return rows
  },

  /** Hits a day (China) of every subject, the last `days` with today. Days without any are left out. */
  async daily(
    days: number,
    subjectId?: string,
  ): Promise<{ subjectId: SubjectId; day: string; hits: number }[]> {
    const first = startOfDay(dayOf(new Date(now.getTime() - (days - 1) * 86_400_000)))
    const { rows } = await sql<{ subjectId: SubjectId; day: string; hits: number }>`
      select subject_id as "subjectId", to_char(found_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
        count(*) as hits
      from subject_mention
      where found_at >= ${first} and (${subjectId ?? null}::uuid is null or subject_id = ${subjectId ?? null}::uuid)
      group by 1, 2 order by 1, 2
    `.execute(db)
    return rows
  },

  /** Items a subject hits, newest found first. */
  async page(
    subjectId: string,
    { cursor, limit = 50 }: { cursor?: string; limit?: number } = {},
  ): Promise<Page<MentionedItem>> {
    const after = readCursor(cursor)
    const { rows } = await sql<MentionedItem & { sort_key: string }>`
      select ${itemColumns}, m.spans, m.found_at::text as sort_key
      from subject_mention m join item i on i.id = m.item_id join source s on s.id = i.source_id
      left join opinion_event e on e.id = i.event_id
      where m.subject_id = ${subjectId}
        and (${after?.id ?? null}::uuid is null
          or (m.found_at, m.item_id) < (${after?.key ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by m.found_at desc, m.item_id desc limit ${limit + 1}
    `.execute(db)
    const counted = await sql<{ total: number }>`
      select count(*) as total from subject_mention where subject_id = ${subjectId}
    `.execute(db)
    return pageFrom(rows, limit, counted.rows[0]?.total ?? 0, ({ sort_key: _, ...item }) => item)
  },
})

async function insert(
  db: Db,
  rows: readonly { item: { id: ItemId; foundAt: Date }; mention: SubjectMention }[],
): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('subject_mention')
    .values(
      rows.map(({ item, mention }) => ({
        subject_id: mention.subjectId,
        item_id: item.id,
        version: mention.version,
        spans: JSON.stringify(mention.spans),
        found_at: item.foundAt,
      })),
    )
    // Left standing above: found by a later version.
    .onConflict((clash) => clash.doNothing())
    .execute()
}
