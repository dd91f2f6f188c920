import { LinkParams, LinkView, MeView, SetPassword } from '@huiyin/domain/http/sessions'
import type { SignInLink } from '@huiyin/store/sign-in'
import { type Api, type ApiDeps, self } from '../deps.js'
import { CodeRequired, Gone } from '../http-errors.js'
import { openSession, passwordPolicyOf, sessionCookie } from '../open-session.js'
import { hashPassword, refuseUnfitPassword } from '../passwords.js'
import { anyone } from '../policy.js'
import { demandCode } from '../prove-password.js'
import { hashToken } from '../tokens.js'
import { actorOf, cookieNames } from '../visitor.js'

const gone = () => new Gone('这个登录链接已使用过或已过期，请联系系统管理员重新发一个')

function refuseSpent(link: SignInLink, now: Date): SignInLink {
  if (link.usedAt || link.expiresAt.getTime() <= now.getTime()) throw gone()
  return link
}

/**
 * One-time links: whoever holds one sets the password and is signed in. The token is the proof of identity, but no
 * second factor: who issues a link cannot use it for an account that has one.
 */
export function signInLinkRoutes(app: Api, deps: ApiDeps): void {
  const { store, config } = deps
  const asSelf = store.as(self)

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
      return {
        name: account.name,
        displayName: account.displayName,
        expiresAt: expiresAt.toISOString(),
        needsCode: account.hasSecondFactor,
      }
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
    async (request, reply) => {
      const { params, body, ip } = request
      const policy = passwordPolicyOf(config)
      const tokenHash = hashToken(params.token)
      const { account, past } = await asSelf.transaction(async (tx) => {
        const { account } = refuseSpent(await tx.signIn.link(tokenHash), tx.now)
        return { account, past: await tx.signIn.pastPasswords(account.id, policy.history) }
      })
      await refuseUnfitPassword(body.password, { policy, names: [account.name, account.displayName], past })
      if (account.hasSecondFactor) {
        if (body.code === undefined) throw new CodeRequired('请输入验证器上的 6 位验证码，或一个恢复码')
        await demandCode(deps, account, { code: body.code, address: ip })
      }
      const passwordHash = await hashPassword(body.password)
      const { token, me } = await asSelf.transaction(async (tx) => {
        if (!(await tx.signIn.spendLink(tokenHash))) throw gone()
        await tx.signIn.setPassword(account, passwordHash)
        if (account.hasPassword) await tx.accounts.notify(account.id, `一次性登录链接已使用，来自 ${ip}`)
        const subject = { kind: 'account', id: account.id } as const
        const detail = { name: account.name, address: ip }
        tx.audit.append({ action: 'sign-in-link.used', subject, detail }, actorOf(account))
        tx.announce('sessions')
        return await openSession(tx, account, { request, means: 'link', config })
      })
      return reply.setCookie(cookieNames.session, token, sessionCookie(config)).code(201).send(me)
    },
  )
}
