import { importLimitRows } from '@huiyin/domain/item-import'
import {
  type ReceivedField,
  type ReceivedPost,
  readReceivedPost,
  receivedFieldLabel,
  type WrittenPost,
} from '@huiyin/domain/received-post'
import { cleanUrl } from '@huiyin/store/clean-url'
import type { Columns } from './guess-columns.js'
import { serialText } from './serial-date.js'
import { type OpenTable, type TableRow, tooManyRows } from './table.js'

/** What is wrong with one cell of a row. */
export interface RowProblem {
  field: ReceivedField
  message: string
}
/** One row as it would be taken: a post, or why not. */
export type ReadRow = {
  number: number /** As they stand in the file; none where it has no columns. */
  cells?: string[]
} & ({ post: ReceivedPost } | { problems: RowProblem[] })

/** Reads every row below the header, in order; empty rows are passed over. */
export async function* postsOf(
  table: OpenTable,
  { headerRow, columns, now }: { headerRow: number; columns: Columns; now: Date },
): AsyncGenerator<ReadRow> {
  let count = 0
  for await (const row of table.rows()) {
    if (row.number <= headerRow || row.cells.every(({ text, problem }) => text.trim() === '' && !problem))
      continue
    count += 1
    if (count > importLimitRows) tooManyRows()
    const cells = row.cells.map(({ text }) => text)
    yield { cells, ...readRow(row, columns, { now, date1904: table.date1904 }) }
  }
}

function readRow(
  row: TableRow,
  columns: Columns,
  { now, date1904 }: { now: Date; date1904: boolean },
): ReadRow {
  const written: WrittenPost = {}
  const problems: RowProblem[] = []
  for (const [name, at] of Object.entries(columns)) {
    const field = name as ReceivedField
    const cell = row.cells[at]
    if (!cell) continue
    if (cell.problem) problems.push({ field, message: `${receivedFieldLabel[field]}：${cell.problem}` })
    else written[field] = cell.text
  }
  // A date whose cell is shown as a number.
  if (written.publishedAt && /^\d{5}(\.\d+)?$/.test(written.publishedAt.trim()))
    written.publishedAt = serialText(Number(written.publishedAt), date1904)
  if (problems.length > 0) return { number: row.number, problems }
  const found = readReceivedPost(written, { now, cleanUrl })
  return { number: row.number, ...found }
}
