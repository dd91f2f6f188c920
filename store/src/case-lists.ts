import type { AppraisalFigure } from '@huiyin/domain/appraisal'
import type { CaseScope } from '@huiyin/domain/http/case-files'
import type { Period } from '@huiyin/domain/period'
import type { MatterKind } from '@huiyin/domain/regime'
import { type RawBuilder, sql } from 'kysely'
import { countsFor } from './appraised-cases.js'
import {
  type CaseSummary,
  closedKey,
  dueKey,
  readCaseRows,
  toCaseSummary,
  withDeadlines,
} from './case-rows.js'
import type { Db } from './database.js'
import { type Page, pageFrom, readCursor } from './page-cursor.js'

export interface CaseListQuery {
  /** Left out: all. */
  scope?: CaseScope
  /** Leads or assists. */
  unit?: string
  /** Only those a figure of a unit counts (考核). */
  counted?: { figure: AppraisalFigure; unit: string; period: Period }
  /** Only matters of these kinds. */
  kinds?: readonly MatterKind[]
  /** Words in the title, in any post of the event, or in what its form said; a number alone is the file's number too. */
  q?: string
  cursor?: string
  limit?: number
}

/** Every word must be found somewhere of the case. */
const saying = (q: string): RawBuilder<unknown>[] =>
  q
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
      return sql`(c.number::text = ${word} or exists (
        select from opinion_event e where e.id = c.event_id and coalesce(c.matter, e.title) ilike ${like})
        or exists (select from registered_matter r where r.case_file_id = c.id and r.details ->> 'number' ilike ${like})
        or exists (select from item i where i.event_id = c.event_id and (i.title ilike ${like} or i.text ilike ${like})))`
    })

const and = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`

/** What each list holds; overdue is asked against the clock. */
function within(scope: CaseScope, now: Date): RawBuilder<unknown> {
  switch (scope) {
    case 'open':
      return sql`c.closed_at is null`
    case 'overdue':
      return sql`c.closed_at is null and c.next_due_at < ${now}`
    case 'unexplained':
      return sql`c.closed_at is null and c.next_due_at < ${now} and c.lead_unit_code is not null and not c.explained`
    case 'supervised':
      return sql`c.closed_at is null and c.supervised_until is not null`
    case 'closed':
      return sql`c.closed_at is not null`
  }
}

/** Lists of case files; what is overdue is asked against the clock and stored nowhere. */
export const caseLists = (db: Db, now: Date) => {
  const summaries = async (tail: RawBuilder<unknown>): Promise<CaseSummary[]> => {
    const rows = await readCaseRows(db, tail)
    const clocks = await withDeadlines(db, rows)
    return rows.map((row) => toCaseSummary(row, clocks.get(row.id) ?? []))
  }

  return {
    /** Most urgent first; closed ones newest first. */
    async page({
      scope,
      unit,
      counted,
      kinds,
      q,
      cursor,
      limit = 50,
    }: CaseListQuery): Promise<Page<CaseSummary>> {
      const isClosed = scope === 'closed'
      const key = isClosed ? closedKey : dueKey
      const conditions = [
        ...(scope ? [within(scope, now)] : []),
        ...(unit === undefined
          ? []
          : [sql`(c.lead_unit_code = ${unit} or ${unit} = any (c.assist_unit_codes))`]),
        ...(counted ? [countsFor(counted, now)] : []),
        ...(kinds ? [sql`c.kind = any (${[...kinds]}::text[])`] : []),
        ...(q ? saying(q) : []),
      ]
      const after = readCursor(cursor)
      const rest = after
        ? [
            isClosed
              ? sql`(${key}, c.id) < (${after.key}::timestamptz, ${after.id}::uuid)`
              : sql`(${key}, c.id) > (${after.key}::timestamptz, ${after.id}::uuid)`,
          ]
        : []
      const direction = isClosed ? sql`desc` : sql`asc`
      const rows = await readCaseRows(
        db,
        sql`${and([...conditions, ...rest])} order by ${key} ${direction}, c.id ${direction} limit ${limit + 1}`,
        key,
      )
      const clocks = await withDeadlines(db, rows)
      const all = await sql<{ total: number }>`
        select count(*) as total from case_file c ${and(conditions)}
      `.execute(db)
      return pageFrom(rows, limit, all.rows[0]?.total ?? 0, (row) =>
        toCaseSummary(row, clocks.get(row.id) ?? []),
      )
    },

    /** Open, with an unmet clock before `at`: most urgent first. */
    overdueAt: (at: Date): Promise<CaseSummary[]> =>
      summaries(sql`where c.closed_at is null and c.next_due_at < ${at} order by c.next_due_at, c.id`),

    /** Open, with an unmet clock that ends from `from` to `to`: most urgent first. */
    dueBetween: (from: Date, to: Date): Promise<CaseSummary[]> =>
      summaries(sql`
        where c.closed_at is null and exists (
          select from response_deadline d
          where d.case_file_id = c.id and d.met_at is null and d.due_at between ${from} and ${to})
        order by c.next_due_at, c.id`),

    /** Open, most urgent first. */
    mostUrgent: (limit: number): Promise<CaseSummary[]> =>
      summaries(sql`where c.closed_at is null order by ${dueKey}, c.id limit ${limit}`),

    /** What the clocks say now: open, overdue, and answered since `since`. */
    async counts(since: Date): Promise<{ open: number; overdue: number; answered: number }> {
      const { rows } = await sql<{ open: number; overdue: number; answered: number }>`
        select count(*) filter (where c.closed_at is null) as open,
          count(*) filter (where c.closed_at is null and c.next_due_at < ${now}) as overdue,
          count(*) filter (where exists (
            select from response_deadline d where d.case_file_id = c.id and d.met_at >= ${since})) as answered
        from case_file c
      `.execute(db)
      return rows[0] ?? { open: 0, overdue: 0, answered: 0 }
    },
  }
}
