import {
  ChangePassword,
  OwnAccountView,
  ProveBoth,
  ProveCode,
  ProvePassword,
  RecoveryCodes,
  SecondFactorOffer,
} from '@huiyin/domain/http/own-account'
import { MeView } from '@huiyin/domain/http/sessions'
import { passwordDueAt } from '@huiyin/domain/password-policy'
import { needsSecondFactor } from '@huiyin/domain/second-factor'
import type { Tx } from '@huiyin/store/tx'
import { Type } from 'typebox'
import { type Api, type ApiDeps, self } from '../deps.js'
import { defaultSecondFactorRule } from '../duties.js'
import { passwordPolicyOf, presentMe } from '../open-session.js'
import { hashPassword, refuseUnfitPassword } from '../passwords.js'
import { may } from '../policy.js'
import { demandCode, demandPassword } from '../prove-password.js'
import { beginSecondFactor, confirmSecondFactor, renewRecoveryCodes } from '../second-factor.js'
import { csrfOf } from '../tokens.js'
import { type SignedIn, signedInOf } from '../visitor.js'

/** 我的账号: how its owner signs in. Every change asks for the password once more and ends the other sessions. */
export function ownAccountRoutes(app: Api, deps: ApiDeps): void {
  const { store, config } = deps
  const asSelf = store.as(self)
  const policy = passwordPolicyOf(config)
  const rule = config.secondFactor ?? defaultSecondFactorRule
  const change = may('change', 'own-account')

  const endOthers = async (tx: Tx, { account, sessionId }: SignedIn) => {
    await tx.sessions.revokeAll(account.id, { except: sessionId })
    tx.announce('sessions')
  }

  app.get(
    '/api/own-account',
    {
      schema: { summary: '我的账号', response: { 200: OwnAccountView } },
      config: { policy: may('read', 'own-account') },
    },
    async (request) => {
      const { account, demonstration } = signedInOf(request)
      return await asSelf.transaction(async (tx) => ({
        hasPassword: account.hasPassword,
        passwordSetAt: account.passwordSetAt?.toISOString() ?? null,
        passwordDueAt: passwordDueAt(policy, account.passwordSetAt)?.toISOString() ?? null,
        secondFactor: {
          enrolled: account.hasSecondFactor,
          required: needsSecondFactor(account.roles, rule, { demonstration }),
          recoveryCodesLeft: (await tx.secondFactors.unusedRecoveryCodes(account.id)).length,
        },
        notices: (await tx.accounts.notices(account.id)).map((notice) => ({
          ...notice,
          at: notice.at.toISOString(),
        })),
      }))
    },
  )

  app.put(
    '/api/own-account/password',
    {
      schema: { summary: '修改密码', body: ChangePassword, response: { 200: MeView } },
      config: { policy: change },
    },
    async (request) => {
      const { account, actor, sessionId, token } = signedInOf(request)
      const { current, password } = request.body
      await demandPassword(deps, account, { password: current, address: request.ip })
      const past = await asSelf.transaction((tx) => tx.signIn.pastPasswords(account.id, policy.history))
      await refuseUnfitPassword(password, { policy, names: [account.name, account.displayName], past })
      const passwordHash = await hashPassword(password)
      return await asSelf.transaction(async (tx) => {
        await tx.signIn.setPassword(account, passwordHash, { keepSession: sessionId })
        const subject = { kind: 'account', id: account.id } as const
        tx.audit.append({ action: 'password.changed', subject }, actor)
        tx.announce('sessions')
        const csrf = csrfOf(config.secret, token)
        return await presentMe(tx, await tx.accounts.get(account.id), { csrf, config })
      })
    },
  )

  app.post(
    '/api/own-account/notices-read',
    {
      schema: { summary: '确认已阅账号提示', response: { 204: Type.Null() } },
      config: { policy: change },
    },
    async (request, reply) => {
      const { account } = signedInOf(request)
      await asSelf.transaction((tx) => tx.accounts.markNoticesSeen(account.id))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/own-account/second-factor',
    {
      schema: { summary: '开始启用二次验证', body: ProvePassword, response: { 201: SecondFactorOffer } },
      config: { policy: change },
    },
    async (request, reply) => {
      const { account } = signedInOf(request)
      await demandPassword(deps, account, { password: request.body.password, address: request.ip })
      return reply.code(201).send(await beginSecondFactor(deps, account))
    },
  )

  app.post(
    '/api/own-account/second-factor/confirmation',
    {
      schema: { summary: '确认启用二次验证', body: ProveCode, response: { 201: RecoveryCodes } },
      config: { policy: change },
    },
    async (request, reply) => {
      const visitor = signedInOf(request)
      const recoveryCodes = await confirmSecondFactor(deps, visitor.account, request.body.code)
      await asSelf.transaction((tx) => endOthers(tx, visitor))
      return reply.code(201).send({ recoveryCodes })
    },
  )

  app.post(
    '/api/own-account/recovery-codes',
    {
      schema: { summary: '更换恢复码', body: ProveBoth, response: { 201: RecoveryCodes } },
      config: { policy: change },
    },
    async (request, reply) => {
      const { account } = signedInOf(request)
      const { password, code } = request.body
      await demandPassword(deps, account, { password, address: request.ip })
      await demandCode(deps, account, { code, address: request.ip })
      return reply.code(201).send({ recoveryCodes: await renewRecoveryCodes(deps, account) })
    },
  )

  app.post(
    '/api/own-account/second-factor/removal',
    {
      schema: { summary: '停用二次验证', body: ProveBoth, response: { 204: Type.Null() } },
      config: { policy: change },
    },
    async (request, reply) => {
      const visitor = signedInOf(request)
      const { account, actor } = visitor
      const { password, code } = request.body
      await demandPassword(deps, account, { password, address: request.ip })
      await demandCode(deps, account, { code, address: request.ip })
      await asSelf.transaction(async (tx) => {
        await tx.secondFactors.remove(account.id)
        const subject = { kind: 'account', id: account.id } as const
        tx.audit.append({ action: 'second-factor.removed', subject }, actor)
        await endOthers(tx, visitor)
      })
      return reply.code(204).send(null)
    },
  )
}
