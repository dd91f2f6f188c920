// Tables of what people bring as files.

import type { ImportFormat, ImportPreview, ImportReading, ImportState } from '@huiyin/domain/item-import'
import type { ColumnType, Generated } from 'kysely'

export interface ItemImportTable {
  id: Generated<string>
  name: string
  size: number
  format: ImportFormat
  state: ImportState
  uploaded_by: string
  uploaded_by_id: string | null
  uploaded_at: Date
  reading: ColumnType<ImportReading | null, string | null | undefined, string | null>
  preview: ColumnType<ImportPreview | null, string | null | undefined, string | null>
  look: Generated<number>
  rows_total: Generated<number>
  rows_done: Generated<number>
  rows_new: Generated<number>
  rows_known: Generated<number>
  rows_refused: Generated<number>
  failure: string | null
  finished_at: Date | null
}

export interface ItemImportFileTable {
  import_id: string
  key_id: string
  nonce: Buffer
  sealed: Buffer
  stored_at: Date
}

export interface ItemImportRefusalTable {
  import_id: string
  row_number: number
  column_name: string
  reason: string
}
