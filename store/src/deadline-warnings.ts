import { type ClockWarning, nextWarningAt, type WarningStage, warningsBetween } from '@huiyin/domain/warning'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import { toDeadline } from './case-rows.js'
import { warnedClock } from './clock-values.js'
import type { Db } from './database.js'
import type { Database } from './schema.js'

export interface DeadlineWarning {
  id: number
  caseFile: { id: string; number: number; title: string }
  timerCode: string
  timerName: string
  stage: WarningStage
  expectedAt: Date
  dueAt: Date
  warnedAt: Date
}

/** A warning for an instant this far ahead was given by a clock that ran fast and was set back since. */
const aheadMs = 3_600_000

interface WarnedRow {
  case_file_id: string
  code: string
  due_at: Date
  warnings: ClockWarning[]
  warned_until: Date | null
  next_warning_at: Date | null
}

/** Warnings of running clocks, each given once: what is read again, sent again or ticked twice stays one row. */
export const deadlineWarnings = (db: Db, now: Date) => {
  const read = async (tail: RawBuilder<unknown>): Promise<DeadlineWarning[]> => {
    const { rows } = await sql<DeadlineWarning>`
      select w.id, jsonb_build_object('id', c.id, 'number', c.number, 'title', coalesce(c.matter, e.title)) as "caseFile",
        w.code as "timerCode", d.name as "timerName", w.stage, w.expected_at as "expectedAt",
        w.due_at as "dueAt", w.warned_at as "warnedAt"
      from deadline_warning w
      join response_deadline d on d.case_file_id = w.case_file_id and d.code = w.code
      join case_file c on c.id = w.case_file_id
      join opinion_event e on e.id = c.event_id
      ${tail}
    `.execute(db)
    return rows
  }

  const save = async (rows: readonly WarnedRow[]): Promise<number> => {
    const given = rows.flatMap(({ case_file_id, code, due_at, warnings }) =>
      warnings.map(({ stage, at, day }) => ({
        case_file_id,
        code,
        stage,
        on_day: day,
        expected_at: at,
        due_at,
      })),
    )
    const inserted = await sql`
      insert into deadline_warning (case_file_id, code, stage, on_day, expected_at, due_at, warned_at)
      select case_file_id, code, stage, on_day, expected_at, due_at, ${now}
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as w (case_file_id uuid, code text, stage text, on_day date, expected_at timestamptz, due_at timestamptz)
      on conflict do nothing
    `.execute(db)
    await sql`
      update response_deadline d set warned_until = w.warned_until, next_warning_at = w.next_warning_at
      from jsonb_to_recordset(${JSON.stringify(rows.map(({ warnings: _, ...row }) => row))}::jsonb)
        as w (case_file_id uuid, code text, warned_until timestamptz, next_warning_at timestamptz)
      where d.case_file_id = w.case_file_id and d.code = w.code
    `.execute(db)
    return Number(inserted.numAffectedRows ?? 0)
  }

  return {
    /**
     * Gives the warnings that are due by now, of at most `limit` clocks, most belated first. Reads only the index of
     * clocks with a warning to come, so that what is closed costs nothing.
     * @returns clocks looked at and warnings given; no clocks: there is nothing left to do
     */
    async give(limit: number): Promise<{ clocks: number; warnings: number }> {
      const { rows } = await sql<Selectable<Database['response_deadline']>>`
        select * from response_deadline where next_warning_at <= ${now}
        order by next_warning_at limit ${limit} for update skip locked
      `.execute(db)
      if (rows.length === 0) return { clocks: 0, warnings: 0 }
      const warned = rows.map((row): WarnedRow => {
        const clock = warnedClock(toDeadline(row, null))
        const warnings = warningsBetween(clock, row.warned_until, now)
        const until = warnings.at(-1)?.at ?? row.warned_until
        return {
          case_file_id: row.case_file_id,
          code: row.code,
          due_at: row.due_at,
          warnings,
          warned_until: until,
          next_warning_at: nextWarningAt(clock, until),
        }
      })
      return { clocks: rows.length, warnings: await save(warned) }
    },

    /** Takes back what a clock that ran ahead warned of too early; it is given again in its time. */
    async retractEarly(): Promise<number> {
      const { rows } = await sql<{ retracted: number }>`
        with early as (
          update deadline_warning set retracted_at = ${now}
          where retracted_at is null and expected_at > ${new Date(now.getTime() + aheadMs)}
          returning case_file_id, code),
        again as (
          update response_deadline d set warned_until = least(d.warned_until, ${now}), next_warning_at = '-infinity'
          where d.met_at is null and d.superseded_at is null
            and (d.case_file_id, d.code) in (select case_file_id, code from early)
            and exists (select from case_file c where c.id = d.case_file_id and (c.closed_at is null or c.state = 'merged')))
        select count(*) as retracted from early
      `.execute(db)
      return rows[0]?.retracted ?? 0
    },

    /** All warnings of a case, newest first. */
    ofCase: (caseFileId: string): Promise<DeadlineWarning[]> =>
      read(sql`where w.case_file_id = ${caseFileId} and w.retracted_at is null order by w.id desc limit 200`),

    /** The last warning of each clock that still runs, the latest first: what the desk is told. */
    async current(limit: number): Promise<DeadlineWarning[]> {
      const { rows } = await sql<DeadlineWarning>`
        with running as materialized (
          select d.case_file_id, d.code, d.name, c.number, coalesce(c.matter, e.title) as title
          from response_deadline d
          join case_file c on c.id = d.case_file_id
          join opinion_event e on e.id = c.event_id
          where d.met_at is null and d.superseded_at is null and d.warned_until is not null
            and (c.closed_at is null or c.state = 'merged')
          order by d.warned_until desc limit ${limit})
        select w.id, jsonb_build_object('id', r.case_file_id, 'number', r.number, 'title', r.title) as "caseFile",
          w.code as "timerCode", r.name as "timerName", w.stage, w.expected_at as "expectedAt",
          w.due_at as "dueAt", w.warned_at as "warnedAt"
        from running r cross join lateral (
          select * from deadline_warning l
          where l.case_file_id = r.case_file_id and l.code = r.code and l.retracted_at is null
          order by l.id desc limit 1) w
        order by w.expected_at desc, w.id desc
      `.execute(db)
      return rows
    },
  }
}
