import type { Role } from '@huiyin/domain/actor'
import type { DisclosureMark } from '@huiyin/domain/document-disclosure'
import type { DraftScope } from '@huiyin/domain/http/drafts'
import type { ResponseForm } from '@huiyin/domain/publication'
import type { MatterKind } from '@huiyin/domain/regime'
import { type DraftKind, type DraftState, type ReviewLevel, reviewLevels } from '@huiyin/domain/review'
import type { ReviewRules } from '@huiyin/domain/review-rules'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import { type Page, pageFrom, readCursor } from './page-cursor.js'

/** One text without its words. */
export interface DraftSummary {
  id: string
  caseFile: {
    id: string
    number: number
    title: string
    grade: SeverityGrade
    kind: MatterKind
    eventId: string
    leadUnitCode: string | null
    accusedUnits: string[]
    nextDueAt: Date | null
  }
  kind: DraftKind
  form: ResponseForm | null
  grade: SeverityGrade | null
  title: string
  authorId: string
  author: string
  unit: { code: string; name: string } | null
  state: DraftState
  level: ReviewLevel | null
  returnedFrom: ReviewLevel | null
  version: number
  disclosure: DisclosureMark | null
  touchedAt: Date
  approvedAt: Date | null
}

/** Who asks what waits for him. */
export interface DraftReader {
  userId: string
  roles: readonly Role[]
}

export async function readDrafts(
  db: Db,
  tail: RawBuilder<unknown>,
): Promise<(DraftSummary & { sort_key: string })[]> {
  const { rows } = await sql<DraftSummary & { sort_key: string; caseFile: { nextDueAt: string | null } }>`
    select d.id, d.kind, d.form, d.grade, d.title, d.author_id as "authorId", d.author_name as author, d.state, d.level,
      d.returned_from as "returnedFrom", d.version, d.touched_at as "touchedAt", d.approved_at as "approvedAt",
      case when d.disclosure is not null then jsonb_strip_nulls(
        jsonb_build_object('attribute', d.disclosure, 'reason', d.disclosure_reason)) end as disclosure,
      case when u.code is not null then jsonb_build_object('code', u.code, 'name', u.name) end as unit,
      jsonb_build_object('id', c.id, 'number', c.number, 'title', coalesce(c.matter, e.title), 'grade', c.grade,
        'kind', c.kind, 'eventId', c.event_id, 'leadUnitCode', c.lead_unit_code, 'accusedUnits', c.accused_units,
        'nextDueAt', c.next_due_at) as "caseFile",
      d.touched_at::text as sort_key
    from review_draft d
    join case_file c on c.id = d.case_file_id
    join opinion_event e on e.id = c.event_id
    left join responsible_unit u on u.code = d.unit_code
    ${tail}
  `.execute(db)
  return rows.map((row) => {
    const due = row.caseFile.nextDueAt as unknown as string | null
    return { ...row, caseFile: { ...row.caseFile, nextDueAt: due === null ? null : new Date(due) } }
  }) as (DraftSummary & { sort_key: string })[]
}

/** Texts that wait for this person: to sign, to write anew, or to put out. */
function waitingFor({ userId, roles }: DraftReader, rules: ReviewRules): RawBuilder<unknown> {
  const levels = reviewLevels.filter((level) =>
    roles.some((role) => (rules.levels[level] as readonly Role[]).includes(role)),
  )
  const atDesk = roles.includes('duty-officer') || roles.includes('office')
  return sql`(
    (d.level = any (${levels}::text[]) and not exists (
      select from review_seat s where s.draft_id = d.id and s.account_id = ${userId} and s.seat <> d.level))
    or (d.author_id = ${userId} and d.state in ('drafting', 'returned', 'withdrawn'))
    or (d.state = 'approved' and d.kind <> 'downgrade' and (d.author_id = ${userId} or ${atDesk})))`
}

function within(scope: DraftScope, reader: DraftReader, rules: ReviewRules): RawBuilder<unknown> {
  switch (scope) {
    case 'waiting':
      return waitingFor(reader, rules)
    case 'mine':
      return sql`d.author_id = ${reader.userId}`
    case 'live':
      return sql`d.state <> 'published'`
    case 'done':
      return sql`d.state = 'published'`
  }
}

/** Lists of texts, the one touched last first. */
export const reviewLists = (db: Db) => ({
  async page(
    {
      scope,
      cursor,
      limit = 50,
    }: { scope: DraftScope; cursor?: string | undefined; limit?: number | undefined },
    reader: DraftReader,
    rules: ReviewRules,
  ): Promise<Page<DraftSummary>> {
    const condition = within(scope, reader, rules)
    const end = readCursor(cursor)
    const after = end ? sql`and (d.touched_at, d.id) < (${end.key}::timestamptz, ${end.id}::uuid)` : sql``
    const rows = await readDrafts(
      db,
      sql`where ${condition} ${after} order by d.touched_at desc, d.id desc limit ${limit + 1}`,
    )
    const { rows: counted } = await sql<{ total: number }>`
      select count(*) as total from review_draft d join case_file c on c.id = d.case_file_id where ${condition}
    `.execute(db)
    return pageFrom(rows, limit, counted[0]?.total ?? 0, (row) => row)
  },

  /** Those of one case, oldest first. */
  ofCase: (caseFileId: string): Promise<DraftSummary[]> =>
    readDrafts(db, sql`where d.case_file_id = ${caseFileId} order by d.seq limit 200`),
})
