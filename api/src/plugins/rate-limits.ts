import type { FastifyRequest } from 'fastify'
import type { Api } from '../deps.js'
import { TooManyRequests } from '../http-errors.js'

/** A page asks for some ten things at a time and a duty room shares one address: generous. */
export const defaultLimits = { general: 1_200, signIn: 10 } as const

const within = '1 minute'

const refuse = (message: string, afterSeconds: number) => new TooManyRequests(message, { afterSeconds })

/** Caps requests from one address. Needs @fastify/rate-limit registered before. */
export function limitRates(app: Api, { general }: { general: number }): void {
  const check = app.createRateLimit({ max: general, timeWindow: within })
  app.addHook('onRequest', async (request) => {
    const verdict = await check(request)
    if (!verdict.isAllowed && verdict.isExceeded)
      throw refuse('请求过于频繁，请稍后重试', verdict.ttlInSeconds)
  })
}

/** Pushes a minute of one token: a line a second in batches, or all of a day at once. */
const pushes = 60

/** For the push route: caps requests of one token, wherever they come from. */
export function limitPushes(app: Api): (request: FastifyRequest) => Promise<void> {
  const check = app.createRateLimit({
    max: pushes,
    timeWindow: within,
    keyGenerator: (request) => `push ${request.headers.authorization ?? request.ip}`,
  })
  return async (request) => {
    const verdict = await check(request)
    if (!verdict.isAllowed && verdict.isExceeded)
      throw refuse('推送过于频繁：每个令牌每分钟最多 60 次，请合并为一次多行', verdict.ttlInSeconds)
  }
}

/** For the sign-in route: caps tries for one account from one address, before the password is looked at. */
export function limitSignIn(app: Api, max: number): (request: FastifyRequest) => Promise<void> {
  const check = app.createRateLimit({
    max,
    timeWindow: within,
    keyGenerator: (request) => `sign-in ${request.ip} ${(request.body as { name: string }).name}`,
  })
  return async (request) => {
    const verdict = await check(request)
    if (!verdict.isAllowed && verdict.isExceeded)
      throw refuse('登录过于频繁，请一分钟后再试', verdict.ttlInSeconds)
  }
}
