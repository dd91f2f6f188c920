// Tables of what people bring: files, and matters at a counter.

import type { ImportFormat, ImportPreview, ImportReading, ImportState } from '@huiyin/domain/item-import'
import type { MatterChannel } from '@huiyin/domain/matter'
import type { MatterDetails } from '@huiyin/domain/matter-details'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

export interface RegisteredMatterTable {
  case_file_id: string
  form_id: string
  item_id: string | null
  channel: MatterChannel
  start_at: Date
  late_reason: string | null
  details: JSONColumnType<MatterDetails>
  subject_id: string | null
  registered_by: string
  registered_by_id: string | null
  registered_at: Date
}

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
