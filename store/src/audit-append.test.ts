import type { Actor } from '@huiyin/domain/actor'
import type { UserId } from '@huiyin/domain/ids'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditKeyFrom } from './audit-key.js'
import { openStore } from './store.js'
import { openTestStore, type TestStore } from './testing.js'

let opened: TestStore
const api = { kind: 'service', name: 'api' } as const
const officer: Actor & { kind: 'user' } = {
  kind: 'user',
  userId: '11111111-1111-4111-8111-111111111111' as UserId,
  name: '李值班',
  roles: ['duty-officer'],
  unitCode: null,
}
const swept = { action: 'source.swept', subject: { kind: 'source', id: 'board' } } as const

beforeAll(async () => {
  opened = await openTestStore()
})
afterAll(() => opened.close())

const chain = () =>
  opened.store
    .as(api)
    .transaction((tx) => tx.db.selectFrom('audit_entry').selectAll().orderBy('seq').execute())

test('an entry names who acted and when, as the transaction knows it, and hangs on the one before', async () => {
  await opened.store.as(officer).transaction(async (tx) => tx.audit.append(swept))
  await opened.store
    .as(api)
    .transaction(async (tx) => tx.audit.append({ ...swept, detail: { b: 1, a: '甲' } }))
  const [first, second] = await chain()
  expect(first).toMatchObject({
    seq: 1,
    at: opened.clock.now(),
    actor_kind: 'user',
    actor_id: officer.userId,
    actor_name: '李值班',
    previous_hash: '0'.repeat(64),
  })
  expect(second).toMatchObject({ seq: 2, actor_kind: 'service', actor_id: 'api', previous_hash: first!.hash })
})

test('what was rolled back is not recorded and leaves no gap', async () => {
  const before = await chain()
  await expect(
    opened.store.as(api).transaction(async (tx) => {
      tx.audit.append(swept)
      throw new Error('changed its mind')
    }),
  ).rejects.toThrow('changed its mind')
  await opened.store.as(api).transaction(async (tx) => tx.audit.append(swept))
  const after = await chain()
  expect(after.map(({ seq }) => seq)).toEqual([...before.map(({ seq }) => seq), before.length + 1])
})

test('many who act at once write one chain without gaps or forks', async () => {
  const before = (await chain()).length
  await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      opened.store.as(n % 2 ? officer : api).transaction(async (tx) => {
        tx.audit.append({ ...swept, detail: { n } })
        if (n % 3 === 0) tx.audit.append({ ...swept, detail: { n, again: true } })
      }),
    ),
  )
  const rows = await chain()
  expect(rows.length).toBe(before + 80)
  rows.forEach((row, index) => {
    expect(row.seq).toBe(index + 1)
    if (index > 0) expect(row.previous_hash).toBe(rows[index - 1]!.hash)
  })
})

test('a text the database cannot hold is recorded with a mark in its place', async () => {
  await opened.store.as(api).transaction(async (tx) =>
    tx.audit.append({
      action: 'session.refused',
      subject: { kind: 'account' },
      detail: { name: '\0a\ud800' },
    }),
  )
  expect((await chain()).at(-1)!.detail).toEqual({ name: '\ufffda\ufffd' })
})

test('without a key, and with another one, what must be recorded is not done', async () => {
  const open = (auditKey?: Uint8Array) =>
    openStore({
      databaseUrl: opened.serviceUrl,
      clock: opened.clock,
      log: pino({ level: 'silent' }),
      max: 2,
      ...(auditKey ? { auditKey } : {}),
    })
  const before = (await chain()).length
  for (const [store, words] of [
    [await open(), '没有审计密钥'],
    [await open(auditKeyFrom('another secret')), '审计密钥与已有审计记录不一致'],
  ] as const) {
    await expect(store.as(api).transaction(async (tx) => tx.audit.append(swept))).rejects.toThrow(words)
    await store.close()
  }
  expect((await chain()).length).toBe(before)
})

test('nobody records in the name of another, changes or removes an entry', async () => {
  const forge = opened.store.as(officer).transaction(async (tx) => {
    const { rows } = await sql<{
      seq: number
      hash: string
      key_id: string
    }>`select * from huiyin_audit_head()`.execute(tx.db)
    const [head] = rows
    await tx.db
      .insertInto('audit_entry')
      .values({
        seq: head!.seq + 1,
        at: tx.now,
        actor_kind: 'user',
        actor_id: '22222222-2222-4222-8222-222222222222',
        actor_name: '别人',
        action: 'source.swept',
        subject_kind: 'source',
        subject_id: null,
        detail: '{}',
        key_id: head!.key_id,
        previous_hash: head!.hash,
        hash: 'f'.repeat(64),
      })
      .execute()
  })
  await expect(forge).rejects.toThrow('row-level security')
  for (const change of [
    sql`update audit_entry set actor_name = ''`,
    sql`delete from audit_entry`,
    sql`truncate audit_entry`,
  ])
    await expect(
      opened.store.as(api).transaction(async (tx) => void (await change.execute(tx.db))),
    ).rejects.toThrow('permission denied')
})

test.each([
  ['an auditor', ['auditor'], true],
  ['an administrator', ['administrator'], false],
  ['an administrator who made himself auditor', ['administrator', 'auditor'], false],
  ['a duty officer', ['duty-officer'], false],
] as const)('whether the audit is read by %s is decided by the database', async (_who, roles, reads) => {
  const rows = await opened.store
    .as({ ...officer, roles })
    .transaction((tx) => tx.db.selectFrom('audit_entry').select('seq').execute())
  expect(rows.length > 0).toBe(reads)
})
