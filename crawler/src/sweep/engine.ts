import { BasicCrawler, Configuration, EventManager, LogLevel, log } from '@crawlee/basic'

/** One page to visit. */
export type Task =
  | { kind: 'list'; url: string; page: number }
  | { kind: 'detail'; url: string; entry: { title: string; publishedAt: Date | null; activity?: string } }

export interface VisitMeans {
  /** Puts further pages in line. */
  add(tasks: readonly Task[]): Promise<void>
  /** The page as a browser shows it, once `waitFor` stands in it; null when there is no browser. */
  render: ((url: string, waitFor: string | null) => Promise<string>) | null
}

/** Does one task; never throws: what goes wrong with a page is noted, not retried within the sweep. */
export type Visit = (task: Task, means: VisitMeans) => Promise<void>

/** A list and its details of one source; more would only wait at the host's gate. */
export const pagesAtOnce = 2
/** A page may wait its turn behind a long Crawl-delay; the egress has its own limits. */
const visitSeconds = 3_600

/** No machine statistics: they would start a process a second for each sweep. */
class NoEvents extends EventManager {}

/** Crawlee of one sweep alone: nothing on disk, nothing shared, its own queue that ends with it. */
export function sweepConfiguration(): Configuration {
  const configuration = new Configuration({
    persistStorage: false,
    purgeOnStart: false,
  })
  configuration.useEventManager(new NoEvents(configuration))
  return configuration
}

/** Settings both engines share. */
export const engineOptions = () => ({
  minConcurrency: pagesAtOnce,
  maxConcurrency: pagesAtOnce,
  maxRequestRetries: 0,
  requestHandlerTimeoutSecs: visitSeconds,
  useSessionPool: false,
  log: log.child({ level: LogLevel.OFF }),
  statisticsOptions: { persistenceOptions: { enable: false } },
  autoscaledPoolOptions: { maybeRunIntervalSecs: 0.05, loggingIntervalSecs: null },
})

/** A task as Crawlee keeps it; dates survive as text. */
export const toRequest = (task: Task) => ({
  url: task.url,
  uniqueKey: `${task.kind} ${task.url}`,
  userData: { task: JSON.stringify(task) },
})

export function taskOf(userData: Record<string, unknown>): Task {
  const task = JSON.parse(String(userData.task)) as Task
  if (task.kind === 'detail' && task.entry.publishedAt !== null)
    return { ...task, entry: { ...task.entry, publishedAt: new Date(task.entry.publishedAt) } }
  return task
}

/** Visits `start` and whatever the visits add, without a browser. */
export async function crawlPlain(start: Task, visit: Visit): Promise<void> {
  const crawler = new BasicCrawler(
    {
      ...engineOptions(),
      requestHandler: async ({ request }) => {
        await visit(taskOf(request.userData), {
          add: async (tasks) => {
            if (tasks.length > 0) await crawler.addRequests(tasks.map(toRequest))
          },
          render: null,
        })
      },
    },
    sweepConfiguration(),
  )
  await crawler.run([toRequest(start)])
}
