// Our extractor beside @mozilla/readability and defuddle on pages with gold, all in one run:
// node bench/extract.mjs [FOLDER] [PAGES] [--each] (after `npx tsc -b crawler`; FOLDER holds the pages and gold.jsonl
// {file, content, title?, date?, url?}, date null where a page states none; PAGES takes the first so many).
// Prints JSON: 4-gram F1 of the text, share of dates and titles that are right, processor ms a page, ratios to ours.
// --each adds, on stderr, one line a page on which ours is not wholly right.
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

const isEach = process.argv.includes('--each')
const [named, most = 100_000] = process.argv.slice(2).filter((argument) => argument !== '--each')
const folder = resolve(named ?? join(import.meta.dirname, '../../shared/data/pages/beijing-letters'))
if (!existsSync(join(folder, 'gold.jsonl'))) {
  process.stderr.write(`no gold.jsonl in ${folder}: name a folder with saved pages and their gold\n`)
  process.exit(2)
}
const gold = readFileSync(join(folder, 'gold.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
  .slice(0, Number(most))
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
const urlOf = ({ url = 'http://letters.example.cn/letter.html' }) => url
const textOf = (html) => parseHTML(`<!doctype html><body>${html}</body>`).document.body.textContent
/** The day in China of an instant or of what a library took for one; null for none. */
const dayOf = (published) => {
  const instant = published ? new Date(published) : null
  if (!instant || Number.isNaN(instant.getTime())) return null
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
const readers = {
  huiyin: (html, url) => {
    const { text, title, publishedAt } = extractArticle(html, url, { now })
    return { text, title, date: dayOf(publishedAt) }
  },
  readability: (html) => {
    const read = new Readability(parseHTML(html).document).parse()
    return { text: read?.textContent ?? '', title: read?.title ?? '', date: dayOf(read?.publishedTime) }
  },
  defuddle: async (html, url) => {
    const { content, title, published } = await Defuddle(parseHTML(html).document, url)
    return { text: textOf(content ?? ''), title: title ?? '', date: dayOf(published) }
  },
}
// Libraries log what they cannot read; only the table belongs on stdout.
const { log } = console
for (const level of ['log', 'warn', 'error', 'debug']) console[level] = () => {}

const round = (value, digits) => Number(value.toFixed(digits))
const bare = (text) => text.normalize('NFKC').replace(/\s+/g, '')
const nothing = { text: '', title: '', date: null }
const shareOf = (known, isRight) =>
  known.length === 0 ? null : round(known.filter(isRight).length / known.length, 4)

const result = {}
for (const [name, read] of Object.entries(readers)) {
  for (const [at, html] of pages.slice(0, 20).entries())
    await Promise.resolve()
      .then(() => read(html, urlOf(gold[at])))
      .catch(() => nothing)
  const answers = []
  let failed = 0
  const before = process.cpuUsage()
  for (const [at, html] of pages.entries())
    try {
      answers.push(await read(html, urlOf(gold[at])))
    } catch {
      answers.push(nothing)
      failed += 1
    }
  const { user, system } = process.cpuUsage(before)
  const judged = gold.map((right, at) => ({
    right,
    answer: answers[at],
    f1: Math.max(...golds[at].map((text) => gramF1(answers[at].text, text))),
  }))
  const isDateRight = ({ right, answer }) => answer.date === right.date
  const isTitleRight = ({ right, answer }) => bare(answer.title) === bare(right.title)
  const dated = judged.filter(({ right }) => right.date !== undefined)
  const titled = judged.filter(({ right }) => right.title !== undefined)
  result[name] = {
    f1: round(judged.reduce((sum, { f1 }) => sum + f1, 0) / judged.length, 4),
    dates: shareOf(dated, isDateRight),
    titles: shareOf(titled, isTitleRight),
    msPerPage: round((user + system) / 1_000 / pages.length, 2),
    failed,
  }
  if (!isEach || name !== 'huiyin') continue
  for (const page of judged) {
    const { right, answer, f1 } = page
    const isWrong = f1 < 0.97 || (dated.includes(page) && !isDateRight(page))
    if (!isWrong && !(titled.includes(page) && !isTitleRight(page))) continue
    const said = { file: right.file, f1: round(f1, 3), date: answer.date, title: answer.title }
    process.stderr.write(`${JSON.stringify({ ...said, goldDate: right.date, goldTitle: right.title })}\n`)
  }
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
