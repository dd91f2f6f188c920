import { sql } from 'kysely'
import type { Db } from './database.js'
import { type Page, pageFrom, readCursor } from './page-cursor.js'

/** 领导批示 with the case file it was given in. */
export interface Instruction {
  id: string
  actionId: number
  caseFileId: string
  number: number
  title: string
  by: string
  text: string
  unit: { code: string; name: string } | null
  givenAt: Date
  limitAt: Date | null
  fedBackAt: Date | null
  sort_key: string
}

/** What is late longer is no news any more; shorter than facts are kept. */
const toldForDays = 60

export const caseInstructions = (db: Db) => ({
  /** Open ones by limit, those without one last; answered ones newest first. */
  async page(query: { open: boolean; cursor?: string; limit?: number }): Promise<Page<Instruction>> {
    const { open, limit = 50 } = query
    const after = readCursor(query.cursor)
    const key = open ? sql`coalesce(i.limit_at, 'infinity'::timestamptz)` : sql`i.fed_back_at`
    const state = open
      ? sql`i.task = 'instruction' and i.fed_back_at is null`
      : sql`i.task = 'instruction' and i.fed_back_at is not null`
    const direction = open ? sql`asc` : sql`desc`
    const rest = after
      ? sql`and (${key}, i.id) ${open ? sql`>` : sql`<`} (${after.key}::timestamptz, ${after.id}::uuid)`
      : sql``
    const { rows } = await sql<Instruction>`
      select i.id, i.action_id as "actionId", c.id as "caseFileId", c.number,
        coalesce(c.matter, e.title) as title, a.action ->> 'by' as by, a.action ->> 'text' as text,
        case when u.code is not null then jsonb_build_object('code', u.code, 'name', u.name) end as unit,
        i.given_at as "givenAt", i.limit_at as "limitAt", i.fed_back_at as "fedBackAt", (${key})::text as sort_key
      from case_instruction i
      join case_action a on a.id = i.action_id
      join case_file c on c.id = i.case_file_id
      join opinion_event e on e.id = c.event_id
      left join responsible_unit u on u.code = i.unit_code
      where ${state} ${rest}
      order by ${key} ${direction}, i.id ${direction} limit ${limit + 1}
    `.execute(db)
    const counted = await sql<{ total: number }>`
      select count(*) as total from case_instruction i where ${state}
    `.execute(db)
    return pageFrom(rows, limit, counted.rows[0]?.total ?? 0, (row) => row)
  },

  /** 政策解读 past its limit and not published, of the last days. */
  async lateInterpretations(
    now: Date,
  ): Promise<{ actionId: number; caseFileId: string; unitCode: string; limitAt: Date }[]> {
    const { rows } = await sql<{ actionId: number; caseFileId: string; unitCode: string; limitAt: Date }>`
      select action_id as "actionId", case_file_id as "caseFileId", unit_code as "unitCode", limit_at as "limitAt"
      from case_instruction where task = 'interpretation' and fed_back_at is null
        and limit_at < ${now} and limit_at >= ${now}::timestamptz - ${toldForDays} * interval '1 day'
    `.execute(db)
    return rows
  },
})
