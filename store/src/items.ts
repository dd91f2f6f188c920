import { InvalidInput, NotFound } from '@huiyin/domain/errors'
import type { EventId, ItemId, SourceId } from '@huiyin/domain/ids'
import type { Admission, Attachment, BoardAnswer, Engagement, Item } from '@huiyin/domain/item'
import { dayOf, startOfDay } from '@huiyin/domain/shanghai'
import { type Selectable, sql } from 'kysely'
import type { Db } from './database.js'
import { urlHash } from './item-deletion.js'
import type { Database } from './schema.js'

/** A post ready to be stored: masked, author a pseudonym, URL cleaned. */
export interface NewItem {
  /** Given when something is to be bound to the item before it is stored; else made by the database. */
  id?: ItemId
  url: string
  title: string
  text: string
  publishedAt: Date | null
  authorPseudonym: string | null
  contentHash: string
  engagement: Engagement
  images: readonly string[]
  threadKey?: string | null
  replyNumber?: number | null
  /** Where a person saw it, masked. */
  seenWhere?: string | null
  answer?: BoardAnswer | null
  sourceName?: string | null
  attachments?: readonly Attachment[]
}

/** A known post that is the same as one about to be saved, and by what. */
export interface SameItem {
  id: ItemId
  title: string
  foundAt: Date
  eventId: EventId | null
  sourceName: string
  by: 'url' | 'words'
}

/** One page of items; `next` asks for the following one and is null on the last. */
export interface ItemPage {
  rows: Item[]
  next: string | null
  total: number
}

const toItem = (row: Selectable<Database['item']>): Item => ({
  id: row.id as ItemId,
  sourceId: row.source_id as SourceId,
  url: row.url,
  title: row.title,
  text: row.text,
  publishedAt: row.published_at,
  foundAt: row.found_at,
  authorPseudonym: row.author_pseudonym,
  contentHash: row.content_hash,
  engagement: row.engagement,
  admission: row.admitted === null ? null : { admitted: row.admitted, reason: row.admission_reason ?? '' },
  eventId: row.event_id as EventId | null,
  duplicateOf: row.duplicate_of as ItemId | null,
})

/** Public posts. */
export const items = (db: Db, now: Date) => ({
  /** Stores what is not known yet by URL or by content; answers the ids of the new ones, in no promised order. */
  async insertNew(sourceId: SourceId, drafts: readonly NewItem[]): Promise<ItemId[]> {
    const ids: ItemId[] = []
    const wanted = await notDeleted(db, sourceId, drafts)
    for (let at = 0; at < wanted.length; at += insertedAtOnce)
      ids.push(...(await insertSome(db, now, sourceId, wanted.slice(at, at + insertedAtOnce))))
    return ids
  },

  /** Which of `urls` (cleaned) this source has stored, or had to delete and must not store again. */
  async knownUrls(sourceId: SourceId, urls: readonly string[]): Promise<Set<string>> {
    if (urls.length === 0) return new Set()
    const rows = await db
      .selectFrom('item')
      .select('url')
      .where('source_id', '=', sourceId)
      // One array, not one parameter each: a feed may hold more entries than a statement may hold parameters.
      .where(sql<boolean>`url = any(${[...urls]})`)
      .execute()
    const deleted = await deletedHashes(db, sourceId, urls.map(urlHash))
    return new Set([...rows.map((row) => row.url), ...urls.filter((url) => deleted.has(urlHash(url)))])
  },

  /** The item of this source that has the address or the words of each key, in the keys' order; null where none. */
  async sameInSource(
    sourceId: SourceId,
    keys: readonly { url: string; contentHash: string }[],
  ): Promise<(ItemId | null)[]> {
    const { rows } = await sql<{ id: ItemId | null }>`
      select (select i.id from item i where i.source_id = ${sourceId} and (i.url = k.url or i.content_hash = k.hash)
        order by i.url = k.url desc limit 1) as id
      from unnest(${keys.map(({ url }) => url)}::text[], ${keys.map(({ contentHash }) => contentHash)}::text[])
        with ordinality as k (url, hash, at) order by k.at
    `.execute(db)
    return rows.map((row) => row.id)
  },

  /** What is known already of a post, from whatever source: the same address or the same words. Newest first. */
  async sameAnywhere(
    { url, contentHash }: { url: string | null; contentHash: string },
    limit = 5,
  ): Promise<SameItem[]> {
    const { rows } = await sql<SameItem>`
      select i.id, i.title, i.found_at as "foundAt", i.event_id as "eventId", s.name as "sourceName",
        case when i.url = ${url} then 'url' else 'words' end as by
      from item i join source s on s.id = i.source_id
      where i.content_hash = ${contentHash} or i.url = ${url}
      order by i.found_at desc, i.id limit ${limit}
    `.execute(db)
    return rows
  },

  /** @throws NotFound */
  async get(id: ItemId): Promise<Item> {
    const row = await db.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw new NotFound('没有这条信息，或您无权查看', { itemId: id })
    return toItem(row)
  },

  /** Everything of one source, newest found first. */
  async ofSource(sourceId: SourceId, limit = 1_000): Promise<Item[]> {
    const rows = await db
      .selectFrom('item')
      .selectAll()
      .where('source_id', '=', sourceId)
      .orderBy('found_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute()
    return rows.map(toItem)
  },

  /** Notes whether the item is about us and why. */
  async markAnalyzed(id: ItemId, admission: Admission, at: Date = now): Promise<void> {
    await db
      .updateTable('item')
      .set({ admitted: admission.admitted, admission_reason: admission.reason, analyzed_at: at })
      .where('id', '=', id)
      .execute()
  },

  /** Found before `olderThan` and still not analysed: what a crash left behind, oldest first. */
  async unanalyzed(olderThan: Date, limit = 1_000): Promise<ItemId[]> {
    const rows = await db
      .selectFrom('item')
      .select('id')
      .where('analyzed_at', 'is', null)
      .where('found_at', '<', olderThan)
      .orderBy('found_at')
      .limit(limit)
      .execute()
    return rows.map((row) => row.id as ItemId)
  },

  /** Items set aside as not about us, newest first, so that an officer can look over what the machine dropped. */
  async rejected({ cursor, limit = 50 }: { cursor?: string; limit?: number } = {}): Promise<ItemPage> {
    const after = cursor === undefined ? null : parseCursor(cursor)
    const rows = await db
      .selectFrom('item')
      .selectAll()
      .where('admitted', '=', false)
      .$if(after !== null, (query) =>
        query.where(
          sql<boolean>`(found_at, id) < (${after?.foundAt ?? null}::timestamptz, ${after?.id ?? null}::uuid)`,
        ),
      )
      .orderBy('found_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const { total } = await db
      .selectFrom('item')
      .select(sql<number>`count(*)`.as('total'))
      .where('admitted', '=', false)
      .executeTakeFirstOrThrow()
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    return { rows: shown.map(toItem), next: last ? `${last.found_at.toISOString()}~${last.id}` : null, total }
  },

  /** What has become of the items a source yielded since `from`. */
  async progressSince(sourceId: SourceId, from: Date): Promise<{ admitted: number; pending: number }> {
    return await db
      .selectFrom('item')
      .select([
        sql<number>`count(*) filter (where admitted)`.as('admitted'),
        sql<number>`count(*) filter (where analyzed_at is null)`.as('pending'),
      ])
      .where('source_id', '=', sourceId)
      .where('found_at', '>=', from)
      .executeTakeFirstOrThrow()
  },

  /** How many items there are, and how many were found today (civil day in China). */
  async counts(): Promise<{ total: number; today: number; admittedToday: number }> {
    const today = startOfDay(dayOf(now))
    return await db
      .selectFrom('item')
      .select([
        sql<number>`count(*)`.as('total'),
        sql<number>`count(*) filter (where found_at >= ${today})`.as('today'),
        sql<number>`count(*) filter (where found_at >= ${today} and admitted)`.as('admittedToday'),
      ])
      .executeTakeFirstOrThrow()
  },
})

/** Which of these address hashes were deleted from the source. */
async function deletedHashes(db: Db, sourceId: SourceId, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('item_tombstone')
    .select('url_hash')
    .where('source_id', '=', sourceId)
    .where(sql<boolean>`url_hash = any(${[...hashes]})`)
    .execute()
  return new Set(rows.map((row) => row.url_hash))
}

/** Which of these words a person asked to be forgotten. */
export async function forgottenWords(db: Db, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('item_tombstone')
    .select('content_hash')
    .where(sql<boolean>`content_hash = any(${[...hashes]})`)
    .execute()
  return new Set(rows.flatMap((row) => row.content_hash ?? []))
}

/** Without what was deleted: by its address, and by its words where a person asked to be forgotten (第四十七条). */
async function notDeleted(db: Db, sourceId: SourceId, drafts: readonly NewItem[]): Promise<NewItem[]> {
  const deleted = await deletedHashes(
    db,
    sourceId,
    drafts.map(({ url }) => urlHash(url)),
  )
  const forgotten = await forgottenWords(
    db,
    drafts.map(({ contentHash }) => contentHash),
  )
  return drafts.filter((draft) => !deleted.has(urlHash(draft.url)) && !forgotten.has(draft.contentHash))
}

/** Rows of one statement: twenty parameters each stay below PostgreSQL's 65,535. */
const insertedAtOnce = 1_000

async function insertSome(
  db: Db,
  now: Date,
  sourceId: SourceId,
  drafts: readonly NewItem[],
): Promise<ItemId[]> {
  const rows = await db
    .insertInto('item')
    .values(
      drafts.map((draft) => ({
        // Spread into, an object of so many fields becomes a table of its own, 5 KB a row (`bench/import.mjs`).
        id: draft.id ?? sql<string>`default`,
        source_id: sourceId,
        url: draft.url,
        content_hash: draft.contentHash,
        title: draft.title,
        text: draft.text,
        author_pseudonym: draft.authorPseudonym,
        published_at: draft.publishedAt,
        found_at: now,
        engagement: JSON.stringify(draft.engagement),
        images: [...draft.images],
        thread_key: draft.threadKey ?? null,
        reply_number: draft.replyNumber ?? null,
        seen_where: draft.seenWhere ?? null,
        answer: draft.answer ? JSON.stringify(draft.answer) : null,
        source_name: draft.sourceName ?? null,
        attachments: JSON.stringify(draft.attachments ?? []),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return rows.map((row) => row.id as ItemId)
}

const cursorPattern = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~([0-9a-f-]{36})$/

function parseCursor(cursor: string): { foundAt: string; id: string } {
  const [, foundAt, id] = cursorPattern.exec(cursor) ?? []
  if (!foundAt || !id)
    throw new InvalidInput('翻页位置无效，请回到第一页', [{ field: 'cursor', message: '无效' }])
  return { foundAt, id }
}
