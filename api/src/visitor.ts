import type { Actor } from '@huiyin/domain/actor'
import { roleOfScope } from '@huiyin/domain/api-token'
import { Forbidden, Unauthenticated } from '@huiyin/domain/errors'
import type { UserId } from '@huiyin/domain/ids'
import type { Account } from '@huiyin/store/accounts'
import type { ApiToken } from '@huiyin/store/api-tokens'
import type { DisplayLink } from '@huiyin/store/display-links'
import type { ActingStore, Store } from '@huiyin/store/store'
import type { FastifyRequest } from 'fastify'
import { self } from './deps.js'
import { displayLinkOf, hashToken } from './tokens.js'

export const cookieNames = { session: 'huiyin_session', display: 'huiyin_display' } as const

/** Who asks: a person with a session, a wall screen with its link, or a program with its token. */
export type Visitor = SignedIn | Screen | Program

export interface SignedIn {
  kind: 'account'
  actor: Actor & { kind: 'user' }
  account: Account
  token: string
  sessionId: string
  /** Whether the installation is a demonstration, which asks less of accounts. */
  demonstration: boolean
}

export interface Screen {
  kind: 'display'
  actor: Actor & { kind: 'display' }
  link: DisplayLink
  token: string
}

export interface Program {
  kind: 'program'
  actor: Actor & { kind: 'user' }
  apiToken: ApiToken
  token: string
}

declare module 'fastify' {
  interface FastifyRequest {
    visitor: Visitor | null
  }
}

export const actorOf = (account: Account): Actor & { kind: 'user' } => ({
  kind: 'user',
  userId: account.id,
  name: account.displayName,
  roles: account.roles,
  unitCode: account.unitCode,
})

export interface Cookies {
  [name: string]: string | undefined
}

/**
 * Everyone this request may be: the signed-in person first, then the screen. Roles are read each time, so a
 * change counts at once. `renew` counts the request as use of the session.
 */
export async function visitorsOf(
  store: Store,
  secret: string,
  cookies: Cookies,
  { renew }: { renew: boolean },
): Promise<Visitor[]> {
  const sessionToken = cookies[cookieNames.session]
  const displayKey = cookies[cookieNames.display]
  const linkId = displayKey ? displayLinkOf(secret, displayKey) : null
  if (!sessionToken && !linkId) return []
  return await store.as(self).transaction(async (tx) => {
    const found: Visitor[] = []
    if (sessionToken) {
      const tokenHash = hashToken(sessionToken)
      const session = await tx.sessions.find(tokenHash)
      if (session) {
        if (renew) await tx.sessions.renew(tokenHash)
        const { id: sessionId, account, demonstration } = session
        const actor = actorOf(account)
        found.push({ kind: 'account', actor, account, token: sessionToken, sessionId, demonstration })
      }
    }
    const link = linkId ? await tx.displayLinks.live(linkId) : null
    if (link && renew) await tx.displayLinks.noteUse(link.id)
    if (link && displayKey)
      found.push({ kind: 'display', actor: { kind: 'display', linkId: link.id }, link, token: displayKey })
    return found
  })
}

/** `Authorization: Bearer …` as it stands, or null without the header: then the cookies say who asks. */
export const bearerOf = (authorization: string | undefined): string | null =>
  authorization === undefined ? null : (/^Bearer ([\w-]{20,200})$/i.exec(authorization)?.[1] ?? '')

/** The program that holds this token, if it is neither revoked nor run out. It reads as its scopes' roles, no more. */
export async function programOf(store: Store, token: string, address: string): Promise<Program | null> {
  return await store.as(self).transaction(async (tx) => {
    const apiToken = await tx.apiTokens.live(hashToken(token))
    if (!apiToken) return null
    await tx.apiTokens.noteUse(apiToken.id, address)
    const roles = apiToken.scopes.flatMap((scope) => roleOfScope[scope] ?? [])
    const name = `接口令牌“${apiToken.name}”`
    const actor = { kind: 'user', userId: apiToken.id as UserId, name, roles, unitCode: null } as const
    return { kind: 'program', actor, apiToken, token }
  })
}

/** Who was let in. @throws Unauthenticated where no one was, which a declared policy rules out. */
export function visitorOf(request: FastifyRequest): Visitor {
  if (!request.visitor) throw new Unauthenticated('请先登录')
  return request.visitor
}

/** The store as whoever asks: row-level security sees that one. */
export const storeAs = (store: Store, request: FastifyRequest): ActingStore =>
  store.as(visitorOf(request).actor)

/** The account of whoever is signed in. @throws Forbidden for screens and programs. */
export function signedInOf(request: FastifyRequest): SignedIn {
  const visitor = visitorOf(request)
  if (visitor.kind !== 'account') throw new Forbidden('请用本人账号登录后办理')
  return visitor
}

/** The person who acts. @throws Forbidden for a screen, which only reads. */
export function personOf(request: FastifyRequest): Actor & { kind: 'user' } {
  const { actor } = visitorOf(request)
  if (actor.kind !== 'user') throw new Forbidden('大屏链接只能查看，不能操作')
  return actor
}
