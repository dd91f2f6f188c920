import { Readable } from 'node:stream'
import { importLimitRows } from '@huiyin/domain/item-import'
import { CsvError, parse } from 'csv-parse'
import { decodeText } from './decode-text.js'
import { type OpenTable, refuseFile, type TableRow, tooManyRows } from './table.js'

/** A cell that a quote left open would swallow the file. */
const mostOfRow = 400_000

/** As much of a text as shows how its cells are told apart. */
const headLength = 10_000

/** Whichever mark stands most in the first line. */
function delimiterOf(pieces: Iterable<string>): string {
  let head = ''
  for (const piece of pieces) {
    head += piece
    if (head.length >= headLength) break
  }
  const first = head.slice(0, headLength).split(/\r?\n/, 1)[0] ?? ''
  const counts = [',', '\t', ';', '，'].map((mark) => [mark, first.split(mark).length] as const)
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}

/** Opens a table of separated values; a quoted cell may hold line breaks. Rows are counted, not lines. */
export function openCsv(bytes: Uint8Array): OpenTable {
  const pieces = decodeText(bytes)
  const delimiter = delimiterOf(pieces())
  return {
    sheets: [],
    sheet: null,
    date1904: false,
    notes: [],
    rows: () => readRows(pieces(), delimiter),
  }
}

async function* readRows(pieces: Iterable<string>, delimiter: string): AsyncGenerator<TableRow> {
  const parser = Readable.from(pieces).pipe(
    parse({
      delimiter,
      // Left to itself the library takes the first line's ending for all, and mixed files lose rows.
      record_delimiter: ['\r\n', '\n', '\r'],
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: mostOfRow,
    }),
  )
  let number = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1
      if (number > importLimitRows + 100) tooManyRows()
      yield { number, cells: cells.map((cell) => ({ text: cell })) }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    refuseFile(`第 ${number + 1} 行的引号没有成对，后面的内容分不清行：请用 Excel 打开后另存为 csv`)
  }
}
