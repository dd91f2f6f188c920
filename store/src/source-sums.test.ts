import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore, type TestStore } from './testing.js'
import { buildEvent, buildItem, buildSource, buildSweep } from './testing-builders.js'
import type { Tx } from './tx.js'

let shelf: TestStore
beforeAll(async () => {
  shelf = await openTestStore({ at: '2026-02-01T00:00:00+08:00' })
})
afterAll(() => shelf.close())

const inTx = <T>(work: (tx: Tx) => Promise<T>) =>
  shelf.store.as({ kind: 'service', name: 'crawler' }).transaction(work)
const hourMs = 3_600_000
const said = { url: 'https://example.com/', code: 'http-500', message: '读取失败' }
const none = { fetched: 0, new: 0, duplicates: 0 }

test('the five figures of a day and of the days before it are counted, each by itself', async () => {
  const id = await inTx((tx) => buildSource(tx, 'counted'))
  for (let hour = 0; hour < 60; hour += 1) {
    await inTx((tx) => buildSweep(tx, id))
    shelf.clock.advance(hourMs)
  }
  await inTx((tx) => buildSweep(tx, id, { outcome: 'failed', counts: none, error: said }))
  shelf.clock.advance(hourMs)
  await inTx((tx) => buildSweep(tx, id, { outcome: 'blind', counts: none }))
  shelf.clock.advance(hourMs)
  await inTx((tx) => buildSweep(tx, id))
  await inTx((tx) => buildEvent(tx, { items: [{ sourceId: id }, { sourceId: id }] }))
  await inTx((tx) => buildItem(tx, { sourceId: id, admitted: false }))
  shelf.clock.advance(4 * 24 * hourMs)
  await inTx((tx) => buildSweep(tx, id, { counts: { fetched: 9, new: 4, duplicates: 5 } }))
  await inTx((tx) => buildSweep(tx, id, { outcome: 'blind', counts: none }))
  await inTx((tx) => buildEvent(tx, { items: [{ sourceId: id }] }))
  await inTx((tx) => buildItem(tx, { sourceId: id }))

  const sums = await inTx((tx) => tx.sourceFigures.sums(id))
  expect(sums.get(id)).toEqual({
    recent: { sweeps: 2, ran: 2, nonzero: 1, new: 4, admitted: 1 },
    usual: { sweeps: 63, ran: 62, nonzero: 61, new: 61, admitted: 2, hours: 61, longestBad: 2 },
  })
  const days = await inTx((tx) => tx.sourceFigures.days(new Date(0), id))
  expect(days.map(({ day, admitted }) => [day, admitted])).toEqual([
    ['2026-02-01', 0],
    ['2026-02-02', 0],
    ['2026-02-03', 2],
    ['2026-02-07', 1],
  ])
})

test('what a person called changed is not learned from', async () => {
  const id = await inTx((tx) => buildSource(tx, 'anew'))
  await inTx((tx) => buildSweep(tx, id))
  shelf.clock.advance(24 * hourMs)
  await inTx((tx) => tx.sourceStates.learnAnew(id))
  shelf.clock.advance(10 * 24 * hourMs)
  expect((await inTx((tx) => tx.sourceFigures.sums(id))).get(id)?.usual).toMatchObject({
    sweeps: 0,
    hours: 0,
  })
})
