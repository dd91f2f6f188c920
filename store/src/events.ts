import { NotFound } from '@huiyin/domain/errors'
import type { EventId, ItemId } from '@huiyin/domain/ids'
import type { Judgement } from '@huiyin/domain/judgement'
import type { EventState } from '@huiyin/domain/opinion-event'
import { isGraver, type SeverityGrade } from '@huiyin/domain/severity'
import type { Db } from './database.js'
import { placingTurn } from './event-placing.js'

/**
 * 事件, the side of the machine: what it proposes and what is left to do. Placing is in `event-placing`, what people
 * read in `event-views`.
 */
export const events = (db: Db) => ({
  /** One placing at a time in the whole installation: two workers must not open two events for one matter. */
  async lockPlacing(): Promise<void> {
    await placingTurn.execute(db)
  },

  /**
   * Puts a new proposal beside what the officer decided. A dismissed event that becomes graver, III or above, comes
   * back to the feed. Whom it accuses only grows, also on its case file: the wall must not fall behind the text.
   */
  async propose(eventId: EventId, judgement: Judgement): Promise<{ reopened: boolean }> {
    const row = await db
      .selectFrom('opinion_event')
      .select(['state', 'proposed', 'accused_units'])
      .where('id', '=', eventId)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new NotFound('没有这个事件', { eventId })
    const accused = [...new Set([...row.accused_units, ...judgement.accused])]
    const reopened = comesBack(row.state, row.proposed.grade, judgement.grade)
    await db
      .updateTable('opinion_event')
      .set({
        proposed: JSON.stringify(judgement),
        accused_units: accused,
        ...(reopened ? { state: 'open' as const, dismissed_reason: null } : {}),
      })
      .where('id', '=', eventId)
      .execute()
    await db
      .updateTable('case_file')
      .set({ accused_units: accused })
      .where('event_id', '=', eventId)
      .execute()
    return { reopened }
  },

  /** Events nobody has decided, by id, after `after`. */
  async undecided(after: EventId | undefined, limit: number): Promise<EventId[]> {
    const rows = await db
      .selectFrom('opinion_event')
      .select('id')
      .where('state', '=', 'open')
      .where('decided', 'is', null)
      .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
      .orderBy('id')
      .limit(limit)
      .execute()
    return rows.map((row) => row.id as EventId)
  },

  /** Admitted before `olderThan` and still in no event: what a crash left behind, oldest first. */
  async unplaced(olderThan: Date, limit = 1_000): Promise<ItemId[]> {
    const rows = await db
      .selectFrom('item')
      .select('id')
      .where('admitted', '=', true)
      .where('event_id', 'is', null)
      .where('analyzed_at', '<', olderThan)
      .orderBy('analyzed_at')
      .limit(limit)
      .execute()
    return rows.map((row) => row.id as ItemId)
  },
})

const comesBack = (state: EventState, before: SeverityGrade, after: SeverityGrade): boolean =>
  state === 'dismissed' && after !== 'IV' && isGraver(after, before)
