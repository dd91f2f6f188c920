import { InvalidInput } from '@huiyin/domain/errors'
import { type ImportFormat, importLimitBytes, importLimitRows } from '@huiyin/domain/item-import'

/** A cell as text; `problem`: it cannot be used as it stands, in words. */
export interface TableCell {
  text: string
  problem?: string
}
export interface TableRow {
  /** As Excel counts, from 1. */
  number: number
  cells: TableCell[]
}

/** A table that is read row by row, as often as asked for, without being held whole. */
export interface OpenTable {
  sheets: { name: string; hidden: boolean; rows: number }[]
  /** The sheet read; null where there are none. */
  sheet: string | null
  /** Days are counted from 1904 and not from 1900. */
  date1904: boolean
  /** What a person should know of the file as a whole. */
  notes: string[]
  rows(): AsyncIterable<TableRow>
}

export const refuseFile = (message: string): never => {
  throw new InvalidInput(message, [{ field: 'file', message }])
}

/**
 * The format of a file by its name and its first bytes: a name may lie.
 * @throws InvalidInput for what is not taken, with what to do instead
 */
export function formatOf(name: string, bytes: Uint8Array): ImportFormat {
  if (bytes.length === 0) refuseFile('文件是空的，请核对后重新选择')
  if (bytes.length > importLimitBytes)
    refuseFile(`文件超过 ${importLimitBytes / 1024 / 1024} MB，没有导入：请拆成几份`)
  const starts = (...magic: number[]) => magic.every((byte, at) => bytes[at] === byte)
  if (starts(0xd0, 0xcf, 0x11, 0xe0))
    refuseFile('这是旧版 Excel（.xls）或加了密码的工作簿，请去掉密码、另存为 .xlsx 后再导入')
  const isZip = starts(0x50, 0x4b)
  const extension = name.toLowerCase().split('.').at(-1) ?? ''
  if (extension === 'xlsx')
    return isZip
      ? 'xlsx'
      : refuseFile('扩展名是 .xlsx，内容却不是 Excel 工作簿，请用 Excel 或 WPS 另存后再导入')
  if (isZip) refuseFile('这是压缩包或 Office 文件，扩展名却不是 .xlsx，请核对')
  if (extension === 'jsonl' || extension === 'ndjson') return 'jsonl'
  if (extension === 'csv' || extension === 'txt' || extension === 'tsv') return 'csv'
  return refuseFile(`不能导入 .${extension} 文件，可以导入 xlsx、csv、jsonl`)
}

export const tooManyRows = (): never =>
  refuseFile(`超过 ${importLimitRows.toLocaleString('en-US')} 行，没有导入：请拆成几份`)
