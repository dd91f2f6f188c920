import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { SourceDefinition } from '@huiyin/domain/source'
import { expect, test } from 'vitest'
import { readListing } from './listing.js'
import { openPost } from './open-post.js'
import { pageText } from './page-text.js'

const now = new Date('2026-08-03T14:00:00+08:00')
const fixture = (name: string) => readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url))
const base = {
  id: 'news',
  name: '青禾新闻网',
  kind: 'news',
  level: 'county',
  url: 'http://news.example.cn/sitemap.xml',
  everySeconds: 600,
} as const
const sitemap: SourceDefinition = { ...base, read: { type: 'sitemap', include: String.raw`/20\d\d/` } }

test('an index of sitemaps leads to those that have changed, newest first', () => {
  const text = fixture('sitemap-index.xml').toString()
  const { next, entries } = readListing(text, sitemap, { url: base.url, page: 1, now })
  expect(next).toEqual(['http://news.example.cn/sitemap-2026-08.xml.gz'])
  expect(entries).toEqual([])
})

test('a packed news sitemap: titles and times, newest first, old and unwanted addresses left out', () => {
  const url = 'http://news.example.cn/sitemap-2026-08.xml.gz'
  const text = pageText(gzipSync(fixture('sitemap-news.xml')), url, { contentType: 'application/x-gzip' })
  expect(readListing(text, sitemap, { url, page: 2, now }).entries).toEqual([
    {
      url: 'http://news.example.cn/2026/0803/a2.html',
      title: '城东停水通知',
      publishedAt: new Date('2026-08-03T08:00:00+08:00'),
    },
    {
      url: 'http://news.example.cn/2026/0801/a1.html',
      title: '枫渡大桥左幅封闭维修',
      publishedAt: new Date('2026-08-01T08:00:00+08:00'),
    },
  ])
})

test('a packed file that opens to more than a page may hold is refused', () => {
  const bomb = gzipSync(Buffer.alloc(31 * 2 ** 20))
  expect(() => pageText(bomb, base.url, {})).toThrow(expect.objectContaining({ code: 'packed' }))
})

test('bytes no encoding explains are 乱码 and never text', () => {
  const noise = Buffer.from(
    Array.from({ length: 4_000 }, (_, at) => 0x80 + ((at * 73 + (at >> 3) * 31) % 128)),
  )
  expect(() => pageText(noise, base.url, {})).toThrow(expect.objectContaining({ code: 'charset' }))
})

test('an article with its counts, and its comments as items of their own', async () => {
  const definition: SourceDefinition = {
    ...base,
    read: {
      type: 'html',
      list: { entry: 'li' },
      commentList: {
        from: { pattern: String.raw`docId = '(?<id>\w+)'`, url: '/api/comments?doc={id}' },
        list: {
          items: 'data.list',
          text: 'content',
          author: 'user.nick',
          publishedAt: 'createTime',
          likes: 'up',
        },
      },
    },
  }
  const pages: Record<string, string> = {
    'http://news.example.cn/2026/0803/a2.html': fixture('news-article.html').toString(),
    'http://news.example.cn/api/comments?doc=CMT20260803A2': fixture('news-comments.json').toString(),
  }
  const fetchText = async (url: string) => ({ text: pages[url] ?? '', url })
  const url = 'http://news.example.cn/2026/0803/a2.html'
  const drafts = await openPost({ url, title: '', publishedAt: null }, { definition, now, fetchText })
  expect(drafts).toMatchObject([
    { url, author: '王晓明', engagement: { reads: 34_000, comments: 2 }, threadKey: url },
    {
      url: 'http://news.example.cn/api/comments?doc=CMT20260803A2#c1',
      title: '回复：城东停水通知',
      author: '河滨路住户',
      replyNumber: 2,
      threadKey: url,
      publishedAt: new Date(1_785_744_000_000),
      engagement: { likes: 15 },
    },
    { replyNumber: 3, text: '支持，早换早安心。' },
  ])
})

const first = '八月一日起，城东片区自来水主管道进行更换，施工期间将分段停水，每段不超过六小时。'
const page = (text: string, pager = '') =>
  `<h1>停水通知</h1><p>2026-08-01 10:20</p><div id="Zoom"><p>${text}</p></div>${pager}`
const html: SourceDefinition = { ...base, read: { type: 'html', list: { entry: 'li' } } }

test('an article on several pages is joined in its order, a repeated page adds nothing, a missing one is told', async () => {
  const at = (n: number) => `http://news.example.cn/zx/t20260801_1${n === 0 ? '' : `_${n}`}.html`
  const texts = ['第一部分：', '第二部分：', '第三部分：'].map((part) => part + first)
  const pages: Record<string, string> = {
    [at(0)]: page(texts[0] ?? '', '<script>createPageHTML(5, 0, "t20260801_1", "html");</script>'),
    [at(1)]: page(texts[1] ?? ''),
    [at(2)]: page(texts[2] ?? ''),
    [at(3)]: page(texts[0] ?? ''),
  }
  const missed: string[] = []
  const fetchText = async (url: string) => {
    const text = pages[url]
    if (text === undefined) throw new Error('gone')
    return { text, url }
  }
  const entry = { url: at(0), title: '停水通知', publishedAt: null }
  const [draft] = await openPost(entry, {
    definition: html,
    now,
    fetchText,
    missed: (_, url) => missed.push(url),
  })
  expect(draft?.text).toBe(texts.join('\n'))
  expect(missed).toEqual([at(4)])
})

test('an article whose pages never end is read no further than the definition says', async () => {
  const asked: string[] = []
  const fetchText = async (url: string) => {
    asked.push(url)
    const at = Number(/_1_(\d+)/.exec(url)?.[1] ?? 0)
    return { text: page(`第${at}页${first}`, `<a href="t20260801_1_${at + 1}.html">下一页</a>`), url }
  }
  const entry = { url: 'http://news.example.cn/zx/t20260801_1.html', title: '停水通知', publishedAt: null }
  await openPost(entry, { definition: html, now, fetchText })
  expect(asked).toHaveLength(10)
})

test('a post that only sends on is read where it sends, and not round and round', async () => {
  const pages: Record<string, string> = {
    'http://news.example.cn/a': '<script>window.location.href="/b"</script>',
    'http://news.example.cn/b': page(first),
    'http://news.example.cn/x': '<meta http-equiv="refresh" content="0;url=/y">',
    'http://news.example.cn/y': '<meta http-equiv="refresh" content="0;url=/x">',
  }
  const fetchText = async (url: string) => ({ text: pages[url] ?? '', url })
  const open = (url: string) =>
    openPost({ url, title: '', publishedAt: null }, { definition: html, now, fetchText })
  expect((await open('http://news.example.cn/a'))[0]?.text).toBe(first)
  await expect(open('http://news.example.cn/x')).rejects.toThrow('没有读到正文')
})

test('a list that calls the page by its headline names it, where the page’s own title is the site’s', async () => {
  const text = `<title>青禾县档案馆</title><table><tr><td>关于城东片区分段停水的通知</td></tr><tr><td>${first}</td></tr></table>`
  const fetchText = async (url: string) => ({ text, url })
  const entry = { url: 'http://news.example.cn/show.asp?id=1', title: '关于城东片区分段…', publishedAt: null }
  const [draft] = await openPost(entry, { definition: html, now, fetchText })
  expect(draft).toMatchObject({ title: '关于城东片区分段停水的通知', text: first })
})
