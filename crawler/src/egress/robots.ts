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

/** What a host answered, and how long that counts. */
export interface RobotsKept {
  /** Null: it could not be reached, for this reason. */
  status: number | null
  body: string
  reason: string
  leftMs: number
}

/** Where the workers of an installation share what they were answered. */
export interface RobotsShelf {
  read(origin: string): Promise<RobotsKept | null>
  keep(origin: string, kept: RobotsKept): Promise<void>
}

interface RobotsMeans {
  fetchRobots: (url: string) => Promise<RobotsAnswer>
  ticks: () => number
  shelf?: RobotsShelf
}

/** Asks each host once a day; 4xx allows all, 5xx and silence forbid all (RFC 9309 section 2.3.1). */
export function robotsCache(
  userAgent: string,
  { fetchRobots, ticks, shelf }: RobotsMeans,
): (url: string) => Promise<RobotsRules> {
  const remembered = new Map<
    string,
    { kept: Promise<RobotsKept>; until: number; rules: RobotsRules | null }
  >()
  const ask = async (origin: string): Promise<RobotsKept> => {
    const shared = await shelf?.read(origin)
    if (shared) return shared
    const kept = await answerOf(`${origin}/robots.txt`, fetchRobots)
    await shelf?.keep(origin, kept)
    return kept
  }
  return async (url) => {
    const { origin } = new URL(url)
    let entry = remembered.get(origin)
    if (!entry || entry.until <= ticks()) {
      const asked = { kept: ask(origin), until: Number.POSITIVE_INFINITY, rules: null }
      asked.kept.then(
        ({ leftMs }) => {
          asked.until = ticks() + leftMs
        },
        () => remembered.delete(origin),
      )
      if (remembered.size >= maxHosts) remembered.delete(remembered.keys().next().value ?? '')
      remembered.set(origin, asked)
      entry = asked
    }
    const kept = await entry.kept
    entry.rules ??= rulesFrom(kept, `${origin}/robots.txt`, userAgent)
    return entry.rules
  }
}

/** @throws FetchError when the network itself does not carry: that is not kept. */
async function answerOf(url: string, fetchRobots: RobotsMeans['fetchRobots']): Promise<RobotsKept> {
  try {
    const { status, bytes } = await fetchRobots(url)
    if (status >= 500 || (status >= 300 && status < 400) || status < 200)
      return { status: null, body: '', reason: `答复 ${status}`, leftMs: keepRefusalMs }
    const body = status < 300 ? bytes.subarray(0, parsedBytes).toString('utf8') : ''
    // PostgreSQL keeps no NUL, and no rule needs one.
    return { status, body: body.replaceAll('\u0000', ''), reason: '', leftMs: keepMs }
  } catch (error) {
    if (error instanceof FetchError && plainCodes.has(error.code)) throw error
    const reason = error instanceof Error ? error.message : String(error)
    return { status: null, body: '', reason, leftMs: keepRefusalMs }
  }
}

/** @throws FetchError `robots-unreachable` */
function rulesFrom({ status, body, reason }: RobotsKept, url: string, userAgent: string): RobotsRules {
  if (status === null) throw unreachable(url, reason)
  if (status >= 400) return allowAll
  const robots = parseRobots(url, body.replace(/^\uFEFF/, ''))
  const delay = robots.getCrawlDelay(userAgent)
  return {
    isAllowed: (page) => robots.isAllowed(page, userAgent) !== false,
    crawlDelayMs: delay !== undefined && delay > 0 ? delay * 1000 : null,
  }
}

const unreachable = (url: string, reason: string) =>
  new FetchError(
    'robots-unreachable',
    url,
    `读不到 ${new URL(url).host} 的 robots.txt（${reason}），按规定（RFC 9309）视为禁止采集：请联系该网站修复，修复后会自动恢复`,
  )
