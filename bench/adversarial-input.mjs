// What a stuttering text costs as it grows: node bench/adversarial-input.mjs (after `npx tsc -b`). Five times the text
// may cost five times as much; a pattern that tries every split would ask for twenty-five. For every reader of foreign
// text: the steepest growth over all stutters, processor time of 100,000 characters to 20,000 in one run. Prints JSON;
// exit 1 when one is steeper than 12. That no single pattern is steep is held by cli/src/patterns.test.ts.
import { createAnalyzer } from '../analyzer/dist/analyze.js'
import { extractArticle } from '../crawler/dist/extract/article.js'
import { extractFeed, isFeed } from '../crawler/dist/extract/feed.js'
import { extractList } from '../crawler/dist/extract/list.js'
import { parseCount } from '../crawler/dist/extract/particulars.js'
import { maskPersonalData } from '../domain/dist/personal-data/mask.js'
import { parsePublishedAt, publishedAtOfPath } from '../domain/dist/text/published-at.js'
import { countyDirectory } from '../keywords/dist/directory.js'
import { loadLexicon } from '../keywords/dist/lexicon.js'
import { cleanUrl } from '../store/dist/clean-url.js'

const now = new Date('2026-03-02T01:00:00Z')
const [small, large] = [20_000, 100_000]
const steepest = 12
/** Below this nothing can be told apart from the machine's own breathing, and nothing hurts. */
const unmeasurableMs = 40

/** What makes patterns stumble: near misses, over and over. */
const stutters = [
  ...[
    '1',
    '0',
    ' ',
    '\n',
    '　',
    'a',
    '。',
    '、',
    '（',
    '<',
    '&',
    '"',
    '/',
    '%',
    '-',
    ':',
    '一',
    '不',
    '\u200b',
    '\ud83d\ude00',
  ],
  ...[
    '1-',
    '1 ',
    '13800',
    'a@',
    'a.',
    'a@a.',
    '京A',
    '京A1234',
    '0571-',
    '6222 ',
    '11010119900101',
    '我叫',
    '门牌',
    '幢1单元',
    '号',
  ],
  ...[
    '死亡',
    '约3人',
    '近百',
    '受伤12人，其中',
    '2026年',
    '2026-3-',
    '今天1',
    '12:',
    '阅读',
    '评论：',
    '记者 ',
    '来源：',
    '编辑：',
  ],
  ...[
    '请纪委',
    '贪污',
    '水务局',
    '柳河镇',
    '不是',
    '如果',
    '辟谣',
    'http://',
    'http://a/',
    '../',
    '?a=',
    '&#',
    '&amp',
    '<p>',
    '</',
    '<div ',
    '<!--',
    '<a href=',
    ']]>',
  ],
]

const analyzer = createAnalyzer({ lexicon: loadLexicon(), units: countyDirectory() })
const list = { entry: 'li' }
const readers = [
  ['masking', maskPersonalData],
  ['the analyzer', (text) => analyzer.analyze({ title: text.slice(0, 200), text })],
  [
    'the article reader',
    (text) => extractArticle(`<div id="Zoom"><p>${text}</p></div>`, 'http://a.example/1', { now }),
  ],
  [
    'the list reader',
    (text) => extractList(`<ul><li><a href="/1">${text}</a></li></ul>`, 'http://a.example/', list, now),
  ],
  [
    'the feed reader',
    (text) =>
      isFeed(text) ||
      extractFeed(
        `<rss><channel><item><title>${text}</title></item></channel></rss>`,
        'http://a.example/',
        now,
      ),
  ],
  ['the date reader', (text) => parsePublishedAt(text, now)],
  ['the date in an address', (text) => publishedAtOfPath(`/${text}`, now)],
  ['the reader of counts', parseCount],
  ['the cleaner of addresses', (text) => cleanUrl(`http://a.example/?${text}`)],
]

/** Processor milliseconds, so that a busy machine is no slow program. */
function costMs(read, text) {
  const before = process.cpuUsage()
  try {
    read(text)
  } catch {
    // Refusing is an answer.
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

const of = (stutter, length) => stutter.repeat(Math.ceil(length / stutter.length)).slice(0, length)

/** How much more the longer text costs; asked again where the first answer is steep, and the mildest counts. */
function growth(read, stutter, tail) {
  let mildest = Number.POSITIVE_INFINITY
  for (let round = 0; round < 4 && mildest > steepest; round += 1) {
    const big = costMs(read, of(stutter, large) + tail)
    if (big < unmeasurableMs) return 0
    mildest = Math.min(mildest, big / Math.max(costMs(read, of(stutter, small) + tail), 1))
  }
  return mildest
}

const result = {}
for (const [name, read] of readers) {
  let worst = { growth: 0, stutter: '' }
  for (const stutter of stutters)
    for (const tail of ['', '!']) {
      const found = Number(growth(read, stutter, tail).toFixed(1))
      if (found > worst.growth) worst = { growth: found, stutter }
    }
  result[name] = worst
}
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
process.exitCode = Object.values(result).some((worst) => worst.growth > steepest) ? 1 : 0
