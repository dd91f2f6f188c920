import type { SourceDefinition } from '@huiyin/domain/source'
import { expect, test } from 'vitest'
import { fixturePages } from './testing/fixture-pages.js'
import { sweeping } from './testing/sweeping.js'

/** What a sweep makes of posts it has stored before and meets again. */
const folder = new URL('./probe/__fixtures__/', import.meta.url).pathname
const desk = sweeping()
const { asCrawler, watch, sweep, stored } = desk
const versions = () =>
  asCrawler((tx) =>
    tx.db
      .selectFrom('item_version')
      .innerJoin('item', 'item.id', 'item_version.item_id')
      .select(['item_version.text', 'item_version.number'])
      .where('item.source_id', '=', desk.sourceId)
      .execute(),
  )

const feed = (text: string) =>
  `<rss version="2.0"><channel><title>t</title><item><title>城东停水</title><link>https://weibo.example.com/1</link><description>${text}</description></item></channel></rss>`

test('a post a feed shows with other words is an edit: one request, the old words kept', async () => {
  desk.site.pages.set('/feed', feed('城东停水两天，请居民提前储水。'))
  await watch({ type: 'feed' }, { kind: 'weibo', path: '/feed' })
  await sweep()
  desk.site.pages.set('/feed', feed('城东停水两天，现已恢复供水。'))
  desk.site.requests.length = 0
  expect(await sweep()).toMatchObject({ outcome: 'quiet', new: 0, errors: [] })
  expect(desk.site.requests).toEqual(['/feed'])
  expect((await stored()).map(({ text }) => text)).toEqual(['城东停水两天，现已恢复供水。'])
  expect(await versions()).toEqual([{ number: 1, text: '城东停水两天，请居民提前储水。' }])
})

const posts = (reads: number) =>
  `<div class="post" data-id="77001"><p class="text">枫渡路的路灯坏了一个多月，没有人来修。</p><span class="n">${reads}</span></div>`

test('counts a list shows are taken anew at every sweep', async () => {
  desk.site.pages.set('/wall', posts(12))
  await watch(
    { type: 'posts', list: { post: 'div.post', text: 'p.text', reads: 'span.n' } },
    { kind: 'weibo', path: '/wall' },
  )
  await sweep()
  desk.site.pages.set('/wall', posts(480))
  await sweep()
  const [item] = await stored()
  expect([item?.engagement, item?.counted_at]).toEqual([{ reads: 480 }, desk.clock.now()])
})

test('a thread opened for its new reply shows that its first post was edited', async () => {
  const pages = fixturePages(`${folder}discuz`)
  for (const [path, page] of Object.entries(pages)) desk.site.pages.set(path, page)
  const textOf = (path: string) => String((pages[path] as { body: Buffer }).body)
  const forum: SourceDefinition['read'] = {
    type: 'html',
    list: { entry: 'tbody[id^=normalthread_]', link: 'a.xst', activity: 'td.num a' },
    detail: { title: '#thread_subject', text: '[id^=postmessage_]', author: '.authi a.xw1' },
  }
  await watch(forum, { path: '/forum-2-1.html' })
  await sweep()
  const before = (await stored()).find(({ url }) => url.includes('thread-501'))
  const words = String(before?.text).slice(-8)
  desk.site.pages.set(
    '/forum-2-1.html',
    textOf('/forum-2-1.html').replace('class="xi2">3<', 'class="xi2">4<'),
  )
  desk.site.pages.set(
    '/thread-501-1-1.html',
    textOf('/thread-501-1-1.html').replaceAll(words, `${words}（更新）`),
  )
  await sweep()
  expect((await stored()).find(({ url }) => url.includes('thread-501'))?.text).toContain(`${words}（更新）`)
  expect((await versions()).map(({ text }) => text)).toEqual([before?.text])
})

test('the answer of a message board is stored apart from the question, with unit and day', async () => {
  for (const [path, page] of Object.entries(fixturePages(`${folder}message-board`)))
    desk.site.pages.set(path, page)
  await watch({ type: 'html', list: { entry: 'tr', link: 'a' } }, { path: '/hdjl/xzxx/index.shtml' })
  await sweep()
  const answered = (await stored()).filter(({ answer }) => answer?.text)
  expect(answered.length).toBeGreaterThan(0)
  for (const { text, answer } of answered) expect(text).not.toContain(answer?.text.slice(0, 10) ?? '')
  expect(answered.some(({ answer }) => answer?.unit && answer.repliedAt)).toBe(true)
})

test('a letter answered after it was read shows the answer, whatever its list says, and is no new post', async () => {
  for (const [path, page] of Object.entries(fixturePages(`${folder}message-board`)))
    desk.site.pages.set(path, page)
  await watch({ type: 'html', list: { entry: 'tr', link: 'a' } }, { path: '/hdjl/xzxx/index.shtml' })
  await sweep()
  const letter = async () => (await stored()).find(({ url }) => url.endsWith('/letter_2.shtml'))
  const before = await letter()
  expect(before?.answer).toMatchObject({ text: '' })
  desk.site.requests.length = 0
  await sweep()
  expect(desk.site.requests).not.toContain('/hdjl/xzxx/letter_2.shtml')
  desk.clock.advance(86_400_000)
  desk.site.requests.length = 0
  await sweep()
  expect(desk.site.requests).toContain('/hdjl/xzxx/letter_2.shtml')
  desk.site.pages.set('/hdjl/xzxx/letter_2.shtml', answeredLetter)
  desk.clock.advance(86_400_000)
  expect(await sweep()).toMatchObject({ outcome: 'quiet', new: 0, duplicates: 0, errors: [] })
  expect(await letter()).toMatchObject({
    id: before?.id,
    text: before?.text,
    answer: {
      unit: '县水务局',
      text: '三组支管漏水点已修复，供水恢复。',
      repliedAt: '2026-08-05T02:30:00.000Z',
    },
  })
  expect(await versions()).toEqual([])
  // Answered: nobody waits any more.
  desk.clock.advance(20 * 86_400_000)
  desk.site.requests.length = 0
  await sweep()
  expect(desk.site.requests).not.toContain('/hdjl/xzxx/letter_2.shtml')
})

const rows = (cells: Record<string, string>) =>
  Object.entries(cells)
    .map(([label, value]) => `<tr><td class="t">${label}</td><td>${value}</td></tr>`)
    .join('')
const answeredLetter = `<html><head><meta charset="utf-8"><title>柳塘村自来水时断时续请求解决-县长信箱</title></head><body>
<table class="letter">${rows({
  信件标题: '柳塘村自来水时断时续请求解决',
  来信人: '陈**',
  来信时间: '2026-07-31 09:12',
  来信内容: '柳塘村三组从七月中旬开始自来水时断时续，每天只来两个小时，老人挑水很困难，希望能给个准话。',
  答复单位: '县水务局',
  答复时间: '2026-08-05 10:30',
  答复内容: '三组支管漏水点已修复，供水恢复。',
})}</table></body></html>`
