import { NotFound } from '@huiyin/domain/errors'
import type { EventId, ItemId, SourceId } from '@huiyin/domain/ids'
import type { Engagement } from '@huiyin/domain/item'
import type { Judgement } from '@huiyin/domain/judgement'
import type { SourceKind, SourceLevel } from '@huiyin/domain/source'
import { sql } from 'kysely'
import type { Db } from './database.js'

/** An item with what judging it needs to know of its source. */
export interface ItemToJudge {
  id: ItemId
  title: string
  text: string
  publishedAt: Date | null
  foundAt: Date
  authorPseudonym: string | null
  engagement: Engagement
  source: { id: SourceId; name: string; kind: SourceKind; level: SourceLevel; local: boolean }
  eventId: EventId | null
  analyzedAt: Date | null
  admitted: boolean | null
}

export interface JudgedItem extends ItemToJudge {
  judgement: Judgement
}

const columns = [
  'item.id',
  'item.title',
  'item.text',
  'item.published_at as publishedAt',
  'item.found_at as foundAt',
  'item.author_pseudonym as authorPseudonym',
  'item.engagement',
  'item.event_id as eventId',
  'item.analyzed_at as analyzedAt',
  'item.admitted',
  'source.id as sourceId',
  'source.name as sourceName',
  'source.kind as sourceKind',
  'source.level as sourceLevel',
  'source.is_local as sourceLocal',
] as const

/** Of `item i`, its `source s` and its `assessment a`: what `toJudgedItem` takes. */
export const judgedColumns = sql`i.id, i.title, i.text, i.published_at as "publishedAt", i.found_at as "foundAt",
  i.author_pseudonym as "authorPseudonym", i.engagement, i.event_id as "eventId", i.analyzed_at as "analyzedAt",
  i.admitted, s.id as "sourceId", s.name as "sourceName", s.kind as "sourceKind", s.level as "sourceLevel", s.is_local as "sourceLocal",
  a.proposed as judgement`

export interface JudgedRow extends Row {
  judgement: Judgement
}

interface Row extends Omit<ItemToJudge, 'id' | 'eventId' | 'source'> {
  id: string
  eventId: string | null
  sourceId: string
  sourceName: string
  sourceKind: SourceKind
  sourceLevel: SourceLevel
  sourceLocal: boolean
}

const toItem = ({
  sourceId,
  sourceName,
  sourceKind,
  sourceLevel,
  sourceLocal,
  ...row
}: Row): ItemToJudge => ({
  ...row,
  id: row.id as ItemId,
  eventId: row.eventId as EventId | null,
  source: {
    id: sourceId as SourceId,
    name: sourceName,
    kind: sourceKind,
    level: sourceLevel,
    local: sourceLocal,
  },
})

export const toJudgedItem = ({ judgement, ...row }: JudgedRow): JudgedItem => ({ ...toItem(row), judgement })

/** 研判 of single items by the rules. */
export const assessments = (db: Db, now: Date) => ({
  /**
   * The item with its source; its row is locked, so that two workers do not judge or place it at once.
   * @throws NotFound
   */
  async lockItem(itemId: ItemId): Promise<ItemToJudge> {
    const row = await db
      .selectFrom('item')
      .innerJoin('source', 'source.id', 'item.source_id')
      .select(columns)
      .where('item.id', '=', itemId)
      .forUpdate('item')
      .executeTakeFirst()
    if (!row) throw new NotFound('没有这条信息，可能已按留存期限删除', { itemId })
    return toItem(row)
  },

  /** The proposal of the rules; a later version takes the place of an earlier one. */
  async save(itemId: ItemId, judgement: Judgement): Promise<void> {
    const row = { proposed: JSON.stringify(judgement), version: judgement.version, assessed_at: now }
    await db
      .insertInto('assessment')
      .values({ item_id: itemId, ...row })
      .onConflict((clash) => clash.column('item_id').doUpdateSet(row))
      .execute()
  },

  async ofItem(itemId: ItemId): Promise<Judgement | null> {
    const row = await db
      .selectFrom('assessment')
      .select('proposed')
      .where('item_id', '=', itemId)
      .executeTakeFirst()
    return row?.proposed ?? null
  },

  /** The items of an event with their judgements, the first found first. */
  async ofEvent(eventId: EventId): Promise<JudgedItem[]> {
    const { rows } = await sql<JudgedRow>`
      select ${judgedColumns} from item i join source s on s.id = i.source_id join assessment a on a.item_id = i.id
      where i.event_id = ${eventId} order by i.found_at, i.id
    `.execute(db)
    return rows.map(toJudgedItem)
  },

  /** Those of these items that are there, in no order. */
  async ofItems(itemIds: readonly ItemId[]): Promise<JudgedItem[]> {
    const { rows } = await sql<JudgedRow>`
      select ${judgedColumns} from item i join source s on s.id = i.source_id join assessment a on a.item_id = i.id
      where i.id = any(${[...itemIds]}::uuid[])
    `.execute(db)
    return rows.map(toJudgedItem)
  },
})
