import { importLimitRows } from '@huiyin/domain/item-import'
import { openZip } from './open-zip.js'
import { serialText } from './serial-date.js'
import { type OpenTable, refuseFile, type TableCell, type TableRow, tooManyRows } from './table.js'
import { readWorkbookParts, type WorkbookParts } from './workbook-parts.js'
import { localName, parsePieces } from './xml-stream.js'

/** Columns beyond these are decoration. */
const mostColumns = 200
/** Cells joined into one. Its text stands in the first and holds for all. */
interface Merge {
  top: number
  left: number
  bottom: number
  right: number
}
const mostMerges = 20_000

/** `AB12` as row 12 and column 27, from 0; null when it names no cell. */
function placeOf(ref: string): { row: number; column: number } | null {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref) ?? []
  if (!letters || !digits) return null
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(digits), column: column - 1 }
}

/**
 * Opens a workbook. Left out, `sheet` is the first one shown. Of a formula its last value is taken, never its words.
 * @throws InvalidInput for what is no workbook, is damaged, or is made to hurt
 */
export async function openXlsx(bytes: Buffer, wanted?: string | null): Promise<OpenTable> {
  const zip = await openZip(bytes)
  const parts = await readWorkbookParts(zip)
  const chosen = wanted
    ? parts.sheets.find(({ name }) => name === wanted)
    : (parts.sheets.find(({ hidden }) => !hidden) ?? parts.sheets[0])
  if (!chosen) return refuseFile(wanted ? `工作簿里没有工作表“${wanted}”` : '工作簿里没有工作表')
  const read = async function* (part: string) {
    yield* readSheet(await zip.stream(part), parts)
  }
  const merges: Merge[] = []
  const sheets = []
  for (const { name, hidden, part } of parts.sheets) {
    const found = part === chosen.part ? merges : []
    sheets.push({ name, hidden, rows: await survey(await zip.stream(part), found) })
  }
  const notes: string[] = []
  if (merges.length > 0) notes.push(`有 ${merges.length} 处合并单元格，合并的内容按每一行都有来读`)
  if (parts.date1904) notes.push('日期按 1904 日期系统换算')
  for (const { name, hidden, rows } of sheets)
    if (hidden && rows > 0 && name !== chosen.name) notes.push(`隐藏的工作表“${name}”有 ${rows} 行，没有读取`)
  return {
    sheets,
    sheet: chosen.name,
    date1904: parts.date1904,
    notes,
    rows: () => filled(read(chosen.part), merges),
  }
}

/** How many rows have cells, and which cells are joined: these stand behind the rows. */
async function survey(stream: Parameters<typeof parsePieces>[0], merges: Merge[]): Promise<number> {
  let rows = 0
  for await (const _ of parsePieces(stream, {
    onopentag: (name, { ref }) => {
      const tag = localName(name)
      if (tag === 'row') rows += 1
      if (tag !== 'mergeCell' || !ref || merges.length >= mostMerges) return
      const [from, to] = ref.split(':').map(placeOf)
      if (from && to)
        merges.push({
          top: from.row,
          left: from.column,
          bottom: to.row,
          right: Math.min(to.column, mostColumns),
        })
    },
  }))
    if (rows > importLimitRows + 100) tooManyRows()
  return rows
}

async function* filled(rows: AsyncIterable<TableRow>, merges: readonly Merge[]): AsyncGenerator<TableRow> {
  const waiting = [...merges].sort((a, b) => a.top - b.top)
  let open: { merge: Merge; cell: TableCell }[] = []
  for await (const row of rows) {
    open = open.filter(({ merge }) => merge.bottom >= row.number)
    while (waiting[0] && waiting[0].top <= row.number) {
      const merge = waiting.shift()
      if (merge && merge.bottom >= row.number)
        open.push({ merge, cell: row.cells[merge.left] ?? { text: '' } })
    }
    for (const { merge, cell } of open)
      for (let at = merge.left; at <= merge.right; at += 1) row.cells[at] = cell
    for (let at = 0; at < row.cells.length; at += 1) row.cells[at] ??= { text: '' }
    yield row
  }
}

interface OpenCell {
  column: number
  type: string
  style: number
  value: string
  hasValue: boolean
  hasFormula: boolean
}

async function* readSheet(
  stream: Parameters<typeof parsePieces>[0],
  parts: WorkbookParts,
): AsyncGenerator<TableRow> {
  let done: TableRow[] = []
  let row: TableRow | null = null
  let cell: OpenCell | null = null
  let last = 0
  let column = -1
  let inValue = false
  const pieces = parsePieces(stream, {
    onopentag: (name, { r, t, s }) => {
      const tag = localName(name)
      if (tag === 'row') {
        last = r ? Number(r) : last + 1
        row = { number: last, cells: [] }
        column = -1
      } else if (tag === 'c') {
        column = (r ? placeOf(r)?.column : undefined) ?? column + 1
        cell = {
          column,
          type: t ?? 'n',
          style: Number(s ?? 0),
          value: '',
          hasValue: false,
          hasFormula: false,
        }
      } else if (tag === 'f' && cell) cell.hasFormula = true
      else if ((tag === 'v' || tag === 't') && cell) inValue = true
    },
    ontext: (piece) => {
      if (!inValue || !cell) return
      cell.value += piece
      cell.hasValue = true
    },
    onclosetag: (name) => {
      const tag = localName(name)
      if (tag === 'v' || tag === 't') inValue = false
      else if (tag === 'c' && cell) {
        if (row && cell.column < mostColumns) row.cells[cell.column] = cellOf(cell, parts)
        cell = null
      } else if (tag === 'row' && row) {
        done.push(row)
        row = null
      }
    },
  })
  for await (const _ of pieces) {
    yield* done
    done = []
  }
}

function cellOf(cell: OpenCell, { strings, dateStyles, date1904 }: WorkbookParts): TableCell {
  const { type, value, style } = cell
  if (cell.hasFormula && !cell.hasValue)
    return { text: '', problem: '公式没有算出结果，请在 Excel 里打开、重算并保存' }
  if (!cell.hasValue) return { text: '' }
  if (type === 's') return { text: strings.at(Number(value)) ?? '' }
  if (type === 'e') return { text: '', problem: `单元格是错误值 ${value.slice(0, 20)}` }
  if (type === 'b') return { text: value === '1' ? '是' : '否' }
  if (type === 'd') return { text: value.replace('T', ' ') }
  if (type !== 'n') return { text: value }
  const number = Number(value)
  if (!Number.isFinite(number)) return { text: value }
  // Up to the last day Excel knows, 9999-12-31.
  if (dateStyles[style] && number >= 0 && number < 2_958_466) return { text: serialText(number, date1904) }
  return { text: Number.isInteger(number) ? String(number) : value }
}
