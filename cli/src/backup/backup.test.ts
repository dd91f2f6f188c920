import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { auditKeyFrom } from '@huiyin/store/audit-key'
import { verifyAudit } from '@huiyin/store/audit-verify'
import { testSecret } from '@huiyin/store/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Environment } from '../environment.js'
import { systemClock } from '../system-clock.js'
import { withStore } from '../with-store.js'
import { type BackupMade, makeBackup } from './make-backup.js'
import { restoreBackup } from './restore-backup.js'
import { environmentOf, openTestInstallation, type TestInstallation } from './testing-installation.js'

const secret = 'some other secret, also long enough'
const cli = { kind: 'service', name: 'cli' } as const
let folder: string
let installation: TestInstallation
let acknowledged = 1
let beforeBackup = 0
let afterBackup = 0
let made: BackupMade

const calm = { signal: new AbortController().signal, say: () => {} }
const at = (name: string) => join(folder, name)
const orderOf = (name: string) => ({
  file: at(name),
  keyFile: at(`${name}.keys`),
  clock: systemClock,
  ...calm,
})
/** The backup made first, into a folder of that name. */
const restoreInto = (name: string) =>
  restoreBackup(environmentOf(at(name)), { file: made.file, keyFile: made.keyFile, ...calm })

/** What the audit says of copies, newest first, while the chain holds. */
const auditOf = (name: string) =>
  withStore(environmentOf(at(name)), async (store) => {
    const chain = await verifyAudit(store.as(cli), auditKeyFrom(testSecret), [])
    expect(chain.intact).toBe(true)
    const { rows } = await store.as(cli).transaction((tx) => tx.audit.page({ subjectKind: 'installation' }))
    return rows
  })
const operator = `系统（命令行，${userInfo().username}）`
const digestOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

/** Looks like a data folder, but its secret is elsewhere. */
function bareFolder(): Environment {
  mkdirSync(at('bare/postgres'), { recursive: true })
  writeFileSync(at('bare/postgres/PG_VERSION'), '18\n')
  return environmentOf(at('bare'))
}

/** Appends one entry after another until told to stop, 20,000 at most. */
function keepWriting(): { stop(): Promise<void> } {
  let stopped = false
  const written = (async () => {
    for (let n = 0; n < 20_000 && !stopped; n += 1) {
      await installation.appendAudit(n)
      acknowledged += 1
    }
  })()
  return {
    stop: async () => {
      stopped = true
      await written
    },
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huiyin-backup-'))
  installation = await openTestInstallation(at('data'))
  const writing = keepWriting()
  beforeBackup = acknowledged
  made = await makeBackup(installation.env, orderOf('first.tar.gz'))
  afterBackup = acknowledged
  await writing.stop()
})
afterAll(async () => {
  await installation?.stop()
  rmSync(folder, { recursive: true })
})

test('a backup taken while entries are written restores to an unbroken beginning of what was written', async () => {
  expect(afterBackup).toBeGreaterThan(beforeBackup)
  const restored = await restoreInto('restored')
  expect(restored.audit).toMatchObject({ intact: true, headsCompared: 1, problems: [] })
  expect(restored.audit.entries).toBeGreaterThanOrEqual(beforeBackup)
  expect(restored.audit.entries).toBeLessThanOrEqual(afterBackup + 1)
  expect([made.running, made.missingKeys, restored.missingKeys]).toEqual([true, [], []])
})

test('what is restored counts the same as its source, and its originals are sealed by keys that came with it', async () => {
  const source = await installation.store.as(cli).transaction(async (tx) => ({
    items: (await tx.items.counts()).total,
    events: await tx.installation.events(),
    openCases: (await tx.installation.cases()).open,
    sealed: Object.values(await tx.originals.byKey()).reduce((sum, count) => sum + count, 0),
  }))
  expect(source.sealed).toBe(2)
  expect((await restoreInto('counted')).counts).toEqual(source)
})

test('a backup leaves two files that only their owner may read', () => {
  expect(readdirSync(folder).filter((name) => name.startsWith('first'))).toEqual([
    'first.tar.gz',
    'first.tar.gz.keys',
  ])
  for (const file of [made.file, made.keyFile]) expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a backup that is broken off leaves nothing, and the next one is taken', async () => {
  const stopping = new AbortController()
  const order = orderOf('broken.tar.gz')
  const say = () => stopping.abort() // at the first tenth
  await expect(makeBackup(installation.env, { ...order, signal: stopping.signal, say })).rejects.toThrow(
    '备份已中断',
  )
  expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([])
  expect((await makeBackup(installation.env, order)).bytes).toBeGreaterThan(0)
})

test.each([
  ['an existing file', () => [installation.env, orderOf('first.tar.gz')] as const, '已存在'],
  ['a place in the data folder', () => [installation.env, orderOf('data/b.tar.gz')] as const, '数据目录里'],
  [
    'no data folder',
    () => [environmentOf(at('nowhere')), orderOf('n.tar.gz')] as const,
    '不是回音的数据目录',
  ],
  ['a data folder without its secret', () => [bareFolder(), orderOf('n.tar.gz')] as const, 'secret.key'],
  [
    'rows of another secret',
    () => [{ ...installation.env, secret }, orderOf('n.tar.gz')] as const,
    '另一把密钥',
  ],
  [
    'an external database',
    () => [{ ...installation.env, databaseUrl: 'postgres://a:b@c/d' }, orderOf('n.tar.gz')] as const,
    'pg_dump',
  ],
])('a backup of or into %s is refused, and leaves nothing', async (_what, given, words) => {
  const [env, order] = given()
  const files = readdirSync(folder).sort()
  await expect(makeBackup(env, order)).rejects.toThrow(words)
  expect(readdirSync(folder).sort()).toEqual(files)
})

test('an installation that does not run is backed up too, and stays as it was', async () => {
  await installation.stop()
  const entries = readdirSync(at('data'))
  const cold = await makeBackup(installation.env, orderOf('cold.tar.gz'))
  expect(cold.running).toBe(false)
  expect(readdirSync(at('data'))).toEqual(entries)
  const restored = await restoreBackup(environmentOf(at('from-cold')), {
    file: cold.file,
    keyFile: cold.keyFile,
    ...calm,
  })
  // Both backups taken before this one are in it; its own entry and that of the restore come after.
  expect(restored.audit).toMatchObject({ intact: true, entries: acknowledged + 2 })
  expect(await auditOf('from-cold')).toMatchObject([
    { action: 'backup.restored', actorName: operator, detail: { file: 'cold.tar.gz', sha256: cold.sha256 } },
    { action: 'backup.made', actorName: operator, detail: { file: 'broken.tar.gz' } },
    { action: 'backup.made', detail: { file: 'first.tar.gz', sha256: made.sha256, bytes: made.bytes } },
  ])
  expect((await auditOf('data'))[0]).toMatchObject({
    detail: { file: 'cold.tar.gz', sha256: digestOf(cold.file) },
  })
})
