import type { CrawlerConfig } from '@huiyin/crawler/config'
import type { Environment } from '../environment.js'
import { loadSecret } from '../secret.js'
import { version } from '../version.js'

/** Politeness between two requests to one host across all workers (domain.md section 7). */
const hostDelayMs = 1_000
/** The demonstration's own web server stands on this machine and may be asked faster. */
const demonstrationDelayMs = 20

/** The crawler's settings; only the demonstration may read the loopback, and only while it runs. */
export const crawlerConfig = (env: Environment): CrawlerConfig => {
  const demonstration = process.env.HUIYIN_LOOPBACK === 'demo'
  return {
    userAgent: `Huiyin/${version} (${env.contact ?? '政务舆情监测，联系方式见所属政府网站'})`,
    allowedNetworks: [...env.allowedNetworks, ...(demonstration ? ['127.0.0.0/8'] : [])],
    minHostDelayMs: hostDelayMs,
    ...(demonstration ? { loopbackDelayMs: demonstrationDelayMs } : {}),
    secret: loadSecret(env),
  }
}
