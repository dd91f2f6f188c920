import type { ItemId } from '@huiyin/domain/ids'
import type { Evidence } from '@huiyin/domain/judgement'
import type { Db } from './database.js'

/** A watched subject found in an item, with the words. */
export interface MentionRow {
  topicCode: string
  spans: readonly Evidence[]
}

/** 命中: which watched subjects an item touches. */
export const mentions = (db: Db, _now: Date) => ({
  /** Makes these the item's mentions: analysed again under new rules, old ones do not stay. */
  async replace(itemId: ItemId, found: readonly MentionRow[]): Promise<void> {
    await db.deleteFrom('mention').where('item_id', '=', itemId).execute()
    if (found.length === 0) return
    await db
      .insertInto('mention')
      .values(
        found.map(({ topicCode, spans }) => ({
          item_id: itemId,
          topic_code: topicCode,
          spans: JSON.stringify(spans),
        })),
      )
      .execute()
  },

  async ofItem(itemId: ItemId): Promise<MentionRow[]> {
    const rows = await db
      .selectFrom('mention')
      .selectAll()
      .where('item_id', '=', itemId)
      .orderBy('topic_code')
      .execute()
    return rows.map((row) => ({ topicCode: row.topic_code, spans: row.spans }))
  },
})
