import { randomUUID } from 'node:crypto'
import type { ChannelKind, DeliveryState, NoticeKind } from '@huiyin/domain/notice'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { sql } from 'kysely'
import type { Db } from './database.js'

/** What one message says: one notice, or those merged since the last one. */
export interface OutgoingMessage {
  /** The same at every try. */
  messageId: string
  channelId: string
  kind: ChannelKind
  sealed: string
  /** Where to, of an e-mail. */
  email: string | null
  attempts: number
  deliveryIds: number[]
  notices: {
    id: string
    kind: NoticeKind
    grade: SeverityGrade | null
    words: string
    path: string
    createdAt: Date
  }[]
}

/** One row of what was sent, is waiting, or could not be sent. */
export interface DeliveryRow {
  id: number
  channel: string
  kind: NoticeKind
  /** Null for whoever may not read what was told. */
  words: string | null
  to: string | null
  mode: 'at-once' | 'digest'
  state: DeliveryState
  dueAt: Date
  attempts: number
  answer: string | null
  sentAt: Date | null
}

/** Longer than any try takes: connecting, sending and reading have ten seconds each. */
const claimMs = 60_000
/** As many lines as an IM message may hold. */
const mostMerged = 40

/**
 * The outbox of messages. A message is claimed and committed before it is sent, and marked after: a worker that dies in
 * between leaves it `sending`, and what then is known is only that it may have arrived.
 */
export const noticeDeliveries = (db: Db, now: Date) => ({
  /**
   * Takes back what must not be said any more: its action was undone, its recipient left or stands behind the wall now,
   * or a warning was retracted. Answers how many.
   */
  async withhold(): Promise<number> {
    const { rows } = await sql<{ id: number }>`
      update notice_delivery d set state = 'withheld', answer = why.words
      from (
        select w.id, case
          when k.enabled = false then '渠道已停用'
          when a.disabled_at is not null then '接收人账号已停用'
          when undone.id is not null then '办理动作已撤回'
          when retracted.id is not null then '提醒已收回'
          else '不再适用' end as words
        from notice_delivery w
        join notice_channel k on k.id = w.channel_id
        left join notice n on n.id = w.notice_id
        left join account a on a.id = w.account_id
        left join opinion_event e on e.id = n.event_id
        left join case_file c on c.id = n.case_file_id
        left join case_action undone on n.cause_ref like 'action:%' and undone.case_file_id = n.case_file_id
          and undone.action ->> 'kind' = 'undone' and 'action:' || (undone.action ->> 'actionId') = n.cause_ref
        left join deadline_warning retracted on n.cause_ref like 'warning:%' and retracted.case_file_id = n.case_file_id
          and 'warning:' || retracted.id = n.cause_ref and retracted.retracted_at is not null
        where w.state = 'waiting' and w.due_at <= ${now} and (
          k.enabled = false or a.disabled_at is not null or undone.id is not null or retracted.id is not null
          or n.id is null
          or coalesce(a.unit_code, k.unit_code) = any (coalesce(c.accused_units, e.accused_units, '{}')))
      ) why where why.id = d.id returning d.id
    `.execute(db)
    return rows.length
  },

  /**
   * Claims the next message: the oldest due row, with every other that waits for the same person by the same way when
   * both are merged ones. Null: nothing is due.
   */
  async claim(): Promise<OutgoingMessage | null> {
    const { rows } = await sql<{
      channelId: string
      accountId: string | null
      mode: 'at-once' | 'digest'
      id: number
      messageId: string | null
    }>`
      select id, channel_id as "channelId", account_id as "accountId", mode, message_id as "messageId" from notice_delivery
      where state = 'waiting' and due_at <= ${now} order by due_at, id limit 1 for update skip locked
    `.execute(db)
    const [first] = rows
    if (!first) return null
    const messageId = first.messageId ?? randomUUID()
    const together = first.messageId
      ? sql`message_id = ${first.messageId}`
      : first.mode === 'digest'
        ? sql`mode = 'digest' and message_id is null`
        : sql`id = ${first.id}`
    const { rows: claimed } = await sql<{ id: number; noticeId: string; attempts: number }>`
      update notice_delivery set state = 'sending', message_id = ${messageId}, attempts = attempts + 1,
        claimed_until = ${new Date(now.getTime() + claimMs)}
      where id in (
        select id from notice_delivery
        where state = 'waiting' and due_at <= ${now} and channel_id = ${first.channelId}
          and account_id is not distinct from ${first.accountId} and ${together}
        order by id limit ${mostMerged} for update skip locked)
      returning id, notice_id as "noticeId", attempts
    `.execute(db)
    const way = await db
      .selectFrom('notice_channel as k')
      .leftJoin('notice_contact as t', (on) => on.on('t.account_id', '=', first.accountId))
      .select(['k.kind', 'k.sealed', 't.email'])
      .where('k.id', '=', first.channelId)
      .executeTakeFirstOrThrow()
    const notices = await db
      .selectFrom('notice')
      .select(['id', 'kind', 'grade', 'words', 'path', 'created_at as createdAt'])
      .where(
        'id',
        'in',
        claimed.map(({ noticeId }) => noticeId),
      )
      .orderBy('seq')
      .execute()
    return {
      messageId,
      channelId: first.channelId,
      ...way,
      attempts: claimed[0]?.attempts ?? 1,
      deliveryIds: claimed.map(({ id }) => id),
      notices,
    }
  },

  /** Notes what became of a message. `retryAt`: it will be tried again. */
  async mark(
    { messageId }: { messageId: string },
    { state, answer, retryAt }: { state: DeliveryState; answer: string; retryAt?: Date },
  ): Promise<void> {
    await db
      .updateTable('notice_delivery')
      .set({
        state,
        answer,
        claimed_until: null,
        ...(retryAt ? { due_at: retryAt } : {}),
        ...(state === 'sent' ? { sent_at: now } : {}),
      })
      .where('message_id', '=', messageId)
      .where('state', '=', 'sending')
      .execute()
  },

  /**
   * Messages whose sender died: a receiver that knows the message by its number is told again, of the others nobody can
   * know whether they arrived, and twice is worse than once said to be unclear (the notice itself stands in the program,
   * and a grave one climbs).
   */
  async settleAbandoned(tellsRepeats: readonly ChannelKind[]): Promise<{ again: number; uncertain: number }> {
    const { rows } = await sql<{ state: DeliveryState }>`
      update notice_delivery d set claimed_until = null,
        state = case when k.kind = any (${[...tellsRepeats]}::text[]) then 'waiting' else 'uncertain' end,
        answer = case when k.kind = any (${[...tellsRepeats]}::text[]) then d.answer
          else '发送途中程序中断，不知是否送达；为免重复，不再自动发送' end
      from notice_channel k
      where k.id = d.channel_id and d.state = 'sending' and d.claimed_until < ${now}
      returning d.state
    `.execute(db)
    const again = rows.filter(({ state }) => state === 'waiting').length
    return { again, uncertain: rows.length - again }
  },

  /** A person has a failed or unclear one sent again. Answers whether there was one. */
  async again(id: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('notice_delivery')
      .set({ state: 'waiting', due_at: now, attempts: 0, message_id: null })
      .where('id', '=', id)
      .where('state', 'in', ['failed', 'uncertain'])
      .executeTakeFirst()
    return numUpdatedRows > 0n
  },

  /** Newest first; `troubled`: only what failed or is unclear. `before` is the number the last page ended with. */
  async list({
    troubled,
    before,
    limit,
  }: {
    troubled: boolean
    before?: number
    limit: number
  }): Promise<DeliveryRow[]> {
    const { rows } = await sql<DeliveryRow>`
      select d.id, k.name as channel, n.kind, n.words, a.display_name as "to", d.mode, d.state, d.due_at as "dueAt",
        d.attempts, d.answer, d.sent_at as "sentAt"
      from notice_delivery d join notice_channel k on k.id = d.channel_id
      left join notice n on n.id = d.notice_id left join account a on a.id = d.account_id
      where (not ${troubled} or d.state in ('failed', 'uncertain')) and d.id < ${before ?? Number.MAX_SAFE_INTEGER}
      order by d.id desc limit ${limit}
    `.execute(db)
    return rows
  },

  /** How many failed or are unclear since `since`. */
  async troubles(since: Date): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from notice_delivery
      where state in ('failed', 'uncertain') and due_at >= ${since}
    `.execute(db)
    return rows[0]?.count ?? 0
  },
})
