import type { CookieSerializeOptions } from '@fastify/cookie'
import { Unauthenticated } from '@huiyin/domain/errors'
import { MeView, SignIn } from '@huiyin/domain/http/sessions'
import type { Account } from '@huiyin/store/accounts'
import { sessionLimits } from '@huiyin/store/sign-in'
import type { Tx } from '@huiyin/store/tx'
import { Type } from 'typebox'
import { type Api, type ApiDeps, self } from '../deps.js'
import { isPassword } from '../passwords.js'
import { defaultLimits, limitSignIn } from '../plugins/rate-limits.js'
import { anyone, may } from '../policy.js'
import { csrfOf, hashToken, newToken } from '../tokens.js'
import { actorOf, cookieNames, type Visitor, visitorOf } from '../visitor.js'

/** One message for every reason, so that it tells no one which accounts exist or are locked. */
const refusal = '登录名或密码不正确。连续输错 5 次，该帐号将暂停登录 15 分钟'

export const cookieOptions = (secure: boolean): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict',
  secure,
})

/** Who is signed in, with the CSRF token of the session. */
export async function presentMe(tx: Tx, account: Account, csrf: string): Promise<MeView> {
  const { id, name, displayName, roles, unitCode } = account
  const unit = unitCode ? (await tx.jurisdiction.units()).find(({ code }) => code === unitCode) : undefined
  return { id, name, displayName, roles: [...roles], unitCode, unitName: unit?.name ?? null, csrf }
}

/** Opens a session within `tx`; the cookie carries the token, the database its hash. */
export async function openSession(tx: Tx, account: Account, secret: string) {
  const token = newToken()
  await tx.signIn.openSession(hashToken(token), account.id)
  return { token, me: await presentMe(tx, account, csrfOf(secret, token)) }
}

const presentScreen = ({ link }: Visitor & { kind: 'display' }): MeView => ({
  id: link.id,
  name: '大屏',
  displayName: link.name,
  roles: ['display'],
  unitCode: null,
  unitName: null,
  csrf: '',
})

export function sessionRoutes(app: Api, { store, config }: ApiDeps): void {
  const cookie = cookieOptions(config.secureCookies)
  const sessionCookie = { ...cookie, maxAge: sessionLimits.absoluteMs / 1_000 }
  const asSelf = store.as(self)
  const limit = limitSignIn(app, config.limits?.signIn ?? defaultLimits.signIn)

  app.post(
    '/api/sessions',
    {
      schema: { summary: '登录', body: SignIn, response: { 201: MeView } },
      config: { policy: anyone }, // signing in is how one becomes someone
    },
    async (request, reply) => {
      await limit(request)
      const { body } = request
      const name = body.name.trim()
      const isOpen = await asSelf.transaction((tx) => tx.signIn.countTry(name))
      const found = await asSelf.transaction((tx) => tx.signIn.credentials(name))
      const matches = await isPassword(found?.passwordHash ?? null, body.password)
      if (!isOpen || !found || !matches) {
        await asSelf.transaction(async (tx) =>
          tx.audit.append({
            action: isOpen ? 'session.refused' : 'session.locked-out',
            // What was typed for a name may be a password in the wrong field: only a known name is written down.
            subject: { kind: 'account', ...(found ? { id: found.account.id } : {}) },
            detail: { name: found?.account.name, address: request.ip },
          }),
        )
        throw new Unauthenticated(refusal)
      }
      const { token, me } = await asSelf.transaction(async (tx) => {
        const subject = { kind: 'account', id: found.account.id } as const
        const detail = { name: found.account.name, address: request.ip }
        tx.audit.append({ action: 'session.opened', subject, detail }, actorOf(found.account))
        await tx.signIn.forgetTries(name)
        return await openSession(tx, found.account, config.secret)
      })
      return reply.setCookie(cookieNames.session, token, sessionCookie).code(201).send(me)
    },
  )

  app.get(
    '/api/session',
    {
      schema: { summary: '当前登录', response: { 200: MeView } },
      config: { policy: may('read', 'session') },
    },
    async (request) => {
      const visitor = visitorOf(request)
      if (visitor.kind === 'display') return presentScreen(visitor)
      const { account, token } = visitor
      return await asSelf.transaction((tx) => presentMe(tx, account, csrfOf(config.secret, token)))
    },
  )

  app.delete(
    '/api/session',
    {
      schema: { summary: '退出登录', response: { 204: Type.Null() } },
      config: { policy: may('end', 'session') },
    },
    async (request, reply) => {
      const { token, actor } = visitorOf(request)
      await asSelf.transaction(async (tx) => {
        await tx.signIn.endSession(hashToken(token))
        if (actor.kind !== 'user') return
        tx.audit.append({ action: 'session.ended', subject: { kind: 'account', id: actor.userId } }, actor)
      })
      return reply.clearCookie(cookieNames.session, cookie).code(204).send(null)
    },
  )
}
