import { type Static, type TSchema, Type } from 'typebox'

/** An instant on the wire: ISO 8601 with zone. */
export const Instant = Type.String({ format: 'date-time' })
export const MaybeInstant = Type.Union([Instant, Type.Null()])
export const MaybeText = Type.Union([Type.String(), Type.Null()])

/** A civil day in China, `YYYY-MM-DD`. */
export const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

export const IdParams = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Cursor paging: `cursor` is opaque, absent on the first page; `next` is null on the last. */
export const PageQuery = Type.Object({
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
})
export const pageOf = <Row extends TSchema>(row: Row) =>
  Type.Object({ rows: Type.Array(row), next: MaybeText, total: Type.Integer() })

/** RFC 9457 problem details; `title` is Chinese and fit to show. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  fields: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
})
export type Problem = Static<typeof Problem>
