import { expect, test } from 'vitest'
import { extractList } from './list.js'

const now = new Date('2026-08-03T14:00:00+08:00')
const url = 'http://bbs.example.cn/forum/'
const html = `<ul><li><a href="1.html#new" title="停水三天没人管">停水三天…</a><em>08-02</em></li>
  <li><a href="1.html?utm_source=a">同一帖</a></li><li><a href="/2.html">路灯坏了</a><em>昨天 20:00</em></li></ul>
  <a class="next" href="?p=2">下一页</a>`

test('entries have address, title and date, each address once', () => {
  const { entries, next } = extractList(html, url, { entry: 'li', publishedAt: 'em', next: '.next' }, now)
  expect(entries).toEqual([
    { url: `${url}1.html`, title: '停水三天没人管', publishedAt: new Date('2026-08-02T00:00:00+08:00') },
    {
      url: 'http://bbs.example.cn/2.html',
      title: '路灯坏了',
      publishedAt: new Date('2026-08-02T20:00:00+08:00'),
    },
  ])
  expect(next).toBe(`${url}?p=2`)
})

test('the last page has no next one', () => {
  expect(extractList(html.replace('?p=2', '#'), url, { entry: 'li', next: '.next' }, now).next).toBeNull()
  expect(extractList(html, url, { entry: 'li', next: '.gone' }, now).next).toBeNull()
})

test.each([
  [{ entry: '.gone' }, 'read.list.entry = .gone'],
  [{ entry: 'li', link: 'b' }, 'read.list.link = b'],
  [{ entry: 'li', title: 'h9' }, 'read.list.title = h9'],
  [{ entry: 'li', publishedAt: '.when' }, 'read.list.publishedAt = .when'],
])('a selector that finds nothing anywhere is an error: %o', (list, named) => {
  expect(() => extractList(html, url, list, now)).toThrow(named)
})
