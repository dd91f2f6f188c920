import { DomainError } from '@huiyin/domain/errors'
import type { SweepError } from '@huiyin/domain/source'

/** A page could not be read: `code` for machines, the Chinese message says what happened and what to do. */
export class FetchError extends DomainError {
  override readonly name = 'FetchError'
  constructor(
    readonly code: string,
    readonly url: string,
    message: string,
    detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(message, { code, url, ...detail })
  }
}

/** One line of a sweep's error list. Errors that are not ours are bugs: they are shown as such, not dressed up. */
export function toSweepError(error: unknown, url: string): SweepError {
  if (error instanceof FetchError) return { url: error.url, code: error.code, message: error.message }
  const reason = error instanceof Error ? error.message : String(error)
  return { url, code: 'internal', message: `程序内部错误：${reason}（请把日志交给维护人员）` }
}

const hostOf = (url: string) => new URL(url).host

interface Cause {
  code: string
  message: (host: string) => string
}

const dns: Cause = {
  code: 'dns',
  message: (host) => `找不到域名 ${host}：请检查网址是否写对，以及本机的 DNS 设置`,
}
const timeout: Cause = {
  code: 'timeout',
  message: (host) => `${host} 超过时限没有答完：网站太慢或网络不通，下一次会再试`,
}
const reset: Cause = {
  code: 'reset',
  message: (host) => `${host} 中途断开了连接：下一次会再试，连续出现请联系该网站`,
}
const unreachable: Cause = {
  code: 'unreachable',
  message: (host) => `到 ${host} 的网络不通：请检查本机网络、网关和防火墙`,
}

const causes: Readonly<Record<string, Cause>> = {
  ENOTFOUND: dns,
  EAI_AGAIN: dns,
  EAI_FAIL: dns,
  ENODATA: dns,
  ECONNREFUSED: {
    code: 'refused',
    message: (host) => `${host} 拒绝连接：网站没有开放这个端口，或服务已停`,
  },
  ECONNRESET: reset,
  EPIPE: reset,
  UND_ERR_SOCKET: reset,
  ETIMEDOUT: timeout,
  UND_ERR_CONNECT_TIMEOUT: timeout,
  UND_ERR_HEADERS_TIMEOUT: timeout,
  UND_ERR_BODY_TIMEOUT: timeout,
  ENETUNREACH: unreachable,
  EHOSTUNREACH: unreachable,
  EADDRNOTAVAIL: unreachable,
  UND_ERR_HEADERS_OVERFLOW: {
    code: 'too-large',
    message: (host) => `${host} 的回应头过大，已停止读取`,
  },
}

const isTls = (code: string, message: string) =>
  /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code) ||
  /certificate/i.test(message)

/** What went wrong on the wire, in our words. */
export function networkError(error: unknown, url: string): FetchError {
  if (error instanceof FetchError) return error
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error
  const { code = '', message = String(error), cause } = inner as NodeJS.ErrnoException & { cause?: unknown }
  if (cause instanceof FetchError) return cause
  const host = hostOf(url)
  const known = causes[code]
  if (known) return new FetchError(known.code, url, known.message(host), { cause: code })
  if (isTls(code, message))
    return new FetchError(
      'tls',
      url,
      `${host} 的证书或加密有问题（${code || message}）：请核对网址，或联系该网站更新证书`,
    )
  if (/^HPE_/.test(code))
    return new FetchError('bad-response', url, `${host} 的回应不是有效的 HTTP（${code}）`, { cause: code })
  return new FetchError('network', url, `读取 ${host} 失败（${code || message}）：下一次会再试`, {
    cause: code,
  })
}

const advice: Readonly<Record<number, string>> = {
  401: '页面需要登录，本系统不登录：请换一个公开的网址',
  403: '网站拒绝访问，可能拦截了程序：请联系该网站放行，或换一个公开的网址',
  404: '页面不存在：请检查网址，栏目可能已搬家',
  410: '页面已删除',
  412: '网站要求浏览器验证：可在信源里打开 browser: true 再试',
  429: '请求太频繁，网站要求放慢：请加大采集间隔',
}

/** An answer that is not a page. */
export function statusError(status: number, url: string): FetchError {
  const what = advice[status] ?? (status >= 500 ? '对方服务器出错，下一次会再试' : '不是正常的页面')
  return new FetchError(`http-${status}`, url, `${hostOf(url)} 答复 ${status}：${what}`, { status })
}
