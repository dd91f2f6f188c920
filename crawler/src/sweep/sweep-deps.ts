import type { Actor } from '@huiyin/domain/actor'
import type { Clock } from '@huiyin/domain/clock'
import type { Store } from '@huiyin/store/store'
import type { Logger } from 'pino'
import type { CrawlerConfig } from '../config.js'
import type { Egress } from '../egress/egress.js'
import type { PageReader } from '../read/page-reader.js'

/** The crawler as the database sees it. */
export const crawlerActor: Actor = { kind: 'service', name: 'crawler' }

/** What a sweep needs of the world. */
export interface SweepDeps {
  store: Store
  egress: Egress
  config: Pick<CrawlerConfig, 'secret' | 'vault' | 'userAgent' | 'chromiumPath'>
  /** Reads pages in a thread of their own (`openReadingWorker`); where it is asked when left out. */
  reader?: PageReader
  clock: Clock
  log: Logger
  /** Aborted when the service stops: a sweep then ends early and is not recorded as the source's failing. */
  closing?: AbortSignal
}
