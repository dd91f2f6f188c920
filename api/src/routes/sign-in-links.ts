import { LinkParams, LinkView, MeView, SetPassword } from '@huiyin/domain/http/sessions'
import { type SignInLink, sessionLimits } from '@huiyin/store/sign-in'
import { type Api, type ApiDeps, self } from '../deps.js'
import { Gone } from '../http-errors.js'
import { hashPassword, refuseWeakPassword } from '../passwords.js'
import { anyone } from '../policy.js'
import { hashToken } from '../tokens.js'
import { actorOf, cookieNames } from '../visitor.js'
import { cookieOptions, openSession } from './sessions.js'

const gone = () => new Gone('这个登录链接已使用过或已过期，请联系系统管理员重新发一个')

function refuseSpent(link: SignInLink, now: Date): SignInLink {
  if (link.usedAt || link.expiresAt.getTime() <= now.getTime()) throw gone()
  return link
}

/** One-time links: whoever holds one sets the password and is signed in. The token is the proof of identity. */
export function signInLinkRoutes(app: Api, { store, config }: ApiDeps): void {
  const asSelf = store.as(self)
  const sessionCookie = {
    ...cookieOptions(config.secureCookies),
    maxAge: sessionLimits.absoluteMs / 1_000,
  }

  app.get(
    '/api/sign-in-links/:token',
    {
      schema: { summary: '查看一次性登录链接', params: LinkParams, response: { 200: LinkView } },
      config: { policy: anyone },
    },
    async ({ params }) => {
      const { account, expiresAt } = await asSelf.transaction(async (tx) =>
        refuseSpent(await tx.signIn.link(hashToken(params.token)), tx.now),
      )
      return { name: account.name, displayName: account.displayName, expiresAt: expiresAt.toISOString() }
    },
  )

  app.post(
    '/api/sign-in-links/:token',
    {
      schema: {
        summary: '用一次性链接设置密码并登录',
        params: LinkParams,
        body: SetPassword,
        response: { 201: MeView },
      },
      config: { policy: anyone },
    },
    async ({ params, body, ip }, reply) => {
      const tokenHash = hashToken(params.token)
      const { account } = await asSelf.transaction(async (tx) =>
        refuseSpent(await tx.signIn.link(tokenHash), tx.now),
      )
      refuseWeakPassword(body.password, [account.name, account.displayName])
      const passwordHash = await hashPassword(body.password)
      const { token, me } = await asSelf.transaction(async (tx) => {
        if (!(await tx.signIn.spendLink(tokenHash))) throw gone()
        await tx.signIn.setPassword(account, passwordHash)
        const subject = { kind: 'account', id: account.id } as const
        const detail = { name: account.name, address: ip }
        tx.audit.append({ action: 'sign-in-link.used', subject, detail }, actorOf(account))
        return await openSession(tx, account, config.secret)
      })
      return reply.setCookie(cookieNames.session, token, sessionCookie).code(201).send(me)
    },
  )
}
