import { InvalidInput } from '@huiyin/domain/errors'
import { importLimitRows } from '@huiyin/domain/item-import'

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

export const tooManyRows = (): never =>
  refuseFile(`超过 ${importLimitRows.toLocaleString('en-US')} 行，没有导入：请拆成几份`)
