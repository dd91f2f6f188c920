import { disclosureHeading } from '@huiyin/domain/disclosure-item'
import type { DisclosureItemView } from '@huiyin/domain/http/disclosure-items'

/** A cell as the table's text has it: a day as its date, line ends and tabs as blanks. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  const text = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
  return text.replace(/\s+/g, ' ').trim()
}

/**
 * The first sheet of a workbook as lines of text with tabs, each line the row of the same number. Read where it was
 * chosen: the server never opens it.
 * @throws Error when it is no workbook
 */
export async function textOfWorkbook(file: Blob): Promise<string> {
  const { readSheet } = await import('read-excel-file/browser')
  const rows = await readSheet(file)
  return rows.map((row) => row.map(cellText).join('\t')).join('\n')
}

const widths = [8, 28, 44, 22, 18, 22, 36, 24]

/** A catalogue as a workbook that can be brought again as it is. */
export async function saveWorkbook(items: readonly DisclosureItemView[], fileName: string): Promise<void> {
  const { default: writeXlsxFile } = await import('write-excel-file/browser')
  const heading = disclosureHeading.map((value) => ({ value, fontWeight: 'bold' as const }))
  const rows = items.map((item) => [
    { value: item.number, type: Number },
    ...[
      item.name,
      item.content,
      item.unitName,
      item.timeLimit,
      item.means,
      item.basis,
      item.keywords.join('、'),
    ].map((value) => ({ value, type: String, wrap: true })),
  ])
  await writeXlsxFile([heading, ...rows], {
    sheet: '公开事项目录',
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
  }).toFile(fileName)
}
