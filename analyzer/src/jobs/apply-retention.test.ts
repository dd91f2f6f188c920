import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { buildEvent, buildItem } from '@huiyin/store/testing-builders'
import { testVault } from '@huiyin/store/testing-vault'
import type { Tx } from '@huiyin/store/tx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { analyzerActor } from '../local-analyzer.js'
import { announceRetention, applyRetention } from './apply-retention.js'

let shelf: TestStore
const as = <T>(work: (tx: Tx) => Promise<T>) => shelf.store.as(analyzerActor).transaction(work)

beforeAll(async () => {
  shelf = await openTestStore({ at: '2026-03-02T09:00:00+08:00' })
  await as(async (tx) => {
    await buildEvent(tx, { foundAt: new Date('2023-01-05T09:00:00+08:00'), items: [{}, {}] })
    const itemId = await buildItem(tx)
    const sealed = testVault().seal(itemId, { title: '停水', text: '停水三天', author: null })
    await tx.originals.insertMany([{ itemId, sealed }])
  })
})
afterAll(() => shelf.close())

test('what is past its time goes, with a record of the run and an entry in the audit', async () => {
  shelf.clock.set('2026-09-01T09:00:00+08:00')
  expect(await as((tx) => tx.retention.figures())).toMatchObject({ originalsDue: 1, itemsDue: 2 })
  const done = { originals: 1, items: 2, events: 1 }
  expect(await applyRetention(shelf.store)).toEqual(done)
  const after = await as((tx) => tx.retention.figures())
  expect(after).toMatchObject({ originals: 0, originalsDue: 0, items: 1, itemsDue: 0, tombstones: 2 })
  expect(after.lastRun).toMatchObject(done)
  const { rows } = await as((tx) => tx.audit.page({ action: 'retention.applied' }))
  expect(rows).toMatchObject([{ actorName: '系统（研判）', detail: done }])
})

test('it is asked for once a civil day', async () => {
  await announceRetention(shelf.store)
  expect((await shelf.store.queues.counts()).duty.waiting).toBe(0)
  shelf.clock.set('2026-09-02T00:00:00+08:00')
  await announceRetention(shelf.store)
  await announceRetention(shelf.store)
  expect((await shelf.store.queues.counts()).duty.waiting).toBe(1)
})
