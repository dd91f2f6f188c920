import type { CookieSerializeOptions } from '@fastify/cookie'
import { Unauthenticated } from '@huiyin/domain/errors'
import { ProveCode } from '@huiyin/domain/http/own-account'
import { MeView } from '@huiyin/domain/http/sessions'
import type { Account } from '@huiyin/store/accounts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Api, type ApiDeps, self } from '../deps.js'
import { Unavailable } from '../http-errors.js'
import { identityProvider, type OidcChecks } from '../oidc.js'
import { openSession, sessionCookie } from '../open-session.js'
import { anyone } from '../policy.js'
import { demandCode } from '../prove-password.js'
import { seal, unseal } from '../sealing.js'
import { actorOf, cookieNames } from '../visitor.js'

const callbackPath = '/api/oidc/callback'
/** Long enough to sign in over there, short enough that a forgotten page is worth nothing. */
const roundTripSeconds = 600
const codeSeconds = 300

const cookies = { checks: 'huiyin_oidc', pending: 'huiyin_oidc_code' } as const
const binding = (name: string) => ({ purpose: 'oidc', owner: name })

/** Only a path of this site: a link may not lead elsewhere after signing in. */
const pathOfSite = (back: string | undefined): string =>
  back && /^\/(?![/\\])[\x21-\x7e]*$/.test(back) ? back : '/'

interface RoundTrip extends OidcChecks {
  back: string
}

interface Pending {
  accountId: string
  /** Epoch milliseconds; a cookie's own age is the browser's word. */
  until: number
  back: string
}

/** What a provider may add to its answer is its own affair (RFC 6749 4.1.2); what matters of it the library checks. */
const Returned = Type.Object({ code: Type.Optional(Type.String()) }, { additionalProperties: true })

const Begin = Type.Object({ back: Type.Optional(Type.String({ maxLength: 500 })) })

/**
 * Sign-in by a provider's word (OpenID Connect). It says who someone is and nothing more: the account must exist,
 * its roles are ours, and its second factor is still asked for.
 */
export function oidcRoutes(app: Api, deps: ApiDeps): void {
  const { store, config, clock } = deps
  const { oidc, publicOrigin } = config
  const asSelf = store.as(self)
  const provider =
    oidc && publicOrigin ? identityProvider(oidc, new URL(callbackPath, publicOrigin).href) : null

  // Lax: the browser comes back from another site and must bring this cookie along.
  const shortCookie = (maxAge: number): CookieSerializeOptions => ({
    path: '/api/oidc',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.secureCookies,
    maxAge,
  })
  const keep = <T extends object>(reply: FastifyReply, name: string, value: T, seconds: number) =>
    reply.setCookie(name, seal(config.secret, binding(name), JSON.stringify(value)), shortCookie(seconds))
  const kept = <T>(request: FastifyRequest, name: string): T | null => {
    const text = unseal(config.secret, binding(name), request.cookies[name] ?? '')
    return text ? (JSON.parse(text) as T) : null
  }

  const enter = async (request: FastifyRequest, account: Account) =>
    await asSelf.transaction(async (tx) => {
      const subject = { kind: 'account', id: account.id } as const
      const detail = { name: account.name, address: request.ip, means: 'oidc' }
      tx.audit.append({ action: 'session.opened', subject, detail }, actorOf(account))
      return await openSession(tx, account, { request, means: 'oidc', config })
    })

  const refuse = async (request: FastifyRequest, account: Account | null) =>
    await asSelf.transaction(async (tx) =>
      tx.audit.append({
        action: 'session.refused',
        subject: { kind: 'account', ...(account ? { id: account.id } : {}) },
        detail: { name: account?.name, address: request.ip, means: 'oidc' },
      }),
    )

  app.get(
    '/api/oidc/start',
    {
      schema: { summary: '转到统一身份认证', querystring: Begin },
      config: { policy: anyone }, // the way in
    },
    async (request, reply) => {
      if (!provider) throw new Unavailable('本系统没有接入统一身份认证，请用账号密码登录')
      try {
        const { url, checks } = await provider.begin()
        const trip: RoundTrip = { ...checks, back: pathOfSite(request.query.back) }
        return keep(reply, cookies.checks, trip, roundTripSeconds).redirect(url)
      } catch (error) {
        request.log.warn({ err: error }, 'identity provider does not answer')
        return reply.redirect('/login?oidc=unavailable')
      }
    },
  )

  app.get(
    callbackPath,
    {
      schema: { summary: '统一身份认证返回', querystring: Returned },
      config: { policy: anyone }, // what the provider signed is the proof
    },
    async (request, reply) => {
      const trip = kept<RoundTrip>(request, cookies.checks)
      reply.clearCookie(cookies.checks, shortCookie(0))
      if (!provider || !trip) return reply.redirect('/login?oidc=refused')
      const name = await provider.finish(request.url.split('?')[1] ?? '', trip).catch((error: unknown) => {
        request.log.warn({ err: error }, 'identity provider’s answer refused')
        return null
      })
      const account = name === null ? null : await asSelf.transaction((tx) => tx.accounts.named(name))
      if (!account || account.disabledAt) {
        await refuse(request, account)
        return reply.redirect(`/login?oidc=${name === null ? 'refused' : 'unknown'}`)
      }
      if (account.hasSecondFactor) {
        const until = clock.now().getTime() + codeSeconds * 1_000
        const pending: Pending = { accountId: account.id, until, back: trip.back }
        return keep(reply, cookies.pending, pending, codeSeconds).redirect(
          `/login?oidc=code&back=${encodeURIComponent(trip.back)}`,
        )
      }
      const { token } = await enter(request, account)
      return reply.setCookie(cookieNames.session, token, sessionCookie(config)).redirect(trip.back)
    },
  )

  app.post(
    '/api/oidc/code',
    {
      schema: { summary: '统一身份认证之后的二次验证', body: ProveCode, response: { 201: MeView } },
      config: { policy: anyone }, // the sealed cookie says for whom
    },
    async (request, reply) => {
      const pending = kept<Pending>(request, cookies.pending)
      if (!pending || pending.until <= clock.now().getTime())
        throw new Unauthenticated('统一身份认证已过期，请重新登录')
      const account = await asSelf.transaction((tx) => tx.accounts.get(pending.accountId))
      if (account.disabledAt) throw new Unauthenticated('账号已停用')
      await demandCode(deps, account, { code: request.body.code, address: request.ip })
      const { token, me } = await enter(request, account)
      return reply
        .clearCookie(cookies.pending, shortCookie(0))
        .setCookie(cookieNames.session, token, sessionCookie(config))
        .code(201)
        .send(me)
    },
  )
}
