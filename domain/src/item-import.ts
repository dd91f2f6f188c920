import type { ReceivedField } from './received-post.js'

/** Kinds of table that are taken in. */
export const importFormats = ['xlsx', 'csv', 'jsonl'] as const
export type ImportFormat = (typeof importFormats)[number]

/** `reading`: being looked through · `ready`: waits for a person's word · `saving` … */
export const importStates = ['reading', 'ready', 'saving', 'done', 'failed', 'cancelled'] as const
export type ImportState = (typeof importStates)[number]

export const importLimitBytes = 50 * 1024 * 1024
export const importLimitRows = 100_000
/** Refusals kept of one file: a whole column that is wrong is seen from the first ones. */
export const importRefusalsKept = 5_000

/** How a table is read. Columns by their place, from 0. */
export interface ImportReading {
  /** Sheet of a workbook; null for the others. */
  sheet: string | null
  /** Row that holds the headers, from 1 as Excel counts. */
  headerRow: number
  columns: Partial<Record<ReceivedField, number>>
}

/** What a person sees before he says yes. All cells are masked. */
export interface ImportPreview {
  /** Sheets of a workbook in their order; hidden ones are named as such and not read unless chosen. */
  sheets: { name: string; hidden: boolean; rows: number }[]
  headers: string[]
  rows: { number: number; cells: string[]; problems: { column: number | null; message: string }[] }[]
  /** What was noticed of the file as a whole: merged cells, another date system, rows cut off. */
  notes: string[]
}
