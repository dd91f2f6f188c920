import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Lookup } from '@huiyin/domain/address-rule'
import type { SourceId } from '@huiyin/domain/ids'
import type { SourceDefinition } from '@huiyin/domain/source'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EgressMeans, openEgress } from './egress/egress.js'
import { crawlerActor } from './sweep/sweep-deps.js'
import { sweepSource } from './sweep.js'
import { boardList, boardPost } from './testing/board-pages.js'
import { loopbackConfig } from './testing/loopback-config.js'
import { openLoopbackSite } from './testing/loopback-site.js'

/** Whole sweeps of sources whose hosts are not what they seem, or are several. */
let shelf: TestStore
beforeAll(async () => {
  shelf = await openTestStore()
})
afterAll(() => shelf.close())

async function watch(id: string, url: string, over: Partial<SourceDefinition> = {}): Promise<SourceId> {
  const read = { type: 'html', list: { entry: 'li' } } as const
  const definition = { id, name: id, kind: 'board', level: 'county', url, everySeconds: 600, read } as const
  return await shelf.store
    .as(crawlerActor)
    .transaction((tx) => tx.sources.upsert({ ...definition, ...over } as SourceDefinition))
}

async function sweepWith(id: SourceId, over: Partial<typeof loopbackConfig> = {}, means: EgressMeans = {}) {
  const config = { ...loopbackConfig, ...over }
  const egress = openEgress(config, means)
  const deps = { store: shelf.store, egress, config, clock: shelf.clock, log: pino({ level: 'silent' }) }
  return await sweepSource(id, deps).finally(() => egress.close())
}

test('a name that points inward once the sweep has begun is not followed there', async () => {
  const site = await openLoopbackSite()
  const port = Number(new URL(site.url()).port)
  const heard: string[] = []
  // Another address of this machine stands for whatever must not be reached.
  const inner: Server = createServer((request, response) => {
    heard.push(request.url ?? '')
    response.end('secret')
  })
  await new Promise<void>((resolve) => inner.listen(port, '127.0.0.2', resolve))
  const body = boardList(['/1', '/2'])
  // Closed after each answer, so that every page asks for the name anew.
  site.pages.set('/robots.txt', { status: 404, headers: { connection: 'close' } })
  site.pages.set('/list', { headers: { connection: 'close' }, body })
  let asked = 0
  const flips: Lookup = (_name, _wish, answered) => {
    asked += 1
    answered(null, [{ address: asked <= 2 ? '127.0.0.1' : '127.0.0.2', family: 4 }])
  }
  try {
    expect((inner.address() as AddressInfo).port).toBe(port)
    const id = await watch('flip', `http://flip.example:${port}/list`)
    const means = { resolve: flips, wait: async () => {} }
    const record = await sweepWith(id, { allowedNetworks: ['127.0.0.1/32'] }, means)
    expect(record).toMatchObject({ outcome: 'failed', fetched: 2, new: 0 })
    expect(record.errors.map(({ code }) => code)).toEqual(['address', 'address'])
    expect(heard).toEqual([])
  } finally {
    inner.closeAllConnections()
    inner.close()
    await site.close()
  }
})

const rss = (link: string) =>
  `<rss version="2.0"><channel><title>青禾同城</title><item><title>城东停水两天</title><link>${link}</link>
  <description>城东停水两天，请居民提前储水，需要送水的老人打电话。</description></item></channel></rss>`

test('one post on five mirrors is one item whichever answers, and every dead mirror is named', async () => {
  const sites = await Promise.all([1, 2, 3, 4, 5].map(() => openLoopbackSite()))
  const urls = sites.map((site) => site.url('/feed'))
  const [url = '', ...mirrors] = urls
  try {
    const id = await watch('account', url, { kind: 'wechat', mirrors, read: { type: 'feed' } })
    // Each in turn is the only one alive, and gives the post an address of its own.
    for (const [alive, site] of sites.entries()) {
      for (const [n, one] of sites.entries())
        one.pages.set('/feed', n === alive ? rss(site.url('/post')) : { status: 502 })
      const record = await sweepWith(id)
      expect(record).toMatchObject({ outcome: alive === 0 ? 'ok' : 'quiet', new: alive === 0 ? 1 : 0 })
      expect(record.errors.map(({ url: dead }) => dead)).toEqual(urls.slice(0, alive))
    }
    const items = await shelf.store.as(crawlerActor).transaction((tx) => tx.items.ofSource(id))
    expect(items).toHaveLength(1)
  } finally {
    for (const site of sites) await site.close()
  }
})

test('one post on five boards is kept under each, one item a source, with the words they share', async () => {
  const sites = await Promise.all([1, 2, 3, 4, 5].map(() => openLoopbackSite()))
  try {
    const hashes: string[] = []
    for (const [n, site] of sites.entries()) {
      site.pages.set('/list', boardList([`/t${n}-1`]))
      site.pages.set(`/t${n}-1`, boardPost('城东小区停水两天'))
      const id = await watch(`board-${n}`, site.url('/list'))
      expect(await sweepWith(id)).toMatchObject({ outcome: 'ok', new: 1 })
      const [item] = await shelf.store.as(crawlerActor).transaction((tx) => tx.items.ofSource(id))
      hashes.push(item?.contentHash ?? '')
    }
    expect(new Set(hashes).size).toBe(1)
    const same = { url: null, contentHash: hashes[0] ?? '' }
    const known = await shelf.store.as(crawlerActor).transaction((tx) => tx.items.sameAnywhere(same, 10))
    expect(known.map(({ sourceName }) => sourceName).sort()).toEqual([0, 1, 2, 3, 4].map((n) => `board-${n}`))
  } finally {
    for (const site of sites) await site.close()
  }
})
