import {
  createPostgresBackend,
  type Processor,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from 'bullmq'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { queueSchema } from '../migrate.js'

type WithoutConnection<Options> = Omit<Options, 'connection' | 'prefix'>

/** Where BullMQ keeps its jobs: the same classes on either side. */
export interface QueueBackend {
  openQueue(name: string, options: WithoutConnection<QueueOptions>): Queue
  openWorker(name: string, process: Processor, options: WithoutConnection<WorkerOptions>): Worker
  /** Closes what the queues and workers share. */
  close(): Promise<void>
}

/**
 * BullMQ's tables in this database. Each queue and each worker has its own small pool, a worker also one
 * connection that listens; the database is the namespace.
 */
export function postgresBackend(databaseUrl: string): QueueBackend {
  const connection = (max: number) => ({
    connectionString: databaseUrl,
    schema: queueSchema,
    application_name: 'huiyin-queue',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    max,
  })
  return {
    // BullMQ's classes carry the back end as a type parameter that none of the methods used here shows.
    openQueue: (name, options) =>
      new Queue(name, { ...options, connection: connection(2) }, createPostgresBackend) as unknown as Queue,
    openWorker: (name, process, options) =>
      new Worker(
        name,
        process,
        { ...options, connection: connection(2) },
        createPostgresBackend,
      ) as unknown as Worker,
    close: async () => undefined,
  }
}

/** Redis through ioredis, with one connection for all producers and one (duplicated by BullMQ) for the workers. */
export function redisBackend(redisUrl: string, prefix: string, log: Logger): QueueBackend {
  const open = (options: { maxRetriesPerRequest: number | null }) => {
    const redis = new Redis(redisUrl, { ...options, lazyConnect: false })
    redis.on('error', (error) => log.warn({ err: error }, 'redis connection error'))
    return redis
  }
  // A producer must fail within seconds rather than wait for Redis inside somebody's request.
  let producer: Redis | null = null
  let consumer: Redis | null = null
  return {
    openQueue(name, options) {
      producer ??= open({ maxRetriesPerRequest: 2 })
      return new Queue(name, { ...options, prefix, connection: producer, skipWaitingForReady: true })
    },
    openWorker(name, process, options) {
      consumer ??= open({ maxRetriesPerRequest: null })
      return new Worker(name, process, { ...options, prefix, connection: consumer })
    },
    async close() {
      for (const redis of [producer, consumer]) redis?.disconnect()
    },
  }
}
