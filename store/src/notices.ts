import type { Actor } from '@huiyin/domain/actor'
import { NotFound } from '@huiyin/domain/errors'
import type { DutyPost, NoticeKind } from '@huiyin/domain/notice'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { type Decision, decisionsOf } from './notice-decisions.js'
import { type Page, pageFrom, readCursor } from './page-cursor.js'

export interface NoticeStep {
  step: number
  to: DutyPost
  at: Date
  told: string[]
  remark: string | null
}

/** One thing I was told. */
export interface MyNotice {
  id: string
  kind: NoticeKind
  grade: SeverityGrade | null
  words: string
  /** What it is about, for whoever may read that. */
  title: string | null
  path: string
  urgent: boolean
  at: Date
  readAt: Date | null
  climbs: boolean
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
  steps: NoticeStep[]
  /** Of something I had asked for: who decided it and why; null for every other notice. */
  decision: Decision | null
}

type Person = Actor & { kind: 'user' }

/** 通知: what a person was told, read and acknowledged; row-level security hides what he may not know any more. */
export const notices = (db: Db, now: Date) => ({
  /** Newest first; `waiting`: only what nobody has acknowledged. */
  async mine(
    by: Person,
    { scope, cursor, limit }: { scope: 'all' | 'unread' | 'waiting'; cursor?: string; limit: number },
  ): Promise<Page<MyNotice>> {
    const end = readCursor(cursor)
    const wanted = sql`r.account_id = ${by.userId}
      and (${scope} <> 'unread' or r.read_at is null)
      and (${scope} <> 'waiting' or (n.climbs and n.acknowledged_at is null))`
    const { rows } = await sql<MyNotice & { sort_key: string; ref: string }>`
      select n.id, n.cause_ref as ref, n.kind, n.grade, n.words, coalesce(c.matter, e.title) as title, n.path, n.urgent, r.told_at as at,
        r.read_at as "readAt", n.climbs, n.acknowledged_at as "acknowledgedAt",
        n.acknowledged_by_name as "acknowledgedBy", r.told_at::text as sort_key,
        coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'to', s.audience, 'at', s.taken_at, 'told', s.told,
          'remark', s.remark) order by s.step) from notice_step s where s.notice_id = n.id), '[]') as steps
      from notice_recipient r join notice n on n.id = r.notice_id
      left join case_file c on c.id = n.case_file_id
      left join opinion_event e on e.id = coalesce(n.event_id, c.event_id)
      where ${wanted} and (${end === null} or (r.told_at, n.id) < (${end?.key ?? 'infinity'}::timestamptz, ${end?.id ?? null}::uuid))
      order by r.told_at desc, n.id desc limit ${limit + 1}
    `.execute(db)
    const { rows: counted } = await sql<{ total: number }>`
      select count(*) as total from notice_recipient r join notice n on n.id = r.notice_id where ${wanted}
    `.execute(db)
    const decisions = await decisionsOf(
      db,
      rows.map(({ ref }) => ref),
    )
    return pageFrom(rows, limit, counted[0]?.total ?? 0, ({ sort_key: _, ref, steps, ...row }) => ({
      ...row,
      decision: decisions.get(ref) ?? null,
      steps: steps.map((step) => ({ ...step, at: new Date(step.at) })),
    }))
  },

  /** What the bell shows: unread, and those that climb until somebody acknowledges them. */
  async counts(by: Person): Promise<{ unread: number; waiting: number }> {
    const { rows } = await sql<{ unread: number; waiting: number }>`
      select count(*) filter (where r.read_at is null) as unread,
        count(*) filter (where n.climbs and n.acknowledged_at is null) as waiting
      from notice_recipient r join notice n on n.id = r.notice_id
      where r.account_id = ${by.userId} and (r.read_at is null or (n.climbs and n.acknowledged_at is null))
    `.execute(db)
    return rows[0] ?? { unread: 0, waiting: 0 }
  },

  /** Marks these as read, or all of mine when none is named. */
  async read(by: Person, ids?: readonly string[]): Promise<void> {
    await sql`
      update notice_recipient set read_at = ${now} where account_id = ${by.userId} and read_at is null
        and (${ids === undefined} or notice_id = any (${[...(ids ?? [])]}::uuid[]))
    `.execute(db)
  },

  /**
   * 知悉: it climbs no further. Answers false when somebody had done so before.
   * @throws NotFound when I was not told of it.
   */
  async acknowledge(id: string, by: Person): Promise<boolean> {
    await this.read(by, [id])
    const { rows } = await sql<{ acknowledged_at: Date | null }>`
      select n.acknowledged_at from notice n join notice_recipient r on r.notice_id = n.id
      where n.id = ${id} and r.account_id = ${by.userId} for update of n
    `.execute(db)
    const [found] = rows
    if (!found) throw new NotFound('没有这条通知，或您无权查看')
    if (found.acknowledged_at) return false
    await db
      .updateTable('notice')
      .set({
        acknowledged_at: now,
        acknowledged_by: by.userId,
        acknowledged_by_name: by.name,
        next_step_at: null,
      })
      .where('id', '=', id)
      .execute()
    return true
  },

  /** Where a person is reached outside; null: nowhere. */
  async contact(accountId: string): Promise<{ email: string; byEmail: boolean } | null> {
    const row = await db
      .selectFrom('notice_contact')
      .select(['email', 'by_email as byEmail'])
      .where('account_id', '=', accountId)
      .executeTakeFirst()
    return row ?? null
  },

  async setContact(accountId: string, contact: { email: string; byEmail: boolean } | null): Promise<void> {
    if (!contact) {
      await db.deleteFrom('notice_contact').where('account_id', '=', accountId).execute()
      return
    }
    const values = { email: contact.email, by_email: contact.byEmail }
    await db
      .insertInto('notice_contact')
      .values({ account_id: accountId, ...values })
      .onConflict((clash) => clash.column('account_id').doUpdateSet(values))
      .execute()
  },
})
