import { RetryLater } from '@huiyin/domain/errors'
import type { ItemId } from '@huiyin/domain/ids'
import { countyDirectory } from '@huiyin/keywords/directory'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { type BuildItem, buildItem } from '@huiyin/store/testing-builders'
import type { Tx } from '@huiyin/store/tx'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { analyzerActor, localAnalyzer } from '../local-analyzer.js'
import { announceLeftovers } from '../reconcile.js'
import { qinghe, towns } from '../test-analyzer.js'
import { analyzeItem } from './analyze-item.js'
import { clusterItem } from './cluster-item.js'
import { settleEvent } from './settle-event.js'

let opened: TestStore
const as = <T>(work: (tx: Tx) => Promise<T>) => opened.store.as(analyzerActor).transaction(work)

beforeEach(async () => {
  opened = await openTestStore()
})
afterEach(() => opened.close())

const start = () => as((tx) => tx.jurisdiction.start(qinghe, [...countyDirectory(), ...towns]))

const post = (over: BuildItem): Promise<ItemId> => as((tx) => buildItem(tx, { admitted: null, ...over }))

const deps = () => ({ store: opened.store, local: localAnalyzer(opened.store) })

async function process(itemId: ItemId) {
  await analyzeItem({ itemId }, deps())
  await clusterItem({ itemId }, deps())
}

const events = () => as((tx) => tx.db.selectFrom('opinion_event').selectAll().orderBy('number').execute())
const outage = { title: '滨河花园停水', text: '滨河花园从昨晚开始停水，自来水公司电话打不通。' }

test('until a jurisdiction is started the work waits', async () => {
  const itemId = await post(outage)
  await expect(analyzeItem({ itemId }, deps())).rejects.toThrow(RetryLater)
})

test('a post is judged, opens an event, and doing it again changes nothing', async () => {
  await start()
  const itemId = await post(outage)
  await process(itemId)
  await process(itemId)
  const [event, ...others] = await events()
  expect(others).toEqual([])
  expect(event).toMatchObject({ title: '滨河花园停水', state: 'open', grade: 'IV', item_count: 1 })
  const { mentions, item } = await as(async (tx) => ({
    mentions: await tx.mentions.ofItem(itemId),
    item: await tx.items.get(itemId),
  }))
  expect(mentions.map(({ topicCode }) => topicCode)).toContain('water-supply')
  expect(item.admission).toMatchObject({ admitted: true })
  expect(item.eventId).toBe(event?.id)
})

test('two posts of one matter placed at the same time are one event', async () => {
  await start()
  const first = await post(outage)
  const second = await post({ ...outage, text: `${outage.text}急！` })
  for (const itemId of [first, second]) await analyzeItem({ itemId }, deps())
  await Promise.all([first, second].map((itemId) => clusterItem({ itemId }, deps())))
  const [event, ...others] = await events()
  expect(others).toEqual([])
  expect(event?.item_count).toBe(2)
})

test('what is not about us is kept with its reason and opens nothing', async () => {
  await start()
  const itemId = await post({ title: '江苏宿迁停水', text: '江苏宿迁城区停水两天。' })
  await process(itemId)
  expect(await events()).toEqual([])
  expect((await as((tx) => tx.items.get(itemId))).admission).toMatchObject({ admitted: false })
})

test('a dismissed event that becomes graver comes back to the feed', async () => {
  await start()
  await process(
    await post({ title: '国道车祸', text: '青禾县国道柳河镇段两车相撞，造成1人死亡，国道堵车。' }),
  )
  const [event] = await events()
  await as((tx) =>
    tx.db.updateTable('opinion_event').set({ state: 'dismissed', dismissed_reason: '已处理' }).execute(),
  )
  await process(
    await post({ title: '国道车祸', text: '青禾县国道柳河镇段两车相撞，造成5人死亡，国道堵车。' }),
  )
  const [after, ...others] = await events()
  expect(others).toEqual([])
  expect(after).toMatchObject({
    id: event?.id,
    state: 'open',
    grade: 'III',
    item_count: 2,
    dismissed_reason: null,
  })
})

test('an accepted event still receives posts and only its proposal changes', async () => {
  await start()
  await process(await post(outage))
  await as((tx) =>
    tx.db
      .updateTable('opinion_event')
      .set({ state: 'accepted', decided: JSON.stringify({ grade: 'IV' }) })
      .execute(),
  )
  await process(await post({ ...outage, text: `${outage.text}全小区三百户业主多次投诉一直未果，准备上访。` }))
  const [event] = await events()
  expect(event).toMatchObject({ state: 'accepted', grade: 'IV', item_count: 2 })
  expect(event?.proposed.grade).toBe('III')
})

test('what a crash left is announced again after half a minute', async () => {
  await start()
  await post(outage)
  expect(await announceLeftovers(opened.store)).toEqual({ analyze: 0, cluster: 0, match: 0, settle: 0 })
  opened.clock.advance(31_000)
  expect(await announceLeftovers(opened.store)).toEqual({ analyze: 1, cluster: 0, match: 0, settle: 0 })
  expect((await opened.store.queues.counts()).analyze.waiting).toBe(1)
})

const burst = { title: '东风路爆管', text: '东风路的水管爆裂，路面积水，行人过不去。' }
const dry = { title: '滨河花园停水', text: '滨河花园从昨晚开始没有自来水。' }
const bridge = {
  title: '东风路爆管，滨河花园停水',
  text: '东风路水管爆裂，路面积水，滨河花园没有自来水。',
}

test('a post that shows two matters to be one brings their events together', async () => {
  await start()
  for (const over of [dry, burst]) await process(await post(over))
  expect((await events()).map(({ title }) => title)).toEqual([dry.title, burst.title])
  await process(await post(bridge))
  const [event, ...others] = await events()
  expect([others, event?.item_count, event?.unsettled]).toEqual([[], 3, null])
})

test.each(['either is locked', 'a person has told them apart'])(
  'events stay two, whatever shows them to be one, when %s',
  async (why) => {
    await start()
    for (const over of [dry, burst]) await process(await post(over))
    const [first, second] = await events()
    await as(async (tx) => {
      if (why === 'either is locked')
        await tx.db
          .updateTable('opinion_event')
          .set({ locked_at: tx.now, locked_by: '值班员' })
          .where('id', '=', first!.id)
          .execute()
      else await tx.eventMerges.separate(first!.id, second!.id, '值班员')
    })
    await process(await post(bridge))
    expect((await events()).map(({ item_count }) => item_count).sort()).toEqual([1, 2])
  },
)

test('an event is made anew from its posts: what an earlier program left is found again', async () => {
  await start()
  await process(await post(dry))
  const [event] = await events()
  await as(async (tx) => {
    await tx.db.deleteFrom('event_key').execute()
    await tx.db.deleteFrom('item_signature').execute()
    await tx.eventSettling.ask([event!.id], 'rebuild')
  })
  opened.clock.advance(31_000)
  expect(await announceLeftovers(opened.store)).toMatchObject({ settle: 1 })
  await settleEvent({ eventId: event!.id }, deps())
  await process(await post({ ...dry, text: `${dry.text}急！` }))
  expect((await events()).map(({ item_count }) => item_count)).toEqual([2])
})
