import type { SourceDefinition } from '@huiyin/domain/source'
import type { ReadDefinition } from '@huiyin/domain/source-reading'
import { expect, test } from 'vitest'
import { ExtractError } from '../extract/extract-error.js'
import { parseListTree } from '../extract/list-tree.js'
import { recognise } from '../probe/family.js'
import { guessList } from '../probe/guess-list.js'
import { readDetail } from './detail.js'
import { readListing } from './listing.js'

const now = new Date('2026-08-03T14:00:00+08:00')
const url = 'http://a.example.cn/list'
const definition = (read: ReadDefinition): SourceDefinition => ({
  id: 'a',
  name: 'a',
  kind: 'news',
  level: 'county',
  url,
  everySeconds: 600,
  read,
})
const place = { url, page: 1, now }
const html = definition({ type: 'html', list: { entry: 'li' }, replies: { post: 'div' } })

test.each(['<div>', '<li>', '<table>', '<a href="/x">'])(
  'millions of “%s” without an end are no list, no thread and no family',
  (tag) => {
    const text = tag.repeat(5_000_000 / tag.length)
    expect(() => readListing(text, html, place)).toThrow(ExtractError)
    expect(guessList(parseListTree(text).tree, url, now)).toBeNull()
    expect(readDetail(text, url, html, now)).toMatchObject({ replies: [], page: { text: '' } })
    expect(recognise(text, url)).toBeNull()
  },
)

test('JSON nested a million deep is refused, not followed', () => {
  const deep = `{"data":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`
  const json = definition({ type: 'json', list: { items: 'data.list' } })
  expect(() => readListing(deep, json, place)).toThrow(ExtractError)
  const weibo = `{"mblog":1,"cards":${'[{"card_group":'.repeat(100_000)}[]${'}]'.repeat(100_000)}}`
  expect(() => readListing(weibo, definition({ type: 'feed' }), place)).toThrow(ExtractError)
})

test('a list of 100,000 objects is read to its bound', () => {
  const rows = Array.from({ length: 100_000 }, (_, at) => ({ url: `/${at}`, title: `第${at}条` }))
  const json = definition({ type: 'json', list: { items: '', title: 'title' } })
  expect(readListing(JSON.stringify(rows), json, place).entries).toHaveLength(2_000)
})

test('a thread of 100,000 floors on one page is read to its bound', () => {
  const floors = Array.from(
    { length: 100_000 },
    (_, at) => `<div class="p" id="post_${100 + at}">第${at}楼</div>`,
  )
  const posts = definition({ type: 'posts', list: { post: 'div.p' } })
  expect(readListing(floors.join(''), posts, place).drafts).toHaveLength(1_000)
})

test('a page cut off anywhere yields what was whole, or says what is missing; never half a tag as text', () => {
  const rows = Array.from(
    { length: 5 },
    (_, at) => `<li><a href="/${at}.html" title="第${at}条标题文字">第${at}条</a></li>`,
  )
  const whole = `<!DOCTYPE html><html><body><ul>${rows.join('')}</ul></body></html>`
  for (let end = 0; end < whole.length; end++) {
    let titles: string[] = []
    try {
      titles = readListing(whole.slice(0, end), html, place).entries.map(({ title }) => title)
    } catch (error) {
      expect(error).toBeInstanceOf(ExtractError)
    }
    for (const title of titles) expect(title).toMatch(/^第\d条标题文字$/)
  }
})

test('an empty shell of a script-drawn site is said to be empty', () => {
  const shell =
    '<!DOCTYPE html><html><head><title>青禾县</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>'
  expect(() => readListing(shell, html, place)).toThrow('read.list.entry = li')
  expect(readDetail(shell, url, html, now).page).toMatchObject({ text: '', kind: 'empty' })
})
