import type { CookieSerializeOptions } from '@fastify/cookie'
import type { MeView } from '@huiyin/domain/http/sessions'
import { passwordDueAt, passwordPolicies } from '@huiyin/domain/password-policy'
import type { SessionMeans } from '@huiyin/domain/session'
import type { Account } from '@huiyin/store/accounts'
import { sessionLimits } from '@huiyin/store/sessions'
import type { Tx } from '@huiyin/store/tx'
import type { FastifyRequest } from 'fastify'
import type { ApiConfig } from './deps.js'
import { deviceOf } from './device.js'
import { dutyOf } from './duties.js'
import { csrfOf, hashToken, newToken } from './tokens.js'

export const cookieOptions = (secure: boolean): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict',
  secure,
})

export const sessionCookie = (config: ApiConfig): CookieSerializeOptions => ({
  ...cookieOptions(config.secureCookies),
  maxAge: sessionLimits.absoluteMs / 1_000,
})

/** The policy of this installation. */
export const passwordPolicyOf = (config: ApiConfig) => passwordPolicies[config.passwordPolicy ?? 'djbh']

/** Who is signed in, with the CSRF token of the session and what the person must know first. */
export async function presentMe(
  tx: Tx,
  account: Account,
  { csrf, config }: { csrf: string; config: ApiConfig },
): Promise<MeView> {
  const { id, name, displayName, roles, unitCode } = account
  const unit = unitCode ? (await tx.jurisdiction.units()).find(({ code }) => code === unitCode) : undefined
  const demonstration = (await tx.jurisdiction.find())?.demonstration ?? true
  const unseen = (await tx.accounts.notices(id)).filter(({ seen }) => !seen)
  return {
    id,
    name,
    displayName,
    roles: [...roles],
    unitCode,
    unitName: unit?.name ?? null,
    csrf,
    duty: dutyOf(account, { demonstration, rule: config.secondFactor }),
    notices: unseen.map(({ at, words }) => ({ at: at.toISOString(), words })),
    passwordDueAt: passwordDueAt(passwordPolicyOf(config), account.passwordSetAt)?.toISOString() ?? null,
  }
}

/** Opens a session within `tx`; the cookie carries the token, the database its hash. */
export async function openSession(
  tx: Tx,
  account: Account,
  { request, means, config }: { request: FastifyRequest; means: SessionMeans; config: ApiConfig },
) {
  const token = newToken()
  const device = deviceOf(request.headers['user-agent'])
  await tx.sessions.open(hashToken(token), account.id, { address: request.ip, device, means })
  const fresh = await tx.accounts.get(account.id)
  return { token, me: await presentMe(tx, fresh, { csrf: csrfOf(config.secret, token), config }) }
}
