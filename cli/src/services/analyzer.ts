import { startAnalyzer } from '@huiyin/analyzer/analyzer'
import type { Environment } from '../environment.js'
import { createLogger } from '../logging.js'
import { systemClock } from '../system-clock.js'
import { connect } from './connect.js'
import { beat, runService } from './service-process.js'

/** Judges items and joins them to opinion events. */
export function runAnalyzer(env: Environment): Promise<void> {
  const log = createLogger('analyzer', env.logLevel)
  return runService('analyzer', log, async () => {
    const store = await connect(env, log)
    const analyzer = await startAnalyzer({ store, clock: systemClock, log })
    const stopBeating = beat(store, 'analyzer', log)
    return {
      detail: {},
      async close() {
        stopBeating()
        await analyzer.close()
        await store.close()
      },
    }
  })
}
