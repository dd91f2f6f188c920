import { expect, test } from 'vitest'
import { ExtractError } from './extract-error.js'
import { extractFeed, isFeed } from './feed.js'

const now = new Date('2026-08-03T14:00:00+08:00')
const url = 'http://mirror.example.cn/feed'
const expected = {
  url: 'http://mp.example.cn/s/1',
  title: '停水通知',
  text: '城东停水\n请储水',
  publishedAt: new Date('2026-08-03T09:00:00+08:00'),
}
const rss = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>t</title>
  <item><title>停水通知</title><link>http://mp.example.cn/s/1#wechat</link><dc:creator>青禾发布</dc:creator><pubDate>Mon, 03 Aug 2026 01:00:00 GMT</pubDate>
  <content:encoded><![CDATA[<p>城东停水</p><p>请储水</p><img src="/a.jpg">]]></content:encoded></item></channel></rss>`
const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>停水通知</title><link href="http://mp.example.cn/s/1"/>
  <published>2026-08-03T09:00:00+08:00</published><author><name>青禾发布</name></author><content type="html">&lt;p&gt;城东停水&lt;/p&gt;请储水</content></entry></feed>`
const json = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 't',
  items: [
    {
      id: '1',
      url: 'http://mp.example.cn/s/1',
      title: '停水通知',
      content_text: '城东停水\n请储水',
      date_published: '2026-08-03T01:00:00Z',
      authors: [{ name: '青禾发布' }],
    },
  ],
})

test.each([
  ['RSS', rss],
  ['Atom', atom],
  ['JSON Feed', json],
])('%s becomes drafts with markup gone', (_, text) => {
  expect(isFeed(text)).toBe(true)
  expect(extractFeed(text, url, now).drafts).toMatchObject([{ ...expected, author: '青禾发布' }])
})

test('pictures of an entry are kept with whole addresses', () => {
  expect(extractFeed(rss, url, now).drafts[0]?.images).toEqual(['http://mp.example.cn/a.jpg'])
})

test('a post without a title takes its first line, and without a date has none', () => {
  const items = [{ id: '1', url: 'http://weibo.example.cn/1', content_text: '停水了！求助\n第二行' }]
  const text = JSON.stringify({ version: 'https://jsonfeed.org/version/1', title: 't', items })
  expect(extractFeed(text, url, now).drafts).toMatchObject([{ title: '停水了！求助', publishedAt: null }])
})

test('what is no feed is refused', () => {
  expect(isFeed('<html><body>登录</body></html>')).toBe(false)
  expect(() => extractFeed('<html><body>登录</body></html>', url, now)).toThrow(ExtractError)
})
