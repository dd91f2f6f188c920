import { lookup } from 'node:dns'
import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import {
  AddressRefused,
  type AddressRule,
  guardedLookup,
  type Lookup,
  refuseLiteral,
} from '@huiyin/domain/address-rule'

/** What became of a try. `retry`: it surely did not arrive; `unclear`: it left, and nobody can know. */
export interface SendResult {
  outcome: 'sent' | 'retry' | 'refused' | 'unclear'
  /** What the receiver said, or why it was not asked; fit to show. */
  answer: string
}

/** What a receiver answered: status and the beginning of its body. */
export interface Answered {
  status: number
  text: string
}

const limitMs = 10_000
const mostBytes = 16 * 1024

const causeWords: Readonly<Record<string, string>> = {
  ENOTFOUND: '找不到这个域名，请检查地址和本机 DNS',
  EAI_AGAIN: '域名暂时无法解析，请检查本机 DNS',
  ECONNREFUSED: '对方拒绝连接，端口未开放或服务已停',
  ECONNRESET: '对方中途断开了连接',
  EHOSTUNREACH: '到对方的网络不通，请检查网关和防火墙',
  ENETUNREACH: '到对方的网络不通，请检查网关和防火墙',
  ETIMEDOUT: '连接超时',
}

/** Why a connection failed, in words. */
export function connectionWords(error: unknown): string {
  const all = error instanceof AggregateError ? error.errors : [error]
  const refused = all.find((inner) => inner instanceof AddressRefused)
  if (refused)
    return `${refused.host} 指向内部地址 ${refused.address}，不允许访问：确是本单位内网服务的，请在 HUIYIN_ALLOWED_NETWORKS 中列入该地址段`
  const { code, message } = (all[0] ?? error) as NodeJS.ErrnoException
  return (code && causeWords[code]) ?? `连接失败：${message}`
}

/** A look-up that answers allowed addresses only; what was checked is what is connected to. */
export const lookUpAllowed = (isAllowed: AddressRule): LookupFunction =>
  guardedLookup(isAllowed, lookup as Lookup) as LookupFunction

/**
 * Posts JSON once, without following anywhere, within ten seconds.
 * @returns the answer, or what became of it without one.
 */
export function postJson(
  url: string,
  body: string,
  { headers = {}, isAllowed }: { headers?: Record<string, string>; isAllowed: AddressRule },
): Promise<Answered | SendResult> {
  const target = new URL(url)
  const refused = refuseLiteral(target.hostname, isAllowed)
  if (refused) return Promise.resolve({ outcome: 'refused', answer: connectionWords(refused) })
  return new Promise((resolve) => {
    let left = false
    const send = target.protocol === 'https:' ? secureRequest : plainRequest
    const outgoing = send(target, {
      method: 'POST',
      agent: false,
      lookup: lookUpAllowed(isAllowed),
      signal: AbortSignal.timeout(limitMs),
      maxHeaderSize: mostBytes,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Huiyin',
        ...headers,
      },
    })
    const fail = (error: unknown) => {
      const late = (error as Error).name === 'TimeoutError' || (error as Error).name === 'AbortError'
      const words = late ? '对方十秒内没有答复' : connectionWords(error)
      resolve(
        left
          ? { outcome: 'unclear', answer: `${words}；消息已发出，不知是否送达` }
          : { outcome: 'retry', answer: words },
      )
    }
    outgoing.on('finish', () => {
      left = true
    })
    outgoing.on('error', fail)
    outgoing.on('response', (incoming) => {
      const parts: Buffer[] = []
      let bytes = 0
      const done = () => {
        resolve({
          status: incoming.statusCode ?? 0,
          text: Buffer.concat(parts).toString('utf8').slice(0, mostBytes),
        })
        outgoing.destroy()
      }
      incoming.on('data', (part: Buffer) => {
        parts.push(part)
        bytes += part.length
        if (bytes > mostBytes) done()
      })
      incoming.on('end', done)
      incoming.on('error', fail)
    })
    outgoing.end(body)
  })
}
