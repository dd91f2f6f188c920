import type { SourceId } from '@huiyin/domain/ids'
import type { SourceDefinition } from '@huiyin/domain/source'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore, type TestStore } from './testing.js'
import { buildSweep } from './testing-builders.js'
import type { Tx } from './tx.js'

let shelf: TestStore
beforeAll(async () => {
  shelf = await openTestStore({ at: '2026-03-02T09:00:00+08:00' })
})
afterAll(() => shelf.close())

const inTx = <T>(work: (tx: Tx) => Promise<T>) =>
  shelf.store.as({ kind: 'service', name: 'crawler' }).transaction(work)

const definition = (rest: Partial<SourceDefinition> = {}): SourceDefinition => ({
  id: 'board',
  name: '县长信箱',
  kind: 'board',
  level: 'county',
  url: 'http://www.example.gov.cn/letters/',
  everySeconds: 600,
  read: { type: 'html', list: { entry: 'li' } },
  ...rest,
})
const put = (rest: Partial<SourceDefinition> = {}) => inTx((tx) => tx.sources.upsert(definition(rest)))

test('a new source is due at once, an unchanged one keeps its time', async () => {
  const id = await put({ id: 'due' })
  expect(await inTx((tx) => tx.sources.due())).toContain(id)
  await inTx((tx) => tx.sources.setNextSweep(id, new Date(tx.now.getTime() + 600_000)))
  await put({ id: 'due' })
  expect(await inTx((tx) => tx.sources.due())).not.toContain(id)
  shelf.clock.advance(600_000)
  expect(await inTx((tx) => tx.sources.due())).toContain(id)
})

test('a changed definition is read again from the start', async () => {
  const id = await put({ id: 'changed' })
  const url = definition().url
  await inTx(async (tx) => {
    await tx.sources.setNextSweep(id, new Date(tx.now.getTime() + 600_000))
    await tx.fetchedPages.remember(id, url, { etag: '"1"', lastModified: null })
  })
  await put({ id: 'changed', everySeconds: 300 })
  expect(await inTx((tx) => tx.fetchedPages.validators(id, url))).toBeNull()
  expect(await inTx((tx) => tx.sources.due())).toContain(id)
  expect((await inTx((tx) => tx.sources.get(id))).definition.everySeconds).toBe(300)
})

test('what one source has read says nothing of another with the same address', async () => {
  const [one, other] = [await put({ id: 'one' }), await put({ id: 'other' })]
  await inTx((tx) => tx.fetchedPages.remember(one, 'http://a.cn/', { etag: '"1"', lastModified: null }))
  expect(await inTx((tx) => tx.fetchedPages.validators(one, 'http://a.cn/'))).toMatchObject({ etag: '"1"' })
  expect(await inTx((tx) => tx.fetchedPages.validators(other, 'http://a.cn/'))).toBeNull()
})

test('a disabled source is not due; enabled again it is due at once', async () => {
  const id = await put({ id: 'switched' })
  await inTx((tx) => tx.sources.setEnabled(id, false))
  expect(await inTx((tx) => tx.sources.due())).not.toContain(id)
  await inTx((tx) => tx.sources.setEnabled(id, true))
  expect(await inTx((tx) => tx.sources.due())).toContain(id)
})

test('an unknown source is not found', async () => {
  await expect(inTx((tx) => tx.sources.get('nobody' as SourceId))).rejects.toThrow('没有编号为 nobody 的信源')
  await expect(inTx((tx) => tx.sources.setEnabled('nobody' as SourceId, true))).rejects.toThrow('nobody')
})

test('the list shows counts and the newest sweeps of each source, key sources first', async () => {
  const id = await put({ id: 'z-key', key: true })
  const sweep = async (outcome: 'ok' | 'blind') => {
    shelf.clock.advance(1_000)
    await inTx((tx) => buildSweep(tx, id, { outcome }))
  }
  await sweep('ok')
  await sweep('blind')
  await inTx((tx) =>
    tx.items.insertNew(id, [
      {
        url: 'http://a.cn/1',
        title: '停水',
        text: '停水两天',
        publishedAt: null,
        authorPseudonym: null,
        contentHash: 'h',
        engagement: {},
        images: [],
      },
    ]),
  )
  const [first] = await inTx((tx) => tx.sources.list())
  expect(first).toMatchObject({ id, itemsTotal: 1, itemsToday: 1, admittedToday: 0 })
  expect(first?.sweeps.map(({ outcome }) => outcome)).toEqual(['blind', 'ok'])
  expect(first?.sweeps[0]).toMatchObject({ fetched: 3, new: 1, duplicates: 2 })
})

test('removing all takes sweeps, items and what was fetched with it', async () => {
  await put()
  await inTx((tx) => tx.sources.removeAll())
  expect(await inTx((tx) => tx.sources.list())).toEqual([])
  expect(await inTx((tx) => tx.items.counts())).toMatchObject({ total: 0 })
})
