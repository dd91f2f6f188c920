import type { ItemId, SourceId } from '@huiyin/domain/ids'
import type { ItemDraft } from '@huiyin/domain/item'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Original } from './original-vault.js'
import { type RevisitedDraft, revisitDrafts } from './revisit-drafts.js'
import { storeDrafts } from './store-drafts.js'
import { openTestStore, type TestStore } from './testing.js'
import { buildSource } from './testing-builders.js'
import { testVault } from './testing-vault.js'
import type { Tx } from './tx.js'

let shelf: TestStore
let source: SourceId
let id: ItemId
let serial = 0
const vault = testVault()
const means = { secret: 'key', vault }
const first: ItemDraft = {
  url: 'https://example.com/board/1',
  title: '东关小区停水',
  text: '东关小区停水三天，电话13812345678，没人管。',
  publishedAt: null,
  author: null,
  images: [],
  engagement: { reads: 10 },
}

const asCrawler = <T>(work: (tx: Tx) => Promise<T>) =>
  shelf.store.as({ kind: 'service', name: 'crawler' }).transaction(work)
const again = (draft: RevisitedDraft) => {
  shelf.clock.advance(3_600_000)
  return asCrawler((tx) => revisitDrafts(tx, source, [draft], means))
}
const itemRow = () =>
  asCrawler((tx) => tx.db.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const versions = () =>
  asCrawler((tx) =>
    tx.db.selectFrom('item_version').selectAll().where('item_id', '=', id).orderBy('number').execute(),
  )
const counts = () =>
  asCrawler((tx) =>
    tx.db.selectFrom('item_engagement').selectAll().where('item_id', '=', id).orderBy('at').execute(),
  )

beforeAll(async () => {
  shelf = await openTestStore({ at: '2026-03-01T09:00:00+08:00' })
})
afterAll(() => shelf.close())
beforeEach(async () => {
  source = await asCrawler((tx) => buildSource(tx, `revisit-${++serial}`))
  const [stored] = await asCrawler((tx) => storeDrafts(tx, source, [first], means))
  id = stored as ItemId
  await asCrawler((tx) => tx.items.markAnalyzed(id, { admitted: true, reason: '' }))
})

test('an edited post says what it says now; what it said is kept masked, its original sealed as it was', async () => {
  expect(await again({ ...first, text: '东关小区停水，今天已恢复。' })).toEqual({ edited: 1 })
  expect(await itemRow()).toMatchObject({ text: '东关小区停水，今天已恢复。', analyzed_at: null })
  const [former] = await versions()
  expect(former?.text).not.toContain('13812345678')
  const sealed = { keyId: former!.key_id!, nonce: former!.nonce!, bytes: former!.sealed! }
  expect(vault.open<Original>(id, sealed).text).toBe(first.text)
  const now = await asCrawler((tx) => tx.originals.find(id))
  expect(vault.open<Original>(id, now!).text).toBe('东关小区停水，今天已恢复。')
})

test('the same words again are no edit, whatever their spaces', async () => {
  expect(await again({ ...first, text: ` ${first.text}\n` })).toEqual({ edited: 0 })
  expect(await versions()).toEqual([])
})

test.each([
  ['cut short by its mirror', { text: '东关小区停水三天…' }],
  ['with nothing of its text', { text: '' }],
  ['of which the list shows a beginning only', { text: '东关小区', cut: true }],
])('a post %s was not edited', async (_, over) => {
  expect(await again({ ...first, ...over })).toEqual({ edited: 0 })
  expect((await itemRow()).text).toContain('没人管')
})

test('an edit into what another post of the source says changes nothing: a text is stored once', async () => {
  const other = { ...first, url: 'https://example.com/board/2', text: '西关小区停水。' }
  await asCrawler((tx) => storeDrafts(tx, source, [other], means))
  expect(await again({ ...first, text: '西关小区停水。' })).toEqual({ edited: 0 })
})

test('mirrors that word a post differently for ever fill no table', async () => {
  for (let n = 0; n < 30; n++) await again({ ...first, text: `第${n}种写法，东关小区停水。` })
  expect(await versions()).toHaveLength(20)
})

test('counts that grow are noted with the time they were read, the first figures beside the newest', async () => {
  await again({ ...first, engagement: { reads: 500, comments: 3 } })
  const { engagement, counted_at } = await itemRow()
  expect([engagement, counted_at]).toEqual([{ reads: 500, comments: 3 }, shelf.clock.now()])
  expect((await counts()).map((row) => row.counts)).toEqual([{ reads: 10 }, { reads: 500, comments: 3 }])
  await again({ ...first, engagement: { reads: 500 } })
  expect(await counts()).toHaveLength(2)
  for (let n = 0; n < 60; n++) await again({ ...first, engagement: { reads: 501 + n } })
  const kept = await counts()
  expect([kept.length, kept[0]?.counts, kept.at(-1)?.counts]).toEqual([
    48,
    { reads: 10 },
    { reads: 560, comments: 3 },
  ])
})

test('an answer given since stands beside the question, masked', async () => {
  const answer = {
    unit: '县水务局',
    text: '您好，已于2日恢复，咨询电话13912345678。',
    repliedAt: shelf.clock.now(),
  }
  await again({ ...first, answer: { unit: '县水务局', text: '', repliedAt: null } })
  expect((await itemRow()).answer).toBeNull()
  expect(await again({ ...first, answer })).toEqual({ edited: 0 })
  const stored = (await itemRow()).answer
  expect(stored).toMatchObject({ unit: '县水务局', repliedAt: answer.repliedAt.toISOString() })
  expect(stored?.text).toContain('已于2日恢复')
  expect(stored?.text).not.toContain('13912345678')
})

test('source, files and answer are kept of a new post', async () => {
  const draft: ItemDraft = {
    ...first,
    url: 'https://example.com/board/3',
    text: '另一件事，北门路灯不亮。',
    sourceName: '县融媒体中心',
    attachments: [{ name: '公告.pdf', url: 'https://example.com/a.pdf' }],
    answer: { unit: '住建局', text: '已修复。', repliedAt: null },
  }
  ;[id] = (await asCrawler((tx) => storeDrafts(tx, source, [draft], means))) as [ItemId]
  expect(await itemRow()).toMatchObject({
    source_name: '县融媒体中心',
    attachments: draft.attachments,
    answer: draft.answer,
  })
})
