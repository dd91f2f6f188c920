import { type Actor, actorName } from '@huiyin/domain/actor'
import type { CaseAction } from '@huiyin/domain/case-file'
import { apply } from '@huiyin/domain/case-transition'
import type { Timer } from '@huiyin/domain/deadline'
import { Conflict, IllegalTransition, InvalidInput, NotFound } from '@huiyin/domain/errors'
import type { CaseFileId, EventId, UnitCode } from '@huiyin/domain/ids'
import { evidenceLabel, type MatterKind } from '@huiyin/domain/regime'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { sql } from 'kysely'
import { caseLists } from './case-lists.js'
import { type CaseSummary, readCaseRows, toCaseSummary, withDeadlines } from './case-rows.js'
import type { Db } from './database.js'

export type { CaseSummary, StoredDeadline } from './case-rows.js'

/** One entry of the history: what was done, by whom, when. */
export interface CaseHistoryEntry {
  id: number
  action: CaseAction
  actor: string
  at: Date
}

export interface CaseFileDetail extends CaseSummary {
  actions: CaseHistoryEntry[]
}

export interface NewCaseFile {
  eventId: EventId
  kind: MatterKind
  grade: SeverityGrade
  regimeCode: string
  timers: readonly Timer[]
  accusedUnits: readonly string[]
  reason?: string
}

const noSuchCase = () => new NotFound('没有这个案件，或您无权查看')

/** 事件处置单: a case file is its actions; its clocks are stored when they start. */
export const caseFiles = (db: Db, now: Date) => {
  const append = (caseFileId: string, action: CaseAction, by: Actor) =>
    db
      .insertInto('case_action')
      .values({
        case_file_id: caseFileId,
        action: JSON.stringify(action),
        actor: actorName(by),
        actor_id: by.kind === 'user' ? by.userId : null,
        acted_at: now,
      })
      .execute()

  const startClocks = async (caseFileId: string, timers: readonly Timer[]) => {
    if (timers.length === 0) return
    await db
      .insertInto('response_deadline')
      .values(
        timers.map((timer) => ({
          case_file_id: caseFileId,
          code: timer.code,
          name: timer.name,
          start_at: timer.startAt,
          due_at: timer.dueAt,
          last_day: timer.lastDay ?? null,
          unit: timer.unit,
          amount: timer.amount,
          clause: timer.clause,
          document: timer.document,
          met_by: timer.metBy,
          steps: JSON.stringify(timer.steps),
          provisional: timer.provisional ?? null,
          met_at: null,
        })),
      )
      .onConflict((clash) => clash.columns(['case_file_id', 'code']).doNothing())
      .execute()
  }

  const checkDispatch = async (unitCode: string, accused: readonly string[]) => {
    const unit = await db
      .selectFrom('responsible_unit')
      .select(['code', 'name'])
      .where('code', '=', unitCode)
      .where('dissolved_at', 'is', null)
      .executeTakeFirst()
    if (!unit)
      throw new InvalidInput('单位名录里没有这个单位', [{ field: 'unitCode', message: '请从单位名录中选择' }])
    if (accused.includes(unitCode))
      throw new InvalidInput(
        `不能交办给${unit.name}：该事件检举、控告的正是这个单位，不得将检举、控告材料及有关情况透露或者转给被检举、控告的单位（信访工作条例第三十条），请交由其他单位或上级主管部门办理`,
        [{ field: 'unitCode', message: '被反映单位不得承办' }],
      )
  }

  return {
    ...caseLists(db, now),

    /** Opens the case file of an event with its clocks. @throws Conflict when the event has one. */
    async open(file: NewCaseFile, by: Actor): Promise<CaseFileId> {
      const opened = await db
        .insertInto('case_file')
        .values({
          event_id: file.eventId,
          state: 'accepted',
          kind: file.kind,
          grade: file.grade,
          regime_code: file.regimeCode,
          lead_unit_code: null,
          accused_units: [...file.accusedUnits],
          opened_at: now,
          closed_at: null,
          next_due_at: file.timers[0]?.dueAt ?? null,
        })
        .onConflict((clash) => clash.column('event_id').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!opened) throw new Conflict('该事件已受理，请刷新后在案件中办理')
      await startClocks(opened.id, file.timers)
      await append(opened.id, { kind: 'accepted', ...(file.reason ? { reason: file.reason } : {}) }, by)
      return opened.id as CaseFileId
    },

    /** Holds the case file until the transaction ends. @throws NotFound when it may not be seen. */
    async lock(id: CaseFileId): Promise<void> {
      const file = await db
        .selectFrom('case_file')
        .select('id')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (!file) throw noSuchCase()
    },

    /**
     * Appends an action and brings state and next due instant after it.
     * @throws IllegalTransition when the case file does not allow it now.
     */
    async act(id: CaseFileId, action: CaseAction, by: Actor): Promise<void> {
      const file = await db
        .selectFrom('case_file')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (!file) throw noSuchCase()
      const clocks = await db
        .selectFrom('response_deadline')
        .select(['code', 'name', 'due_at', 'met_by'])
        .where('case_file_id', '=', id)
        .where('met_at', 'is', null)
        .orderBy('due_at')
        .execute()
      const next = apply(
        {
          state: file.state,
          leadUnitCode: file.lead_unit_code as UnitCode | null,
          unmet: clocks.map((clock) => clock.code),
        },
        action,
      )
      if (action.kind === 'dispatched') {
        // An accusation may have joined the event after the case was opened.
        const event = await db
          .selectFrom('opinion_event')
          .select('accused_units')
          .where('id', '=', file.event_id)
          .executeTakeFirst()
        await checkDispatch(action.unitCode, [...file.accused_units, ...(event?.accused_units ?? [])])
      }
      if (action.kind === 'responded') {
        const clock = clocks.find(({ code }) => code === action.timerCode)
        // Each clock is met by its own proof and no other (docs/rules.md §1).
        if (clock && clock.met_by !== action.evidence.kind)
          throw new InvalidInput(
            `“${clock.name}”须以${evidenceLabel[clock.met_by]}为依据，不能用${evidenceLabel[action.evidence.kind]}代替`,
            [{ field: 'evidence.kind', message: `应为${evidenceLabel[clock.met_by]}` }],
          )
        await db
          .updateTable('response_deadline')
          .set({ met_at: now, evidence: JSON.stringify(action.evidence) })
          .where('case_file_id', '=', id)
          .where('code', '=', action.timerCode)
          .execute()
      }
      await append(id, action, by)
      const isClosed = next.state === 'closed'
      await db
        .updateTable('case_file')
        .set({
          state: next.state,
          lead_unit_code: next.leadUnitCode,
          closed_at: isClosed ? now : null,
          next_due_at: isClosed
            ? null
            : (clocks.find((clock) => next.unmet.includes(clock.code))?.due_at ?? null),
        })
        .where('id', '=', id)
        .execute()
    },

    /** The case file of an event. @throws NotFound when it has none that may be seen. */
    async ofEvent(eventId: string): Promise<CaseSummary> {
      const [row] = await readCaseRows(db, sql`where c.event_id = ${eventId}`)
      if (!row) throw noSuchCase()
      const clocks = await withDeadlines(db, [row])
      return toCaseSummary(row, clocks.get(row.id) ?? [])
    },

    /**
     * Raises the grade of a running case file: stricter clocks join, those that run stay as they are, and a case
     * that was answered has something to answer again (docs/rules.md §1).
     * @throws IllegalTransition for a closed one.
     */
    async raise(
      id: CaseFileId,
      raised: { grade: SeverityGrade; kind: MatterKind; timers: readonly Timer[]; note: string },
      by: Actor,
    ): Promise<void> {
      const file = await db
        .selectFrom('case_file')
        .select(['state', 'next_due_at'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (!file) throw noSuchCase()
      if (file.state === 'closed') throw new IllegalTransition('案件已办结，不能调整等级：请先重新办理')
      await startClocks(id, raised.timers)
      const next = await db
        .selectFrom('response_deadline')
        .select((eb) => eb.fn.min('due_at').as('due'))
        .where('case_file_id', '=', id)
        .where('met_at', 'is', null)
        .executeTakeFirst()
      await append(id, { kind: 'noted', note: raised.note }, by)
      await db
        .updateTable('case_file')
        .set({
          grade: raised.grade,
          kind: raised.kind,
          next_due_at: next?.due ?? null,
          ...(file.state === 'answered' && next?.due ? { state: 'handling' as const } : {}),
        })
        .where('id', '=', id)
        .execute()
    },

    /** @throws NotFound when it does not exist or may not be seen. */
    async detail(id: string): Promise<CaseFileDetail> {
      const [row] = await readCaseRows(db, sql`where c.id = ${id}`)
      if (!row) throw noSuchCase()
      const clocks = await withDeadlines(db, [row])
      const actions = await db
        .selectFrom('case_action')
        .select(['id', 'action', 'actor', 'acted_at as at'])
        .where('case_file_id', '=', id)
        .orderBy('id')
        .execute()
      return { ...toCaseSummary(row, clocks.get(row.id) ?? []), actions }
    },
  }
}
