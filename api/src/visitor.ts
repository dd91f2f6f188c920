import type { Actor } from '@huiyin/domain/actor'
import { Forbidden, Unauthenticated } from '@huiyin/domain/errors'
import type { Account } from '@huiyin/store/accounts'
import type { DisplayLink } from '@huiyin/store/display-links'
import type { ActingStore, Store } from '@huiyin/store/store'
import type { FastifyRequest } from 'fastify'
import { self } from './deps.js'
import { displayLinkOf, hashToken } from './tokens.js'

export const cookieNames = { session: 'huiyin_session', display: 'huiyin_display' } as const

/** Who asks: a person with a session, or a wall screen with its link. */
export type Visitor =
  | { kind: 'account'; actor: Actor & { kind: 'user' }; account: Account; token: string }
  | { kind: 'display'; actor: Actor & { kind: 'display' }; link: DisplayLink; token: string }

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
      const session = await tx.signIn.session(tokenHash)
      if (session) {
        if (renew) await tx.signIn.renew(tokenHash)
        const { account } = session
        found.push({ kind: 'account', actor: actorOf(account), account, token: sessionToken })
      }
    }
    const link = linkId ? await tx.displayLinks.live(linkId) : null
    if (link && displayKey)
      found.push({ kind: 'display', actor: { kind: 'display', linkId: link.id }, link, token: displayKey })
    return found
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

/** The person who acts. @throws Forbidden for a screen, which only reads. */
export function personOf(request: FastifyRequest): Actor & { kind: 'user' } {
  const { actor } = visitorOf(request)
  if (actor.kind !== 'user') throw new Forbidden('大屏链接只能查看，不能操作')
  return actor
}
