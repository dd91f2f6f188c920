import { randomUUID } from 'node:crypto'
import { addressRule } from '@huiyin/domain/address-rule'
import { InvalidInput } from '@huiyin/domain/errors'
import { IdParams } from '@huiyin/domain/http/common'
import { ChannelTest, ChannelView, EnableChannel, NewChannel, TestChannel } from '@huiyin/domain/http/notices'
import type { NoticeChannel } from '@huiyin/store/notice-channels'
import { Type } from 'typebox'
import { type Api, type ApiDeps, self } from '../deps.js'
import { sealSettings, shownOf } from '../notices/channel-settings.js'
import { send } from '../notices/deliver.js'
import { may } from '../policy.js'
import { personOf, storeAs } from '../visitor.js'

const presentChannel = ({
  sealed: _,
  createdAt,
  failingSince,
  lastTriedAt,
  ...channel
}: NoticeChannel): ChannelView => ({
  ...channel,
  createdAt: createdAt.toISOString(),
  failingSince: failingSince?.toISOString() ?? null,
  lastTriedAt: lastTriedAt?.toISOString() ?? null,
})

/** What the schema cannot say: whom a channel is for goes with what it is. */
function checkChannel({ audience, unitCode, settings }: NewChannel): void {
  const wrong = (field: string, message: string) => new InvalidInput(message, [{ field, message }])
  if ((settings.kind === 'email') !== (audience === 'people'))
    throw wrong('audience', '电子邮件发给登记了邮箱的个人，群机器人和 Webhook 发给岗位或单位')
  if ((audience === 'unit') !== (unitCode !== undefined)) throw wrong('unitCode', '请选择接收通知的单位')
  if (settings.kind !== 'email' && !URL.canParse(settings.url))
    throw wrong('settings.url', '网址无效，请从机器人设置页完整复制')
}

/** 通知渠道: set up, tried and switched off by the administrator; what opens them is never shown again. */
export function noticeChannelRoutes(app: Api, { store, config }: ApiDeps): void {
  app.get(
    '/api/notice-channels',
    {
      schema: { summary: '通知渠道', response: { 200: Type.Array(ChannelView) } },
      config: { policy: may('read', 'notice-channel') },
    },
    async (request) =>
      (await storeAs(store, request).transaction((tx) => tx.noticeChannels.list())).map(presentChannel),
  )

  app.post(
    '/api/notice-channels',
    {
      schema: { summary: '添加通知渠道', body: NewChannel, response: { 201: ChannelView } },
      config: { policy: may('change', 'notice-channel') },
    },
    async (request, reply) => {
      checkChannel(request.body)
      const { settings, name, audience, unitCode = null } = request.body
      const id = randomUUID()
      const made = await storeAs(store, request).transaction(async (tx) => {
        const sealed = sealSettings(config.secret, id, settings)
        const channel = {
          id,
          name: name.trim(),
          kind: settings.kind,
          audience,
          unitCode,
          shown: shownOf(settings),
          sealed,
        }
        await tx.noticeChannels.create(channel, personOf(request).name)
        tx.audit.append({
          action: 'channel.created',
          subject: { kind: 'notice-channel', id },
          detail: { name, kind: settings.kind, audience, unit: unitCode, to: channel.shown },
        })
        return await tx.noticeChannels.get(id)
      })
      return reply.code(201).send(presentChannel(made))
    },
  )

  app.put(
    '/api/notice-channels/:id/enabled',
    {
      schema: {
        summary: '启用或停用通知渠道',
        params: IdParams,
        body: EnableChannel,
        response: { 204: Type.Null() },
      },
      config: { policy: may('change', 'notice-channel') },
    },
    async (request, reply) => {
      const { id } = request.params
      const { enabled } = request.body
      await storeAs(store, request).transaction(async (tx) => {
        await tx.noticeChannels.enable(id, enabled)
        tx.audit.append({
          action: 'channel.changed',
          subject: { kind: 'notice-channel', id },
          detail: { enabled },
        })
      })
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/api/notice-channels/:id',
    {
      schema: { summary: '删除通知渠道', params: IdParams, response: { 204: Type.Null() } },
      config: { policy: may('change', 'notice-channel') },
    },
    async (request, reply) => {
      const { id } = request.params
      await storeAs(store, request).transaction(async (tx) => {
        await tx.noticeChannels.remove(id)
        tx.audit.append({ action: 'channel.removed', subject: { kind: 'notice-channel', id } })
      })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/notice-channels/:id/test',
    {
      schema: {
        summary: '发送一条测试消息，原样显示对方的答复',
        params: IdParams,
        body: TestChannel,
        response: { 200: ChannelTest },
      },
      config: { policy: may('change', 'notice-channel') },
    },
    async (request) => {
      const { id } = request.params
      const within = storeAs(store, request)
      const { channel, place, now } = await within.transaction(async (tx) => ({
        channel: await tx.noticeChannels.get(id),
        place: (await tx.jurisdiction.current()).name,
        now: tx.now,
      }))
      const by = personOf(request)
      const result = await send(
        {
          messageId: randomUUID(),
          channelId: id,
          sealed: channel.sealed,
          email: request.body.email ?? null,
          notices: [
            {
              id,
              kind: 'source-blind',
              grade: null,
              words: `通知渠道“${channel.name}”测试，由${by.name}发送，请勿回复`,
              path: '/notices',
              createdAt: now,
            },
          ],
        },
        {
          secret: config.secret,
          frame: { place, origin: config.publicOrigin ?? null },
          isAllowed: addressRule(config.allowedNetworks ?? []),
          now,
        },
      )
      await store.as(self).transaction(async (tx) => {
        await tx.noticeChannels.answered(id, { ok: result.outcome === 'sent', answer: result.answer })
        tx.audit.append(
          {
            action: 'channel.tested',
            subject: { kind: 'notice-channel', id },
            detail: { outcome: result.outcome },
          },
          by,
        )
      })
      return result
    },
  )
}
