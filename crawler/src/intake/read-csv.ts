import { Readable } from 'node:stream'
import { importLimitRows } from '@huiyin/domain/item-import'
import { CsvError, parse } from 'csv-parse'
import { type OpenTable, refuseFile, type TableRow, tooManyRows } from './table.js'

/** A cell that a quote left open would swallow the file. */
const mostOfRow = 400_000

/** UTF-8 with or without its mark, UTF-16 with it, else GB18030, which holds GBK and GB2312. */
export function decodeTable(bytes: Uint8Array): string {
  const strictly = (charset: string) => {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes)
    } catch {
      return null
    }
  }
  const text =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? strictly('utf-16le')
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? strictly('utf-16be')
        : (strictly('utf-8') ?? strictly('gb18030'))
  return text ?? refuseFile('文字编码认不出（不是 UTF-8，也不是 GBK），请用 Excel 另存为“CSV UTF-8”')
}

/** Whichever stands most in the first line. */
function delimiterOf(text: string): string {
  const first = text.slice(0, 10_000).split(/\r?\n/, 1)[0] ?? ''
  const counts = [',', '\t', ';', '，'].map((mark) => [mark, first.split(mark).length] as const)
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}

/** Opens a table of separated values; a quoted cell may hold line breaks. Rows are counted, not lines. */
export function openCsv(bytes: Uint8Array): OpenTable {
  const text = decodeTable(bytes)
  const delimiter = delimiterOf(text)
  return {
    sheets: [],
    sheet: null,
    date1904: false,
    notes: [],
    rows: () => readRows(text, delimiter),
  }
}

async function* readRows(text: string, delimiter: string): AsyncGenerator<TableRow> {
  const parser = Readable.from(pieces(text)).pipe(
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

function* pieces(text: string): Generator<string> {
  const size = 65_536
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}
