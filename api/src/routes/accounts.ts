import type { Role } from '@huiyin/domain/actor'
import { Conflict, InvalidInput } from '@huiyin/domain/errors'
import { IdParams } from '@huiyin/domain/http/common'
import { AccountView, IssuedLink, NewAccount } from '@huiyin/domain/http/sessions'
import type { Account } from '@huiyin/store/accounts'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { issueLink } from '../links.js'
import { may } from '../policy.js'
import { storeAs, visitorOf } from '../visitor.js'

const presentAccount = (account: Account): AccountView => ({
  ...account,
  roles: [...account.roles],
  createdAt: account.createdAt.toISOString(),
  disabledAt: account.disabledAt?.toISOString() ?? null,
})

/** 三员分立: who runs the system sees no content, who audits does neither (domain.md section 4). */
const alone: readonly Role[] = ['administrator', 'auditor', 'unit']

function refuseMixedRoles({ roles, unitCode }: NewAccount): void {
  const refuse = (field: string, message: string) => new InvalidInput(message, [{ field, message }])
  if (roles.includes('display')) throw refuse('roles', '大屏不用帐号，请生成大屏链接')
  if (new Set(roles).size > 1 && roles.some((role) => alone.includes(role)))
    throw refuse('roles', '系统管理员、审计员、承办单位帐号不得兼任其他角色')
  if (roles.includes('unit') && !unitCode) throw refuse('unitCode', '承办单位帐号须选择所属单位')
  if (!roles.includes('unit') && unitCode) throw refuse('unitCode', '只有承办单位帐号填写所属单位')
}

export function accountRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/accounts',
    {
      schema: { summary: '帐号列表', response: { 200: Type.Array(AccountView) } },
      config: { policy: may('read', 'account') },
    },
    async (request) =>
      (await storeAs(store, request).transaction((tx) => tx.accounts.list())).map(presentAccount),
  )

  app.post(
    '/api/accounts',
    {
      schema: {
        summary: '新建帐号，返回一次性登录链接',
        body: NewAccount,
        response: { 201: Type.Object({ account: AccountView, link: IssuedLink }) },
      },
      config: { policy: may('create', 'account') },
    },
    async (request, reply) => {
      const { name, displayName, roles, unitCode = null } = request.body
      refuseMixedRoles(request.body)
      const created = await storeAs(store, request).transaction(async (tx) => {
        const account = await tx.accounts.create({ name, displayName, roles: [...new Set(roles)], unitCode })
        const detail = { name, roles: account.roles, unitCode }
        tx.audit.append({ action: 'account.created', subject: { kind: 'account', id: account.id }, detail })
        return { account: presentAccount(account), link: await issueLink(tx, account) }
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
    async (request, reply) => {
      const link = await storeAs(store, request).transaction(async (tx) => {
        const account = await tx.accounts.get(request.params.id)
        if (account.disabledAt) throw new Conflict('帐号已停用，不能再发登录链接')
        const subject = { kind: 'account', id: account.id } as const
        tx.audit.append({ action: 'sign-in-link.issued', subject, detail: { name: account.name } })
        return await issueLink(tx, account)
      })
      return reply.code(201).send(link)
    },
  )

  app.post(
    '/api/accounts/:id/disable',
    {
      schema: { summary: '停用帐号', params: IdParams, response: { 200: AccountView } },
      config: { policy: may('disable', 'account') },
    },
    async (request) => {
      const visitor = visitorOf(request)
      if (visitor.kind === 'account' && visitor.account.id === request.params.id)
        throw new Conflict('不能停用自己的帐号，请由另一位系统管理员办理')
      return await storeAs(store, request).transaction(async (tx) => {
        await tx.accounts.disable(request.params.id)
        const account = await tx.accounts.get(request.params.id)
        const subject = { kind: 'account', id: account.id } as const
        tx.audit.append({ action: 'account.disabled', subject, detail: { name: account.name } })
        return presentAccount(account)
      })
    },
  )
}
