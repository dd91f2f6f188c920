// Our extractor beside @mozilla/readability and defuddle on pages with gold, all in one run:
// node bench/extract.mjs [FOLDER] [PAGES] (after `npx tsc -b crawler`; FOLDER holds gold.jsonl {file, content} and
// the pages, PAGES takes the first so many). Prints JSON: 4-gram F1 of the text, processor ms a page,
// ratios to ours.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { decodePage } from '../crawler/dist/charset.js'
import { extractArticle } from '../crawler/dist/extract/article.js'
import { gramF1 } from '../crawler/dist/proof/gram-f1.js'

const from = createRequire(new URL('../crawler/package.json', import.meta.url))
const { Readability } = from('@mozilla/readability')
const { parseHTML } = from('linkedom')
const { Defuddle } = await import(
  new URL('../crawler/node_modules/defuddle/dist/node.js', import.meta.url).href
)

const folder = resolve(
  process.argv[2] ?? join(import.meta.dirname, '../../shared/data/pages/beijing-letters'),
)
if (!existsSync(join(folder, 'gold.jsonl'))) {
  process.stderr.write(`no gold.jsonl in ${folder}: name a folder with saved pages and their gold\n`)
  process.exit(2)
}
const gold = readFileSync(join(folder, 'gold.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
  .slice(0, Number(process.argv[3] ?? 100_000))
const pages = gold.map(({ file }) => decodePage(readFileSync(join(folder, file))).text)
/** A letter may be read with or without its reply; each reader is held to what it meant to read. */
const golds = gold.map(({ content, replies = [] }) => [
  content,
  [
    content,
    ...[replies].flat().map((reply) => (typeof reply === 'string' ? reply : (reply.content ?? ''))),
  ].join('\n'),
])
const now = new Date('2026-08-03T14:00:00+08:00')
const url = 'http://letters.example.cn/letter.html'
const textOf = (html) => parseHTML(`<!doctype html><body>${html}</body>`).document.body.textContent
const readers = {
  huiyin: (html) => extractArticle(html, url, { now }).text,
  readability: (html) => new Readability(parseHTML(html).document).parse()?.textContent ?? '',
  defuddle: async (html) => textOf((await Defuddle(parseHTML(html).document, url)).content ?? ''),
}
// Libraries log what they cannot read; only the table belongs on stdout.
const { log } = console
for (const level of ['log', 'warn', 'error', 'debug']) console[level] = () => {}

const result = {}
for (const [name, read] of Object.entries(readers)) {
  for (const html of pages.slice(0, 20)) await Promise.resolve(read(html)).catch(() => '')
  const texts = []
  let failed = 0
  const before = process.cpuUsage()
  for (const html of pages)
    try {
      texts.push(await read(html))
    } catch {
      texts.push('')
      failed += 1
    }
  const { user, system } = process.cpuUsage(before)
  const ms = (user + system) / 1_000
  const f1 = texts.reduce(
    (sum, text, i) => sum + Math.max(...golds[i].map((right) => gramF1(text, right))),
    0,
  )
  const round = (value, digits) => Number(value.toFixed(digits))
  result[name] = { f1: round(f1 / pages.length, 4), msPerPage: round(ms / pages.length, 2), failed }
}
const ratio = (name) => Math.round(result[name].msPerPage / result.huiyin.msPerPage)
log(
  JSON.stringify({
    pages: pages.length,
    ...result,
    timesOurCost: { readability: ratio('readability'), defuddle: ratio('defuddle') },
  }),
)
process.exit(0)
