import type { Clock } from '@huiyin/domain/clock'
import type { Store } from '@huiyin/store/store'
import type { Logger } from 'pino'
import type { CrawlerConfig } from './config.js'
import { openEgress } from './egress/egress.js'
import { sharedPoliteness } from './egress/shared-politeness.js'
import { crawlHandlers, intakeHandlers } from './jobs.js'
import { openReadingWorker } from './read/reading-worker.js'
import { enqueueDueSweeps, enqueueWaitingImports } from './schedule.js'
import { crawlerActor } from './sweep/sweep-deps.js'

export interface CrawlerOptions {
  store: Store
  config: CrawlerConfig
  clock: Clock
  log: Logger
}

/** Sources swept at once by one process; each waits for its own host most of the time. */
const sweepsAtOnce = 4
/** Figures and turns past their time are forgotten once an hour. */
const tidyMs = 3_600_000
/** Well below the shortest interval of a source (5 s). */
const lookMs = 2_000

/** Starts the service: takes sweeps from the queue and puts due sources into it. */
export async function startCrawler({ store, config, clock, log }: CrawlerOptions): Promise<{
  /** Stops running sweeps and waits for them; to be called before the store is closed. */
  close(): Promise<void>
}> {
  const closing = new AbortController()
  const running = new Set<Promise<unknown>>()
  const egress = openEgress(config, sharedPoliteness(store, clock))
  const readings = openReadingWorker()
  const deps = { store, egress, reader: readings.read, config, clock, log, closing: closing.signal }
  await store.queues.work('crawl', crawlHandlers(deps, running), { concurrency: sweepsAtOnce })

  await store.queues.work('intake', intakeHandlers(deps, running))

  let looking: Promise<unknown> | null = null
  const look = () => {
    if (looking) return
    looking = Promise.all([enqueueDueSweeps(store), enqueueWaitingImports(store)])
      .catch((error: unknown) => log.error({ err: error }, 'due work could not be looked up'))
      .finally(() => {
        looking = null
      })
  }
  look()
  const timer = setInterval(look, lookMs)
  const tidy = () =>
    store
      .as(crawlerActor)
      .transaction(async (tx) => {
        await tx.politeness.forgetOld()
        await tx.sourceFigures.forgetOld()
      })
      .catch((error: unknown) => log.error({ err: error }, 'old figures could not be forgotten'))
  const tidying = setInterval(tidy, tidyMs)
  return {
    async close() {
      clearInterval(timer)
      clearInterval(tidying)
      closing.abort()
      await egress.close()
      await Promise.allSettled([...running, looking])
      await readings.close()
    },
  }
}
