import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../system-clock.js'
import { type BackupMade, makeBackup } from './make-backup.js'
import { restoreBackup } from './restore-backup.js'
import { environmentOf, openTestInstallation, type TestInstallation } from './testing-installation.js'

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
  await installation.stop()
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
