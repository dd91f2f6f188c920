import { AddressRefused } from '@huiyin/domain/address-rule'
import type { PageValidators } from '@huiyin/store/fetched-pages'
import { type Agent, request } from 'undici'
import { readBody } from './body.js'
import { FetchError, networkError } from './fetch-error.js'
import type { FetchLimits } from './limits.js'

export interface GetOptions {
  /** Makes the request conditional. */
  validators?: PageValidators | null
  /** Only for a page's own script in the browser. */
  post?: { body: Buffer; contentType: string }
  /** Waited for when the page turns out to be large, before the rest of it is taken in. */
  onLarge?: () => Promise<void>
}

/** One request's answer; `location` is set when it sends us on. */
export interface Hop {
  status: number
  location: string | null
  contentType: string | null
  bytes: Buffer
  wireBytes: number
  validators: PageValidators
}

const redirects = new Set([301, 302, 303, 307, 308])

const one = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) ?? null

/** Sends one request and reads its answer within the limits. @throws FetchError */
export async function hop(
  agent: Agent,
  url: string,
  userAgent: string,
  { validators, post, onLarge }: GetOptions,
  limits: FetchLimits,
  closing: AbortSignal,
): Promise<Hop> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(lateError(url)), limits.totalMs)
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: agent,
      method: post ? 'POST' : 'GET',
      body: post?.body ?? null,
      signal: AbortSignal.any([late.signal, closing]),
      headers: {
        'user-agent': userAgent,
        accept: 'text/html,application/xhtml+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.8',
        'accept-language': 'zh-CN,zh;q=0.9',
        'accept-encoding': 'gzip, deflate, br',
        ...(post ? { 'content-type': post.contentType } : {}),
        ...(validators?.etag ? { 'if-none-match': validators.etag } : {}),
        ...(validators?.lastModified ? { 'if-modified-since': validators.lastModified } : {}),
      },
    })
    const answer = {
      status: statusCode,
      location: redirects.has(statusCode) ? one(headers.location) : null,
      contentType: one(headers['content-type']),
      validators: { etag: one(headers.etag), lastModified: one(headers['last-modified']) },
    }
    const isWanted = statusCode >= 200 && statusCode < 300
    if (!isWanted) {
      // Nothing of it is used: the connection is given back when the rest is small, cut when it is not.
      await body.dump({ limit: 64 * 1024 }).catch(() => undefined)
      return { ...answer, bytes: Buffer.alloc(0), wireBytes: 0 }
    }
    if (Number(one(headers['content-length']) ?? 0) > limits.wireBytes) {
      body.destroy()
      throw new FetchError('too-large', url, `页面超过 ${limits.wireBytes / 2 ** 20} MB，没有读取`)
    }
    const encoding = [headers['content-encoding'] ?? ''].flat().join(',')
    return { ...answer, ...(await readBody(body, encoding, url, limits, onLarge)) }
  } catch (error) {
    throw refusedAddress(error, url) ?? networkError(error, url)
  } finally {
    clearTimeout(timer)
  }
}

const lateError = (url: string) =>
  new FetchError('timeout', url, `${new URL(url).host} 超过时限没有答完：网站太慢或网络不通，下一次会再试`)

function refusedAddress(error: unknown, url: string): FetchError | null {
  const all = error instanceof AggregateError ? error.errors : [error]
  const refused = all.find((inner) => inner instanceof AddressRefused)
  if (!refused) return null
  return new FetchError(
    'address',
    url,
    `${refused.host} 指向内部地址 ${refused.address}，不允许访问：确是本单位内网信源的，请管理员把所在地址段加入允许名单`,
  )
}
