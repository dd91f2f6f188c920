import { actorName } from '@huiyin/domain/actor'
import { NotFound } from '@huiyin/domain/errors'
import { AddressLockView } from '@huiyin/domain/http/accounts'
import { IdParams } from '@huiyin/domain/http/common'
import { SessionView } from '@huiyin/domain/http/own-account'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { storeAs } from '../visitor.js'
import { Ended, presentSession } from './sessions.js'

const AddressParams = Type.Object({ address: Type.String({ minLength: 2, maxLength: 60 }) })

/** What an administrator sees and ends of others' sign-ins: their sessions, and addresses closed after failures. */
export function accountSessionRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/accounts/:id/sessions',
    {
      schema: { summary: '某账号的登录会话', params: IdParams, response: { 200: Type.Array(SessionView) } },
      config: { policy: may('end-sessions', 'account') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const { id } = await tx.accounts.get(request.params.id)
        return (await tx.sessions.ofAccount(id)).map((session) => presentSession(session, null))
      }),
  )

  app.delete(
    '/api/accounts/:id/sessions',
    {
      schema: { summary: '强制某账号下线', params: IdParams, response: { 200: Ended } },
      config: { policy: may('end-sessions', 'account') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const { id, name } = await tx.accounts.get(request.params.id)
        const ended = await tx.sessions.revokeAll(id)
        const subject = { kind: 'account', id } as const
        tx.audit.append({ action: 'session.revoked', subject, detail: { name, sessions: ended } })
        await tx.accounts.notify(id, `全部会话由${actorName(tx.actor)}强制退出`)
        tx.announce('sessions')
        return { ended }
      }),
  )

  app.get(
    '/api/address-locks',
    {
      schema: { summary: '因登录失败过多而锁定的地址', response: { 200: Type.Array(AddressLockView) } },
      config: { policy: may('read', 'address-lock') },
    },
    async (request) => {
      const locks = await storeAs(store, request).transaction((tx) => tx.signIn.addressLocks())
      return locks.map(({ of, until }) => ({ address: of, until: until.toISOString() }))
    },
  )

  app.delete(
    '/api/address-locks/:address',
    {
      schema: { summary: '解除地址锁定', params: AddressParams, response: { 204: Type.Null() } },
      config: { policy: may('end', 'address-lock') },
    },
    async (request, reply) => {
      const { address } = request.params
      await storeAs(store, request).transaction(async (tx) => {
        const isLocked = (await tx.signIn.addressLocks()).some(({ of }) => of === address)
        if (!isLocked) throw new NotFound('这个地址没有被锁定')
        await tx.signIn.forgetTriesFrom(address)
        tx.audit.append({ action: 'address.unlocked', subject: { kind: 'account' }, detail: { address } })
      })
      return reply.code(204).send(null)
    },
  )
}
