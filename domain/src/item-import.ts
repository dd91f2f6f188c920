import { InvalidInput } from './errors.js'
import type { ReceivedField } from './received-post.js'

/** Kinds of file that are taken in: tables, lines, and archives of pages (ISO 28500). */
export const importFormats = ['xlsx', 'csv', 'jsonl', 'warc'] as const
export type ImportFormat = (typeof importFormats)[number]
export const importFormatLabel: Record<ImportFormat, string> = {
  xlsx: 'Excel 工作簿',
  csv: 'CSV 表格',
  jsonl: 'JSONL',
  warc: '网页存档（WARC）',
}
/** Those whose columns a person may choose; the others name their fields themselves. */
export const isTable = (format: ImportFormat): boolean => format === 'xlsx' || format === 'csv'

/** `reading`: looked through · `ready`: waits for a person's word · `saving`: being taken in · and how it ended. */
export const importStates = ['reading', 'ready', 'saving', 'done', 'failed', 'cancelled'] as const
export type ImportState = (typeof importStates)[number]
export const importStateLabel: Record<ImportState, string> = {
  reading: '核对中',
  ready: '待确认',
  saving: '导入中',
  done: '已导入',
  failed: '未导入',
  cancelled: '已取消',
}

export const importLimitBytes = 50 * 1024 * 1024
export const importLimitRows = 100_000
/** Refusals kept of one file: a whole column that is wrong is seen from the first ones. */
export const importRefusalsKept = 5_000
/** The file itself goes a day after it came, whatever became of it (个人信息保护法 第十九条: the shortest time needed). */
export const importFileHours = 24

/** How a table is read. Columns by their place, from 0. */
export interface ImportReading {
  /** Sheet of a workbook; null for the others. */
  sheet: string | null
  /** Row that holds the headers, from 1 as Excel counts. */
  headerRow: number
  columns: Partial<Record<ReceivedField, number>>
}

/** What a person chose of it; null: as the machine guesses. */
export interface ImportChoice {
  sheet: string | null
  headerRow: number | null
  columns: ImportReading['columns'] | null
}

/** Why a row is not taken: at which column (its header), in words that say what to do. */
export interface ImportProblem {
  row: number
  column: string
  message: string
}

/** What a person sees before he says yes. All cells are masked. */
export interface ImportPreview {
  /** Sheets of a workbook in their order; hidden ones are named as such and not read unless chosen. */
  sheets: { name: string; hidden: boolean; rows: number }[]
  headers: string[]
  /** The first rows, beginnings of their cells. */
  rows: { number: number; cells: string[] }[]
  /** The first rows that would be refused, of the whole file. */
  problems: ImportProblem[]
  /** Rows that would be taken and refused, of the whole file. */
  good: number
  bad: number
  /** What was noticed of the file as a whole: merged cells, another date system, hidden sheets. */
  notes: string[]
}

const refuse = (message: string): never => {
  throw new InvalidInput(message, [{ field: 'file', message }])
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]) =>
  magic.every((byte, at) => bytes[at] === byte)
const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
/** First bytes of what a table could be mistaken for, or is taken for by its name. */
const magic = {
  oldOffice: [0xd0, 0xcf, 0x11, 0xe0],
  zip: [0x50, 0x4b],
  gzip: [0x1f, 0x8b],
  warc: ascii('WARC/'),
  pdf: ascii('%PDF'),
  utf16: [
    [0xff, 0xfe],
    [0xfe, 0xff],
  ],
}
/** As much of a text as is looked at for bytes no text has. */
const textHead = 4_096

/**
 * The format of a file by its name and its first bytes: a name may lie.
 * @throws InvalidInput for what is not taken, with what to do instead
 */
export function importFormatOf(name: string, bytes: Uint8Array): ImportFormat {
  if (bytes.length === 0) refuse('文件是空的，请核对后重新选择')
  if (bytes.length > importLimitBytes)
    refuse(`文件超过 ${importLimitBytes / 1024 / 1024} MB，没有导入：请拆成几份`)
  if (startsWith(bytes, magic.oldOffice))
    refuse('这是旧版 Excel（.xls）或加了密码的工作簿，请去掉密码、另存为 .xlsx 后再导入')
  const lower = name.toLowerCase()
  const extension = lower.split('.').at(-1) ?? ''
  const [isZip, isGzip] = [startsWith(bytes, magic.zip), startsWith(bytes, magic.gzip)]
  if (/\.warc(\.gz)?$/.test(lower))
    return isGzip || startsWith(bytes, magic.warc)
      ? 'warc'
      : refuse('扩展名是 .warc，内容却不是网页存档（WARC），请核对后重新选择')
  if (extension === 'xlsx')
    return isZip ? 'xlsx' : refuse('扩展名是 .xlsx，内容却不是 Excel 工作簿，请用 Excel 或 WPS 另存后再导入')
  if (isZip) refuse('这是压缩包或 Office 文件，扩展名却不是 .xlsx，请核对')
  if (!['jsonl', 'ndjson', 'csv', 'txt', 'tsv'].includes(extension))
    refuse(`不能导入 .${extension} 文件，可以导入 xlsx、csv、jsonl、warc、warc.gz`)
  const isWide = magic.utf16.some((mark) => startsWith(bytes, mark))
  if (isGzip || startsWith(bytes, magic.pdf) || (!isWide && bytes.subarray(0, textHead).includes(0)))
    refuse(`扩展名是 .${extension}，内容却不是文本，请核对后重新选择`)
  return extension === 'jsonl' || extension === 'ndjson' ? 'jsonl' : 'csv'
}
