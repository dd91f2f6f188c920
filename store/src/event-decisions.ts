import type { Actor } from '@huiyin/domain/actor'
import { Conflict, IllegalTransition, InvalidInput, NotFound } from '@huiyin/domain/errors'
import type { EventId } from '@huiyin/domain/ids'
import type { Decision, Judgement } from '@huiyin/domain/judgement'
import { type EventState, eventStateLabel } from '@huiyin/domain/opinion-event'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { markAccusedChecked } from './accused-check.js'
import type { Db } from './database.js'

/** What a decision needs to know of an event, its row locked until the transaction ends. */
export interface LockedEvent {
  id: EventId
  state: EventState
  /** The effective one. */
  grade: SeverityGrade
  emergency: boolean
  firstFoundAt: Date
  firstPublishedAt: Date | null
  decidedAt: Date | null
  accusedUnits: readonly string[]
  decided: Decision | null
}

/** 研判 by a person: the proposal is never touched, the decision stands beside it. */
export const eventDecisions = (db: Db, now: Date) => {
  const lock = async (id: string): Promise<LockedEvent> => {
    const row = await db
      .selectFrom('opinion_event')
      .select([
        'id',
        'state',
        'grade',
        'proposed',
        'first_found_at',
        'first_published_at',
        'accused_units',
        'decided',
        'decided_at',
      ])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new NotFound('没有这个事件，或您无权查看')
    const proposed: Judgement = row.proposed
    return {
      id: row.id as EventId,
      state: row.state,
      grade: row.grade,
      emergency: proposed.emergency,
      firstFoundAt: row.first_found_at,
      firstPublishedAt: row.first_published_at,
      decidedAt: row.decided_at,
      accusedUnits: row.accused_units,
      decided: row.decided,
    }
  }

  const move = async (id: string, from: EventState, verb: string): Promise<LockedEvent> => {
    const event = await lock(id)
    if (event.state !== from)
      throw new IllegalTransition(`事件${eventStateLabel[event.state]}，不能${verb}`, { state: event.state })
    return event
  }

  const checkUnit = async (code: string, accused: readonly string[]) => {
    const unit = await db
      .selectFrom('responsible_unit')
      .select('name')
      .where('code', '=', code)
      .where('dissolved_at', 'is', null)
      .executeTakeFirst()
    if (!unit)
      throw new InvalidInput('单位名录里没有这个单位', [{ field: 'unitCode', message: '请从单位名录中选择' }])
    if (accused.includes(code))
      throw new InvalidInput(
        `${unit.name}是被反映的单位，不能作为责任单位（信访工作条例第三十条），请选择其他单位`,
        [{ field: 'unitCode', message: '被反映单位不得承办' }],
      )
  }

  return {
    lock,

    /**
     * Records what the officer decides against or with the proposal; an empty decision withdraws an earlier one.
     * What a decision means for a case file that runs already is its caller's to settle in the same transaction.
     */
    async decide(id: string, decision: Decision, by: string): Promise<void> {
      const event = await lock(id)
      if (decision.unitCode !== undefined) await checkUnit(decision.unitCode, event.accusedUnits)
      const isEmpty = decision.grade === undefined && decision.unitCode === undefined
      await db
        .updateTable('opinion_event')
        .set(
          isEmpty
            ? { decided: null, decided_by: null, decided_at: null }
            : { decided: JSON.stringify(decision), decided_by: by, decided_at: now },
        )
        .where('id', '=', id)
        .execute()
    },

    /** 已核对被反映单位: units that have its case may see it from now on. */
    async checkAccused(id: string, by: Actor): Promise<void> {
      const { id: eventId } = await lock(id)
      await markAccusedChecked(db, now, eventId, by)
    },

    async dismiss(id: string, reason: string): Promise<void> {
      await move(id, 'open', '设为不予受理')
      await db
        .updateTable('opinion_event')
        .set({ state: 'dismissed', dismissed_reason: reason })
        .where('id', '=', id)
        .execute()
    },

    /** Undoes a dismissal; the reason given then is dropped with it. */
    async restore(id: string): Promise<void> {
      await move(id, 'dismissed', '恢复')
      await db
        .updateTable('opinion_event')
        .set({ state: 'open', dismissed_reason: null })
        .where('id', '=', id)
        .execute()
    },

    /** @throws Conflict when it has been accepted already. */
    async markAccepted(id: string): Promise<LockedEvent> {
      const event = await lock(id)
      if (event.state === 'accepted') throw new Conflict('该事件已受理，请刷新后在案件中办理')
      await move(id, 'open', '受理')
      await db.updateTable('opinion_event').set({ state: 'accepted' }).where('id', '=', id).execute()
      return event
    },
  }
}
