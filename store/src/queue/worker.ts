import type { JobDeclaration, PayloadOf, QueueName } from '@huiyin/domain/job'
import { DelayedError, type Job, UnrecoverableError, type Worker } from 'bullmq'
import type { Logger } from 'pino'
import type { QueueBackend } from './backend.js'
import { assertPayload } from './payload.js'
import { quarantineReason, verdictOn } from './verdict.js'

/** A declared job with the function that does it; build it with `handle`. */
export interface JobHandler {
  readonly job: JobDeclaration
  readonly run: (payload: unknown) => Promise<void>
}

/** Binds a function to a declaration; the payload is checked against it before the function sees it. */
export const handle = <J extends JobDeclaration>(
  job: J,
  run: (payload: PayloadOf<J>) => Promise<void>,
): JobHandler => ({
  job,
  run: async (payload) => {
    assertPayload(job, payload)
    await run(payload as PayloadOf<J>)
  },
})

/**
 * A killed worker's job is claimable again when its lock has run out and the next check has passed: 20 s and
 * 10 s make 30 s (BullMQ's own figures take 62 s). The lock is renewed every 10 s, so the event loop may be
 * held for as long before a second worker takes the job.
 */
const lockDuration = 20_000
const stalledInterval = 10_000
/** A job that has taken three workers down with it is given up. */
const maxStalledCount = 3

interface WorkerPlan {
  backend: QueueBackend
  queue: QueueName
  /** The jobs declared for this queue. */
  declared: readonly JobDeclaration[]
  handlers: readonly JobHandler[]
  concurrency: number
  log: Logger
}

/** Starts one worker and returns when it is connected. */
export async function openWorker({
  backend,
  queue,
  declared,
  handlers,
  concurrency,
  log,
}: WorkerPlan): Promise<Worker> {
  const byName = new Map(handlers.map((handler) => [handler.job.name, handler]))
  const missing = declared.filter((job) => !byName.has(job.name)).map((job) => job.name)
  if (missing.length > 0) throw new Error(`queue ${queue}: no handler for ${missing.join(', ')}`)
  const foreign = handlers.filter((handler) => handler.job.queue !== queue).map((handler) => handler.job.name)
  if (foreign.length > 0) throw new Error(`queue ${queue}: ${foreign.join(', ')} belong to another queue`)

  const worker = backend.openWorker(queue, (job, token) => process(job, token, byName, log), {
    concurrency,
    lockDuration,
    stalledInterval,
    maxStalledCount,
    runRetryDelay: 2_000,
  })
  worker.on('error', (error) => log.warn({ err: error, queue }, 'worker error'))
  worker.on('stalled', (key) => log.warn({ queue, key }, 'job taken back from a dead worker'))
  worker.on('failed', (job, error) =>
    log.warn({ err: error, queue, job: job?.name, key: job?.id, attempt: job?.attemptsMade }, 'job failed'),
  )
  await worker.waitUntilReady()
  return worker
}

async function process(
  job: Job,
  token: string | undefined,
  handlers: ReadonlyMap<string, JobHandler>,
  log: Logger,
): Promise<void> {
  const handler = handlers.get(job.name)
  try {
    if (!handler) throw new Error(`no handler for ${job.name}`)
    await handler.run(job.data)
  } catch (error) {
    const verdict = verdictOn(error)
    if (verdict.kind === 'later') {
      log.info({ job: job.name, key: job.id, afterMs: verdict.afterMs, err: error }, 'job waits')
      await job.moveToDelayed(Date.now() + verdict.afterMs, token)
      throw new DelayedError()
    }
    if (verdict.kind === 'quarantine') throw new UnrecoverableError(quarantineReason(error))
    throw error
  }
}
