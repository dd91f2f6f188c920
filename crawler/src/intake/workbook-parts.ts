import { posix } from 'node:path'
import type { OpenZip } from './open-zip.js'
import { isDateFormat } from './serial-date.js'
import { SharedTexts } from './shared-texts.js'
import { refuseFile } from './table.js'
import { localName, parseWhole } from './xml-stream.js'

export interface SheetPart {
  name: string
  hidden: boolean
  part: string
}

/** What stands beside the sheets of a workbook (ECMA-376 part 1, 18.2 to 18.8). */
export interface WorkbookParts {
  sheets: SheetPart[]
  date1904: boolean
  /** Texts that cells name by number. */
  strings: SharedTexts
  /** By a cell's style number, whether it shows a date. */
  dateStyles: boolean[]
}

/** Texts kept in memory for one workbook: some 65 million Chinese characters. */
const mostTextBytes = 200_000_000

export async function readWorkbookParts(zip: OpenZip): Promise<WorkbookParts> {
  if (!zip.has('xl/workbook.xml'))
    refuseFile('这个文件是压缩包但不是 Excel 工作簿（.xlsx），请用 Excel 或 WPS 另存')
  const targets = new Map<string, string>()
  if (zip.has('xl/_rels/workbook.xml.rels'))
    await parseWhole(await zip.stream('xl/_rels/workbook.xml.rels'), {
      onopentag: (name, { Id, Target }) => {
        if (localName(name) === 'Relationship' && Id && Target)
          targets.set(Id, Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target))
      },
    })
  const sheets: SheetPart[] = []
  let date1904 = false
  await parseWhole(await zip.stream('xl/workbook.xml'), {
    onopentag: (name, attributes) => {
      const tag = localName(name)
      if (tag === 'workbookPr') date1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (tag !== 'sheet') return
      const part = targets.get(attributes['r:id'] ?? attributes.id ?? '')
      // A chart has a sheet of its own and no cells.
      if (part && zip.has(part) && !part.includes('chartsheet'))
        sheets.push({
          name: attributes.name ?? '',
          hidden: (attributes.state ?? 'visible') !== 'visible',
          part,
        })
    },
  })
  return { sheets, date1904, strings: await sharedStrings(zip), dateStyles: await dateStyles(zip) }
}

async function sharedStrings(zip: OpenZip): Promise<SharedTexts> {
  const strings = new SharedTexts()
  if (!zip.has('xl/sharedStrings.xml')) return strings
  let text = ''
  let inText = false
  let phonetic = 0
  await parseWhole(await zip.stream('xl/sharedStrings.xml'), {
    onopentag: (name) => {
      const tag = localName(name)
      if (tag === 'si') text = ''
      else if (tag === 'rPh') phonetic += 1
      else if (tag === 't') inText = phonetic === 0
    },
    ontext: (piece) => {
      if (inText) text += piece
    },
    onclosetag: (name) => {
      const tag = localName(name)
      if (tag === 't') inText = false
      else if (tag === 'rPh') phonetic -= 1
      else if (tag === 'si') {
        strings.add(text)
        if (strings.bytes > mostTextBytes) refuseFile('工作簿里的文字过多，没有导入：请拆成几份')
      }
    },
  })
  return strings
}

async function dateStyles(zip: OpenZip): Promise<boolean[]> {
  const codes = new Map<number, string>()
  const styles: boolean[] = []
  if (!zip.has('xl/styles.xml')) return styles
  let inCells = false
  await parseWhole(await zip.stream('xl/styles.xml'), {
    onopentag: (name, { numFmtId, formatCode }) => {
      const tag = localName(name)
      const id = Number(numFmtId ?? 0)
      if (tag === 'numFmt' && formatCode) codes.set(id, formatCode)
      else if (tag === 'cellXfs') inCells = true
      else if (tag === 'xf' && inCells) styles.push(isDateFormat(id, codes.get(id)))
    },
    onclosetag: (name) => {
      if (localName(name) === 'cellXfs') inCells = false
    },
  })
  return styles
}
