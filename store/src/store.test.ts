import type { Actor } from '@huiyin/domain/actor'
import { analyzeItem } from '@huiyin/domain/job'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore, type TestStore } from './testing.js'

let opened: TestStore
beforeAll(async () => {
  opened = await openTestStore()
})
afterAll(() => opened.close())

const service: Actor = { kind: 'service', name: 'analyzer' }
const office: Actor = {
  kind: 'user',
  userId: '0190' as never,
  name: '水务局经办',
  roles: ['unit'],
  unitCode: 'shuiwu-ju' as never,
}

const settings = sql<{ kind: string; roles: string; unit: string; userId: string }>`
  select current_setting('huiyin.actor_kind', true) as kind, current_setting('huiyin.roles', true) as roles,
    current_setting('huiyin.unit', true) as unit, current_setting('huiyin.user_id', true) as "userId"`

test('a transaction tells the database who acts, with which roles and for which unit', async () => {
  const { rows } = await opened.store.as(office).transaction((tx) => settings.execute(tx.db))
  expect(rows).toEqual([{ kind: 'user', roles: 'unit', unit: 'shuiwu-ju', userId: '0190' }])
})

test('the next transaction on the same connection is not the last one’s actor', async () => {
  await opened.store.as(office).transaction((tx) => settings.execute(tx.db))
  const { rows } = await opened.store.as(service).transaction((tx) => settings.execute(tx.db))
  expect(rows).toEqual([{ kind: 'service', roles: '', unit: '', userId: '' }])
})

test('the time of a transaction is the clock’s', async () => {
  opened.clock.set('2026-05-01T00:00:00+08:00')
  const now = await opened.store.as(service).transaction(async (tx) => tx.now)
  expect(now).toEqual(new Date('2026-04-30T16:00:00Z'))
})

test('a job leaves after commit', async () => {
  await opened.store.as(service).transaction(async (tx) => {
    tx.enqueue(analyzeItem, { itemId: 'a1' })
    expect((await opened.store.queues.counts()).analyze.waiting).toBe(0)
  })
  expect((await opened.store.queues.counts()).analyze.waiting).toBe(1)
})
