import type { DeadlineEvidence } from '@huiyin/domain/case-evidence'
import type { CaseState } from '@huiyin/domain/case-file'
import type { ResponseDeadline } from '@huiyin/domain/deadline'
import type { CaseFileId, EventId, UnitCode } from '@huiyin/domain/ids'
import type { MatterKind } from '@huiyin/domain/regime'
import type { SeverityGrade } from '@huiyin/domain/severity'
import type { Day } from '@huiyin/domain/shanghai'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import { toPause } from './clock-values.js'
import type { Db } from './database.js'
import type { Database } from './schema.js'

export interface StoredDeadline extends ResponseDeadline {
  readonly evidence: DeadlineEvidence | null
  /** The number of the merged file whose clock it is; null for the file's own. */
  readonly from: number | null
}

/** A case file with its clocks, as lists show it. */
export interface CaseSummary {
  id: CaseFileId
  number: number
  eventId: EventId
  title: string
  state: CaseState
  kind: MatterKind
  grade: SeverityGrade
  regimeCode: string
  leadUnit: { code: UnitCode; name: string } | null
  assistUnits: { code: UnitCode; name: string }[]
  /** The limit of the running 督办. */
  supervisedUntil: Date | null
  /** The lead unit has said why it is late. */
  explained: boolean
  openedAt: Date
  closedAt: Date | null
  nextDueAt: Date | null
  /** Accuses somebody whom the directory does not tell; checked that its handlers are not the accused one. */
  accusedUnknown: boolean
  accusedChecked: boolean
  /** 政策误解误读: its event is about a policy that was misread (北仑 二(一)). */
  policyMisread: boolean
  /** Earliest due first. */
  deadlines: StoredDeadline[]
}

export interface CaseRow {
  id: string
  number: number
  event_id: string
  title: string
  state: CaseState
  kind: MatterKind
  grade: SeverityGrade
  regime_code: string
  lead_unit_code: string | null
  lead_unit_name: string | null
  assist_units: { code: UnitCode; name: string }[]
  supervised_until: Date | null
  explained: boolean
  opened_at: Date
  closed_at: Date | null
  next_due_at: Date | null
  accused_unknown: boolean
  accused_checked: boolean
  policy_misread: boolean
  sort_key: string
}

/** Where a list of case files stands in its order: the sort key as an expression over `c`. */
export const dueKey = sql<Date>`coalesce(c.next_due_at, 'infinity'::timestamptz)`
export const closedKey = sql<Date>`c.closed_at`

/** Case files with their event's title and lead unit; `tail` is the where, order and limit. */
export async function readCaseRows(
  db: Db,
  tail: RawBuilder<unknown>,
  sortKey: RawBuilder<unknown> = dueKey,
): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    select c.id, c.number, c.event_id, coalesce(c.matter, e.title) as title, c.state, c.kind, c.grade, c.regime_code,
      c.lead_unit_code, u.name as lead_unit_name,
      (select coalesce(jsonb_agg(jsonb_build_object('code', a.code, 'name', a.name) order by a.code), '[]')
        from responsible_unit a where a.code = any (c.assist_unit_codes)) as assist_units,
      c.supervised_until, c.explained, c.opened_at, c.closed_at, c.next_due_at, c.accused_unknown,
      c.accused_checked, coalesce(e.proposed -> 'focus' ? 'a', false) as policy_misread, (${sortKey})::text as sort_key
    from case_file c
    join opinion_event e on e.id = c.event_id
    left join responsible_unit u on u.code = c.lead_unit_code
    ${tail}
  `.execute(db)
  return rows
}

export const toDeadline = (
  row: Selectable<Database['response_deadline']>,
  from: number | null,
): StoredDeadline => ({
  code: row.code,
  name: row.name,
  startAt: row.start_at,
  dueAt: row.due_at,
  ...(row.last_day === null ? {} : { lastDay: row.last_day as Day }),
  unit: row.unit,
  amount: row.amount,
  clause: row.clause,
  document: row.document,
  metBy: row.met_by,
  steps: row.steps,
  ...(row.provisional === null ? {} : { provisional: row.provisional }),
  metAt: row.met_at,
  evidence: row.evidence,
  from,
  extension: row.extension,
  pauses: row.pauses.map(toPause),
  supersededAt: row.superseded_at,
  ...(row.rule === null ? {} : { rule: row.rule }),
  ...(row.rule_warns_at === null ? {} : { ruleWarnsAt: row.rule_warns_at }),
})

type KeptClock = Selectable<Database['response_deadline']> & { number: number; merged_into: string | null }

/**
 * Rows with all their clocks, and those of the files merged into them, the strictest first: one further query for the
 * whole list.
 */
export async function withDeadlines<Row extends { id: string }>(
  db: Db,
  rows: readonly Row[],
): Promise<Map<string, StoredDeadline[]>> {
  const byCase = new Map<string, StoredDeadline[]>(rows.map((row) => [row.id, []]))
  if (rows.length === 0) return byCase
  const ids = [...byCase.keys()]
  // Files first, by their keys: asked in one join, every clock there ever was would be read for one page.
  const { rows: clocks } = await sql<KeptClock>`
    with kept as materialized (
      select id, number, merged_into from case_file where id = any (${ids}::uuid[])
      union select id, number, merged_into from case_file where merged_into = any (${ids}::uuid[]))
    select d.*, kept.number, kept.merged_into
    from kept join response_deadline d on d.case_file_id = kept.id
    order by d.due_at, d.code
  `.execute(db)
  for (const { number, merged_into: keeper, ...clock } of clocks) {
    byCase.get(clock.case_file_id)?.push(toDeadline(clock, null))
    if (keeper !== null) byCase.get(keeper)?.push(toDeadline(clock, number))
  }
  return byCase
}

export const toCaseSummary = (row: CaseRow, deadlines: StoredDeadline[]): CaseSummary => ({
  id: row.id as CaseFileId,
  number: row.number,
  eventId: row.event_id as EventId,
  title: row.title,
  state: row.state,
  kind: row.kind,
  grade: row.grade,
  regimeCode: row.regime_code,
  leadUnit:
    row.lead_unit_code === null
      ? null
      : { code: row.lead_unit_code as UnitCode, name: row.lead_unit_name ?? row.lead_unit_code },
  assistUnits: row.assist_units,
  supervisedUntil: row.supervised_until,
  explained: row.explained,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
  nextDueAt: row.next_due_at,
  accusedUnknown: row.accused_unknown,
  accusedChecked: row.accused_checked,
  policyMisread: row.policy_misread,
  deadlines,
})
