import type { ImportFormat } from '@huiyin/domain/item-import'
import { openCsv } from './read-csv.js'
import { openXlsx } from './read-xlsx.js'
import type { OpenTable } from './table.js'

/** Opens a table by its format; `sheet` is asked of a workbook only. @throws InvalidInput naming what to do */
export const openTable = async (
  bytes: Buffer,
  format: Exclude<ImportFormat, 'jsonl' | 'warc'>,
  sheet?: string | null,
): Promise<OpenTable> => (format === 'xlsx' ? await openXlsx(bytes, sheet) : openCsv(bytes))
