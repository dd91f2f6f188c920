import type { ItemId } from '@huiyin/domain/ids'
import { sql } from 'kysely'
import type { Db } from './database.js'
import type { Sealed } from './original-vault.js'

/** Where sealed bytes stand; all tables name key, nonce and bytes alike. */
export const sealedTables = [
  'item_original',
  'item_version',
  'data_request',
  'attachment',
  'item_import_file',
] as const
export type SealedTable = (typeof sealedTables)[number]

const idColumn = {
  item_original: 'item_id',
  item_version: 'id',
  data_request: 'id',
  attachment: 'id',
  item_import_file: 'import_id',
} as const
/** To what the sealed bytes are bound: a post's former words to the post, as they were when it said them. */
const boundTo = { ...idColumn, item_version: 'item_id' } as const

/** Originals as they are kept: sealed. Opening them is the vault's affair. */
export const originals = (db: Db, now: Date) => ({
  async insertMany(rows: readonly { itemId: ItemId; sealed: Sealed }[]): Promise<void> {
    if (rows.length === 0) return
    await db
      .insertInto('item_original')
      .values(
        rows.map(({ itemId, sealed }) => ({
          item_id: itemId,
          key_id: sealed.keyId,
          nonce: sealed.nonce,
          sealed: sealed.bytes,
          stored_at: now,
        })),
      )
      .execute()
  },

  /** Null when there is none (any more), or whoever asks may not have it. */
  async find(itemId: string): Promise<Sealed | null> {
    const row = await db
      .selectFrom('item_original')
      .select(['key_id', 'nonce', 'sealed'])
      .where('item_id', '=', itemId)
      .executeTakeFirst()
    return row ? { keyId: row.key_id, nonce: row.nonce, bytes: row.sealed } : null
  },

  /** How many texts each key still seals. */
  async byKey(): Promise<Record<string, number>> {
    const { rows } = await sql<{ key_id: string; count: number }>`
      select key_id, count(*) as count
      from (
        select key_id from item_original union all select key_id from data_request
        union all select key_id from item_version where sealed is not null
        union all select key_id from attachment where sealed is not null
        union all select key_id from item_import_file) sealed
      group by key_id order by key_id
    `.execute(db)
    return Object.fromEntries(rows.map((row) => [row.key_id, row.count]))
  },

  /** Some texts sealed with one of `keyIds`, locked until commit. */
  async sealedWith(
    table: SealedTable,
    keyIds: readonly string[],
    limit: number,
  ): Promise<{ id: string; boundTo: string; sealed: Sealed }[]> {
    const { rows } = await sql<{
      id: string
      boundTo: string
      key_id: string
      nonce: Buffer
      sealed: Buffer
    }>`
      select ${sql.ref(idColumn[table])} as id, ${sql.ref(boundTo[table])} as "boundTo", key_id, nonce, sealed from ${sql.table(table)}
      where key_id = any(${[...keyIds]}) and sealed is not null order by 1 limit ${limit} for update skip locked
    `.execute(db)
    return rows.map((row) => ({
      id: row.id,
      boundTo: row.boundTo,
      sealed: { keyId: row.key_id, nonce: row.nonce, bytes: row.sealed },
    }))
  },

  async replace(table: SealedTable, id: string, sealed: Sealed): Promise<void> {
    await sql`
      update ${sql.table(table)} set key_id = ${sealed.keyId}, nonce = ${sealed.nonce}, sealed = ${sealed.bytes}
      where ${sql.ref(idColumn[table])} = ${id}
    `.execute(db)
  },
})
