import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ItemId } from '@huiyin/domain/ids'
import { exportHead } from '@huiyin/store/audit-heads'
import { auditKeyFrom } from '@huiyin/store/audit-key'
import { startEmbeddedServer } from '@huiyin/store/embedded-server'
import { migrate } from '@huiyin/store/migrate'
import { type Original, openVault } from '@huiyin/store/original-vault'
import { serviceUrl } from '@huiyin/store/roles'
import { openStore, type Store } from '@huiyin/store/store'
import { testSecret } from '@huiyin/store/testing'
import { buildEvent, buildItem } from '@huiyin/store/testing-builders'
import { pino } from 'pino'
import { type Environment, readEnvironment } from '../environment.js'
import { originalKeys } from '../original-keys.js'
import { removeRuntime, writeRuntime } from '../supervisor/runtime-file.js'
import { systemClock } from '../system-clock.js'

const cli = { kind: 'service', name: 'cli' } as const
const log = pino({ level: 'silent' })
const original: Original = { title: '停水', text: '县城北街停水三天，电话13812345678', author: '小城张伟' }

export const environmentOf = (dataDir: string): Environment => ({ ...readEnvironment({}), dataDir })

/** A data folder at work: its own server, secret, keys and head, two items with sealed originals, one event. */
export interface TestInstallation {
  env: Environment
  store: Store
  appendAudit(n: number): Promise<void>
  /** May be called twice. */
  stop(): Promise<void>
}

export async function openTestInstallation(dataDir: string): Promise<TestInstallation> {
  const env = environmentOf(dataDir)
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'secret.key'), `${testSecret}\n`, { mode: 0o600 })
  const keys = originalKeys(env)
  keys.add()
  const server = await startEmbeddedServer({ dataDir, log })
  await migrate(server.ownerUrl, log)
  const url = serviceUrl(server.ownerUrl)
  const key = auditKeyFrom(testSecret)
  const store = await openStore({ databaseUrl: url, clock: systemClock, log, auditKey: key, max: 3 })
  writeRuntime(dataDir, {
    pid: process.pid,
    url: 'http://127.0.0.1',
    serviceUrl: url,
    startedAt: new Date().toISOString(),
  })
  const appendAudit = (n: number) =>
    store
      .as(cli)
      .transaction(async (tx) =>
        tx.audit.append({ action: 'source.swept', subject: { kind: 'source', id: 'board' }, detail: { n } }),
      )
  await store.as(cli).transaction(async (tx) => {
    const itemIds: ItemId[] = [await buildItem(tx), await buildItem(tx)]
    await tx.originals.insertMany(
      itemIds.map((itemId) => ({ itemId, sealed: openVault(keys).seal(itemId, original) })),
    )
    await buildEvent(tx)
  })
  let stopped = false
  await appendAudit(0)
  await exportHead(store.as(cli), key, join(dataDir, 'audit'))
  return {
    env,
    store,
    appendAudit: async (n) => {
      await appendAudit(n)
    },
    stop: async () => {
      if (stopped) return
      stopped = true
      removeRuntime(dataDir)
      await store.close()
      await server.stop()
    },
  }
}
