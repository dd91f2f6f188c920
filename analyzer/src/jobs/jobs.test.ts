import { RetryLater } from '@huiyin/domain/errors'
import type { ItemId } from '@huiyin/domain/ids'
import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { type BuildItem, buildItem } from '@huiyin/store/testing-builders'
import type { Tx } from '@huiyin/store/tx'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { analyzerActor, localAnalyzer } from '../local-analyzer.js'
import { announceLeftovers } from '../reconcile.js'
import { qinghe, towns } from '../test-analyzer.js'
import { analyzeItem } from './analyze-item.js'
import { clusterItem } from './cluster-item.js'

let opened: TestStore
const as = <T>(work: (tx: Tx) => Promise<T>) => opened.store.as(analyzerActor).transaction(work)

beforeEach(async () => {
  opened = await openTestStore()
})
afterEach(() => opened.close())

const start = () => as((tx) => tx.jurisdiction.start(qinghe, [...countyDirectory(), ...towns]))

const post = (over: BuildItem): Promise<ItemId> => as((tx) => buildItem(tx, { admitted: null, ...over }))

const deps = () => {
  const lexicon = loadLexicon()
  return { store: opened.store, local: localAnalyzer(opened.store, lexicon), rules: lexicon.severity }
}

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
  expect(await announceLeftovers(opened.store)).toEqual({ analyze: 0, cluster: 0, match: 0 })
  opened.clock.advance(31_000)
  expect(await announceLeftovers(opened.store)).toEqual({ analyze: 1, cluster: 0, match: 0 })
  expect((await opened.store.queues.counts()).analyze.waiting).toBe(1)
})
