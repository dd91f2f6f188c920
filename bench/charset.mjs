// How often a page's charset is found, over a generated matrix: node bench/charset.mjs (after `npx tsc -b crawler`).
// Encodings × header right, missing, wrong × meta right, missing, wrong × texts. Prints a table, then JSON.
import { createRequire } from 'node:module'
import { decodePage } from '../crawler/dist/charset.js'
import { casesOf, isRead } from '../crawler/dist/proof/charset-cases.js'

const iconv = createRequire(new URL('../crawler/package.json', import.meta.url))('iconv-lite')
const rows = new Map()
let right = 0
let silent = 0
let total = 0
for (const made of casesOf(iconv.encode)) {
  const read = decodePage(made.bytes, { contentType: made.contentType })
  const row = rows.get(made.encoding) ?? { right: 0, doubtful: 0, 'wrong, unmarked': 0, of: 0 }
  rows.set(made.encoding, row)
  row.of += 1
  total += 1
  if (isRead(made, read)) {
    row.right += 1
    right += 1
  } else if (read.doubtful) row.doubtful += 1
  else {
    row['wrong, unmarked'] += 1
    silent += 1
    if (process.argv.includes('--failures')) console.error(made.name, '→', read.charset)
  }
}
console.table(Object.fromEntries(rows))
console.log(
  JSON.stringify({
    cases: total,
    right: Math.round((right / total) * 10_000) / 10_000,
    wrongUnmarked: silent,
  }),
)
