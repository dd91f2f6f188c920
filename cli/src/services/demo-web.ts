import { InvalidInput } from '@huiyin/domain/errors'
import { startDemoWeb } from '../demo/server.js'
import type { Environment } from '../environment.js'
import { parsePort } from '../environment.js'
import { createLogger } from '../logging.js'
import { systemClock } from '../system-clock.js'
import { runService } from './service-process.js'

/** The example sites of the demonstration county, on the loopback only. */
export function runDemoWeb(env: Environment): Promise<void> {
  const log = createLogger('demo-web', env.logLevel)
  return runService('demo-web', log, async () => {
    const { HUIYIN_DEMO_PORT: port, HUIYIN_DEMO_STARTED_AT: startedAt } = process.env
    if (!port || !startedAt) throw new InvalidInput('演示网站只能由 huiyin start --demo 启动')
    const web = await startDemoWeb({
      port: parsePort(port),
      startedAt: new Date(startedAt),
      clock: systemClock,
      log,
    })
    return { detail: { url: web.url }, close: () => web.close() }
  })
}
