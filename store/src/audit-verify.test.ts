import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuditVerification } from '@huiyin/domain/audit-verification'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ChainLink, chainStart, linkHash } from './audit-chain.js'
import { exportHead, readHeads } from './audit-heads.js'
import { auditKeyFrom, auditKeyId } from './audit-key.js'
import { tamperAsOwner } from './audit-tampering.js'
import { verifyAudit } from './audit-verify.js'
import { openTestStore, type TestStore, testSecret } from './testing.js'

const key = auditKeyFrom(testSecret)
const api = { kind: 'service', name: 'api' } as const

let opened: TestStore
let owner: pg.Client
let folder: string

beforeEach(async () => {
  opened = await openTestStore()
  folder = mkdtempSync(join(tmpdir(), 'audit-heads-'))
  owner = new pg.Client({ connectionString: opened.ownerUrl })
  await owner.connect()
})
afterEach(async () => {
  await owner.end()
  await opened.close()
  rmSync(folder, { recursive: true })
})

const record = async (count: number) => {
  for (let n = 1; n <= count; n += 1)
    await opened.store
      .as(api)
      .transaction(async (tx) =>
        tx.audit.append({ action: 'source.swept', subject: { kind: 'source', id: 'board' }, detail: { n } }),
      )
}
const exportNow = () => exportHead(opened.store.as(api), key, folder)
const verify = async (): Promise<AuditVerification> =>
  verifyAudit(opened.store.as(api), key, await readHeads(folder, key))
const found = async () => (await verify()).problems.map(({ kind, from, to }) => [kind, from, to])

const tamper = (...statements: string[]) => tamperAsOwner(opened.ownerUrl, ...statements)

/** Writes every row anew, chained as we chain, under some key. */
const rewriteWith = async (other: Uint8Array, keyId: string) => {
  const links = await opened.store.as(api).transaction((tx) => tx.audit.links(0, 1_000))
  await tamper('delete from audit_entry')
  let previousHash = chainStart
  for (const { hash: _old, ...link } of links) {
    const forged: ChainLink = { ...link, actorName: '无人', keyId, previousHash }
    previousHash = linkHash(other, forged)
    await owner.query(
      `insert into audit_entry (seq, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, detail,
         key_id, previous_hash, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[forged.seq, forged.at, forged.actorKind, forged.actorId, forged.actorName, forged.action],
        ...[forged.subjectKind, forged.subjectId, forged.detail, keyId, forged.previousHash, previousHash],
      ],
    )
  }
}

test('a chain nobody touched is intact, empty or not, and its heads agree', async () => {
  expect(await verify()).toMatchObject({ intact: true, entries: 0, head: null, headsCompared: 0 })
  await record(5)
  await exportNow()
  await record(2)
  expect(await verify()).toMatchObject({ intact: true, entries: 7, headsCompared: 1, problems: [] })
})

test('the owner too is refused a change, a removal and an emptying', async () => {
  await record(2)
  for (const statement of [
    `update audit_entry set actor_name = '别人'`,
    'delete from audit_entry where seq = 1',
    'truncate audit_entry',
    `set session_replication_role = replica; delete from audit_entry`,
  ])
    await expect(owner.query(statement)).rejects.toThrow('never changed or removed')
  await owner.query('set session_replication_role = default')
  expect((await verify()).intact).toBe(true)
})

test.each([
  ['actor', `actor_name = actor_name || ' '`],
  ['act', `action = 'source.saved'`],
  ['subject', `subject_id = null`],
  ['instant', `at = at + interval '1 millisecond'`],
  ['spelling of the detail', `detail = '{"n": 3}'`],
  ['hash', `hash = repeat('f', 64)`],
  ['hash before', `previous_hash = repeat('e', 64)`],
])('one changed byte is found: the %s', async (_what, change) => {
  await record(5)
  await tamper(`update audit_entry set ${change} where seq = 3`)
  expect(await found()).toEqual([['changed', 3, 3]])
})

test('a removed row is found, in the middle and at the beginning', async () => {
  await record(6)
  await tamper('delete from audit_entry where seq in (1, 3, 4)')
  expect(await found()).toEqual([
    ['missing', 1, 1],
    ['missing', 3, 4],
  ])
})

test('a removed row is found though those after it were numbered anew', async () => {
  await record(5)
  await tamper(
    'delete from audit_entry where seq = 2',
    'update audit_entry set seq = seq - 1 where seq = 3',
    'update audit_entry set seq = seq - 1 where seq = 4',
    'update audit_entry set seq = seq - 1 where seq = 5',
  )
  expect(await found()).toEqual([['changed', 2, 4]])
})

test('a cut-off tail is found by the exported head, also when new entries grew in its place', async () => {
  await record(6)
  await exportNow()
  await tamper('delete from audit_entry where seq > 4')
  expect(await found()).toEqual([['truncated', 5, 6]])
  await record(3)
  expect(await found()).toEqual([['rewritten', 6, 6]])
})

test('everything removed is found by the exported head', async () => {
  await record(3)
  await exportNow()
  await tamper('truncate audit_entry')
  expect(await found()).toEqual([['truncated', 1, 3]])
})

test('a chain written anew without our key is found without any head, whatever key it names', async () => {
  await record(4)
  const other = auditKeyFrom('an attacker’s own secret')
  await rewriteWith(other, auditKeyId(key))
  expect(await found()).toEqual([['rewritten', 1, 4]])
  await rewriteWith(other, auditKeyId(other))
  expect(await found()).toEqual([['other-key', 1, 4]])
})

test('a chain written anew by someone who has the key is found by the exported head', async () => {
  await record(4)
  await exportNow()
  await rewriteWith(key, auditKeyId(key))
  expect(await found()).toEqual([['rewritten', 4, 4]])
})

test('the day’s head follows the chain, but is not replaced by an end that contradicts it', async () => {
  expect((await exportNow()).outcome).toBe('empty')
  await record(2)
  const { file } = await exportNow()
  expect(file).toBe(join(folder, 'head-2026-03-02.json'))
  await record(2)
  expect((await exportNow()).outcome).toBe('written')
  const proof = readFileSync(file, 'utf8')
  expect(JSON.parse(proof)).toMatchObject({ seq: 4 })
  await tamper('delete from audit_entry where seq > 1')
  expect((await exportNow()).outcome).toBe('kept')
  await record(5)
  expect((await exportNow()).outcome).toBe('kept')
  expect(readFileSync(file, 'utf8')).toBe(proof)
})

test('a head that was altered, or is none, is refused and said so', async () => {
  await record(3)
  const { file } = await exportNow()
  const head = JSON.parse(readFileSync(file, 'utf8'))
  await tamper('delete from audit_entry where seq = 3')
  const [, second] = await opened.store.as(api).transaction((tx) => tx.audit.links(0, 3))
  writeFileSync(file, JSON.stringify({ ...head, seq: 2, hash: second!.hash }))
  expect(await found()).toEqual([['bad-head', 0, 0]])
  writeFileSync(file, 'null')
  expect((await verify()).problems[0]!.message).toContain('head-2026-03-02.json 不是有效的链头文件')
})
