import { lookup } from 'node:dns'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AddressRule,
  addressRule,
  guardedLookup,
  isLoopback,
  type Lookup,
  refuseLiteral,
} from '@huiyin/domain/address-rule'
import type { PageValidators } from '@huiyin/store/fetched-pages'
import { Agent, buildConnector } from 'undici'
import type { CrawlerConfig } from '../config.js'
import { FetchError, statusError } from './fetch-error.js'
import { type GetOptions, hop } from './hop.js'
import { hostGate, ownTurns, type TakeTurn } from './host-gate.js'
import { largePlace } from './large-place.js'
import { type FetchLimits, fetchLimits } from './limits.js'
import { type RobotsRules, type RobotsShelf, robotsCache } from './robots.js'

/** A page as it came, not yet decoded into text. */
export interface FetchedPage {
  /** Where it was found, after redirects. */
  url: string
  /** True when the server said it has not changed since the validators given; `bytes` is empty. */
  notModified: boolean
  contentType: string | null
  status: number
  bytes: Buffer
  /** Bytes that travelled, before they were unpacked. */
  wireBytes: number
  /** The pause this host asks for between two requests. */
  hostDelayMs: number
  validators: PageValidators
}

/** The one way out: every request of the product passes here, robots, feeds and the browser's included. */
export interface Egress {
  /** @throws FetchError */
  get(url: string, options?: Omit<GetOptions, 'onLarge'>): Promise<FetchedPage>
  /** Lends a way out whose large pages no other visit's stand beside, until `visit` has ended. */
  visit<T>(visit: (get: Egress['get']) => Promise<T>): Promise<T>
  /** Ends waits and connections. */
  close(): Promise<void>
}

export type EgressConfig = Pick<
  CrawlerConfig,
  'userAgent' | 'allowedNetworks' | 'minHostDelayMs' | 'loopbackDelayMs'
>

/** What an installation shares among its workers (`sharedPoliteness`), and what tests replace. */
export interface EgressMeans {
  takeTurn?: TakeTurn
  robotsShelf?: RobotsShelf
  ticks?: () => number
  wait?: (ms: number) => Promise<void>
  limits?: FetchLimits
  /** Answers names; what it answers is checked all the same. */
  resolve?: Lookup
}

/** Off loopback no configuration goes below this (docs/rules.md §7). */
const leastDelayMs = 1_000
/** A host that asks for longer pauses than this cannot be swept within an hour; it is taken at its word. */
const longestDelayMs = 5 * 60_000

/** Opens the way out with one set of rules; one a process. */
export function openEgress(config: EgressConfig, means: EgressMeans = {}): Egress {
  const closing = new AbortController()
  const {
    ticks = () => performance.now(),
    wait = (ms) => sleep(ms, undefined, { signal: closing.signal }),
    limits = fetchLimits,
    takeTurn = ownTurns(ticks),
    robotsShelf,
    resolve = lookup as Lookup,
  } = means
  const agent = openAgent(addressRule(config.allowedNetworks), resolve)
  const gate = hostGate(takeTurn, wait)
  // Header bytes are Latin-1 to HTTP; a Chinese contact travels as its UTF-8 bytes.
  const userAgent = Buffer.from(config.userAgent, 'utf8').toString('latin1')
  const usualDelay = (hostname: string) =>
    isLoopback(hostname)
      ? (config.loopbackDelayMs ?? config.minHostDelayMs)
      : Math.max(leastDelayMs, config.minHostDelayMs)

  const follow = async (
    start: string,
    options: GetOptions,
    mayFetch: (url: string) => Promise<RobotsRules | null>,
  ) => {
    let url = start
    let leftMs = limits.totalMs
    for (let hops = 0; hops <= limits.hops; hops++) {
      const { hostname, host } = parse(url)
      const rules = await mayFetch(url)
      const hostDelayMs = Math.max(usualDelay(hostname), rules?.crawlDelayMs ?? 0)
      await gate(host, hostDelayMs)
      const startedAt = performance.now()
      const answer = await hop(agent, url, userAgent, options, { ...limits, totalMs: leftMs }, closing.signal)
      leftMs -= performance.now() - startedAt
      if (answer.location === null) return { ...answer, url, hostDelayMs }
      url = resolveLocation(answer.location, url)
      if (leftMs <= 0) throw new FetchError('timeout', url, `${host} 转来转去超过时限，下一次会再试`)
    }
    throw new FetchError(
      'redirect',
      start,
      `${parse(start).host} 转址超过 ${limits.hops} 次，可能循环：请换成最终网址`,
    )
  }

  const rulesOf = robotsCache(config.userAgent, {
    fetchRobots: (url) => follow(url, {}, async () => null),
    ticks,
    ...(robotsShelf ? { shelf: robotsShelf } : {}),
  })
  const obey = async (url: string) => {
    const rules = await rulesOf(url)
    if (!rules.isAllowed(url))
      throw new FetchError(
        'robots',
        url,
        `${parse(url).host} 的 robots.txt 不允许采集这个地址：请换一个允许的栏目`,
      )
    if ((rules.crawlDelayMs ?? 0) > longestDelayMs)
      throw new FetchError('robots', url, `${parse(url).host} 的 robots.txt 要求间隔过长，等于不允许采集`)
    return rules
  }

  const get = async (start: string, options: GetOptions = {}) => {
    const { location: _, ...page } = await follow(start, options, obey)
    const { status, url } = page
    if (status !== 304 && (status < 200 || status >= 300)) throw statusError(status, url)
    return { ...page, notModified: status === 304 }
  }
  const claimLarge = largePlace()

  return {
    get,
    async visit(visit) {
      const { enter, leave } = claimLarge()
      return await visit((url, options) => get(url, { ...options, onLarge: enter })).finally(leave)
    },
    async close() {
      closing.abort()
      await agent.destroy()
    },
  }
}

/** Connections that only reach allowed addresses, keep no cookies and read no huge headers. */
function openAgent(isAllowed: AddressRule, resolve: Lookup): Agent {
  const connect = buildConnector({ lookup: guardedLookup(isAllowed, resolve), timeout: 10_000 })
  return new Agent({
    connect: (options, callback) => {
      const refused = refuseLiteral(options.hostname, isAllowed)
      if (refused) callback(refused, null)
      else connect(options, callback)
    },
    connections: 4,
    maxHeaderSize: 64 * 1024,
  })
}

function parse(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:'))
    throw new FetchError('address', url, `不是 http 或 https 网址：${url}`)
  return parsed
}

function resolveLocation(location: string, url: string): string {
  if (!URL.canParse(location, url))
    throw new FetchError('redirect', url, `转到了无效的网址：${location.slice(0, 200)}`)
  return new URL(location, url).href
}
