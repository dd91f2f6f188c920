import { startApi } from '@huiyin/api/start-api'
import { loadCalendar } from '@huiyin/keywords/calendar'
import { countyDirectory } from '@huiyin/keywords/directory'
import { loadRegimes } from '@huiyin/keywords/regimes'
import type { Environment } from '../environment.js'
import { createLogger } from '../logging.js'
import { dashboardDir } from '../paths.js'
import { loadSecret } from '../secret.js'
import { systemClock } from '../system-clock.js'
import { version } from '../version.js'
import { connect } from './connect.js'
import { beat, runService } from './service-process.js'

/** The API and the dashboard it serves. */
export function runApi(env: Environment): Promise<void> {
  const log = createLogger('api', env.logLevel)
  return runService('api', log, async () => {
    const store = await connect(env, log)
    const api = await startApi({
      store,
      keywords: { regimes: loadRegimes(), calendar: loadCalendar(), directory: countyDirectory() },
      clock: systemClock,
      log,
      config: {
        secret: loadSecret(env),
        version,
        dashboardDir,
        secureCookies: env.origin?.startsWith('https://') ?? false,
        ...(env.origin ? { publicOrigin: env.origin } : {}),
      },
      port: env.port,
      host: env.host,
    })
    const stopBeating = beat(store, 'api', log)
    return {
      detail: { url: api.url },
      async close() {
        stopBeating()
        await api.close()
        await store.close()
      },
    }
  })
}
