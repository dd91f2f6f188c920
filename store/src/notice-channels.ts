import { Conflict, NotFound } from '@huiyin/domain/errors'
import type { ChannelAudience, ChannelKind } from '@huiyin/domain/notice'
import type { Db } from './database.js'

/** A way out of the house; what opens it is `sealed`. */
export interface NoticeChannel {
  id: string
  name: string
  kind: ChannelKind
  audience: ChannelAudience
  unitCode: string | null
  unitName: string | null
  /** Where it leads, fit to show. */
  shown: string
  sealed: string
  enabled: boolean
  createdBy: string
  createdAt: Date
  failingSince: Date | null
  lastAnswer: string | null
  lastTriedAt: Date | null
}

export interface NewChannel {
  id: string
  name: string
  kind: ChannelKind
  audience: ChannelAudience
  unitCode: string | null
  shown: string
  sealed: string
}

const noSuchChannel = () => new NotFound('没有这个通知渠道，可能已被删除')

/** 渠道: what an administrator sets up, tries and switches off. */
export const noticeChannels = (db: Db, now: Date) => {
  const read = () =>
    db
      .selectFrom('notice_channel as k')
      .leftJoin('responsible_unit as u', 'u.code', 'k.unit_code')
      .select([
        'k.id',
        'k.name',
        'k.kind',
        'k.audience',
        'k.unit_code as unitCode',
        'u.name as unitName',
        'k.shown',
        'k.sealed',
        'k.enabled',
        'k.created_by as createdBy',
        'k.created_at as createdAt',
        'k.failing_since as failingSince',
        'k.last_answer as lastAnswer',
        'k.last_tried_at as lastTriedAt',
      ])

  return {
    list: (): Promise<NoticeChannel[]> => read().orderBy('k.created_at').orderBy('k.id').execute(),

    /** @throws NotFound */
    async get(id: string): Promise<NoticeChannel> {
      const channel = await read().where('k.id', '=', id).executeTakeFirst()
      if (!channel) throw noSuchChannel()
      return channel
    },

    /** @throws Conflict when the name is taken. */
    async create({ unitCode, ...channel }: NewChannel, by: string): Promise<void> {
      const made = await db
        .insertInto('notice_channel')
        .values({ ...channel, unit_code: unitCode, created_by: by, created_at: now })
        .onConflict((clash) => clash.column('name').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!made) throw new Conflict(`已有名为“${channel.name}”的渠道，请换一个名称`)
    },

    /** @throws NotFound */
    async enable(id: string, enabled: boolean): Promise<void> {
      const { numUpdatedRows } = await db
        .updateTable('notice_channel')
        .set({ enabled })
        .where('id', '=', id)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw noSuchChannel()
    },

    /** What was still to go out by it goes with it. @throws NotFound */
    async remove(id: string): Promise<void> {
      const { numDeletedRows } = await db.deleteFrom('notice_channel').where('id', '=', id).executeTakeFirst()
      if (numDeletedRows === 0n) throw noSuchChannel()
    },

    /** Notes what a try was answered; failing lasts from the first failure to the next success. */
    async answered(id: string, { ok, answer }: { ok: boolean; answer: string }): Promise<void> {
      await db
        .updateTable('notice_channel')
        .set((eb) => ({
          last_tried_at: now,
          last_answer: answer,
          failing_since: ok ? null : eb.fn.coalesce('failing_since', eb.val(now)),
        }))
        .where('id', '=', id)
        .execute()
    },
  }
}
