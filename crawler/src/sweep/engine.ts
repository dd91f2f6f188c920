import { BasicCrawler, Configuration, EventManager, LogLevel, log, Request } from '@crawlee/basic'
import type { Frontier, Lined, Task } from './frontier.js'

export type { Task } from './frontier.js'

export interface VisitMeans {
  /** Puts further pages in line. */
  add(tasks: readonly Task[]): Promise<void>
  /** The page as a browser shows it, once `waitFor` stands in it; null when there is no browser. */
  render: ((url: string, waitFor: string | null) => Promise<string>) | null
}

/** Does one task; never throws: what goes wrong with a page is noted, not retried within the sweep. */
export type Visit = (task: Task, means: VisitMeans) => Promise<void>

/** Pages of one source that are fetched or read at once: at a host with a gate they wait there. */
export const readAtOnce = 8
/** Pages under way, those counted that are read and wait for the commit they share. */
const plainAtOnce = 32
/** A page may wait its turn behind a long Crawl-delay; the egress has its own limits. */
const visitSeconds = 3_600

/** No machine statistics: they would start a process a second for each sweep. */
class NoEvents extends EventManager {}

/** Crawlee of one sweep alone: nothing on disk, nothing shared. */
export function sweepConfiguration(): Configuration {
  const configuration = new Configuration({
    persistStorage: false,
    purgeOnStart: false,
  })
  configuration.useEventManager(new NoEvents(configuration))
  return configuration
}

/** Settings both engines share. */
export const engineOptions = (atOnce: number) => ({
  minConcurrency: atOnce,
  maxConcurrency: atOnce,
  maxRequestRetries: 0,
  requestHandlerTimeoutSecs: visitSeconds,
  useSessionPool: false,
  log: log.child({ level: LogLevel.OFF }),
  statisticsOptions: { persistenceOptions: { enable: false } },
  autoscaledPoolOptions: { maybeRunIntervalSecs: 0.05, loggingIntervalSecs: null },
})

/** Our line in Crawlee's terms: it hands out what waits and hears what is done, and keeps nothing itself. */
export function requestsOf(frontier: Frontier, options: { skipNavigation?: boolean } = {}) {
  const underWay = new Map<string, Lined>()
  let handled = 0
  const refuse = async (): Promise<never> => {
    throw new Error('pages are put in line through the frontier')
  }
  return {
    isFinished: async () => frontier.isFinished(),
    isEmpty: async () => frontier.waiting() === 0,
    handledCount: async () => handled,
    getTotalCount: () => handled + underWay.size + frontier.waiting(),
    getPendingCount: () => underWay.size + frontier.waiting(),
    async fetchNextRequest() {
      const lined = frontier.take()
      if (!lined) return null
      const id = String(lined.seq)
      underWay.set(id, lined)
      return new Request({ id, url: lined.task.url, uniqueKey: id, ...options })
    },
    async markRequestHandled(request: { id?: string | undefined }) {
      const lined = underWay.get(request.id ?? '')
      if (!lined) return null
      underWay.delete(request.id ?? '')
      handled += 1
      frontier.done(lined)
      return null
    },
    reclaimRequest: refuse,
    addRequest: refuse,
    addRequestsBatched: refuse,
    async *[Symbol.asyncIterator]() {
      for (let next = await this.fetchNextRequest(); next; next = await this.fetchNextRequest()) yield next
    },
    taskOf: (request: { id?: string | undefined }): Task => {
      const lined = underWay.get(request.id ?? '')
      if (!lined) throw new Error('a page that was not in line is visited')
      return lined.task
    },
  }
}

/** Visits what is in line and whatever the visits add, without a browser. */
export async function crawlPlain(frontier: Frontier, visit: Visit): Promise<void> {
  const requests = requestsOf(frontier)
  const crawler = new BasicCrawler(
    {
      ...engineOptions(plainAtOnce),
      requestQueue: requests as never,
      requestHandler: async ({ request }) => {
        await visit(requests.taskOf(request), { add: (tasks) => frontier.add(tasks), render: null })
      },
    },
    sweepConfiguration(),
  )
  await crawler.run()
}
