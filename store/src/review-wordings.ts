import type { Actor } from '@huiyin/domain/actor'
import { IllegalTransition, NotFound } from '@huiyin/domain/errors'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import type { WordingState } from './schema-reviews.js'

/** The sentences about one organ and what it says to them. */
export interface Wording {
  id: string
  draftId: string
  unitCode: string
  wording: string
  state: WordingState
  means: 'in-app' | 'letter' | 'leader'
  reference: string | null
  remarks: string | null
  askedBy: string
  askedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
}

type Person = Actor & { kind: 'user' }

/** How the yes was given otherwise than by the unit's own account. */
export type Settled =
  | { state: 'confirmed'; means: 'letter'; reference: string }
  | { state: 'overruled'; means: 'leader'; remarks: string }

/** Wording that touches other organs (和硕 第十二条). The newest entry about the same words counts. */
export const reviewWordings = (db: Db, now: Date) => {
  const read = async (tail: RawBuilder<unknown>): Promise<Wording[]> => {
    const { rows } = await sql<Wording>`
      select w.id, w.draft_id as "draftId", w.unit_code as "unitCode", w.wording, w.state, w.means, w.reference,
        w.remarks, w.asked_by_name as "askedBy", w.asked_at as "askedAt", w.decided_by_name as "decidedBy",
        w.decided_at as "decidedAt"
      from review_wording w ${tail}
    `.execute(db)
    return rows
  }

  const insert = async (
    entry: { draftId: string; unitCode: string; wording: string },
    answer: Settled | null,
    by: Person,
  ): Promise<void> => {
    await db
      .insertInto('review_wording')
      .values({
        draft_id: entry.draftId,
        unit_code: entry.unitCode,
        wording: entry.wording,
        state: answer?.state ?? 'asked',
        means: answer?.means ?? 'in-app',
        reference: answer?.state === 'confirmed' ? answer.reference : null,
        remarks: answer?.state === 'overruled' ? answer.remarks : null,
        asked_by_name: by.name,
        asked_at: now,
        decided_by: answer ? by.userId : null,
        decided_by_name: answer ? by.name : null,
        decided_at: answer ? now : null,
      })
      .execute()
  }

  return {
    /** Everything said about the words of one text, oldest first. */
    of: (draftId: string): Promise<Wording[]> => read(sql`where w.draft_id = ${draftId} order by w.seq`),

    /** What waits for one unit's word, oldest first; a text that went out or was taken back asks nothing. */
    asked: (unitCode: string): Promise<Wording[]> =>
      read(sql`where w.state = 'asked' and w.unit_code = ${unitCode} order by w.seq limit 200`),

    ask: (entry: { draftId: string; unitCode: string; wording: string }, by: Person) =>
      insert(entry, null, by),

    settle: (entry: { draftId: string; unitCode: string; wording: string }, answer: Settled, by: Person) =>
      insert(entry, answer, by),

    /**
     * The unit's own word on what it was asked.
     * @throws NotFound when it was not asked; IllegalTransition when it has answered.
     */
    async answer(
      id: string,
      said: { confirmed: boolean; remarks: string | null },
      by: Person,
    ): Promise<Wording> {
      const [asked] = await read(sql`where w.id = ${id}`)
      if (!asked || asked.unitCode !== by.unitCode) throw new NotFound('没有这项文字确认，或您无权办理')
      const answered = await db
        .updateTable('review_wording')
        .set({
          state: said.confirmed ? 'confirmed' : 'objected',
          remarks: said.remarks,
          decided_by: by.userId,
          decided_by_name: by.name,
          decided_at: now,
        })
        .where('id', '=', id)
        .where('state', '=', 'asked')
        .returning('id')
        .executeTakeFirst()
      if (!answered) throw new IllegalTransition('这项文字确认已经答复，请刷新后查看')
      return { ...asked, state: said.confirmed ? 'confirmed' : 'objected', remarks: said.remarks }
    },
  }
}
