import type { ImportPreview, ImportProblem, ImportReading } from '@huiyin/domain/item-import'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import type { OpenFile } from './open-file.js'

const rowsShown = 20
const problemsShown = 200
const columnsShown = 60
/** Beginning of a cell that is shown. */
const cellLength = 120
/** Rows between two words of how far it has come. */
const everyRows = 2_000

const beginning = (text: string) =>
  maskPersonalData(text.replace(/\s+/g, ' ').slice(0, cellLength * 2)).slice(0, cellLength)

/** Reads a whole file without taking anything: what a person is shown of it, masked. `onRows` hears how far it is. */
export async function previewFile(
  file: OpenFile,
  onRows: (rows: number) => void = () => undefined,
): Promise<{ reading: ImportReading; preview: ImportPreview }> {
  const rows: ImportPreview['rows'] = []
  const problems: ImportProblem[] = []
  let [good, bad] = [0, 0]
  for await (const row of file.rows()) {
    if (rows.length < rowsShown)
      rows.push({ number: row.number, cells: row.cells.slice(0, columnsShown).map(beginning) })
    if ('post' in row) good += 1
    else {
      bad += 1
      for (const { column, message } of row.problems)
        if (problems.length < problemsShown)
          problems.push({ row: row.number, column: beginning(column), message: maskPersonalData(message) })
    }
    if ((good + bad) % everyRows === 0) onRows(good + bad)
  }
  const { reading, headers, sheets, notes } = file
  return {
    reading,
    preview: {
      sheets,
      headers: headers.slice(0, columnsShown).map(beginning),
      rows,
      problems,
      good,
      bad,
      notes,
    },
  }
}
