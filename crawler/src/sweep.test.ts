import type { SourceId, SweepId } from '@huiyin/domain/ids'
import type { SourceDefinition } from '@huiyin/domain/source'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import iconv from 'iconv-lite'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Egress, openEgress } from './egress/egress.js'
import { crawlerActor, type SweepDeps } from './sweep/sweep-deps.js'
import { sweepSource } from './sweep.js'
import { loopbackConfig as config } from './testing/loopback-config.js'
import { type LoopbackSite, openLoopbackSite } from './testing/loopback-site.js'

let shelf: TestStore
let site: LoopbackSite
let egress: Egress
let deps: SweepDeps
let sourceId: SourceId

beforeAll(async () => {
  shelf = await openTestStore({ at: '2026-08-03T12:00:00+08:00' })
})
afterAll(() => shelf.close())
beforeEach(async () => {
  site = await openLoopbackSite()
  egress = openEgress(config)
  deps = { store: shelf.store, egress, config, clock: shelf.clock, log: pino({ level: 'silent' }) }
})
afterEach(async () => {
  await egress.close()
  await site.close()
})

const inTx = <T>(work: Parameters<ReturnType<typeof shelf.store.as>['transaction']>[0]) =>
  shelf.store.as(crawlerActor).transaction(work) as Promise<T>

let serial = 0
async function watch(read: SourceDefinition['read'], rest: Partial<SourceDefinition> = {}): Promise<void> {
  const id = `source-${++serial}`
  sourceId = await inTx((tx) =>
    tx.sources.upsert({
      id,
      name: '青禾县网民留言',
      kind: 'board',
      level: 'county',
      url: site.url('/list'),
      everySeconds: 600,
      read,
      ...rest,
    }),
  )
}
const sweep = () => {
  shelf.clock.advance(1_000)
  return sweepSource(sourceId, deps)
}
const stored = () =>
  inTx<
    { url: string; title: string; text: string; published_at: Date | null; author_pseudonym: string | null }[]
  >((tx) => tx.db.selectFrom('item').selectAll().where('source_id', '=', sourceId).orderBy('url').execute())

const board = { type: 'html', list: { entry: 'ul.list > li' } } as const
const listOf = (paths: string[], more = '') =>
  `<ul class="list">${paths.map((path) => `<li><a href="${path}">帖子${path}</a></li>`).join('')}</ul>${more}`
const post = (title: string, text: string) =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1>
   <p>发布时间：2026-08-03 09:30　网友：张先生</p><div id="Zoom"><p>${text}</p></div></body></html>`
const outage = '城东小区从昨天晚上开始停水，至今没有恢复，物业电话13812345678打不通，请有关部门处理一下。'
const road = '枫渡路的路灯坏了一个多月，晚上出行非常不方便，希望尽快派人来修理，谢谢。'

test('a list and its posts are stored masked, with time and pseudonym, and sent to analysis', async () => {
  site.pages.set('/list', listOf(['/1?utm_source=x', '/2']))
  site.pages.set('/1', post('城东小区停水', outage))
  site.pages.set('/2', post('路灯坏了没人修', road))
  await watch(board)
  expect(await sweep()).toMatchObject({ outcome: 'ok', fetched: 2, new: 2, duplicates: 0, errors: [] })
  const [first] = await stored()
  expect(first).toMatchObject({ url: site.url('/1'), title: '城东小区停水' })
  expect(first?.text).toContain('〔手机号〕')
  expect(first?.author_pseudonym).toMatch(/^网友[0-9a-f]{8}$/)
  expect(first?.published_at).toEqual(new Date('2026-08-03T09:30:00+08:00'))
  expect((await shelf.store.queues.counts()).analyze.waiting).toBe(2)
})

test('GBK declared only in meta arrives readable', async () => {
  const gbk = (html: string) => iconv.encode(`<meta charset="gb2312">${html}`, 'gbk')
  site.pages.set('/list', { body: gbk(listOf(['/1'])) })
  site.pages.set('/1', { body: gbk(post('路灯坏了没人修', road)) })
  await watch(board)
  await sweep()
  expect(await stored()).toMatchObject([{ title: '路灯坏了没人修', text: road }])
})

test('a second sweep stores nothing twice and opens no known post', async () => {
  site.pages.set('/list', listOf(['/1', '/copy']))
  site.pages.set('/1', post('路灯坏了没人修', road))
  site.pages.set('/copy', post('路灯坏了没人修', road))
  await watch(board)
  expect(await sweep()).toMatchObject({ outcome: 'ok', new: 1, duplicates: 1 })
  site.requests.length = 0
  site.pages.set('/list', listOf(['/1', '/copy'], '<p>访问量 2</p>'))
  expect(await sweep()).toMatchObject({ outcome: 'quiet', fetched: 2, new: 0, duplicates: 2 })
  expect(site.requests).toEqual(['/list'])
  expect(await stored()).toHaveLength(1)
})

test('an unchanged list is quiet and costs one request', async () => {
  site.pages.set('/list', (request, response) => {
    response.setHeader('etag', '"1"')
    if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end()
    else response.setHeader('content-type', 'text/html').end(listOf(['/1']))
  })
  site.pages.set('/1', post('路灯坏了没人修', road))
  await watch(board)
  await sweep()
  site.requests.length = 0
  expect(await sweep()).toMatchObject({ outcome: 'quiet', fetched: 0, errors: [] })
  expect(site.requests).toEqual(['/list'])
})

test('a list that is the same byte for byte is quiet and unchanged', async () => {
  site.pages.set('/list', listOf(['/1']))
  site.pages.set('/1', post('路灯坏了没人修', road))
  await watch(board)
  await sweep()
  expect(await sweep()).toMatchObject({ outcome: 'quiet', unchanged: true, requests: 1 })
})

test('paging stops at a page that is wholly known, and a post that could not be read is tried again by itself', async () => {
  const pages = [['/1', '/2'], ['/3', '/4'], ['/5']]
  const put = () => {
    pages.forEach((paths, index) => {
      const next = index + 1 < pages.length ? `<a class="next" href="/list?p=${index + 2}">下一页</a>` : ''
      site.pages.set(index === 0 ? '/list' : `/list?p=${index + 1}`, listOf(paths, next))
      for (const path of paths) site.pages.set(path, post(`第${path}号帖子的标题`, `${road}${path}`))
    })
  }
  put()
  site.pages.set('/5', { status: 500 })
  await watch({ ...board, list: { ...board.list, next: 'a.next', maxPages: 10 } })
  expect(await sweep()).toMatchObject({ outcome: 'ok', fetched: 5, new: 4, errors: [{ code: 'http-500' }] })
  put()
  site.requests.length = 0
  expect(await sweep()).toMatchObject({ outcome: 'ok', new: 1, errors: [] })
  expect(site.requests.sort()).toEqual(['/5', '/list'])
  site.requests.length = 0
  expect(await sweep()).toMatchObject({ outcome: 'quiet' })
  expect(site.requests).toEqual(['/list'])
})

test('an empty list is blind and names the selector', async () => {
  site.pages.set('/list', '<ul class="list"></ul>')
  await watch(board)
  const { outcome, errors } = await sweep()
  expect(outcome).toBe('blind')
  expect(errors).toMatchObject([{ code: 'selector', message: expect.stringContaining('ul.list > li') }])
})

test('a list with status 500 fails, is recorded and asked again later', async () => {
  site.pages.set('/list', { status: 500 })
  await watch(board)
  expect(await sweep()).toMatchObject({ outcome: 'failed', errors: [{ code: 'http-500' }] })
  const { nextSweepAt } = await inTx<{ nextSweepAt: Date }>((tx) => tx.sources.get(sourceId))
  expect(nextSweepAt.getTime() - shelf.clock.now().getTime()).toBe(600_000)
})

test('a site whose robots.txt answers 500 is not read', async () => {
  site.pages.set('/robots.txt', { status: 500 })
  await watch(board)
  expect(await sweep()).toMatchObject({ outcome: 'failed', errors: [{ code: 'robots-unreachable' }] })
  expect(site.requests).toEqual([])
})

test('posts of which none can be read make the sweep fail', async () => {
  site.pages.set('/list', listOf(['/1', '/2']))
  site.pages.set('/1', '<html><body></body></html>')
  site.pages.set('/2', '<html><body></body></html>')
  await watch(board)
  expect(await sweep()).toMatchObject({
    outcome: 'failed',
    fetched: 2,
    new: 0,
    errors: [{ code: 'empty' }, { code: 'empty' }],
  })
})

test('a link to a removed post does not make the sweep fail', async () => {
  site.pages.set('/list', listOf(['/1', '/gone']))
  site.pages.set('/1', post('路灯坏了没人修', road))
  await watch(board)
  await sweep()
  expect(await sweep()).toMatchObject({ outcome: 'quiet', errors: [{ code: 'http-404' }] })
})

test('a feed is stored once, whatever its kind', async () => {
  const rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>停水通知</title>
    <link>http://example.cn/a?utm_source=rss</link><description>&lt;p&gt;${road}&lt;/p&gt;</description>
    <pubDate>Mon, 03 Aug 2026 01:00:00 GMT</pubDate></item></channel></rss>`
  site.pages.set('/list', { headers: { 'content-type': 'application/rss+xml' }, body: rss })
  await watch({ type: 'feed' })
  expect(await sweep()).toMatchObject({ outcome: 'ok', fetched: 1, new: 1 })
  site.pages.set('/list', { headers: { 'content-type': 'application/rss+xml' }, body: `${rss}\n` })
  expect(await sweep()).toMatchObject({ outcome: 'quiet', duplicates: 1 })
  expect(await stored()).toMatchObject([
    { url: 'http://example.cn/a', text: road, published_at: new Date('2026-08-03T09:00:00+08:00') },
  ])
})

test('a feed address that answers a web page fails with what to do', async () => {
  site.pages.set('/list', '<html><body>登录</body></html>')
  await watch({ type: 'feed' })
  expect(await sweep()).toMatchObject({ outcome: 'failed', errors: [{ code: 'feed' }] })
})

test('entries of a feed are followed for their whole text', async () => {
  const json = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 't',
    items: [{ id: '1', url: site.url('/1'), title: '路灯坏了没人修', content_text: '枫渡路的路灯' }],
  }
  site.pages.set('/list', { body: JSON.stringify(json) })
  site.pages.set('/1', post('路灯坏了没人修', road))
  await watch({ type: 'feed', followLinks: true })
  await sweep()
  expect(await stored()).toMatchObject([{ text: road }])
})

test('a sweep cut off by a crash is taken over by the next, which opens nothing twice', async () => {
  site.pages.set('/list', listOf(['/1', '/2']))
  site.pages.set('/1', post('城东小区停水', outage))
  site.pages.set('/2', post('路灯坏了没人修', road))
  await watch(board)
  const dead = await inTx<{ id: SweepId }>(async (tx) => {
    const begun = await tx.sweeps.begin(sourceId, 'dead')
    const task = (path: string) => ({
      kind: 'detail',
      url: site.url(path),
      entry: { url: site.url(path), title: '', publishedAt: null },
    })
    await tx.frontier.add(begun!.id, [
      { seq: 1, kind: 'list', url: site.url('/list'), task: {} },
      { seq: 2, kind: 'detail', url: site.url('/1'), task: task('/1') },
      { seq: 3, kind: 'detail', url: site.url('/2'), task: task('/2') },
    ])
    await tx.frontier.allDone(begun!.id, [1, 2])
    await tx.sweeps.note(begun!.id, { counts: { fetched: 2, new: 1, duplicates: 0 }, attempted: 1, read: 1 })
    return begun
  })
  await expect(sweep()).rejects.toThrow('正在采集')
  await inTx((tx) => tx.sweeps.release(dead.id, 'dead'))
  expect(await sweep()).toMatchObject({ id: dead.id, outcome: 'ok', fetched: 2, new: 2 })
  expect(site.requests).toEqual(['/2'])
})

test('a service that stops leaves no bad record behind', async () => {
  site.pages.set('/list', listOf(['/1']))
  await watch(board)
  await expect(sweepSource(sourceId, { ...deps, closing: AbortSignal.abort() })).rejects.toThrow('正在停止')
  expect(await inTx<unknown[]>((tx) => tx.sweeps.recent(sourceId))).toEqual([])
})
