import { randomUUID } from 'node:crypto'
import type { Actor, Role } from '@huiyin/domain/actor'
import { Conflict, Forbidden, IllegalTransition, NotFound } from '@huiyin/domain/errors'
import type { EventId, ItemId, UnitCode, UserId } from '@huiyin/domain/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Original, OriginalUnreadable } from './original-vault.js'
import { revisitDrafts } from './revisit-drafts.js'
import { rotateOriginals } from './rotate-originals.js'
import { storeDrafts } from './store-drafts.js'
import { openTestStore, type TestStore } from './testing.js'
import { buildEvent, buildItem, buildSource, buildUnit } from './testing-builders.js'
import { testKeys, testVault } from './testing-vault.js'
import type { Tx } from './tx.js'

let shelf: TestStore
const keys = testKeys('key-1')
const vault = testVault(keys)

type Person = Actor & { kind: 'user' }
let officer: Person
let other: Person
let leader: Person
let unit: Person

const service = <T>(work: (tx: Tx) => Promise<T>) =>
  shelf.store.as({ kind: 'service', name: 'cli' }).transaction(work)
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => shelf.store.as(actor).transaction(work)

async function person(name: string, roles: Role[], unitCode: string | null = null): Promise<Person> {
  const account = await service((tx) => tx.accounts.create({ name, displayName: name, roles, unitCode }))
  return { kind: 'user', userId: account.id as UserId, name, roles, unitCode: unitCode as UnitCode | null }
}

const secret: Original = { title: '停水', text: '我叫张伟，电话13812345678', author: '小城张伟' }

/** An item with its original, as a sweep would leave them. */
const withOriginal = (over: Parameters<typeof buildItem>[1] = {}) =>
  service(async (tx) => {
    const itemId = await buildItem(tx, over)
    await tx.originals.insertMany([{ itemId, sealed: vault.seal(itemId, secret) }])
    return itemId
  })

const openAs = (actor: Actor, itemId: ItemId) =>
  as(actor, async (tx) => {
    const sealed = await tx.originals.find(itemId)
    return sealed && vault.open<Original>(itemId, sealed)
  })

beforeAll(async () => {
  shelf = await openTestStore({ at: '2026-03-02T09:00:00+08:00' })
  await service((tx) =>
    tx.jurisdiction.start(
      { name: '青禾县', aliases: [], parents: [], regimeCode: 'national-2016', demonstration: false },
      [buildUnit('shuiwu-ju', '水务局')],
    ),
  )
  officer = await person('duty', ['duty-officer'])
  other = await person('duty2', ['duty-officer'])
  leader = await person('leader', ['leader'])
  unit = await person('unit', ['unit'], 'shuiwu-ju')
})
afterAll(() => shelf.close())

test('nobody fetches an original without an approved request of his own', async () => {
  const itemId = await withOriginal()
  for (const actor of [officer, leader, unit]) expect(await openAs(actor, itemId)).toBeNull()
  const request = await as(officer, (tx) => tx.reveals.ask(itemId, '核实诉求人所述地址', officer))
  expect(await openAs(officer, itemId)).toBeNull()
  await as(leader, (tx) => tx.reveals.decide(request.id, true, null, leader))
  expect(await openAs(officer, itemId)).toEqual(secret)
  for (const actor of [other, leader, unit]) expect(await openAs(actor, itemId)).toBeNull()
  await as(officer, async (tx) => {
    await tx.reveals.readable(request.id, officer)
    await tx.reveals.markRead(request.id)
  })
  expect(await openAs(officer, itemId)).toBeNull()
  expect((await as(officer, (tx) => tx.reveals.get(request.id))).state).toBe('read')
})

test('nobody decides on his own request, whatever he is', async () => {
  const both = await person('both', ['duty-officer', 'leader'])
  const itemId = await withOriginal()
  const request = await as(both, (tx) => tx.reveals.ask(itemId, '核实诉求人身份', both))
  await expect(as(both, (tx) => tx.reveals.decide(request.id, true, null, both))).rejects.toThrow(Forbidden)
  await expect(
    as(both, (tx) =>
      tx.db
        .updateTable('reveal_request')
        .set({ decision: 'approved', decided_by: both.userId, expires_at: tx.now })
        .where('id', '=', request.id)
        .execute(),
    ),
  ).rejects.toThrow(/second_person/)
})

test('a unit can neither ask nor see that anyone has asked', async () => {
  const itemId = await withOriginal()
  await as(officer, (tx) => tx.reveals.ask(itemId, '核实诉求人身份', officer))
  await expect(as(unit, (tx) => tx.reveals.ask(itemId, '核实诉求人身份', unit))).rejects.toThrow(NotFound)
  expect(await as(unit, (tx) => tx.reveals.list())).toEqual([])
  expect(await as(other, (tx) => tx.reveals.list())).toEqual([])
})

test('a request is asked once at a time, and is over a day after its approval', async () => {
  const itemId = await withOriginal()
  const request = await as(officer, (tx) => tx.reveals.ask(itemId, '核实诉求人身份', officer))
  await expect(as(officer, (tx) => tx.reveals.ask(itemId, '再次核实诉求人身份', officer))).rejects.toThrow(
    Conflict,
  )
  await expect(as(officer, (tx) => tx.reveals.readable(request.id, officer))).rejects.toThrow(
    IllegalTransition,
  )
  const approved = await as(leader, (tx) => tx.reveals.decide(request.id, true, null, leader))
  expect(approved.expiresAt).toEqual(new Date('2026-03-03T09:00:00+08:00'))
  shelf.clock.set('2026-03-03T09:00:00+08:00')
  expect((await as(officer, (tx) => tx.reveals.get(request.id))).state).toBe('expired')
  shelf.clock.set('2026-03-02T09:00:00+08:00')
})

test('an original moved to another row, changed, or without its key does not open, and says why', async () => {
  const sealed = vault.seal('row-1', secret)
  expect(vault.open('row-1', sealed)).toEqual(secret)
  expect(() => vault.open('row-2', sealed)).toThrow(OriginalUnreadable)
  const changed = Buffer.from(sealed.bytes)
  changed[0] = (changed[0] ?? 0) ^ 1
  expect(() => vault.open('row-1', { ...sealed, bytes: changed })).toThrow(/已被改动/)
  expect(() => testVault(testKeys('key-9')).open('row-1', sealed)).toThrow(/缺少原文密钥 key-1/)
})

test('the same words sealed twice look different', () => {
  expect(vault.seal('row-1', secret).bytes).not.toEqual(vault.seal('row-1', secret).bytes)
})

test('after a rotation the old key may go and every original still opens; masked items never noticed', async () => {
  const itemId = await withOriginal()
  keys.ids.unshift('key-2')
  const done = await rotateOriginals(shelf.store.as({ kind: 'service', name: 'cli' }), vault, [...keys.ids])
  expect(done).toMatchObject({ keyId: 'key-2', unreadable: {}, unused: ['key-1'] })
  expect(done.resealed).toBeGreaterThan(0)
  keys.ids.splice(keys.ids.indexOf('key-1'), 1)
  expect(await openAs({ kind: 'service', name: 'cli' }, itemId)).toEqual(secret)
  keys.ids.splice(0, 1, 'key-3')
  await expect(openAs({ kind: 'service', name: 'cli' }, itemId)).rejects.toThrow(/缺少原文密钥 key-2/)
  expect((await as(officer, (tx) => tx.items.get(itemId))).title).toBe('小区停水')
  const stuck = await rotateOriginals(shelf.store.as({ kind: 'service', name: 'cli' }), vault, [...keys.ids])
  expect(stuck.unreadable).toHaveProperty('key-2')
  keys.ids.splice(0, 1, 'key-2')
})

test('originals go after 180 days, items after three years, unless their event has a case file', async () => {
  const old = new Date('2023-03-01T09:00:00+08:00')
  const plain = await service((tx) => buildEvent(tx, { foundAt: old }))
  const withCase = await service((tx) => buildEvent(tx, { foundAt: old }))
  await service((tx) =>
    tx.db
      .insertInto('case_file')
      .values({
        event_id: withCase,
        state: 'accepted',
        kind: 'opinion',
        grade: 'IV',
        regime_code: 'national-2016',
        lead_unit_code: null,
        opened_at: old,
        closed_at: null,
        next_due_at: null,
      })
      .execute(),
  )
  const young = await withOriginal()
  const before = await service((tx) => tx.retention.figures())
  expect(before).toMatchObject({ itemsDue: 1, itemsInCases: 1, originalsDue: 0 })
  expect(await service((tx) => tx.retention.deleteItems(500))).toEqual({ items: 1, events: 1 })
  const left = await service((tx) => tx.db.selectFrom('opinion_event').select('id').execute())
  expect(left.map(({ id }) => id)).not.toContain(plain)
  expect(left.map(({ id }) => id)).toContain(withCase)
  shelf.clock.set('2026-08-29T09:00:00+08:00')
  expect(await service((tx) => tx.retention.deleteOriginals(500))).toBe(0)
  shelf.clock.set('2026-08-29T09:00:01+08:00')
  expect(await service((tx) => tx.retention.deleteOriginals(500))).toBeGreaterThan(0)
  expect(await openAs({ kind: 'service', name: 'cli' }, young)).toBeNull()
  expect((await service((tx) => tx.items.get(young))).id).toBe(young)
  shelf.clock.set('2026-03-02T09:00:00+08:00')
})

const request = (kind: 'deletion' | 'correction' | 'access', over: { itemId?: string; url?: string }) =>
  as(officer, (tx) => {
    const id = randomUUID()
    return tx.dataRequests.register(
      {
        id,
        kind,
        itemId: over.itemId ?? null,
        url: over.url ?? null,
        demand: '要求处理本人信息',
        subject: vault.seal(id, { name: '张伟', contact: '13812345678', proof: '当面核验' }),
        receivedAt: tx.now,
        handler: '王值班',
      },
      officer,
    )
  })

test('a granted deletion takes every copy of the words and they never come back', async () => {
  const eventId = (await service((tx) =>
    buildEvent(tx, { title: '张家停水', items: [{ title: '张家停水' }, { title: '同一事件另一帖' }] }),
  )) as EventId
  const [first] = await service((tx) =>
    tx.db
      .selectFrom('item')
      .selectAll()
      .where('event_id', '=', eventId)
      .where('title', '=', '张家停水')
      .execute(),
  )
  await service((tx) =>
    tx.db
      .updateTable('opinion_event')
      .set({ representative_id: first!.id })
      .where('id', '=', eventId)
      .execute(),
  )
  const asked = await request('deletion', { itemId: first!.id })
  expect(asked.dueAt).toEqual(new Date('2026-04-02T00:00:00+08:00'))
  await expect(as(officer, (tx) => tx.dataRequests.decide(asked.id, true, '属实', officer))).rejects.toThrow(
    Forbidden,
  )
  await expect(service((tx) => tx.dataRequests.executeDeletion(asked.id))).rejects.toThrow(IllegalTransition)
  await as(leader, (tx) => tx.dataRequests.decide(asked.id, true, '属实，予以删除', leader))
  expect(await service((tx) => tx.dataRequests.executeDeletion(asked.id))).toMatchObject({ items: 1 })
  const event = await service((tx) =>
    tx.db.selectFrom('opinion_event').selectAll().where('id', '=', eventId).executeTakeFirstOrThrow(),
  )
  expect(event).toMatchObject({
    title: '同一事件另一帖',
    item_count: 1,
    signature: { terms: {}, minhash: [] },
  })
  const again = {
    title: '张家停水',
    text: first!.text,
    publishedAt: null,
    authorPseudonym: null,
    engagement: {},
    images: [],
  }
  const sourceId = first!.source_id as Parameters<Tx['items']['insertNew']>[0]
  await service(async (tx) => {
    expect(await tx.items.knownUrls(sourceId, [first!.url])).toEqual(new Set([first!.url]))
    const sameAddress = { ...again, url: first!.url, contentHash: 'edited' }
    const reposted = { ...again, url: 'https://elsewhere.example/1', contentHash: first!.content_hash }
    expect(await tx.items.insertNew(sourceId, [sameAddress, reposted])).toEqual([])
  })
  await expect(service((tx) => tx.dataRequests.executeDeletion(asked.id))).rejects.toThrow(IllegalTransition)
})

test('a granted correction stands beside the text', async () => {
  const itemId = await withOriginal()
  const asked = await request('correction', { itemId })
  await as(leader, (tx) => tx.dataRequests.decide(asked.id, true, '核实有误', leader))
  expect(await service((tx) => tx.dataRequests.executeCorrection(asked.id, '当事人并非业主'))).toEqual({
    items: 1,
  })
})

test('units do not see who asks about his data', async () => {
  expect((await as(officer, (tx) => tx.dataRequests.list())).length).toBeGreaterThan(0)
  expect(await as(unit, (tx) => tx.dataRequests.list())).toEqual([])
})

/** A post edited once, as the crawler stores it. */
async function withFormerWords(): Promise<ItemId> {
  const draft = {
    url: 'https://example.com/board/edited',
    title: '自来水停水',
    text: '我叫王小明，电话13812345678，家里停水三天。',
    publishedAt: null,
    author: null,
    images: [],
    engagement: {},
  }
  const means = { secret: 'key', vault }
  return await service(async (tx) => {
    const source = await buildSource(tx, 'edits')
    const [id] = await storeDrafts(tx, source, [draft], means)
    await revisitDrafts(tx, source, [{ ...draft, text: '家里停水三天，已恢复。' }], means)
    return id as ItemId
  })
}
const formerOf = (id: ItemId) =>
  service((tx) =>
    tx.db.selectFrom('item_version').selectAll().where('item_id', '=', id).executeTakeFirstOrThrow(),
  )

test('a rotation reaches what a post said before it was edited; after 180 days only the masked words are left', async () => {
  shelf.clock.set('2026-03-03T09:00:00+08:00')
  const id = await withFormerWords()
  keys.ids.unshift('key-9')
  const done = await rotateOriginals(shelf.store.as({ kind: 'service', name: 'cli' }), vault, [...keys.ids])
  expect(done).toMatchObject({ keyId: 'key-9', unreadable: {} })
  const former = await formerOf(id)
  const sealed = { keyId: former.key_id!, nonce: former.nonce!, bytes: former.sealed! }
  expect([former.key_id, vault.open<Original>(id, sealed).text]).toEqual([
    'key-9',
    '我叫王小明，电话13812345678，家里停水三天。',
  ])
  expect(former.text).not.toContain('13812345678')
  shelf.clock.set('2026-09-03T09:00:00+08:00')
  const due = await service((tx) => tx.retention.figures())
  expect(due.originalsDue).toBeGreaterThanOrEqual(2)
  for (let gone = 1; gone > 0; ) gone = await service((tx) => tx.retention.deleteOriginals(500))
  expect(await formerOf(id)).toMatchObject({ key_id: null, nonce: null, sealed: null, text: former.text })
  expect((await service((tx) => tx.retention.figures())).originals).toBe(0)
  keys.ids.splice(0, 1)
  shelf.clock.set('2026-03-02T09:00:00+08:00')
})
