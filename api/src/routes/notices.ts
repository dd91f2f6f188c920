import { rolesOf } from '@huiyin/domain/actor'
import { NotFound } from '@huiyin/domain/errors'
import { IdParams } from '@huiyin/domain/http/common'
import {
  ContactView,
  DeliveryParams,
  DeliveryQuery,
  DeliveryView,
  NoticeCounts,
  NoticePage,
  NoticeQuery,
  ReadNotices,
  SetContact,
} from '@huiyin/domain/http/notices'
import type { DeliveryRow } from '@huiyin/store/notice-deliveries'
import type { MyNotice } from '@huiyin/store/notices'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { self } from '../deps.js'
import { may, permits } from '../policy.js'
import { personOf, storeAs } from '../visitor.js'

const dayMs = 86_400_000
const readsDeliveries = may('read', 'notice-delivery')

const presentNotice = ({ at, readAt, acknowledgedAt, steps, ...notice }: MyNotice) => ({
  ...notice,
  at: at.toISOString(),
  readAt: readAt?.toISOString() ?? null,
  acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
  steps: steps.map((step) => ({ ...step, at: step.at.toISOString() })),
})

const presentDelivery = ({ dueAt, sentAt, ...row }: DeliveryRow): DeliveryView => ({
  ...row,
  dueAt: dueAt.toISOString(),
  sentAt: sentAt?.toISOString() ?? null,
})

/** 通知: what one was told, what goes out of the house, and how one wants to be reached. */
export function noticeRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/notices',
    {
      schema: { summary: '我的通知', querystring: NoticeQuery, response: { 200: NoticePage } },
      config: { policy: may('read', 'notice') },
    },
    async (request) => {
      const { scope = 'all', cursor, limit = 50 } = request.query
      const page = await storeAs(store, request).transaction((tx) =>
        tx.notices.mine(personOf(request), { scope, limit, ...(cursor ? { cursor } : {}) }),
      )
      return { ...page, rows: page.rows.map(presentNotice) }
    },
  )

  app.get(
    '/api/notices/counts',
    {
      schema: { summary: '未读与待知悉的通知数', response: { 200: NoticeCounts } },
      config: { policy: may('read', 'notice') },
    },
    async (request) => {
      const by = personOf(request)
      return await storeAs(store, request).transaction(async (tx) => ({
        ...(await tx.notices.counts(by)),
        troubles: permits(readsDeliveries, rolesOf(by))
          ? await tx.noticeDeliveries.troubles(new Date(tx.now.getTime() - dayMs))
          : null,
      }))
    },
  )

  app.post(
    '/api/notices/read',
    {
      schema: { summary: '标为已读', body: ReadNotices, response: { 204: Type.Null() } },
      config: { policy: may('answer', 'notice') },
    },
    async (request, reply) => {
      await storeAs(store, request).transaction((tx) => tx.notices.read(personOf(request), request.body.ids))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/notices/:id/acknowledge',
    {
      schema: { summary: '知悉（停止逐级上报）', params: IdParams, response: { 204: Type.Null() } },
      config: { policy: may('answer', 'notice') },
    },
    async (request, reply) => {
      const { id } = request.params
      await storeAs(store, request).transaction(async (tx) => {
        if (await tx.notices.acknowledge(id, personOf(request)))
          tx.audit.append({ action: 'notice.acknowledged', subject: { kind: 'notice', id } })
        tx.announce('notices')
      })
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/own-contact',
    {
      schema: { summary: '我的通知方式', response: { 200: ContactView } },
      config: { policy: may('read', 'notice') },
    },
    async (request) => {
      const by = personOf(request)
      const contact = await storeAs(store, request).transaction((tx) => tx.notices.contact(by.userId))
      const channels = await store.as(self).transaction((tx) => tx.noticeChannels.list())
      return {
        email: contact?.email ?? null,
        byEmail: contact?.byEmail ?? false,
        mailReady: channels.some(({ kind, enabled }) => kind === 'email' && enabled),
      }
    },
  )

  app.put(
    '/api/own-contact',
    {
      schema: { summary: '设置我的通知方式', body: SetContact, response: { 204: Type.Null() } },
      config: { policy: may('answer', 'notice') },
    },
    async (request, reply) => {
      const { email, byEmail } = request.body
      await storeAs(store, request).transaction((tx) =>
        tx.notices.setContact(personOf(request).userId, email ? { email, byEmail } : null),
      )
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/notice-deliveries',
    {
      schema: {
        summary: '发送记录',
        querystring: DeliveryQuery,
        response: { 200: Type.Array(DeliveryView) },
      },
      config: { policy: readsDeliveries },
    },
    async (request) => {
      const { troubled = false, before, limit = 50 } = request.query
      const rows = await storeAs(store, request).transaction((tx) =>
        tx.noticeDeliveries.list({ troubled, limit, ...(before ? { before } : {}) }),
      )
      return rows.map(presentDelivery)
    },
  )

  app.post(
    '/api/notice-deliveries/:entry/again',
    {
      schema: { summary: '重新发送', params: DeliveryParams, response: { 204: Type.Null() } },
      config: { policy: may('send-again', 'notice-delivery') },
    },
    async (request, reply) => {
      const { entry } = request.params
      await storeAs(store, request).transaction(async (tx) => {
        if (!(await tx.noticeDeliveries.again(entry)))
          throw new NotFound('没有这条失败的发送记录，可能已经重新发送')
        tx.audit.append({ action: 'notice.sent-again', subject: { kind: 'notice', id: String(entry) } })
        tx.announce('notices')
      })
      return reply.code(204).send(null)
    },
  )
}
