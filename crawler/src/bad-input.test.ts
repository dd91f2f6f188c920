import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { SourceId } from '@huiyin/domain/ids'
import type { SourceDefinition } from '@huiyin/domain/source'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Egress, openEgress } from './egress/egress.js'
import { fetchLimits } from './egress/limits.js'
import { openReadingWorker, type ReadingWorker } from './read/reading-worker.js'
import { tellingPages } from './sweep/repetition.js'
import { crawlerActor, type SweepDeps } from './sweep/sweep-deps.js'
import { sweepSource } from './sweep.js'
import { boardList as listOf, boardPost as post } from './testing/board-pages.js'
import { loopbackConfig as config } from './testing/loopback-config.js'
import { type Answer, type LoopbackSite, openLoopbackSite } from './testing/loopback-site.js'

/** Sites that mean harm, swept beside one that does not. */
let shelf: TestStore
let bad: LoopbackSite
let good: LoopbackSite
let egress: Egress
let reading: ReadingWorker
let deps: SweepDeps
let serial = 0

beforeAll(async () => {
  shelf = await openTestStore()
})
afterAll(() => shelf.close())
beforeEach(async () => {
  bad = await openLoopbackSite()
  good = await openLoopbackSite({
    '/list': listOf(['/1', '/2']),
    '/1': post('路灯坏了'),
    '/2': post('小区停水'),
  })
  egress = openEgress(config, { limits: { ...fetchLimits, totalMs: 2_000 } })
  reading = openReadingWorker()
  deps = {
    store: shelf.store,
    egress,
    reader: reading.read,
    config,
    clock: shelf.clock,
    log: pino({ level: 'silent' }),
  }
})
afterEach(async () => {
  await reading.close()
  await egress.close()
  await bad.close()
  await good.close()
})

async function watch(url: string, over: Partial<SourceDefinition> = {}): Promise<SourceId> {
  const definition: SourceDefinition = {
    id: `source-${++serial}`,
    name: '信源',
    kind: 'board',
    level: 'county',
    url,
    everySeconds: 600,
    read: { type: 'html', list: { entry: 'li' } },
    ...over,
  }
  return await shelf.store.as(crawlerActor).transaction((tx) => tx.sources.upsert(definition))
}

/** Sweeps the bad site and the good one at once; the good one must not notice. */
async function sweepBeside(answers: Readonly<Record<string, Answer>>, over: Partial<SourceDefinition> = {}) {
  for (const [path, answer] of Object.entries(answers)) bad.pages.set(path, answer)
  const ids = [await watch(bad.url('/list'), over), await watch(good.url('/list'))] as const
  const [ill, well] = await Promise.all(ids.map((id) => sweepSource(id, deps)))
  expect(well).toMatchObject({ outcome: 'ok', new: 2, errors: [] })
  return ill!
}

const drip: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' })
  const timer = setInterval(() => response.write('<'), 50)
  response.on('close', () => clearInterval(timer))
}
const flood: Answer = (_request, response) => {
  const chunk = Buffer.alloc(256 * 1024, 'a')
  const pour = () => {
    while (response.write(chunk));
    response.once('drain', pour)
  }
  response.writeHead(200, { 'content-type': 'text/html' })
  pour()
}
/** A gigabyte in a thousand bytes. */
const brotliBomb = brotliCompressSync(Buffer.alloc(2 ** 30), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 24 },
})
const manyHeaders = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x-${n}`, 'flood']))
const redirect = (location: string): Answer => ({ status: 302, headers: { location } })

test.each<[string, Record<string, Answer>, string]>([
  ['a page that drips', { '/list': drip }, 'timeout'],
  ['a body without end', { '/list': flood }, 'too-large'],
  [
    'a gzip bomb',
    { '/list': { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(64 * 2 ** 20)) } },
    'too-large',
  ],
  ['a brotli bomb', { '/list': { headers: { 'content-encoding': 'br' }, body: brotliBomb } }, 'too-large'],
  ['a redirect that turns in a circle', { '/list': redirect('/b'), '/b': redirect('/list') }, 'redirect'],
  [
    'a flood of headers',
    { '/list': (_request, response) => response.writeHead(200, { 'x-flood': 'a'.repeat(200_000) }).end() },
    'too-large',
  ],
  [
    'a flood of ten thousand headers',
    { '/list': (_request, response) => response.writeHead(200, manyHeaders).end() },
    'too-large',
  ],
  ['a robots.txt with status 500', { '/robots.txt': { status: 500 } }, 'robots-unreachable'],
  ['a robots.txt that never comes', { '/robots.txt': drip }, 'robots-unreachable'],
  ['a robots.txt that forbids all', { '/robots.txt': 'User-agent: *\nDisallow: /' }, 'robots'],
])('%s costs only its own source', async (_, answers, code) => {
  const { outcome, errors } = await sweepBeside(answers)
  expect({ outcome, code: errors[0]?.code }).toEqual({ outcome: 'failed', code })
})

test('a robots.txt of 1 MB is read as far as the standard asks, and obeyed', async () => {
  const body = `User-agent: *\nDisallow: /private\n${'# padding\n'.repeat(100_000)}`
  const { errors } = await sweepBeside({
    '/robots.txt': body,
    '/list': listOf(['/private/1', '/open']),
    '/open': post('公园没有灯'),
  })
  expect(errors).toMatchObject([{ code: 'robots' }])
})

test('five million nested tags are one page lost', async () => {
  const body = gzipSync(`<title>帖子</title>${'<div>'.repeat(5_000_000)}正文`)
  const { errors } = await sweepBeside({
    '/list': listOf(['/nested', '/1']),
    '/nested': { headers: { 'content-encoding': 'gzip' }, body },
    '/1': post('井盖丢了'),
  })
  expect(errors.length).toBeLessThanOrEqual(1)
  expect(await reading.read('longText', '{}', bad.url('/x'), bad.url('/x'))).toBeNull()
})

test('a calendar whose every day links the next is left after as many addresses as say so', async () => {
  const days = Array.from({ length: 500 }, (_, day) => `/day?d=${day}`)
  const answers = Object.fromEntries(days.map((path) => [path, post('当日没有活动安排')]))
  const { errors } = await sweepBeside({ '/list': listOf(days), ...answers })
  expect(errors.map(({ code }) => code).sort()).toEqual(['shape-cap', 'trap'])
  // The list, and of five hundred the twenty that say so.
  expect(bad.requests.length).toBeLessThanOrEqual(1 + tellingPages)
})

test('session ids that make every address new store nothing twice', async () => {
  let visit = 0
  const session: Answer = (_request, response) => {
    visit++
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(listOf([1, 2, 3].map((n) => `/p?id=${n}&token=${visit}x`)))
  }
  const answers = Object.fromEntries(
    [1, 2].flatMap((v) => [1, 2, 3].map((n) => [`/p?id=${n}&token=${v}x`, post(`第${n}件事`)])),
  )
  await sweepBeside({ '/list': session, ...answers })
  const again = await sweepSource(`source-${serial - 1}` as SourceId, deps)
  expect(again).toMatchObject({ new: 0, duplicates: 3 })
})

test('a feed of 100,000 entries is taken in bites that say so', async () => {
  const items = Array.from(
    { length: 100_000 },
    (_, n) => `<item><title>第${n}条</title><link>http://a.cn/${n}</link></item>`,
  )
  const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>${items.join('')}</channel></rss>`
  const { errors, new: added } = await sweepBeside({ '/list': feed }, { read: { type: 'feed' } })
  expect(errors).toMatchObject([{ code: 'cut' }])
  expect(added).toBeGreaterThan(0)
})

test('a quiet sweep of a hundred sources costs one request each', async () => {
  const ids: SourceId[] = []
  for (let n = 0; n < 100; n++) {
    bad.pages.set(`/list${n}`, listOf(n < 10 ? [`/p${n}`, `/gone${n}`] : [`/p${n}`]))
    bad.pages.set(`/p${n}`, post(`第${n}个信源的帖子`))
    ids.push(await watch(bad.url(`/list${n}`)))
  }
  const sweepAll = async (some: readonly SourceId[]) => {
    const records = []
    for (let at = 0; at < some.length; at += 10)
      records.push(...(await Promise.all(some.slice(at, at + 10).map((id) => sweepSource(id, deps)))))
    return records
  }
  await sweepAll(ids)
  // What could not be read is tried once more, then left for later.
  await sweepAll(ids.slice(0, 10))
  bad.requests.length = 0
  for (const record of await sweepAll(ids)) expect(record).toMatchObject({ outcome: 'quiet', requests: 1 })
  expect([...bad.requests].sort()).toEqual(ids.map((_, n) => `/list${n}`).sort())
})
