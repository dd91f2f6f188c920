import { gzipSync } from 'node:zlib'
import type { SourceDefinition } from '@huiyin/domain/source'
import { expect, test } from 'vitest'
import { fixturePages } from './testing/fixture-pages.js'
import { openLoopbackSite } from './testing/loopback-site.js'
import { sweeping } from './testing/sweeping.js'

const folder = new URL('./probe/__fixtures__/', import.meta.url).pathname
const desk = sweeping()
const { watch, sweep, stored } = desk

const forum: SourceDefinition['read'] = {
  type: 'html',
  list: { entry: 'tbody[id^=normalthread_]', link: 'a.xst', activity: 'td.num a' },
  detail: { title: '#thread_subject', text: '[id^=postmessage_]', author: '.authi a.xw1' },
  replies: {
    post: '#postlist > div[id^=post_]',
    text: '[id^=postmessage_]',
    author: '.authi a.xw1',
    floor: 'a[id^=postnum]',
    next: '.pg a.nxt',
  },
}

test('a thread is stored with its replies; it is opened again when its row shows another reply', async () => {
  for (const [path, page] of Object.entries(fixturePages(`${folder}discuz`))) desk.site.pages.set(path, page)
  await watch(forum, { path: '/forum-2-1.html' })
  expect(await sweep()).toMatchObject({ outcome: 'ok', fetched: 4, new: 7, errors: [] })
  const thread = (await stored()).filter((item) => item.thread_key === desk.site.url('/thread-501-1-1.html'))
  expect(thread.map((item) => item.reply_number ?? 0).sort()).toEqual([0, 2, 3, 4])

  desk.site.requests.length = 0
  expect(await sweep()).toMatchObject({ outcome: 'quiet', new: 0 })
  expect(desk.site.requests).toEqual(['/forum-2-1.html'])

  const pages = fixturePages(`${folder}discuz`)
  const textOf = (path: string) => String((pages[path] as { body: Buffer }).body)
  desk.site.pages.set(
    '/forum-2-1.html',
    textOf('/forum-2-1.html').replace('class="xi2">3<', 'class="xi2">4<'),
  )
  const reply = textOf('/thread-501-2-1.html')
    .replaceAll('9004', '9005')
    .replace('4<sup>', '5<sup>')
    .replace('今天还是没人来。', '下午交警来了，谢谢大家。')
  const old = textOf('/thread-501-2-1.html')
  desk.site.pages.set(
    '/thread-501-2-1.html',
    old.replace(
      '<div id="postlistreply">',
      `${/<div id="post_9005[\s\S]*?(?=<div id="postlistreply">)/.exec(reply)?.[0] ?? ''}<div id="postlistreply">`,
    ),
  )
  expect(await sweep()).toMatchObject({ outcome: 'ok', new: 1 })
  expect((await stored()).map(({ text }) => text)).toContain('下午交警来了，谢谢大家。')
})

const rss = (title: string) =>
  `<rss version="2.0"><channel><title>t</title><item><title>${title}</title><link>https://mp.weixin.qq.com/s?__biz=1&amp;mid=2&amp;idx=1&amp;sn=3&amp;scene=9</link><description>城东停水两天，请居民提前储水，需要送水的老人打电话。</description></item></channel></rss>`

test('of several mirrors the first that answers serves, the dead one is named, what both carry is one', async () => {
  const other = await openLoopbackSite({ '/feed': rss('停水通知') })
  try {
    desk.site.pages.set('/feed', { status: 502 })
    await watch({ type: 'feed' }, { kind: 'wechat', path: '/feed', mirrors: [other.url('/feed')] })
    const first = await sweep()
    expect(first).toMatchObject({ outcome: 'ok', new: 1 })
    expect(first.errors[0]?.message).toContain(`镜像 ${new URL(desk.site.url()).host} 没有应答，本次改用`)
    expect(first.errors[0]?.message).toContain(new URL(other.url()).host)
    desk.site.pages.set('/feed', rss('停水通知').replace('scene=9', 'scene=27'))
    expect(await sweep()).toMatchObject({ outcome: 'quiet', new: 0, errors: [] })
    expect(await stored()).toHaveLength(1)
    desk.site.pages.set('/feed', { status: 502 })
    other.pages.set('/feed', { status: 500 })
    expect(await sweep()).toMatchObject({ outcome: 'failed' })
  } finally {
    await other.close()
  }
})

test('townships in one definition are all read; one that fails is named and the others stand', async () => {
  for (const [path, page] of Object.entries(fixturePages(`${folder}townships`)))
    desk.site.pages.set(path, page)
  desk.site.pages.set('/xz/t2/', { status: 500 })
  const columns = [1, 2, 3].map((at) => ({ name: `第${at}镇`, url: desk.site.url(`/xz/t${at}/`) }))
  const list = { entry: 'ul.town-list > li', publishedAt: 'span' }
  await watch({ type: 'html', list, columns }, { kind: 'government', path: '/xz/t0/' })
  const swept = await sweep()
  expect(swept).toMatchObject({ outcome: 'ok', fetched: 9, new: 9 })
  expect(swept.errors.map(({ url }) => url)).toEqual([desk.site.url('/xz/t2/')])
})

test('a sitemap leads to its packed part and from there to the articles', async () => {
  const article = (at: number) =>
    `<h1>第${at}篇通知</h1><p>2026-08-0${at} 09:00</p><div id="Zoom"><p>城东片区第${at}次停水，请沿线居民提前储水，谢谢配合。</p></div>`
  const urls = [1, 2].map(
    (at) => `<url><loc>${desk.site.url(`/${at}.html`)}</loc><lastmod>2026-08-0${at}</lastmod></url>`,
  )
  desk.site.pages.set(
    '/sitemap.xml',
    `<sitemapindex><sitemap><loc>${desk.site.url('/part.xml.gz')}</loc></sitemap></sitemapindex>`,
  )
  desk.site.pages.set('/part.xml.gz', { body: gzipSync(`<urlset>${urls.join('')}</urlset>`) })
  for (const at of [1, 2]) desk.site.pages.set(`/${at}.html`, article(at))
  await watch({ type: 'sitemap' }, { kind: 'news', path: '/sitemap.xml' })
  expect(await sweep()).toMatchObject({ outcome: 'ok', fetched: 2, new: 2, errors: [] })
})

test('pages that are no text — 乱码, a wall, a stump — are told and never stored', async () => {
  const rows = ['a', 'b', 'c'].map((name) => `<li><a href="/${name}">关于停水的通知${name}</a></li>`)
  desk.site.pages.set('/list', `<ul>${rows.join('')}</ul>`)
  const noise = Buffer.from(
    Array.from({ length: 4_000 }, (_, at) => 0x80 + ((at * 73 + (at >> 3) * 31) % 128)),
  )
  desk.site.pages.set('/a', { body: noise })
  desk.site.pages.set('/b', '<title>安全验证</title><p>访问过于频繁，请输入验证码</p>')
  desk.site.pages.set('/c', '<html><head><title>关于停水的通知c</tit')
  await watch({ type: 'html', list: { entry: 'li' } }, { kind: 'government' })
  const { outcome, errors } = await sweep()
  expect(outcome).toBe('failed')
  expect(errors.map(({ code }) => code).sort()).toEqual(['charset', 'empty', 'wall'])
  expect(await stored()).toEqual([])
})
