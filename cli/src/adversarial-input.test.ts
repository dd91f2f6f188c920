import { createAnalyzer } from '@huiyin/analyzer/analyze'
import { extractArticle } from '@huiyin/crawler/extract/article'
import { extractFeed, isFeed } from '@huiyin/crawler/extract/feed'
import { extractList } from '@huiyin/crawler/extract/list'
import { parseCount } from '@huiyin/crawler/extract/particulars'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import { parsePublishedAt, publishedAtOfPath } from '@huiyin/domain/text/published-at'
import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import { cleanUrl } from '@huiyin/store/clean-url'
import { describe, expect, test } from 'vitest'

/**
 * A page is written by whoever likes to, also to stop us: the work on a text may grow with its length and no faster.
 * Five times the text may cost five times as much; a pattern that tries every split would ask for twenty-five.
 */
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
const readers: [string, (text: string) => unknown][] = [
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

/** Processor time, so that a busy machine is no slow program. */
function costMs(read: (text: string) => unknown, text: string): number {
  const before = process.cpuUsage()
  try {
    read(text)
  } catch {
    // Refusing is an answer.
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** How much more the longer text costs; asked again where the first answer is steep, and the mildest counts. */
function growth(read: (text: string) => unknown, stutter: string, tail: string): number {
  let mildest = Number.POSITIVE_INFINITY
  for (let round = 0; round < 4 && mildest > steepest; round += 1) {
    const big = costMs(read, of(stutter, large) + tail)
    if (big < unmeasurableMs) return 0
    mildest = Math.min(mildest, big / Math.max(costMs(read, of(stutter, small) + tail), 1))
  }
  return mildest
}

const of = (stutter: string, length: number) =>
  stutter.repeat(Math.ceil(length / stutter.length)).slice(0, length)

describe.each(readers)('%s', (_, read) => {
  test('works on a text five times as long in about five times the time', { timeout: 120_000 }, () => {
    const steep: string[] = []
    for (const stutter of stutters)
      for (const tail of ['', '!']) {
        const ratio = growth(read, stutter, tail)
        if (ratio > steepest) steep.push(`${JSON.stringify(stutter)}: ${ratio.toFixed(0)}×`)
      }
    expect(steep).toEqual([])
  })
})
