import type { CrawlerConfig } from '@huiyin/crawler/config'
import type { Environment } from '../environment.js'
import { originalVault } from '../original-keys.js'
import { loadSecret } from '../secret.js'
import { version } from '../version.js'

/** Politeness between two requests to one host across all workers (docs/rules.md §7). */
const hostDelayMs = 1_000
/** The demonstration's own web server stands on this machine and may be asked faster. */
const demonstrationDelayMs = 20

/** Set by the supervisor for the crawler it starts while the demonstration runs. */
const startedForDemonstration = () => process.env.HUIYIN_LOOPBACK === 'demo'

/** The crawler's settings; only the demonstration may read the loopback, and only while it runs. */
export const crawlerConfig = (
  env: Environment,
  demonstration: boolean = startedForDemonstration(),
): CrawlerConfig => ({
  userAgent: `Huiyin/${version} (${env.contact ?? 'public-opinion monitoring of a county government'})`,
  allowedNetworks: [...env.allowedNetworks, ...(demonstration ? ['127.0.0.0/8'] : [])],
  minHostDelayMs: hostDelayMs,
  ...(demonstration ? { loopbackDelayMs: demonstrationDelayMs } : {}),
  secret: loadSecret(env),
  vault: originalVault(env),
})
