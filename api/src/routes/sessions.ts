import { NotFound } from '@huiyin/domain/errors'
import { IdParams } from '@huiyin/domain/http/common'
import { SessionView } from '@huiyin/domain/http/own-account'
import { MeView, SignIn } from '@huiyin/domain/http/sessions'
import type { Session } from '@huiyin/store/sessions'
import { Type } from 'typebox'
import { type Api, type ApiDeps, self } from '../deps.js'
import { cookieOptions, openSession, presentMe, sessionCookie } from '../open-session.js'
import { defaultLimits, limitSignIn } from '../plugins/rate-limits.js'
import { anyone, may } from '../policy.js'
import { accountOf } from '../prove-password.js'
import { csrfOf, hashToken } from '../tokens.js'
import { actorOf, cookieNames, type Screen, signedInOf, visitorOf } from '../visitor.js'

const presentScreen = ({ link }: Screen): MeView => ({
  id: link.id,
  name: '大屏',
  displayName: link.name,
  roles: ['display'],
  unitCode: null,
  unitName: null,
  csrf: '',
  duty: null,
  notices: [],
  passwordDueAt: null,
})

export const presentSession = (session: Session, ownId: string | null): SessionView => ({
  ...session,
  own: session.id === ownId,
  createdAt: session.createdAt.toISOString(),
  seenAt: session.seenAt.toISOString(),
})

export const Ended = Type.Object({ ended: Type.Integer() })

export function sessionRoutes(app: Api, deps: ApiDeps): void {
  const { store, config } = deps
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
      const { password, code } = request.body
      const name = request.body.name.trim()
      const account = await accountOf(deps, { name, password, code, address: request.ip })
      const { token, me } = await asSelf.transaction(async (tx) => {
        const subject = { kind: 'account', id: account.id } as const
        const detail = { name: account.name, address: request.ip, means: 'password' }
        tx.audit.append({ action: 'session.opened', subject, detail }, actorOf(account))
        return await openSession(tx, account, { request, means: 'password', config })
      })
      return reply.setCookie(cookieNames.session, token, sessionCookie(config)).code(201).send(me)
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
      const { account, token } = signedInOf(request)
      const csrf = csrfOf(config.secret, token)
      return await asSelf.transaction((tx) => presentMe(tx, account, { csrf, config }))
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
        await tx.sessions.end(hashToken(token))
        tx.announce('sessions')
        if (actor.kind !== 'user') return
        tx.audit.append({ action: 'session.ended', subject: { kind: 'account', id: actor.userId } }, actor)
      })
      return reply.clearCookie(cookieNames.session, cookieOptions(config.secureCookies)).code(204).send(null)
    },
  )

  app.get(
    '/api/sessions',
    {
      schema: { summary: '本人的登录会话', response: { 200: Type.Array(SessionView) } },
      config: { policy: may('read', 'own-account') },
    },
    async (request) => {
      const { account, sessionId } = signedInOf(request)
      const running = await asSelf.transaction((tx) => tx.sessions.ofAccount(account.id))
      return running.map((session) => presentSession(session, sessionId))
    },
  )

  app.delete(
    '/api/sessions/:id',
    {
      schema: { summary: '退出本人的一个会话', params: IdParams, response: { 204: Type.Null() } },
      config: { policy: may('change', 'own-account') },
    },
    async (request, reply) => {
      const { account, actor } = signedInOf(request)
      await asSelf.transaction(async (tx) => {
        if (!(await tx.sessions.revoke(account.id, request.params.id)))
          throw new NotFound('没有这个会话，可能已经退出')
        const subject = { kind: 'account', id: account.id } as const
        tx.audit.append({ action: 'session.revoked', subject, detail: { sessions: 1 } }, actor)
        tx.announce('sessions')
      })
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/api/sessions',
    {
      schema: { summary: '退出本人的其他全部会话', response: { 200: Ended } },
      config: { policy: may('change', 'own-account') },
    },
    async (request) => {
      const { account, actor, sessionId } = signedInOf(request)
      return await asSelf.transaction(async (tx) => {
        const ended = await tx.sessions.revokeAll(account.id, { except: sessionId })
        const subject = { kind: 'account', id: account.id } as const
        tx.audit.append({ action: 'session.revoked', subject, detail: { sessions: ended } }, actor)
        tx.announce('sessions')
        return { ended }
      })
    },
  )
}
