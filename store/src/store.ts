import { type Actor, rolesOf } from '@huiyin/domain/actor'
import type { Change, ChangeTopic } from '@huiyin/domain/change'
import { changeTopics } from '@huiyin/domain/change'
import type { Clock } from '@huiyin/domain/clock'
import { type RawBuilder, sql } from 'kysely'
import type { Logger } from 'pino'
import { appendToChain, type PendingEntry } from './audit-append.js'
import { changeChannel, openChangeListener } from './change-listener.js'
import { type Db, openDatabase } from './database.js'
import { assertPayload } from './queue/payload.js'
import { type Announcement, openQueues, type Queues } from './queue/queues.js'
import { sendAhead } from './send-together.js'
import { buildTx, type Tx } from './tx.js'

export interface OpenStoreOptions {
  /** The service role's URL (`serviceUrl(ownerUrl)`), never the owner's. */
  databaseUrl: string
  /** Given: the queues run on Redis; left out: on the same PostgreSQL. */
  redisUrl?: string
  clock: Clock
  log: Logger
  /** Keys the audit chain (`auditKeyFrom(secret)`). Without it nothing that must be recorded can be done. */
  auditKey?: Uint8Array
  /** Most database connections of this process besides the queues'. */
  max?: number
  /** First wait before a failed job is tried again; doubles each time. */
  backoffMs?: number
}

export interface ActingStore {
  /** Runs `work` in one transaction as this actor: all of it happens, or nothing. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

export interface Store {
  /** Everything is read and written as someone: row-level security decides what that one sees. */
  as(actor: Actor): ActingStore
  readonly queues: Queues
  /** Hears every committed change; after a lost connection every topic is told once. Returns the way to stop. */
  listen(hear: (change: Change) => void): Promise<() => void>
  /** Rejects when the database does not answer. */
  ping(): Promise<void>
  /** Waits for running jobs, then closes every connection. */
  close(): Promise<void>
}

/** Opens the database, the queues and the change stream for one process. */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { databaseUrl, redisUrl, clock, log, auditKey, max, backoffMs } = options
  const db = await openDatabase(databaseUrl, { log, ...(max === undefined ? {} : { max }) })
  const queues = openQueues({
    ...(redisUrl === undefined ? { databaseUrl } : { redisUrl }),
    ...(backoffMs === undefined ? {} : { backoffMs }),
    log,
  })
  const listener = openChangeListener(databaseUrl, log)
  return {
    queues,
    as: (actor) => ({ transaction: (work) => transact({ db, queues, clock, log, auditKey }, actor, work) }),
    listen: (hear) => listener.listen(hear),
    ping: async () => {
      await sql`select 1`.execute(db)
    },
    close: async () => {
      await queues.close()
      await listener.close()
      await db.destroy()
    },
  }
}

interface Means {
  db: Db
  queues: Queues
  clock: Clock
  log: Logger
  auditKey: Uint8Array | undefined
}

async function transact<T>(
  { db, queues, clock, log, auditKey }: Means,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
) {
  const jobs: Announcement[] = []
  const topics = new Set<ChangeTopic>()
  const entries: PendingEntry[] = []
  const result = await db.transaction().execute(async (trx) => {
    const now = clock.now()
    const acting = sendAhead(trx, asActor(actor, now))
    const answer = await work(
      buildTx(trx, now, actor, {
        audit: (entry, by = actor) => {
          entries.push({ ...entry, by })
        },
        enqueue: (job, payload) => {
          assertPayload(job, payload)
          jobs.push({ job, payload })
        },
        announce: (topic) => {
          topics.add(topic)
        },
      }),
    ).catch(async (error: unknown) => {
      // Where the settings failed, what came after them failed only because of that.
      await acting
      throw error
    })
    await acting
    const told = changeTopics.filter((topic) => topics.has(topic))
    if (told.length > 0)
      await sql`select pg_notify(${changeChannel}, topic) from unnest(${told}::text[]) as topic`.execute(trx)
    await appendToChain(trx, auditKey, { now, entries })
    return answer
  })
  if (jobs.length > 0)
    try {
      await queues.enqueueAll(jobs)
    } catch (error) {
      // The work is committed; the reconciler finds what no job was announced for.
      const names = [...new Set(jobs.map(({ job }) => job.name))]
      log.error({ err: error, jobs: names, count: jobs.length }, 'jobs could not be announced')
    }
  return result
}

/** Row-level security reads these settings; they end with the transaction. */
function asActor(actor: Actor, now: Date): RawBuilder<unknown> {
  const isUser = actor.kind === 'user'
  return sql`
    select set_config('huiyin.actor_kind', ${actor.kind}, true),
      set_config('huiyin.roles', ${rolesOf(actor).join(',')}, true),
      set_config('huiyin.unit', ${(isUser && actor.unitCode) || ''}, true),
      set_config('huiyin.user_id', ${isUser ? actor.userId : ''}, true),
      set_config('huiyin.now', ${now.toISOString()}, true)
  `
}
