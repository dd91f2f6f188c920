import type { SourceId } from '@huiyin/domain/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewItem } from './items.js'
import { openTestStore, type TestStore } from './testing.js'
import type { Tx } from './tx.js'

let shelf: TestStore
let sourceId: SourceId
let serial = 0

beforeAll(async () => {
  shelf = await openTestStore({ at: '2026-03-02T09:00:00+08:00' })
  sourceId = await inTx((tx) =>
    tx.sources.upsert({
      id: 'board',
      name: '县长信箱',
      kind: 'board',
      level: 'county',
      url: 'http://www.example.gov.cn/letters/',
      everySeconds: 600,
      read: { type: 'feed' },
    }),
  )
})
afterAll(() => shelf.close())

const inTx = <T>(work: (tx: Tx) => Promise<T>) =>
  shelf.store.as({ kind: 'service', name: 'crawler' }).transaction(work)

const draft = (rest: Partial<NewItem> = {}): NewItem => ({
  url: `http://a.cn/${++serial}`,
  title: '停水',
  text: '停水两天',
  publishedAt: new Date('2026-03-01T08:00:00+08:00'),
  authorPseudonym: '网友a1b2c3',
  contentHash: `hash-${serial}`,
  engagement: { reads: 12 },
  images: ['http://a.cn/1.jpg'],
  ...rest,
})

test('the same address or the same content of a source is stored once', async () => {
  const first = draft()
  expect(await inTx((tx) => tx.items.insertNew(sourceId, [first]))).toHaveLength(1)
  const sameUrl = draft({ url: first.url })
  const sameContent = draft({ contentHash: first.contentHash })
  const fresh = draft()
  expect(await inTx((tx) => tx.items.insertNew(sourceId, [sameUrl, sameContent, fresh, fresh]))).toHaveLength(
    1,
  )
  expect(await inTx((tx) => tx.items.knownUrls(sourceId, [first.url, fresh.url, sameContent.url]))).toEqual(
    new Set([first.url, fresh.url]),
  )
})

test('an item comes back as it was stored and is not admitted until analysed', async () => {
  const stored = draft()
  const [id] = await inTx((tx) => tx.items.insertNew(sourceId, [stored]))
  const item = await inTx((tx) => tx.items.get(id!))
  expect(item).toMatchObject({
    url: stored.url,
    publishedAt: stored.publishedAt,
    engagement: { reads: 12 },
    foundAt: shelf.clock.now(),
    admission: null,
  })
  await inTx((tx) => tx.items.markAnalyzed(id!, { admitted: false, reason: '不在本地' }))
  expect((await inTx((tx) => tx.items.get(id!))).admission).toEqual({ admitted: false, reason: '不在本地' })
})

test('what was found before and never analysed is found again', async () => {
  const [id] = await inTx((tx) => tx.items.insertNew(sourceId, [draft()]))
  const before = shelf.clock.now()
  expect(await inTx((tx) => tx.items.unanalyzed(before))).not.toContain(id)
  const later = new Date(before.getTime() + 60_000)
  expect(await inTx((tx) => tx.items.unanalyzed(later))).toContain(id)
  await inTx((tx) => tx.items.markAnalyzed(id!, { admitted: true, reason: '' }))
  expect(await inTx((tx) => tx.items.unanalyzed(later))).not.toContain(id)
})

test('rejected items are paged without gap or repeat, newest first', async () => {
  for (let i = 0; i < 5; i++) {
    const ids = await inTx((tx) => tx.items.insertNew(sourceId, [draft(), draft()]))
    await inTx(async (tx) => {
      for (const id of ids) await tx.items.markAnalyzed(id, { admitted: false, reason: '无关' })
    })
    if (i % 2 === 0) shelf.clock.advance(1_000)
  }
  const all = await inTx((tx) => tx.items.rejected({ limit: 200 }))
  expect(all.next).toBeNull()
  const seen: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await inTx((tx) => tx.items.rejected({ limit: 3, ...(cursor ? { cursor } : {}) }))
    expect(page.total).toBe(all.rows.length)
    seen.push(...page.rows.map(({ id }) => id))
    cursor = page.next
  }
  expect(seen).toEqual(all.rows.map(({ id }) => id))
  await expect(inTx((tx) => tx.items.rejected({ cursor: 'x' }))).rejects.toThrow('翻页位置无效')
})

test('today is the civil day in China', async () => {
  shelf.clock.set('2026-03-05T23:59:00+08:00')
  const [id] = await inTx((tx) => tx.items.insertNew(sourceId, [draft()]))
  await inTx((tx) => tx.items.markAnalyzed(id!, { admitted: true, reason: '' }))
  expect(await inTx((tx) => tx.items.counts())).toMatchObject({ today: 1, admittedToday: 1 })
  shelf.clock.set('2026-03-06T00:00:00+08:00')
  expect(await inTx((tx) => tx.items.counts())).toMatchObject({ today: 0, admittedToday: 0 })
})

test('nobody reads items without a role', async () => {
  const [id] = await inTx((tx) => tx.items.insertNew(sourceId, [draft()]))
  const auditor = { kind: 'user', userId: 'u', name: '审计', roles: ['auditor'], unitCode: null } as never
  await expect(shelf.store.as(auditor).transaction((tx) => tx.items.get(id!))).rejects.toThrow('无权查看')
})

test('a feed of very many entries is stored and recognised', async () => {
  const many = Array.from({ length: 6_000 }, () => draft({ text: '', images: [] }))
  expect(await inTx((tx) => tx.items.insertNew(sourceId, many))).toHaveLength(many.length)
  const stored = many.map(({ url }) => url)
  const asked = [...stored, ...Array.from({ length: 70_000 }, (_, i) => `http://b.cn/${i}`)]
  expect(await inTx((tx) => tx.items.knownUrls(sourceId, asked))).toEqual(new Set(stored))
  expect(await inTx((tx) => tx.fetchedPages.read(sourceId, asked))).toEqual(new Set())
})
