import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { timeAgo } from './forum-pages.js'
import { escapeMarkup } from './markup.js'
import { demoPage } from './pages.js'
import { type DemoPost, loadDemoPosts } from './posts.js'

const posts = loadDemoPosts()
const startedAt = new Date('2026-08-03T02:00:00Z')
const web = { posts, startedAt, origin: 'http://127.0.0.1:1' }
const after = (seconds: number) => new Date(startedAt.getTime() + seconds * 1000)
const end = after(7200)

function bytesAt(path: string, now: Date): Buffer {
  const page = demoPage(path, web, now)
  if (!page) throw new Error(`no page at ${path}`)
  return page.body
}
const textAt = (path: string, now = end) => bytesAt(path, now).toString('utf8')
const boardAt = (path: string, now = end) => iconv.decode(bytesAt(path, now), 'gbk')
const linksOf = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] ?? '')
const postsOf = (site: DemoPost['site']) => posts.filter((post) => post.site === site)

/** Follows `next` from `path` to the last page. */
function walk(path: string, next: RegExp, read: (path: string) => string): string[] {
  const html = read(path)
  const following = next.exec(html)?.[1]
  return [html, ...(following ? walk(following, next, read) : [])]
}

const forumPages = (now = end) =>
  walk('/forum/forum-2-1.html', /<a class="nxt" href="([^"]+)"/, (path) => textAt(path, now))
const boardPages = () => walk('/board/index.shtml', /<a class="next" href="([^"]+)"/, boardAt)
const threadLink = /class="s xst" href="([^"]+)"/g
const boardLink = /class="ly-title"><a href="([^"]+)"/g

/** The names of the tags in order of closing; throws where one is not closed. */
function checkNesting(xml: string): void {
  const open: string[] = []
  for (const [, slash, name, empty] of xml.matchAll(/<(\/?)([a-zA-Z:]+)[^>]*?(\/?)>/g)) {
    if (slash) expect(open.pop()).toBe(name)
    else if (!empty && name) open.push(name)
  }
  expect(open).toEqual([])
}

describe('the county board', () => {
  test('every post decodes from GBK to the very text of the file', () => {
    const details = boardPages()
      .flatMap((html) => linksOf(html, boardLink))
      .map((path) => boardAt(path))
    expect(details).toHaveLength(postsOf('board').length)
    for (const post of postsOf('board'))
      expect(
        details.filter((html) => html.includes(escapeMarkup(post.text))),
        post.id,
      ).toHaveLength(1)
  })

  test('names its charset only in <meta>', () => {
    expect(demoPage('/board/index.shtml', web, end)?.contentType).toBe('text/html')
    expect(boardAt('/board/index.shtml')).toContain('charset=gb2312')
    expect(bytesAt('/board/index.shtml', end).toString('utf8')).not.toContain('网上留言')
  })

  test('an address has the day of publishing in China and stays the same', () => {
    const first = linksOf(boardPages().join(''), boardLink)
    expect(
      first.every((path) =>
        /^\/board\/t202608\d\d_\d{4}\.shtml$|^\/board\/t202607\d\d_\d{4}\.shtml$/.test(path),
      ),
    ).toBe(true)
    const early = linksOf(boardAt('/board/index.shtml', startedAt), boardLink)
    expect(early.filter((path) => !first.includes(path))).toEqual([])
    expect(demoPage('/board/t20200101_1001.shtml', web, end)).toBeUndefined()
  })
})

describe('the forum', () => {
  test('ten threads a page, the last page is reached by 下一页 and has none', () => {
    const pages = forumPages()
    expect(pages).toHaveLength(Math.ceil(postsOf('forum').length / 10))
    expect(pages.slice(0, -1).map((html) => linksOf(html, threadLink).length)).toEqual(
      pages.slice(1).map(() => 10),
    )
    expect(new Set(pages.flatMap((html) => linksOf(html, threadLink))).size).toBe(postsOf('forum').length)
    expect(demoPage(`/forum/forum-2-${pages.length + 1}.html`, web, end)).toBeUndefined()
  })

  test('a new thread pushes the last one of the first page to the second', () => {
    const later = postsOf('forum')
      .map((post) => post.afterSeconds)
      .filter((seconds) => seconds > 0)
    const first = Math.min(...later)
    const last = linksOf(textAt('/forum/forum-2-1.html', after(first - 1)), threadLink).at(-1)
    expect(linksOf(textAt('/forum/forum-2-1.html', after(first)), threadLink)).not.toContain(last)
    expect(linksOf(textAt('/forum/forum-2-2.html', after(first)), threadLink)[0]).toBe(last)
  })

  test('the list speaks of minutes ago, the thread of a time in China', () => {
    expect(timeAgo(startedAt, after(30))).toBe('刚刚')
    expect(timeAgo(startedAt, after(185))).toBe('3 分钟前')
    expect(timeAgo(startedAt, after(7200))).toBe('2 小时前')
    expect(timeAgo(startedAt, after(86_400))).toBe('2026-08-03 10:00')
    const thread = linksOf(textAt('/forum/forum-2-1.html'), threadLink)[0] ?? ''
    expect(textAt(thread)).toMatch(/发表于 <span title="2026-08-03 10:\d\d">/)
  })
})

describe('the mirrors', () => {
  test('the RSS feed nests properly and carries every WeChat post', () => {
    const xml = textAt('/wechat/feed.xml')
    checkNesting(xml.replace(/^<\?xml[^>]*\?>/, ''))
    expect(xml.match(/<item>/g)).toHaveLength(postsOf('wechat').length)
    for (const post of postsOf('wechat')) expect(xml).toContain(escapeMarkup(escapeMarkup(post.text)))
  })

  test('the JSON Feed is version 1.1 with times, authors and counts', () => {
    const feed = JSON.parse(textAt('/weibo/feed.json')) as {
      version: string
      items: { url: string; date_published: string; _engagement: { reads: number } }[]
    }
    expect(feed.version).toBe('https://jsonfeed.org/version/1.1')
    expect(feed.items).toHaveLength(postsOf('weibo').length)
    for (const item of feed.items) {
      expect(Date.parse(item.date_published)).toBeLessThanOrEqual(end.getTime())
      expect(item._engagement.reads).toBeGreaterThan(0)
      expect(textAt(new URL(item.url).pathname)).toContain('演示')
    }
  })
})

describe('the page rendered by script', () => {
  test('is an empty shell without a link, and its list leads to articles', () => {
    expect(textAt('/script/')).not.toContain('<li')
    const { voices } = JSON.parse(textAt('/script/list.json')) as {
      voices: { path: string; title: string }[]
    }
    expect(voices).toHaveLength(postsOf('script').length)
    for (const voice of voices) expect(textAt(voice.path)).toContain(escapeMarkup(voice.title))
  })
})

describe('over time', () => {
  test('a post is not there one second before its time, in list or by address, and there at its time', () => {
    const post = postsOf('script').find((one) => one.afterSeconds > 0)!
    const path = `/script/voice/${1001 + posts.indexOf(post)}.html`
    expect(demoPage(path, web, after(post.afterSeconds - 1))).toBeUndefined()
    expect(textAt('/script/list.json', after(post.afterSeconds - 1))).not.toContain(path)
    expect(textAt('/script/list.json', after(post.afterSeconds))).toContain(path)
    expect(textAt(path, after(post.afterSeconds))).toContain(escapeMarkup(post.text))
  })

  test('counts grow by whole minutes and nothing is published in the future', () => {
    const post = posts.find((one) => one.id === 'water-03')!
    const path = `/weibo/status/${1001 + posts.indexOf(post)}.html`
    expect(textAt(path, after(59))).toContain(`<b class="reads">${post.reads}</b>`)
    expect(textAt(path, after(120))).toContain(
      `<b class="reads">${(post.reads ?? 0) + 2 * (post.growth?.reads ?? 0)}</b>`,
    )
  })

  test('the same second yields the same bytes, and changed bytes have a later Last-Modified', () => {
    const paths = [
      '/board/index.shtml',
      '/forum/forum-2-1.html',
      '/wechat/feed.xml',
      '/weibo/feed.json',
      '/script/list.json',
    ]
    for (const path of paths) {
      let before = demoPage(path, web, startedAt)
      for (let seconds = 1; seconds <= 300; seconds++) {
        const page = demoPage(path, web, after(seconds))
        if (page && before && !page.body.equals(before.body))
          expect(page.modifiedAt.getTime() - before.modifiedAt.getTime()).toBeGreaterThanOrEqual(1000)
        before = page
      }
    }
  })

  test('every page says 演示', () => {
    const paths = [
      '/',
      '/robots.txt',
      '/wechat/feed.xml',
      '/weibo/feed.json',
      '/script/',
      '/script/list.json',
    ]
    for (const path of paths) expect(textAt(path), path).toContain('演示')
    for (const html of forumPages()) {
      expect(html).toContain('演示')
      for (const path of linksOf(html, threadLink)) expect(textAt(path)).toContain('演示')
    }
    for (const html of boardPages()) {
      expect(html).toContain('演示')
      for (const path of linksOf(html, boardLink)) expect(boardAt(path)).toContain('演示')
    }
  })
})
