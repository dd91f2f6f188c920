import { startCrawler } from '@huiyin/crawler/crawler'
import type { Environment } from '../environment.js'
import { createLogger } from '../logging.js'
import { ensureOriginalKey } from '../original-keys.js'
import { systemClock } from '../system-clock.js'
import { connect } from './connect.js'
import { crawlerConfig } from './crawler-config.js'
import { beat, runService } from './service-process.js'

/** Sweeps sources as they come due. */
export function runCrawler(env: Environment): Promise<void> {
  const log = createLogger('crawler', env.logLevel)
  return runService('crawler', log, async () => {
    ensureOriginalKey(env)
    const store = await connect(env, log)
    const crawler = await startCrawler({ store, config: crawlerConfig(env), clock: systemClock, log })
    const stopBeating = beat(store, 'crawler', log)
    return {
      detail: {},
      async close() {
        stopBeating()
        await crawler.close()
        await store.close()
      },
    }
  })
}
