import { InvalidInput } from '@huiyin/domain/errors'
import {
  jobs as declaredJobs,
  type JobDeclaration,
  type PayloadOf,
  type QueueName,
  queueNames,
} from '@huiyin/domain/job'
import type { Queue, Worker } from 'bullmq'
import type { Logger } from 'pino'
import { postgresBackend, redisBackend } from './backend.js'
import { assertPayload, keyOf } from './payload.js'
import { isQuarantined, readableReason } from './verdict.js'
import { type JobHandler, openWorker } from './worker.js'

export interface OpenQueuesOptions {
  /** The service role's URL: queues on PostgreSQL. */
  databaseUrl?: string
  /** Queues on Redis instead; wins over `databaseUrl`. */
  redisUrl?: string
  /** Key prefix on Redis; on PostgreSQL the database is the namespace. */
  prefix?: string
  /** First wait before a failed job is tried again; doubles each time. */
  backoffMs?: number
  /** Every job there is; `work` refuses to start when one of its queue has no handler. */
  jobs?: readonly JobDeclaration[]
  log: Logger
}

/** `held`: the key waits or runs already. `quarantined`: it is set aside and only `retry` brings it back. */
export type EnqueueOutcome = 'added' | 'held' | 'retried' | 'quarantined'

export type QueueCounts = Record<
  QueueName,
  { waiting: number; active: number; delayed: number; failed: number }
>

/** One job to be announced. */
export interface Announcement {
  job: JobDeclaration
  payload: Record<string, unknown>
}

/** A job that was given up, for the health page. */
export interface FailedJob {
  queue: QueueName
  job: string
  key: string
  reason: string
  attempts: number
  failedAt: Date
  /** Set aside for a person; never tried again by machine. */
  quarantined: boolean
}

export interface Queues {
  /** @throws InvalidInput when the payload does not follow the declaration. */
  enqueue<J extends JobDeclaration>(
    job: J,
    payload: PayloadOf<J>,
    options?: { delayMs?: number },
  ): Promise<EnqueueOutcome>
  /**
   * Announces many jobs with a few questions to the server however many they are; each ends as with `enqueue`.
   * @throws InvalidInput before anything is announced when a payload does not follow its declaration.
   */
  enqueueAll(jobs: readonly Announcement[]): Promise<void>
  /**
   * Starts a worker that takes this queue's jobs.
   * @throws Error when a declared job of the queue has no handler, or a handler serves another queue.
   */
  work(queue: QueueName, handlers: readonly JobHandler[], options?: { concurrency?: number }): Promise<void>
  counts(): Promise<QueueCounts>
  /** The newest failures over all queues. */
  failed(limit: number): Promise<FailedJob[]>
  /** A person's decision to try a failed or quarantined job again; false when it is not held as failed. */
  retry(queue: QueueName, key: string): Promise<boolean>
  /** Takes no new job, waits for the running ones, closes every connection. */
  close(): Promise<void>
}

/** A failure is kept a month: long enough for whoever comes back from leave. */
const keepFailedSeconds = 30 * 86_400
/** Jobs of one statement. */
const addedAtOnce = 1_000

/** Opens the queues of one process on PostgreSQL or on Redis; connections are made when first needed. */
export function openQueues(options: OpenQueuesOptions): Queues {
  const { databaseUrl, redisUrl, prefix = 'huiyin', backoffMs = 2_000, jobs = declaredJobs, log } = options
  if (!redisUrl && !databaseUrl) throw new Error('openQueues needs databaseUrl or redisUrl')
  const backend = redisUrl ? redisBackend(redisUrl, prefix, log) : postgresBackend(databaseUrl ?? '')
  const opened = new Map<QueueName, Queue>()
  const workers: Worker[] = []

  const queueOf = (name: QueueName): Queue => {
    const known = opened.get(name)
    if (known) return known
    const queue = backend.openQueue(name, {})
    queue.on('error', (error) => log.warn({ err: error, queue: name }, 'queue error'))
    opened.set(name, queue)
    return queue
  }

  const optionsOf = (job: JobDeclaration, key: string) => ({
    jobId: key,
    attempts: job.attempts,
    backoff: { type: 'exponential', delay: backoffMs },
    removeOnComplete: true,
    removeOnFail: { age: keepFailedSeconds },
  })
  const enqueue = async (
    { job, payload }: Announcement,
    { delayMs }: { delayMs?: number } = {},
  ): Promise<EnqueueOutcome> => {
    assertPayload(job, payload)
    const key = keyOf(job, payload)
    const queue = queueOf(job.queue)
    const held = await queue.getJob(key)
    if (held) {
      if (!(await held.isFailed())) return 'held'
      if (isQuarantined(held.failedReason)) return 'quarantined'
      return (await retryFailed(queue, key)) ? 'retried' : 'held'
    }
    const options = { ...optionsOf(job, key), ...(delayMs === undefined ? {} : { delay: delayMs }) }
    await queue.add(job.name, payload, options)
    return 'added'
  }

  return {
    enqueue: (job, payload, wanted) => enqueue({ job, payload }, wanted),
    async enqueueAll(announced) {
      const [only, ...others] = announced
      if (only && others.length === 0) return void (await enqueue(only))
      const keyed = announced.map((one) => {
        assertPayload(one.job, one.payload)
        return { ...one, key: keyOf(one.job, one.payload) }
      })
      for (const name of new Set(keyed.map(({ job }) => job.queue))) {
        const queue = queueOf(name)
        const ofQueue = keyed.filter(({ job }) => job.queue === name)
        // What waits or runs under its key is left alone by the server; only what failed must be asked about.
        const failed = new Set(await queue.getRanges(['failed']))
        for (const one of ofQueue) if (failed.has(one.key)) await enqueue(one)
        const others = ofQueue.filter(({ key }) => !failed.has(key))
        for (let at = 0; at < others.length; at += addedAtOnce)
          await queue.addBulk(
            others
              .slice(at, at + addedAtOnce)
              .map(({ job, payload, key }) => ({ name: job.name, data: payload, opts: optionsOf(job, key) })),
          )
      }
    },
    async work(queue, handlers, { concurrency = 1 } = {}) {
      const declared = jobs.filter((job) => job.queue === queue)
      workers.push(await openWorker({ backend, queue, declared, handlers, concurrency, log }))
    },
    async counts() {
      const entries = queueNames.map(async (name) => {
        const found = await queueOf(name).getJobCounts(
          'waiting',
          'active',
          'delayed',
          'failed',
          'prioritized',
        )
        const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = found
        return [name, { waiting: waiting + prioritized, active, delayed, failed }] as const
      })
      return Object.fromEntries(await Promise.all(entries)) as QueueCounts
    },
    async failed(limit) {
      if (!Number.isInteger(limit) || limit < 1) throw new InvalidInput('limit 应为正整数')
      const lists = queueNames.map(async (name) =>
        (await queueOf(name).getFailed(0, limit - 1)).map((job) => ({
          queue: name,
          job: job.name,
          key: job.id ?? '',
          reason: readableReason(job.failedReason),
          attempts: job.attemptsMade,
          failedAt: new Date(job.finishedOn ?? job.timestamp),
          quarantined: isQuarantined(job.failedReason),
        })),
      )
      const all = (await Promise.all(lists)).flat()
      return all.sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime()).slice(0, limit)
    },
    retry: (queue, key) => retryFailed(queueOf(queue), key),
    async close() {
      await Promise.all(workers.map((worker) => worker.close()))
      await Promise.all([...opened.values()].map((queue) => queue.close()))
      await backend.close()
    },
  }
}

/** Puts a kept failure back with fresh attempts; false when meanwhile it is not a failure any more. */
async function retryFailed(queue: Queue, key: string): Promise<boolean> {
  const job = await queue.getJob(key)
  if (!job || !(await job.isFailed())) return false
  try {
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true })
    return true
  } catch (error) {
    // Two announced it at once and the other one was first.
    if (await job.isFailed()) throw error
    return false
  }
}
