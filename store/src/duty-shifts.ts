import type { Actor } from '@huiyin/domain/actor'
import { Conflict, Forbidden, NotFound } from '@huiyin/domain/errors'
import type { DutyPost } from '@huiyin/domain/notice'
import { sql } from 'kysely'
import type { Db } from './database.js'

export interface DutyShift {
  id: string
  post: DutyPost
  accountId: string
  name: string
  startsAt: Date
  endsAt: Date
}

export interface NewShift {
  post: DutyPost
  accountId: string
  startsAt: Date
  endsAt: Date
}

/** 交接班记录. */
export interface Handover {
  id: string
  shift: { post: DutyPost; name: string; startsAt: Date; endsAt: Date }
  note: string
  handedById: string
  handedBy: string
  handedAt: Date
  takenBy: string | null
  takenAt: Date | null
}

type Person = Actor & { kind: 'user' }

/** 排班与交接: who stands at which post from when to when, and what one shift told the next. */
export const dutyShifts = (db: Db, now: Date) => {
  const read = () =>
    db
      .selectFrom('duty_shift as s')
      .select((eb) => [
        's.id',
        's.post',
        's.account_id as accountId',
        sql<string>`huiyin_account_name(${eb.ref('s.account_id')})`.as('name'),
        's.starts_at as startsAt',
        's.ends_at as endsAt',
      ])

  return {
    /** Who is on duty now. */
    now: (): Promise<DutyShift[]> =>
      read().where('s.starts_at', '<=', now).where('s.ends_at', '>', now).orderBy('s.starts_at').execute(),

    /** Shifts that touch the time between two instants, by start. */
    between: (from: Date, until: Date): Promise<DutyShift[]> =>
      read()
        .where('s.ends_at', '>', from)
        .where('s.starts_at', '<', until)
        .orderBy('s.starts_at')
        .orderBy('s.post')
        .execute(),

    /** Enters shifts; those of the days named that have not begun are replaced by them. Answers how many are new. */
    async enter(
      shifts: readonly NewShift[],
      replaced: readonly { from: Date; until: Date }[],
      by: string,
    ): Promise<number> {
      for (const { from, until } of replaced)
        await db
          .deleteFrom('duty_shift')
          .where('starts_at', '>=', from)
          .where('starts_at', '<', until)
          .where('starts_at', '>', now)
          .execute()
      if (shifts.length === 0) return 0
      const made = await db
        .insertInto('duty_shift')
        .values(
          shifts.map(({ post, accountId, startsAt, endsAt }) => ({
            post,
            account_id: accountId,
            starts_at: startsAt,
            ends_at: endsAt,
            entered_by: by,
            entered_at: now,
          })),
        )
        .onConflict((clash) => clash.columns(['post', 'account_id', 'starts_at']).doNothing())
        .returning('id')
        .execute()
      return made.length
    },

    /** Takes a shift out that has not begun. @throws NotFound, Conflict */
    async remove(id: string): Promise<void> {
      const shift = await read().where('s.id', '=', id).executeTakeFirst()
      if (!shift) throw new NotFound('没有这个班次，可能已被调整')
      if (shift.startsAt <= now) throw new Conflict('班次已经开始，不能删除；换人请另加一个班次')
      await db.deleteFrom('duty_shift').where('id', '=', id).execute()
    },

    /** Newest first. */
    async handovers(limit: number): Promise<Handover[]> {
      const { rows } = await sql<Handover>`
        select h.id, jsonb_build_object('post', s.post, 'name', huiyin_account_name(s.account_id), 'startsAt', s.starts_at,
          'endsAt', s.ends_at) as shift, h.note, h.handed_by as "handedById", h.handed_by_name as "handedBy",
          h.handed_at as "handedAt", h.taken_by_name as "takenBy", h.taken_at as "takenAt"
        from duty_handover h join duty_shift s on s.id = h.shift_id order by h.handed_at desc, h.id desc limit ${limit}
      `.execute(db)
      return rows.map(({ shift, ...row }) => ({
        ...row,
        shift: { ...shift, startsAt: new Date(shift.startsAt), endsAt: new Date(shift.endsAt) },
      }))
    },

    /** @throws NotFound, Forbidden for a shift of someone else. */
    async handOver(shiftId: string, note: string, by: Person): Promise<void> {
      const shift = await read().where('s.id', '=', shiftId).executeTakeFirst()
      if (!shift) throw new NotFound('没有这个班次，可能已被调整')
      if (shift.accountId !== by.userId) throw new Forbidden('只能填写本人班次的交接记录')
      await db
        .insertInto('duty_handover')
        .values({ shift_id: shiftId, note, handed_by: by.userId, handed_by_name: by.name, handed_at: now })
        .execute()
    },

    /** The next one signs for it. @throws Conflict when it is taken, or one's own. */
    async takeOver(id: string, by: Person): Promise<void> {
      const { numUpdatedRows } = await db
        .updateTable('duty_handover')
        .set({ taken_by: by.userId, taken_by_name: by.name, taken_at: now })
        .where('id', '=', id)
        .where('taken_at', 'is', null)
        .where('handed_by', '<>', by.userId)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw new Conflict('该交接记录已有人接班，或是您本人填写的，请刷新后查看')
    },
  }
}
