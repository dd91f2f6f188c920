import { openEgress } from '@huiyin/crawler/egress/egress'
import { probeSource, type SourceProbe } from '@huiyin/crawler/probe'
import type { Environment } from './environment.js'
import { crawlerConfig } from './services/crawler-config.js'
import { systemClock } from './system-clock.js'

/** Guesses a source definition from a URL over an egress of its own. */
export async function probeOnce(url: string, env: Environment): Promise<SourceProbe> {
  const config = crawlerConfig(env)
  const egress = openEgress(config)
  try {
    return await probeSource(url, egress, { now: systemClock.now(), browser: config })
  } finally {
    await egress.close()
  }
}
