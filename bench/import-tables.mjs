// Tables of tickets for bench/import.mjs: title, text and time, no two alike.
import { buildZip } from '../crawler/dist/intake/testing-workbook.js'

const places = ['枫渡路', '桑园街', '学府路', '青云大道', '禾文巷', '石塘村', '柘岭镇', '东门市场']
const matters = [
  '路灯不亮',
  '井盖松动',
  '停水没有通知',
  '垃圾没人清运',
  '占道经营',
  '噪声扰民',
  '公交晚点',
  '路面塌陷',
]
const titleOf = (n, tag) => `${tag}${places[n % 8]}${matters[(n >> 3) % 8]}（第${n}号）`
const textOf = (n, tag) =>
  `${tag}${places[n % 8]}${(n * 7) % 400}号附近${matters[(n >> 3) % 8]}已经${n % 90}天，编号${n}，希望有关部门尽快处理并答复。`
const timeOf = (n) => `2026-08-${String((n % 28) + 1).padStart(2, '0')} 09:30`

export function buildCsv(rows, tag) {
  const lines = Array.from({ length: rows }, (_, n) => `${titleOf(n, tag)},${textOf(n, tag)},${timeOf(n)}`)
  return Buffer.from(`标题,内容,时间\n${lines.join('\n')}\n`)
}

/** Texts shared, as Excel writes them; times are day counts shown as dates. */
export function buildXlsx(rows, tag, { packed }) {
  const head = ['标题', '内容', '时间'].map(
    (word, at) => `<c r="${'ABC'[at]}1" t="inlineStr"><is><t>${word}</t></is></c>`,
  )
  const sheet = [`<row r="1">${head.join('')}</row>`]
  const shared = []
  for (let n = 0; n < rows; n++) {
    shared.push(`<si><t>${titleOf(n, tag)}</t></si><si><t>${textOf(n, tag)}</t></si>`)
    sheet.push(
      `<row r="${n + 2}"><c r="A${n + 2}" t="s"><v>${n * 2}</v></c><c r="B${n + 2}" t="s"><v>${n * 2 + 1}</v></c><c r="C${n + 2}" s="1"><v>${46235 + (n % 28)}.395</v></c></row>`,
    )
  }
  const parts = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="台账" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml': `<sst>${shared.join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet.join('')}</sheetData></worksheet>`,
  }
  return buildZip(parts, { packed })
}
