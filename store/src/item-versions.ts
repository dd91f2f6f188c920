import type { ItemId, SourceId } from '@huiyin/domain/ids'
import type { Engagement } from '@huiyin/domain/item'
import { sql } from 'kysely'
import type { Db } from './database.js'
import type { NewItem } from './items.js'
import type { Sealed } from './original-vault.js'

/** A stored post as it stands, for whoever has read its page again. */
export interface StandingItem {
  id: ItemId
  url: string
  replyNumber: number
  title: string
  text: string
  contentHash: string
  hasAnswer: boolean
  engagement: Engagement
  foundAt: Date
  versions: number
}

/** Edits kept of one post: mirrors that word it differently must not fill the table. */
export const mostVersions = 20
/** Counts kept of one post: its first, and the newest. */
const mostCounts = 48

/** What a post said before, and how its counts grew. */
export const itemVersions = (db: Db, now: Date) => ({
  /** Posts of a source at these addresses, replies among them, locked until commit. */
  async standing(sourceId: SourceId, urls: readonly string[]): Promise<StandingItem[]> {
    if (urls.length === 0) return []
    const { rows } = await sql<StandingItem>`
      select i.id, i.url, coalesce(i.reply_number, 0) as "replyNumber", i.title, i.text,
        i.content_hash as "contentHash", coalesce(i.answer ->> 'text', '') <> '' as "hasAnswer", i.engagement,
        i.found_at as "foundAt", (select count(*)::int from item_version v where v.item_id = i.id) as versions
      from item i where i.source_id = ${sourceId} and i.url = any(${[...urls]}) order by i.id for update of i
    `.execute(db)
    return rows
  },

  /**
   * Puts an edited text in the old one's place; the old one is kept with its original as that was sealed. Answers
   * false, and changes nothing, when another post of the source says the same already.
   */
  async replace({ id, versions }: StandingItem, next: NewItem, sealed: Sealed): Promise<boolean> {
    const { rows } = await sql<{ id: string }>`
      with old as (
        select i.*, o.key_id, o.nonce, o.sealed, coalesce(o.stored_at, i.found_at) as stored_at
        from item i left join item_original o on o.item_id = i.id
        where i.id = ${id} and not exists (select from item other where other.source_id = i.source_id
          and other.id <> i.id and other.content_hash = ${next.contentHash} and coalesce(other.reply_number, 0) = 0)
      ), kept as (
        insert into item_version
          (item_id, number, content_hash, title, text, key_id, nonce, sealed, stored_at, replaced_at)
        select id, ${versions + 1}, content_hash, title, text, key_id, nonce, sealed, stored_at, ${now} from old
        returning item_id
      )
      update item i set title = ${next.title}, text = ${next.text}, content_hash = ${next.contentHash},
        images = ${[...next.images]}, analyzed_at = null
      from kept where i.id = kept.item_id returning i.id
    `.execute(db)
    if (rows.length === 0) return false
    // Signed anew when its event is settled.
    await db.deleteFrom('item_signature').where('item_id', '=', id).execute()
    // A sealed row's age may not be written over: the old one has gone to the versions, this is another.
    await db.deleteFrom('item_original').where('item_id', '=', id).execute()
    await db
      .insertInto('item_original')
      .values({
        item_id: id,
        key_id: sealed.keyId,
        nonce: sealed.nonce,
        sealed: sealed.bytes,
        stored_at: now,
      })
      .execute()
    return true
  },

  /** An answer that was given since. Its words are official and public, so they are kept masked only. */
  async answer(id: ItemId, answer: NewItem['answer']): Promise<void> {
    await db
      .updateTable('item')
      .set({ answer: answer ? JSON.stringify(answer) : null })
      .where('id', '=', id)
      .execute()
  },

  /** Notes what the page counts now; the first figures stay, and so do the newest. */
  async count({ id, engagement, foundAt }: StandingItem, counts: Engagement): Promise<void> {
    await sql`insert into item_engagement (item_id, at, counts) values
        (${id}, ${foundAt}, ${JSON.stringify(engagement)}), (${id}, ${now}, ${JSON.stringify(counts)})
      on conflict (item_id, at) do nothing`.execute(db)
    await sql`delete from item_engagement e where e.item_id = ${id} and e.at < (
        select at from item_engagement where item_id = ${id} order by at desc offset ${mostCounts - 2} limit 1)
      and e.at > (select min(at) from item_engagement where item_id = ${id})`.execute(db)
    await db
      .updateTable('item')
      .set({ engagement: JSON.stringify(counts), counted_at: now })
      .where('id', '=', id)
      .execute()
  },
})
