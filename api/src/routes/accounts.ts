import { actorName } from '@huiyin/domain/actor'
import { Conflict } from '@huiyin/domain/errors'
import { Appoint } from '@huiyin/domain/http/accounts'
import { IdParams } from '@huiyin/domain/http/common'
import { AccountView, IssuedLink, NewAccount } from '@huiyin/domain/http/sessions'
import type { Account } from '@huiyin/store/accounts'
import type { Tx } from '@huiyin/store/tx'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { issueLink, issueReset } from '../links.js'
import { may } from '../policy.js'
import { signedInOf, storeAs } from '../visitor.js'

/** When accounts that are closed to sign-in tries open again, by name. */
const locksOf = async (tx: Tx): Promise<ReadonlyMap<string, Date>> =>
  new Map((await tx.signIn.accountLocks()).map(({ of, until }) => [of, until]))

function presentAccount(account: Account, locks: ReadonlyMap<string, Date>): AccountView {
  const { passwordSetAt: _, ...shown } = account
  return {
    ...shown,
    roles: [...account.roles],
    lockedUntil: locks.get(account.name)?.toISOString() ?? null,
    createdAt: account.createdAt.toISOString(),
    disabledAt: account.disabledAt?.toISOString() ?? null,
  }
}

const presentOne = async (tx: Tx, id: string): Promise<AccountView> =>
  presentAccount(await tx.accounts.get(id), await locksOf(tx))

export function accountRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/accounts',
    {
      schema: { summary: '账号列表', response: { 200: Type.Array(AccountView) } },
      config: { policy: may('read', 'account') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const locks = await locksOf(tx)
        return (await tx.accounts.list()).map((account) => presentAccount(account, locks))
      }),
  )

  app.post(
    '/api/accounts',
    {
      schema: {
        summary: '新建账号，返回一次性登录链接',
        body: NewAccount,
        response: { 201: Type.Object({ account: AccountView, link: IssuedLink }) },
      },
      config: { policy: may('create', 'account') },
    },
    async (request, reply) => {
      const { unitCode = null, ...wanted } = request.body
      const created = await storeAs(store, request).transaction(async (tx) => {
        const account = await tx.accounts.create({ ...wanted, unitCode })
        const detail = { name: account.name, roles: account.roles, unitCode }
        tx.audit.append({ action: 'account.created', subject: { kind: 'account', id: account.id }, detail })
        const link = await issueLink(tx, account)
        await tx.accounts.notify(account.id, `账号由${actorName(tx.actor)}建立，并签发了首次登录链接`)
        return { account: await presentOne(tx, account.id), link }
      })
      return reply.code(201).send(created)
    },
  )

  app.post(
    '/api/accounts/:id/sign-in-link',
    {
      schema: { summary: '重发一次性登录链接', params: IdParams, response: { 201: IssuedLink } },
      config: { policy: may('invite', 'account') },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await storeAs(store, request).transaction((tx) => issueReset(tx, request.params.id))),
  )

  app.put(
    '/api/accounts/:id/roles',
    {
      schema: { summary: '改任角色', params: IdParams, body: Appoint, response: { 200: AccountView } },
      config: { policy: may('appoint', 'account') },
    },
    async (request) => {
      const { id } = request.params
      if (signedInOf(request).account.id === id)
        throw new Conflict('不能更改自己的角色，请由另一位系统管理员办理')
      const { roles, unitCode = null } = request.body
      return await storeAs(store, request).transaction(async (tx) => {
        const before = await tx.accounts.get(id)
        await tx.accounts.appoint(id, { roles, unitCode })
        const detail = { name: before.name, from: before.roles, to: roles, unitCode }
        tx.audit.append({ action: 'account.changed', subject: { kind: 'account', id }, detail })
        await tx.accounts.notify(id, `角色由${actorName(tx.actor)}更改`)
        tx.announce('sessions')
        return await presentOne(tx, id)
      })
    },
  )

  app.post(
    '/api/accounts/:id/disable',
    {
      schema: { summary: '停用账号', params: IdParams, response: { 200: AccountView } },
      config: { policy: may('disable', 'account') },
    },
    async (request) => {
      const { id } = request.params
      if (signedInOf(request).account.id === id)
        throw new Conflict('不能停用自己的账号，请由另一位系统管理员办理')
      return await storeAs(store, request).transaction(async (tx) => {
        await tx.accounts.disable(id)
        const { name } = await tx.accounts.get(id)
        tx.audit.append({ action: 'account.disabled', subject: { kind: 'account', id }, detail: { name } })
        tx.announce('sessions')
        return await presentOne(tx, id)
      })
    },
  )

  app.post(
    '/api/accounts/:id/unlock',
    {
      schema: { summary: '解除登录锁定', params: IdParams, response: { 200: AccountView } },
      config: { policy: may('unlock', 'account') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const { id, name } = await tx.accounts.get(request.params.id)
        await tx.signIn.forgetTries(name)
        tx.audit.append({ action: 'account.unlocked', subject: { kind: 'account', id }, detail: { name } })
        await tx.accounts.notify(id, `登录锁定由${actorName(tx.actor)}解除`)
        return await presentOne(tx, id)
      }),
  )

  app.post(
    '/api/accounts/:id/second-factor-reset',
    {
      schema: { summary: '重置二次验证', params: IdParams, response: { 200: AccountView } },
      config: { policy: may('reset-second-factor', 'account') },
    },
    async (request) => {
      const { id } = request.params
      if (signedInOf(request).account.id === id)
        throw new Conflict('不能重置自己的二次验证：手机在手请在“我的账号”更换，丢失请由另一位系统管理员办理')
      return await storeAs(store, request).transaction(async (tx) => {
        const { name } = await tx.accounts.get(id)
        if (!(await tx.secondFactors.remove(id))) throw new Conflict('该账号没有启用二次验证')
        await tx.sessions.revokeAll(id)
        tx.audit.append({ action: 'second-factor.reset', subject: { kind: 'account', id }, detail: { name } })
        await tx.accounts.notify(id, `二次验证由${actorName(tx.actor)}重置，原验证器和恢复码已失效`)
        tx.announce('sessions')
        return await presentOne(tx, id)
      })
    },
  )
}
