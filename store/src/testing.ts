import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '@huiyin/domain/clock'
import pg from 'pg'
import { pino } from 'pino'
import { auditKeyFrom } from './audit-key.js'
import { startEmbeddedServer } from './embedded-server.js'
import { migrate } from './migrate.js'
import { serviceUrl } from './roles.js'
import { openStore, type Store } from './store.js'
import { runFolderVariable } from './testing-server.js'

const template = 'huiyin_template'
const silent = pino({ level: 'silent' })
/** Keys what tests keyed for one installation write; exported for those that check it. */
export const testSecret = 'a secret for tests only, long enough'
const startWithinMs = 50_000

/** A clock that stands still until it is set. */
export interface TestClock extends Clock {
  set(instant: string | Date): void
  advance(ms: number): void
}

export function testClock(at: string | Date = '2026-03-02T09:00:00+08:00'): TestClock {
  let current = new Date(at)
  return {
    now: () => new Date(current),
    set: (instant) => {
      current = new Date(instant)
    },
    advance: (ms) => {
      current = new Date(current.getTime() + ms)
    },
  }
}

export interface TestDatabase {
  ownerUrl: string
  serviceUrl: string
  /** Drops the database. */
  drop(): Promise<void>
}

export interface TestStore {
  store: Store
  ownerUrl: string
  serviceUrl: string
  clock: TestClock
  /** Closes the store and drops its database. */
  close(): Promise<void>
}

/** A migrated store on a database of its own: one call a test file. The queues run on the same database. */
export async function openTestStore({ at }: { at?: string } = {}): Promise<TestStore> {
  const database = await createTestDatabase()
  const clock = testClock(at)
  const store = await openStore({
    databaseUrl: database.serviceUrl,
    clock,
    log: silent,
    auditKey: auditKeyFrom(testSecret),
    max: 5,
    backoffMs: 10,
  })
  return {
    store,
    clock,
    ownerUrl: database.ownerUrl,
    serviceUrl: database.serviceUrl,
    close: async () => {
      await store.close()
      await database.drop()
    },
  }
}

/** A fresh database; `empty` leaves out the migrations. */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const serverUrl = await testServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: serverUrl })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  await run(`create database ${name} template ${empty ? 'template0' : template}`)
  const ownerUrl = urlOf(serverUrl, name)
  return {
    ownerUrl,
    serviceUrl: serviceUrl(ownerUrl),
    drop: () => run(`drop database if exists ${name} with (force)`),
  }
}

const urlOf = (serverUrl: string, database: string): string => {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

/** The owner URL of the run's one server; the worker that asks first starts it and the others wait. */
async function testServer(): Promise<string> {
  const folder = process.env[runFolderVariable]
  if (!folder)
    throw new Error('no test run folder: add store/src/testing-server.ts to globalSetup in vitest.config.ts')
  const ready = join(folder, 'server-url')
  const failed = join(folder, 'server-failed')
  if (isFirst(join(folder, 'starting')))
    try {
      const url = await startServer(folder)
      writeFileSync(`${ready}.new`, url)
      renameSync(`${ready}.new`, ready)
    } catch (error) {
      writeFileSync(failed, String((error as Error).stack))
      throw error
    }
  for (const until = Date.now() + startWithinMs; Date.now() < until; await wait(25)) {
    if (existsSync(ready)) return readFileSync(ready, 'utf8')
    if (existsSync(failed)) throw new Error(readFileSync(failed, 'utf8'))
  }
  throw new Error('the test database did not start in time')
}

function isFirst(marker: string): boolean {
  try {
    mkdirSync(marker)
    return true
  } catch {
    return false
  }
}

async function startServer(folder: string): Promise<string> {
  // As root the server runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711)
  const server = await startEmbeddedServer({
    dataDir: folder,
    log: silent,
    // The data is thrown away: nothing has to survive a power cut.
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      max_connections: '120',
      autovacuum: 'off',
    },
  })
  const client = new pg.Client({ connectionString: server.ownerUrl })
  await client.connect()
  await client.query(`create database ${template}`)
  await client.end()
  await migrate(urlOf(server.ownerUrl, template), silent)
  server.release()
  return server.ownerUrl
}
