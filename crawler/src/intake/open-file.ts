import { Readable } from 'node:stream'
import type { ImportChoice, ImportFormat, ImportReading } from '@huiyin/domain/item-import'
import { type ReceivedPost, receivedFieldLabel } from '@huiyin/domain/received-post'
import { piecesOf } from './bytes-reader.js'
import { findHeader, guessColumns } from './guess-columns.js'
import { openTable } from './open-table.js'
import { postsOfJsonl } from './posts-of-jsonl.js'
import { postsOf } from './posts-of-table.js'
import { postsOfWarc } from './posts-of-warc.js'
import type { OpenTable, TableRow } from './table.js'

/** What is wrong with a row, at the column a person knows it by. */
export interface NamedProblem {
  column: string
  message: string
}
/** One row of any file: a post, or why not; `cells` as a person sees them. */
export type FileRow = { number: number; cells: string[] } & (
  | { post: ReceivedPost }
  | { problems: NamedProblem[] }
)

/** A brought file, whatever its format. */
export interface OpenFile {
  reading: ImportReading
  headers: string[]
  sheets: OpenTable['sheets']
  notes: string[]
  rows(): AsyncIterable<FileRow>
}

/**
 * Opens a file as a person chose to read it, guessing what he left open.
 * @throws InvalidInput for what is damaged or made to hurt, with what to do
 */
export async function openFile(
  bytes: Buffer,
  format: ImportFormat,
  { choice, now }: { choice: ImportChoice | null; now: Date },
): Promise<OpenFile> {
  if (format === 'jsonl') return withoutColumns(linesOf(bytes, now))
  if (format === 'warc') return withoutColumns(pagesOf(bytes, now))
  const table = await openTable(bytes, format, choice?.sheet)
  const found = choice?.headerRow ? await headerAt(table, choice.headerRow) : await findHeader(table)
  const header = found ?? (await headerAt(table, 1))
  const columns = choice?.columns ?? header.columns
  const headers = header.row.cells.map(({ text }) => text.trim())
  const notes = found
    ? table.notes
    : [...table.notes, '前 10 行里没有认得的列名，请在下面选出表头所在的行和各列的含义']
  const nameOf = (at: number | undefined) => (at === undefined ? '整行' : headers[at] || `第 ${at + 1} 列`)
  return {
    reading: { sheet: table.sheet, headerRow: header.row.number, columns },
    headers,
    sheets: table.sheets,
    notes,
    async *rows() {
      for await (const row of postsOf(table, { headerRow: header.row.number, columns, now })) {
        const { number, cells = [] } = row
        if ('post' in row) yield { number, cells, post: row.post }
        else {
          const problems = row.problems.map(({ field, message }) => ({
            column: nameOf(columns[field]),
            message,
          }))
          yield { number, cells, problems }
        }
      }
    },
  }
}

/** The row a person says the headers stand in; an empty one when there is none. */
async function headerAt(
  table: OpenTable,
  number: number,
): Promise<{ row: TableRow; columns: ImportReading['columns'] }> {
  for await (const row of table.rows()) {
    if (row.number < number) continue
    if (row.number === number) return { row, columns: guessColumns(row.cells.map(({ text }) => text)) }
    break
  }
  return { row: { number, cells: [] }, columns: {} }
}

const shown = ['title', 'text', 'publishedAt', 'url', 'seenWhere'] as const

const withoutColumns = (rows: AsyncIterable<FileRow>): OpenFile => ({
  reading: { sheet: null, headerRow: 0, columns: {} },
  headers: shown.map((field) => receivedFieldLabel[field]),
  sheets: [],
  notes: [],
  rows: () => rows,
})

const cellsOf = (post: ReceivedPost): string[] =>
  shown.map((field) => {
    const value = post[field]
    return value instanceof Date ? value.toISOString() : (value ?? '')
  })

async function* linesOf(bytes: Buffer, now: Date): AsyncGenerator<FileRow> {
  for await (const row of postsOfJsonl(bytes, now)) {
    if ('post' in row) yield { number: row.number, cells: cellsOf(row.post), post: row.post }
    else {
      const problems = row.problems.map(({ field, message }) => ({
        column: receivedFieldLabel[field],
        message,
      }))
      yield { number: row.number, cells: [], problems }
    }
  }
}

async function* pagesOf(bytes: Buffer, now: Date): AsyncGenerator<FileRow> {
  for await (const page of postsOfWarc(Readable.from(piecesOf(bytes)), now)) {
    const { number } = page
    if ('post' in page) yield { number, cells: cellsOf(page.post), post: page.post }
    else yield { number, cells: [], problems: [{ column: page.url.slice(0, 200), message: page.error }] }
  }
}
