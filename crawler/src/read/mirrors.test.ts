import { readFileSync } from 'node:fs'
import type { SourceDefinition } from '@huiyin/domain/source'
import { expect, test } from 'vitest'
import { extractArticle } from '../extract/article.js'
import { ExtractError } from '../extract/extract-error.js'
import { longTextOf } from '../extract/weibo.js'
import { readDetail } from './detail.js'
import { readListing } from './listing.js'

const now = new Date('2026-08-03T14:00:00+08:00')
const mirror = 'https://mirror.example.cn/feeds/MP_1'
const fixture = (name: string) => readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url), 'utf8')
const feed: SourceDefinition = {
  id: 'mirror',
  name: '青禾同城',
  kind: 'wechat',
  level: 'self-media',
  url: mirror,
  everySeconds: 600,
  read: { type: 'feed' },
}
const list = (text: string, definition = feed) => readListing(text, definition, { url: mirror, page: 1, now })

test('a saved WeChat article: title, account, time from the script, text, pictures that load late', () => {
  const page = extractArticle(fixture('wechat-article.html'), 'https://mp.weixin.qq.com/s/abc', { now })
  expect(page).toMatchObject({
    title: '停水三天，城东老旧小区的水终于来了',
    source: '青禾同城',
    publishedAt: new Date(1_785_686_400_000),
    images: ['http://mmbiz.example.cn/pic1.jpg'],
    text: expect.stringMatching(/^8月2日晚上九点多.*\n据县水务局介绍/),
  })
})

test.each([
  ['wechat-deleted.html', 'gone'],
  ['wechat-verify.html', 'wall'],
])('%s is no article and is said to be so', (name, code) => {
  expect(() => readDetail(fixture(name), 'https://mp.weixin.qq.com/s/abc', feed, now)).toThrow(
    expect.objectContaining({ code }),
  )
})

test('a forum that asks to log in is a wall and no post', () => {
  const html = `<title>提示信息 - 小城论坛</title><h1>小城论坛 提示信息</h1><p>抱歉，您尚未登录，没有权限访问该版块</p>
    <form>用户名 <input name="u"> 密码 <input type="password"><button>登录</button> <a>立即注册</a></form>`
  expect(() => readDetail(html, 'http://bbs.example.cn/1', feed, now)).toThrow(
    expect.objectContaining({ code: 'wall' }),
  )
})

test('who complains about a page that asks to log in is heard', () => {
  const html = `<h1>社保网站打不开</h1><p>发布时间：2026-08-03 09:00</p><div id="Zoom"><p>县社保网站总是提示请先登录，登录了又说访问过于频繁，老人根本不会弄。</p></div>`
  expect(readDetail(html, 'http://bbs.example.cn/1', feed, now).page.text).toContain('请先登录')
})

test('a mirror’s feed: one address for one article, relative times, entries without link and guid', () => {
  const { drafts } = list(fixture('wewe-rss.xml'))
  expect(drafts).toMatchObject([
    {
      url: 'https://mp.weixin.qq.com/s?__biz=MzA=&mid=2247&idx=1&sn=abc',
      author: '青禾同城',
      text: '8月2日晚上九点多，水来了。',
      images: ['http://mmbiz.example.cn/pic1.jpg'],
      publishedAt: new Date('2026-08-03T00:00:00+08:00'),
    },
    { publishedAt: new Date('2026-08-03T11:00:00+08:00') },
    { publishedAt: new Date('2026-08-02T08:30:00+08:00') },
  ])
  expect(new Set(drafts.map(({ url }) => url)).size).toBe(3)
})

test('a feed cut off on its way yields its whole entries and says so', () => {
  const whole = fixture('wewe-rss.xml')
  const { drafts, note } = list(whole.slice(0, whole.indexOf('昨天的另一条')))
  expect(drafts).toHaveLength(2)
  expect(note).toContain('没有传完')
})

test('of 100,000 entries the first 2,000 are read, and it is said', () => {
  const item = (at: number) => `<item><title>第${at}条</title><link>http://a.example.cn/${at}</link></item>`
  const items = Array.from({ length: 100_000 }, (_, at) => item(at)).join('')
  const { drafts, note } = list(`<rss version="2.0"><channel><title>t</title>${items}</channel></rss>`)
  expect([drafts.length, drafts.at(-1)?.url]).toEqual([2_000, 'http://a.example.cn/1999'])
  expect(note).toContain('2000')
  const json = { version: 'https://jsonfeed.org/version/1', title: 't', items: [] as object[] }
  for (let at = 0; at < 100_000; at++)
    json.items.push({ id: `${at}`, url: `http://a.example.cn/${at}`, title: 'x' })
  expect(list(JSON.stringify(json)).drafts).toHaveLength(2_000)
})

test('the mobile site’s JSON: text, counts, pictures, time; what is repeated is an item of its own', () => {
  const { drafts, entries, held } = list(fixture('weibo-cards.json'))
  expect(drafts).toMatchObject([
    {
      url: 'https://weibo.com/55/Qa1',
      author: '青禾同城',
      text: '枫渡大桥左幅封闭第三天，早高峰排队近两公里。\n#枫渡大桥#',
      publishedAt: new Date('2026-08-03T08:20:00+08:00'),
      images: ['https://wx.example.cn/large/1.jpg'],
      engagement: { shares: 11, comments: 9, likes: 12_000 },
    },
    {
      url: 'https://weibo.com/55/Qc3',
      text: expect.stringContaining('现在还在排队等维修资金'),
      threadKey: 'https://weibo.com/77/Pz9',
    },
    {
      url: 'https://weibo.com/77/Pz9',
      author: '三单元',
      threadKey: 'https://weibo.com/77/Pz9',
      publishedAt: new Date('2025-10-08T00:00:00+08:00'),
      engagement: { shares: 40, comments: 88 },
    },
  ])
  expect(entries).toMatchObject([{ url: 'https://weibo.com/55/Qb2' }])
  expect(held.get('https://weibo.com/55/Qb2')).toMatchObject({
    readFrom: 'https://mirror.example.cn/statuses/extend?id=502',
    draft: { engagement: { shares: 1_000_000 }, publishedAt: new Date('2026-08-03T11:00:00+08:00') },
  })
  expect(longTextOf(fixture('weibo-extend.json'), mirror)).toContain('河滨路沿线')
})

test('a mirror that wants a log-in is no quiet account', () => {
  const login = fixture('weibo-login.json').replace('"data": {}', '"data": {"cards": [{"mblog": null}]}')
  expect(() => list(login)).toThrow(expect.objectContaining({ code: 'login' }))
  expect(() => list('<html><body>请登录</body></html>')).toThrow(ExtractError)
})
