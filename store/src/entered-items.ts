import { NotFound } from '@huiyin/domain/errors'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import { type Page, pageFrom, readCursor } from './page-cursor.js'

/** A post a person or a program brought, with what was made of it. */
export interface EnteredItem {
  id: string
  title: string
  text: string
  url: string
  seenWhere: string | null
  sourceName: string
  foundAt: Date
  /** Null while it is being judged. */
  admitted: boolean | null
  reason: string | null
  grade: SeverityGrade | null
  eventId: string | null
  eventTitle: string | null
  eventItems: number | null
}

type Row = EnteredItem & { sort_key: string }

const columns = sql`
  i.id, i.title, i.text, i.url, i.seen_where as "seenWhere", s.name as "sourceName", i.found_at as "foundAt",
  i.admitted, i.admission_reason as reason, coalesce(e.grade, a.proposed ->> 'grade') as grade,
  e.id as "eventId", e.title as "eventTitle", e.item_count as "eventItems", i.found_at::text as sort_key
  from item i join source s on s.id = i.source_id and s.received is not null
  left join assessment a on a.item_id = i.id left join opinion_event e on e.id = i.event_id`

/** What was brought and not swept. */
export const enteredItems = (db: Db) => {
  const read = async (rest: RawBuilder<unknown>) =>
    (await sql<Row>`select ${columns} ${rest}`.execute(db)).rows
  return {
    /** @throws NotFound also for what was swept. */
    async get(id: string): Promise<EnteredItem> {
      const [row] = await read(sql`where i.id = ${id}`)
      if (!row) throw new NotFound('没有这条录入，或您无权查看', { itemId: id })
      return row
    },

    /** Newest first. */
    async list({ cursor, limit = 50 }: { cursor?: string; limit?: number }): Promise<Page<EnteredItem>> {
      const after = readCursor(cursor)
      const from = after
        ? sql`where (i.found_at, i.id) < (${after.key}::timestamptz, ${after.id}::uuid)`
        : sql``
      const rows = await read(sql`${from} order by i.found_at desc, i.id desc limit ${limit + 1}`)
      const { rows: counted } = await sql<{ total: number }>`
        select count(*) as total from item i join source s on s.id = i.source_id and s.received is not null
      `.execute(db)
      return pageFrom(rows, limit, counted[0]?.total ?? 0, ({ sort_key: _, ...item }) => item)
    },
  }
}
