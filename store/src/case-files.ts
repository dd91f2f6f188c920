import type { Actor } from '@huiyin/domain/actor'
import { takenBy } from '@huiyin/domain/case-acting'
import type { CaseAction } from '@huiyin/domain/case-action'
import type { CaseProgress } from '@huiyin/domain/case-file'
import { replay, standing } from '@huiyin/domain/case-replay'
import { check } from '@huiyin/domain/case-transition'
import { checkUndo } from '@huiyin/domain/case-undo'
import type { CaseInstants, RegimeRef } from '@huiyin/domain/clock-revision'
import type { Timer } from '@huiyin/domain/deadline'
import { Conflict, IllegalTransition } from '@huiyin/domain/errors'
import type { CaseFileId, EventId } from '@huiyin/domain/ids'
import type { MatterKind } from '@huiyin/domain/regime'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { sql } from 'kysely'
import { caseChecks } from './case-checks.js'
import { caseClocks } from './case-clocks.js'
import { type CaseHistoryEntry, caseEntries } from './case-entries.js'
import { caseHolding, noSuchCase } from './case-holding.js'
import { caseJoins } from './case-joins.js'
import { caseLists } from './case-lists.js'
import { caseProjection } from './case-projection.js'
import { type CaseSummary, readCaseRows, toCaseSummary, withDeadlines } from './case-rows.js'
import type { Db } from './database.js'

export type { CaseHistoryEntry } from './case-entries.js'
export type { CaseSummary, StoredDeadline } from './case-rows.js'

export interface CaseFileDetail extends CaseSummary {
  actions: CaseHistoryEntry[]
  progress: CaseProgress
  /** The file this one goes on in, the one it came from, and those that go on here or came from it. */
  kin: CaseKin[]
  /** Names of the units the history speaks of. */
  unitNames: Record<string, string>
}

/** A case file joined to another. */
export interface CaseKin {
  id: CaseFileId
  number: number
  title: string
  relation: 'merged-into' | 'absorbed' | 'split-from' | 'split'
}

export interface NewCaseFile {
  eventId: EventId
  kind: MatterKind
  grade: SeverityGrade
  regimeCode: string
  timers: readonly Timer[]
  accusedUnits: readonly string[]
  reason?: string
  /** The moments its clocks may start from, as known now. */
  instants?: CaseInstants
  /** The regime versions it runs under; left out: the shipped regime of `regimeCode`. */
  regimes?: readonly RegimeRef[]
  limitDays?: number
}

/** Codes of the units an action speaks of. */
const unitsNamed = (action: CaseAction): string[] => [
  ...('unitCode' in action && action.unitCode !== undefined ? [action.unitCode] : []),
  ...('unitCodes' in action ? action.unitCodes : []),
]

/** 事件处置单: a case file is its actions; its clocks are stored when they start. */
export const caseFiles = (db: Db, now: Date) => {
  const history = caseEntries(db, now)
  const projection = caseProjection(db, now)
  const checks = caseChecks(db, now)
  const { append } = history

  const unitNames = async (entries: readonly CaseHistoryEntry[]): Promise<Record<string, string>> => {
    const codes = entries.flatMap(({ action }) => unitsNamed(action))
    if (codes.length === 0) return {}
    const rows = await db
      .selectFrom('responsible_unit')
      .select(['code', 'name'])
      .where('code', 'in', [...new Set(codes)])
      .execute()
    return Object.fromEntries(rows.map(({ code, name }) => [code, name]))
  }

  const { hold, record, together, undoIn } = caseHolding(db, now)

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
          instants: JSON.stringify(file.instants ?? {}),
          regimes: JSON.stringify(file.regimes ?? []),
          limit_days: file.limitDays ?? null,
        })
        .onConflict((clash) => clash.column('event_id').where('split_from', 'is', null).doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!opened) throw new Conflict('该事件已受理，请刷新后在案件中办理')
      await caseClocks(db, now).start(
        opened.id,
        file.timers,
        { cause: 'opened', reason: file.reason ?? '受理' },
        by,
      )
      await append(opened.id, { kind: 'accepted', ...(file.reason ? { reason: file.reason } : {}) }, by)
      return opened.id as CaseFileId
    },

    ...caseJoins(db, now),

    /** Holds the case file until the transaction ends. @throws NotFound when it may not be seen. */
    async lock(id: CaseFileId): Promise<void> {
      await hold(id)
    },

    /**
     * Appends an action and brings the file's row after it.
     * @param passedReview the answer is a text published after 终审, and not one that needed it and went without.
     * @throws IllegalTransition when the case file does not allow it now; InvalidInput, Forbidden in words.
     */
    async act(
      id: CaseFileId,
      asked: CaseAction,
      by: Actor,
      { passedReview = false }: { passedReview?: boolean } = {},
    ): Promise<void> {
      const held = await hold(id)
      const action = takenBy(asked, by, held.progress)
      check(held.progress, action)
      await checks.before(action, held.file, by)
      if (action.kind === 'responded') {
        const clock = held.clocks.find(({ code }) => code === action.timerCode)
        if (clock) {
          checks.proof(clock, action.evidence.kind)
          checks.outcome(clock, action.evidence)
        }
        if (!passedReview) await checks.needsNoReview(held.file, action.evidence.kind)
      }
      await record(held, action, by)
    },

    /**
     * Takes back the last own action within ten seconds: it stays in the history, the state is what the rest gives.
     * @throws IllegalTransition when another has acted since, it is too late, or it cannot be taken back.
     */
    async undo(id: CaseFileId, actionId: number, by: Actor & { kind: 'user' }): Promise<void> {
      const held = await hold(id)
      const last = standing(held.entries).at(-1)
      if (!last || last.id !== actionId || held.entries.at(-1)?.id !== actionId)
        throw new IllegalTransition('其后已有新的办理记录，不能撤回')
      checkUndo({ kind: last.action.kind, actorId: last.actorId, at: last.at }, by.userId, now)
      const undone = { kind: 'undone', actionId } as const
      const entries = [
        ...held.entries,
        { ...last, id: await append(id, undone, by, held.entries), action: undone },
      ]
      if (last.action.kind === 'responded') {
        await projection.unmeet(together(held), last.action.timerCode, last.at)
        for (const mergedId of held.progress.absorbed) await undoIn(mergedId, last.at, by)
      }
      await projection.forgetTask(last, entries)
      const own = await db
        .selectFrom('response_deadline')
        .select('code')
        .where('case_file_id', '=', id)
        .where('superseded_at', 'is', null)
        .execute()
      await projection.write(
        id,
        replay(
          own.map(({ code }) => code),
          entries,
        ),
        held.file.closed_at,
      )
    },

    /** @throws NotFound when it does not exist or may not be seen. */
    async seen(id: string): Promise<void> {
      const file = await db.selectFrom('case_file').select('id').where('id', '=', id).executeTakeFirst()
      if (!file) throw noSuchCase()
    },

    /** Says in the history that a paper was taken away, to whoever read that it came. */
    async detach(id: CaseFileId, attachmentId: string, by: Actor): Promise<void> {
      const held = await hold(id)
      const came = held.entries.find(
        ({ action }) => action.kind === 'attached' && action.attachmentId === attachmentId,
      )
      if (came?.action.kind !== 'attached') throw noSuchCase()
      const action = {
        kind: 'detached',
        attachmentId,
        name: came.action.name,
        actionId: came.id,
      } as const
      check(held.progress, action)
      await record(held, action, by)
    },

    /** The case file of an event. @throws NotFound when it has none that may be seen. */
    async ofEvent(eventId: string): Promise<CaseSummary> {
      const [row] = await readCaseRows(db, sql`where c.event_id = ${eventId} and c.split_from is null`)
      if (!row) throw noSuchCase()
      const clocks = await withDeadlines(db, [row])
      return toCaseSummary(row, clocks.get(row.id) ?? [])
    },

    /** @throws NotFound when it does not exist or may not be seen. */
    async detail(id: string): Promise<CaseFileDetail> {
      const [row] = await readCaseRows(db, sql`where c.id = ${id}`)
      if (!row) throw noSuchCase()
      const clocks = await withDeadlines(db, [row])
      const actions = await history.of(id)
      const summary = toCaseSummary(row, clocks.get(row.id) ?? [])
      const running = summary.deadlines.filter(({ supersededAt }) => supersededAt === null)
      const own = running.filter(({ from }) => from === null)
      const kin = await sql<CaseKin>`
        select c.id, c.number, coalesce(c.matter, e.title) as title, case
          when c.merged_into = this.id then 'absorbed' when c.id = this.merged_into then 'merged-into'
          when c.split_from = this.id then 'split' else 'split-from' end as relation
        from case_file this
        join case_file c on c.merged_into = this.id or c.split_from = this.id
          or c.id in (this.merged_into, this.split_from)
        join opinion_event e on e.id = c.event_id
        where this.id = ${id} order by c.number
      `.execute(db)
      return {
        ...summary,
        actions,
        progress: {
          ...replay(
            own.map(({ code }) => code),
            actions,
          ),
          state: row.state,
          unmet: [...new Set(running.flatMap(({ code, metAt }) => (metAt ? [] : [code])))],
        },
        kin: kin.rows,
        unitNames: await unitNames(actions),
      }
    },
  }
}
