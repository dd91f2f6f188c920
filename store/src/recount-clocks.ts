import { type Actor, actorName } from '@huiyin/domain/actor'
import type { WorkCalendar } from '@huiyin/domain/calendar'
import type { CaseAction } from '@huiyin/domain/case-action'
import { recount } from '@huiyin/domain/case-clock'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { nextWarningAt } from '@huiyin/domain/warning'
import { type Selectable, sql } from 'kysely'
import { type StoredDeadline, toDeadline } from './case-rows.js'
import { clockColumns, clockValues, warnedClock } from './clock-values.js'
import type { Db } from './database.js'
import type { Database } from './schema.js'

export interface Recounted {
  /** Clocks looked at: open ones of days and working days. */
  clocks: number
  /** Those whose date or certainty is another now, and the cases they belong to. */
  changed: number
  cases: number
}

/** Clocks of one query: a few megabytes, and a handful of statements for ten thousand cases. */
const atOnce = 2000

export interface CaseTitle {
  id: string
  number: number
  title: string
}

/** A clock whose date or certainty another calendar would change, with both. */
export interface MovedClock {
  readonly caseFileId: string
  readonly before: StoredDeadline
  readonly after: StoredDeadline
}

type OpenClock = Selectable<Database['response_deadline']> & { grade: SeverityGrade }

const differs = (before: StoredDeadline, after: StoredDeadline): boolean =>
  before.dueAt.getTime() !== after.dueAt.getTime() || before.provisional !== after.provisional

/** Counts every open clock of days anew under another calendar, and writes old and new dates into each case's history. */
export const recountClocks = (db: Db, now: Date) => {
  const batch = async (
    after: { caseFileId: string; code: string } | null,
    hold: boolean,
  ): Promise<OpenClock[]> => {
    const { rows } = await sql<OpenClock>`
      select d.*, c.grade from response_deadline d join case_file c on c.id = d.case_file_id
      where (c.closed_at is null or c.state = 'merged') and d.met_at is null and d.superseded_at is null and d.unit <> 'hours'
        ${after ? sql`and (d.case_file_id, d.code) > (${after.caseFileId}::uuid, ${after.code})` : sql``}
      order by d.case_file_id, d.code limit ${atOnce} ${hold ? sql`for update of d` : sql``}
    `.execute(db)
    return rows
  }

  const save = async (changes: readonly MovedClock[], reason: string, by: Actor) => {
    const clocks = changes.map(({ caseFileId, before, after }) => {
      const { start_at: _, pauses, steps, rule: __, ...columns } = clockColumns(after)
      return {
        ...columns,
        case_file_id: caseFileId,
        code: before.code,
        steps: JSON.parse(steps),
        next_warning_at: nextWarningAt(warnedClock(after), null),
        before: clockValues(before),
        after: clockValues(after),
      }
    })
    const given = JSON.stringify(clocks)
    await sql`
      update response_deadline d set due_at = n.due_at, last_day = n.last_day, steps = n.steps,
        provisional = n.provisional, rule_warns_at = n.rule_warns_at, warned_until = null,
        next_warning_at = n.next_warning_at
      from jsonb_to_recordset(${given}::jsonb) as n (case_file_id uuid, code text, due_at timestamptz, last_day date,
        steps jsonb, provisional text, rule_warns_at timestamptz, next_warning_at timestamptz)
      where d.case_file_id = n.case_file_id and d.code = n.code
    `.execute(db)
    await sql`
      insert into deadline_revision (case_file_id, code, cause, reason, made_by, made_at, before, after)
      select case_file_id, code, 'calendar', ${reason}, ${actorName(by)}, ${now}, before, after
      from jsonb_to_recordset(${given}::jsonb) as n (case_file_id uuid, code text, before jsonb, after jsonb)
    `.execute(db)
  }

  const logInCases = async (changes: readonly MovedClock[], reason: string, by: Actor) => {
    const byCase = new Map<string, (CaseAction & { kind: 'recomputed' })['clocks']>()
    for (const { caseFileId, before, after } of changes) {
      const clocks = byCase.get(caseFileId) ?? []
      clocks.push({ timerCode: before.code, from: before.dueAt.toISOString(), to: after.dueAt.toISOString() })
      byCase.set(caseFileId, clocks)
    }
    const actions = [...byCase].map(([caseFileId, clocks]) => ({
      case_file_id: caseFileId,
      action: { kind: 'recomputed', cause: reason, clocks } satisfies CaseAction,
    }))
    await sql`
      insert into case_action (case_file_id, action, actor, actor_id, acted_at)
      select case_file_id, action, ${actorName(by)}, ${by.kind === 'user' ? by.userId : null}, ${now}
      from jsonb_to_recordset(${JSON.stringify(actions)}::jsonb) as n (case_file_id uuid, action jsonb)
    `.execute(db)
    await sql`
      update case_file c set next_due_at = (
        select min(d.due_at) from response_deadline d
        where d.case_file_id = c.id and d.met_at is null and d.superseded_at is null
          and not d.pauses @> '[{"until": null}]')
      where c.closed_at is null and c.id = any (${[...byCase.keys()]}::uuid[])
    `.execute(db)
    return byCase.size
  }

  const movedBy = async (calendar: WorkCalendar, hold: boolean) => {
    const moved: MovedClock[] = []
    let clocks = 0
    for (let rows = await batch(null, hold); rows.length > 0; ) {
      for (const { grade, ...row } of rows) {
        const before = toDeadline(row, null)
        const after = recount(before, {}, { calendar, grade })
        if (differs(before, after)) moved.push({ caseFileId: row.case_file_id, before, after })
      }
      clocks += rows.length
      const last = rows.at(-1)
      rows =
        last && rows.length === atOnce
          ? await batch({ caseFileId: last.case_file_id, code: last.code }, hold)
          : []
    }
    return { clocks, moved }
  }

  return {
    /** What `byCalendar` would move, without moving it. */
    foresee: (calendar: WorkCalendar): Promise<{ clocks: number; moved: MovedClock[] }> =>
      movedBy(calendar, false),

    /** Number and title of these cases, of those the reader may see. */
    async titlesOf(ids: readonly string[]): Promise<Map<string, CaseTitle>> {
      const { rows } = await sql<CaseTitle>`
        select c.id, c.number, coalesce(c.matter, e.title) as title
        from case_file c join opinion_event e on e.id = c.event_id where c.id = any (${[...ids]}::uuid[])
      `.execute(db)
      return new Map(rows.map((row) => [row.id, row]))
    },

    /** @param reason what changed, as the history of each case says it */
    async byCalendar(
      calendar: WorkCalendar,
      { reason, by }: { reason: string; by: Actor },
    ): Promise<Recounted> {
      const { clocks, moved } = await movedBy(calendar, true)
      for (let from = 0; from < moved.length; from += atOnce)
        await save(moved.slice(from, from + atOnce), reason, by)
      const cases = moved.length > 0 ? await logInCases(moved, reason, by) : 0
      return { clocks, changed: moved.length, cases }
    },
  }
}
