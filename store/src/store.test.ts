import type { Actor } from '@huiyin/domain/actor'
import { changeTopics } from '@huiyin/domain/change'
import { InvalidInput } from '@huiyin/domain/errors'
import { analyzeItem } from '@huiyin/domain/job'
import { sql } from 'kysely'
import pg from 'pg'
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

test('what is rolled back announces nothing', async () => {
  const heard: string[] = []
  const stop = await opened.store.listen(({ topic }) => heard.push(topic))
  const failing = opened.store.as(service).transaction(async (tx) => {
    tx.enqueue(analyzeItem, { itemId: 'b1' })
    tx.announce('cases')
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await opened.store.as(service).transaction(async (tx) => {
    tx.announce('items')
    tx.announce('items')
    tx.announce('events')
  })
  await expect.poll(() => heard).toEqual(['items', 'events'])
  stop()
  expect(await opened.store.queues.enqueue(analyzeItem, { itemId: 'b1' })).toBe('added')
})

test('a payload that departs from its declaration undoes the transaction', async () => {
  const wrong = opened.store.as(service).transaction(async (tx) => {
    await tx.db.insertInto('fetched_page').values(page('https://a.example/')).execute()
    // @ts-expect-error the compiler says so too
    tx.enqueue(analyzeItem, { item: 'b2' })
  })
  await expect(wrong).rejects.toThrow(InvalidInput)
  const pages = await opened.store
    .as(service)
    .transaction((tx) => tx.db.selectFrom('fetched_page').selectAll().execute())
  expect(pages).toEqual([])
})

test('a listener whose connection was lost is told of everything once it is back', async () => {
  const heard = new Set<string>()
  const stop = await opened.store.listen(({ topic }) => heard.add(topic))
  const owner = new pg.Client({ connectionString: opened.ownerUrl })
  await owner.connect()
  const { rowCount } = await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'huiyin-listen' and datname = current_database()`,
  )
  await owner.end()
  expect(rowCount).toBe(1)
  await expect.poll(() => heard.size, { timeout: 20_000 }).toBe(changeTopics.length)
  stop()
})

test('who is nobody to the database sees no content, whatever it holds', async () => {
  const nobody: Actor = {
    kind: 'user',
    userId: '0191' as never,
    name: '管理员',
    roles: ['administrator'],
    unitCode: null,
  }
  const source = { kind: 'board', level: 'county', definition: '{}', every_seconds: 60 } as const
  await opened.store.as(service).transaction(async (tx) => {
    await tx.db
      .insertInto('source')
      .values({
        ...source,
        id: 'board',
        name: '留言板',
        url: 'https://b.example/',
        next_sweep_at: tx.now,
        created_at: tx.now,
      })
      .execute()
    await tx.db
      .insertInto('item')
      .values({
        source_id: 'board',
        url: 'https://b.example/1',
        content_hash: 'h1',
        title: '停水三天',
        text: '整个小区停水三天',
        found_at: tx.now,
        engagement: '{}',
      })
      .execute()
  })
  const titlesFor = (actor: Actor) =>
    opened.store.as(actor).transaction((tx) => tx.db.selectFrom('item').select('title').execute())
  expect(await titlesFor(service)).toEqual([{ title: '停水三天' }])
  expect(await titlesFor(nobody)).toEqual([])
  expect(await titlesFor(office)).toEqual([])
})

test('a store that answers is alive', async () => {
  await expect(opened.store.ping()).resolves.toBeUndefined()
})

const page = (url: string) => ({
  url,
  etag: null,
  last_modified: null,
  fetched_at: new Date('2026-03-02T01:00:00Z'),
})
