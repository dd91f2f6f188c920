import { Conflict, NotFound } from '@huiyin/domain/errors'
import {
  type ImportChoice,
  type ImportFormat,
  type ImportPreview,
  type ImportProblem,
  type ImportReading,
  type ImportState,
  importFileHours,
  importRefusalsKept,
} from '@huiyin/domain/item-import'
import { sql } from 'kysely'
import type { Db } from './database.js'
import type { Sealed } from './original-vault.js'
import { type Page, pageFrom, readCursor } from './page-cursor.js'

/** A file that a person brought, and what became of it. */
export interface ItemImport {
  id: string
  name: string
  size: number
  format: ImportFormat
  state: ImportState
  uploadedBy: string
  uploadedAt: Date
  /** Counts the looks asked for. */
  look: number
  /** How it is read; before the first look what a person chose, or null. */
  reading: ImportReading | ImportChoice | null
  preview: ImportPreview | null
  rowsTotal: number
  rowsDone: number
  rowsNew: number
  rowsKnown: number
  rowsRefused: number
  failure: string | null
  finishedAt: Date | null
}
/** Without what was seen of it. */
export type ItemImportLine = Omit<ItemImport, 'preview' | 'reading' | 'look'>

/** What one batch of rows became. */
export interface TakenRows {
  done: number
  new: number
  known: number
  refused: readonly ImportProblem[]
  refusedRows: number
}

const lineColumns = sql`
  id, name, size, format, state, uploaded_by as "uploadedBy", uploaded_at as "uploadedAt", rows_total as "rowsTotal",
  rows_done as "rowsDone", rows_new as "rowsNew", rows_known as "rowsKnown", rows_refused as "rowsRefused", failure,
  finished_at as "finishedAt"`

const hourMs = 3_600_000
/** The database answers with two letters a byte: a file of 50 MB asked for at once took 300 MB. */
const pieceBytes = 1 << 20

/** Files that people bring: looked through, agreed to, taken in; the file itself is kept sealed for a day. */
export const itemImports = (db: Db, now: Date) => {
  const find = async (id: string, lock = sql``): Promise<ItemImport> => {
    const { rows } = await sql<ItemImport>`
      select ${lineColumns}, reading, preview, look from item_import where id = ${id} ${lock}
    `.execute(db)
    if (!rows[0]) throw new NotFound('没有这次导入', { importId: id })
    return rows[0]
  }
  const dropFile = (id: string) =>
    db.deleteFrom('item_import_file').where('import_id', '=', id).executeTakeFirst()
  const end = async (id: string, state: 'done' | 'failed' | 'cancelled', failure: string | null) => {
    await db
      .updateTable('item_import')
      .set({ state, failure, preview: null, finished_at: now })
      .where('id', '=', id)
      .execute()
    await dropFile(id)
  }
  return {
    /** Keeps a file, to be looked through. */
    async add(file: {
      id: string
      name: string
      size: number
      format: ImportFormat
      by: { name: string; userId: string }
      sealed: Sealed
    }): Promise<void> {
      const { id, name, size, format, by, sealed } = file
      await db
        .insertInto('item_import')
        .values({
          id,
          name,
          size,
          format,
          state: 'reading',
          uploaded_by: by.name,
          uploaded_by_id: by.userId,
          uploaded_at: now,
        })
        .execute()
      await db
        .insertInto('item_import_file')
        .values({
          import_id: id,
          key_id: sealed.keyId,
          nonce: sealed.nonce,
          sealed: sealed.bytes,
          stored_at: now,
        })
        .execute()
    },

    /** @throws NotFound */
    get: (id: string): Promise<ItemImport> => find(id),

    /** The same, locked until commit. @throws NotFound */
    lock: (id: string): Promise<ItemImport> => find(id, sql`for update`),

    /** The sealed file; null when it is gone. */
    async file(id: string): Promise<Sealed | null> {
      const row = await db
        .selectFrom('item_import_file')
        .select(['key_id', 'nonce', sql<number>`octet_length(sealed)`.as('length')])
        .where('import_id', '=', id)
        .executeTakeFirst()
      if (!row) return null
      const bytes = Buffer.allocUnsafeSlow(row.length)
      for (let at = 0; at < row.length; at += pieceBytes) {
        const { rows } = await sql<{ piece: Buffer }>`
          select substring(sealed from ${at + 1}::int for ${pieceBytes}::int) as piece
          from item_import_file where import_id = ${id}
        `.execute(db)
        if (!rows[0]) return null
        rows[0].piece.copy(bytes, at)
      }
      return { keyId: row.key_id, nonce: row.nonce, bytes }
    },

    /** Newest first. */
    async list({
      cursor,
      limit = 20,
    }: {
      cursor?: string | undefined
      limit?: number | undefined
    }): Promise<Page<ItemImportLine>> {
      const after = readCursor(cursor)
      const from = after
        ? sql`where (uploaded_at, id) < (${after.key}::timestamptz, ${after.id}::uuid)`
        : sql``
      const { rows } = await sql<ItemImportLine & { sort_key: string }>`
        select ${lineColumns}, uploaded_at::text as sort_key from item_import ${from}
        order by uploaded_at desc, id desc limit ${limit + 1}
      `.execute(db)
      const { rows: counted } = await sql<{ total: number }>`
        select count(*) as total from item_import
      `.execute(db)
      return pageFrom(rows, limit, counted[0]?.total ?? 0, ({ sort_key: _, ...line }) => line)
    },

    /** Reads it another way; answers the number of the look to be taken. @throws Conflict when it is settled. */
    async choose(id: string, choice: ImportChoice): Promise<number> {
      const row = await db
        .updateTable('item_import')
        .set({ state: 'reading', reading: JSON.stringify(choice), look: sql`look + 1`, rows_done: 0 })
        .where('id', '=', id)
        .where('state', 'in', ['reading', 'ready'])
        .returning('look')
        .executeTakeFirst()
      if (!row) throw new Conflict('这次导入已经开始或结束，不能再改列的对应', { importId: id })
      return row.look
    },

    /** How far a look has come; false when nobody waits for it any more. */
    async noteLook(id: string, look: number, rows: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('item_import')
        .set({ rows_done: rows })
        .where('id', '=', id)
        .where('state', '=', 'reading')
        .where('look', '=', look)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    /** What a look found; dropped when another was asked for meanwhile. */
    async looked(
      id: string,
      look: number,
      found: { reading: ImportReading; preview: ImportPreview },
    ): Promise<void> {
      await db
        .updateTable('item_import')
        .set({
          state: 'ready',
          reading: JSON.stringify(found.reading),
          preview: JSON.stringify(found.preview),
          rows_total: found.preview.good + found.preview.bad,
          rows_done: 0,
        })
        .where('id', '=', id)
        .where('state', '=', 'reading')
        .where('look', '=', look)
        .execute()
    },

    /** A person's word. @throws Conflict unless it waits for one. */
    async confirm(id: string): Promise<void> {
      const { numUpdatedRows } = await db
        .updateTable('item_import')
        .set({ state: 'saving' })
        .where('id', '=', id)
        .where('state', '=', 'ready')
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw new Conflict('这次导入不在待确认状态，请刷新后查看', { importId: id })
    },

    /** Counts a batch that was taken in and keeps why some of it was not. */
    async took(id: string, rows: TakenRows): Promise<void> {
      const { rows: updated } = await sql<{ refused: number }>`
        update item_import set rows_done = rows_done + ${rows.done}, rows_new = rows_new + ${rows.new},
          rows_known = rows_known + ${rows.known}, rows_refused = rows_refused + ${rows.refusedRows}
        where id = ${id}
        returning (select count(*) from item_import_refusal r where r.import_id = item_import.id) as refused
      `.execute(db)
      const kept = rows.refused.slice(0, Math.max(0, importRefusalsKept - (updated[0]?.refused ?? 0)))
      if (kept.length === 0) return
      await db
        .insertInto('item_import_refusal')
        .values(
          kept.map(({ row, column, message }) => ({
            import_id: id,
            row_number: row,
            column_name: column,
            reason: message,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    /** Rows that were not taken, in the order of the file. */
    async refusals(id: string, limit: number): Promise<ImportProblem[]> {
      const { rows } = await sql<ImportProblem>`
        select row_number as row, column_name as column, reason as message from item_import_refusal
        where import_id = ${id} order by row_number, column_name limit ${limit}
      `.execute(db)
      return rows
    },

    finish: (id: string) => end(id, 'done', null),
    fail: (id: string, failure: string) => end(id, 'failed', failure),

    /** Stops it; what was taken in stays. @throws Conflict when it has ended. */
    async cancel(id: string): Promise<void> {
      const { state } = await find(id, sql`for update`)
      if (!['reading', 'ready', 'saving'].includes(state))
        throw new Conflict('这次导入已经结束，不能取消', { importId: id })
      await end(id, 'cancelled', null)
    },

    /** What is still to be done, for whoever starts anew. */
    async waiting(): Promise<{ id: string; state: 'reading' | 'saving'; look: number }[]> {
      const { rows } = await sql<{ id: string; state: 'reading' | 'saving'; look: number }>`
        select id, state, look from item_import where state in ('reading', 'saving') order by uploaded_at
      `.execute(db)
      return rows
    },

    /** Deletes files past their time; what waited for a word ends. Answers how many. */
    async deleteOldFiles(): Promise<number> {
      const { rows } = await sql<{ id: string }>`
        delete from item_import_file where stored_at <= ${new Date(now.getTime() - importFileHours * hourMs)}
        returning import_id as id
      `.execute(db)
      const ids = rows.map(({ id }) => id)
      if (ids.length === 0) return 0
      await sql`
        update item_import set state = 'cancelled', preview = null, finished_at = ${now},
          failure = ${`满 ${importFileHours} 小时没有确认，文件已删除；需要时请重新上传`}
        where id = any(${ids}) and state in ('reading', 'ready', 'saving')
      `.execute(db)
      return ids.length
    },
  }
}
