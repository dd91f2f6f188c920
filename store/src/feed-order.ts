import { type RawBuilder, sql } from 'kysely'
import type { EventRow } from './event-rows.js'
import { brokenCursor, readCursor } from './page-cursor.js'

/** One order of the feed and where its pages go on. */
interface Order {
  /** The rows after the one at which the page before ended. @throws InvalidInput for a cursor of nobody's. */
  after(cursor: string | undefined): RawBuilder<unknown>[]
  readonly by: RawBuilder<unknown>
  /** What the cursor says of a row. */
  keyOf(row: Pick<EventRow, 'grade' | 'sort_key'>): string
}

/** A key of the order by gravity: the grade before the instant. */
const graded = /^([IV]+) (.+)$/

/** Newest last item first. */
export const byTime: Order = {
  after: (cursor) => {
    const end = readCursor(cursor)
    if (!end) return []
    if (graded.test(end.key)) throw brokenCursor()
    return [sql`(e.last_item_at, e.id) < (${end.key}::timestamptz, ${end.id}::uuid)`]
  },
  by: sql`e.last_item_at desc, e.id desc`,
  keyOf: ({ sort_key }) => sort_key,
}

/** Gravest first (I, II, III and IV stand so in the alphabet too), the newest of a grade before the others. */
export const byGravity: Order = {
  after: (cursor) => {
    const end = readCursor(cursor)
    if (!end) return []
    const [, grade, instant] = graded.exec(end.key) ?? []
    if (grade === undefined) throw brokenCursor()
    return [
      sql`(e.grade > ${grade} or (e.grade = ${grade}
        and (e.last_item_at, e.id) < (${instant}::timestamptz, ${end.id}::uuid)))`,
    ]
  },
  by: sql`e.grade, e.last_item_at desc, e.id desc`,
  keyOf: ({ grade, sort_key }) => `${grade} ${sort_key}`,
}
