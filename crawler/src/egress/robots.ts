import robotsParser from 'robots-parser'
import { FetchError } from './fetch-error.js'

// Its typing says `default`, its CommonJS module is the function itself.
const parseRobots = robotsParser as unknown as typeof robotsParser.default

/** What a host's robots.txt allows us. */
export interface RobotsRules {
  isAllowed(url: string): boolean
  /** `Crawl-delay`, when it names one. */
  crawlDelayMs: number | null
}

/** A raw answer to `GET /robots.txt`. */
export interface RobotsAnswer {
  status: number
  bytes: Buffer
}

/** RFC 9309 section 2.4: not longer than 24 hours. */
const keepMs = 24 * 3_600_000
/** An unreachable robots.txt forbids all; it is asked again soon, so that a repaired site is not lost a day. */
const keepRefusalMs = 5 * 60_000
/** RFC 9309 section 2.5: at least 500 KiB must be parsed; what lies beyond is not. */
const parsedBytes = 512 * 1024
/** Hosts remembered at most. */
const maxHosts = 5_000

const allowAll: RobotsRules = { isAllowed: () => true, crawlDelayMs: null }

/** A network that does not carry at all says more than “robots.txt unreachable”, and nothing is fetched either way. */
const plainCodes = new Set(['dns', 'refused', 'unreachable', 'tls', 'address'])

/** Asks each host once a day; 4xx allows all, 5xx and silence forbid all (RFC 9309 section 2.3.1). */
export function robotsCache(
  userAgent: string,
  fetchRobots: (url: string) => Promise<RobotsAnswer>,
  ticks: () => number,
): (url: string) => Promise<RobotsRules> {
  const kept = new Map<string, { rules: Promise<RobotsRules>; until: number }>()
  const ask = async (origin: string): Promise<RobotsRules> => {
    const url = `${origin}/robots.txt`
    const { status, bytes } = await fetchRobots(url).catch((error: unknown) => {
      if (error instanceof FetchError && plainCodes.has(error.code)) throw error
      const reason = error instanceof Error ? error.message : String(error)
      throw unreachable(url, reason)
    })
    if (status >= 400 && status < 500) return allowAll
    if (status < 200 || status >= 300) throw unreachable(url, `答复 ${status}`)
    const robots = parseRobots(
      url,
      bytes
        .subarray(0, parsedBytes)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    )
    const delay = robots.getCrawlDelay(userAgent)
    return {
      isAllowed: (page) => robots.isAllowed(page, userAgent) !== false,
      crawlDelayMs: delay !== undefined && delay > 0 ? delay * 1000 : null,
    }
  }
  return (url) => {
    const { origin } = new URL(url)
    const now = ticks()
    const known = kept.get(origin)
    if (known && known.until > now) return known.rules
    const entry = { rules: ask(origin), until: now + keepMs }
    entry.rules.catch((error: unknown) => {
      entry.until =
        error instanceof FetchError && error.code === 'robots-unreachable' ? now + keepRefusalMs : now
    })
    if (kept.size >= maxHosts) kept.delete(kept.keys().next().value ?? '')
    kept.set(origin, entry)
    return entry.rules
  }
}

const unreachable = (url: string, reason: string) =>
  new FetchError(
    'robots-unreachable',
    url,
    `读不到 ${new URL(url).host} 的 robots.txt（${reason}），按规定（RFC 9309）视为禁止采集：请联系该网站修复，修复后会自动恢复`,
  )
