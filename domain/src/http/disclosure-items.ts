import { type Static, Type } from 'typebox'
import { Instant } from './common.js'

const closed = { additionalProperties: false } as const
const reason = Type.String({ minLength: 2, maxLength: 300, pattern: '\\S' })

export const DisclosureItemView = Type.Object({
  number: Type.Integer(),
  name: Type.String(),
  content: Type.String(),
  unitCode: Type.String(),
  unitName: Type.String(),
  timeLimit: Type.String(),
  means: Type.String(),
  basis: Type.String(),
  keywords: Type.Array(Type.String()),
})
export type DisclosureItemView = Static<typeof DisclosureItemView>

/** Left out: the version in force. */
export const DisclosureQuery = Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) })

export const DisclosureView = Type.Object({
  /** 0 before the first. */
  version: Type.Integer(),
  latest: Type.Integer(),
  items: Type.Array(DisclosureItemView),
  /** Newest first. */
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      reason: Type.String(),
      changed: Type.Integer(),
      savedBy: Type.String(),
      savedAt: Instant,
    }),
  ),
})
export type DisclosureView = Static<typeof DisclosureView>

/** The whole catalogue as a table of text, heading first. */
export const ImportDisclosure = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 200_000 }), basedOn: Type.Integer({ minimum: 0 }), reason },
  closed,
)
export type ImportDisclosure = Static<typeof ImportDisclosure>

/** A table looked through before it is agreed to. */
export const CheckDisclosure = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 200_000 }) },
  closed,
)
export type CheckDisclosure = Static<typeof CheckDisclosure>
const count = Type.Integer({ minimum: 0 })
export const CheckedDisclosure = Type.Object({
  /** What it would do to the catalogue in force; null while something is wrong. */
  difference: Type.Union([
    Type.Object({ added: count, changed: count, removed: count, same: count }),
    Type.Null(),
  ]),
  /** By row as a spreadsheet counts, and by column. */
  problems: Type.Array(Type.Object({ field: Type.String(), message: Type.String() })),
})
export type CheckedDisclosure = Static<typeof CheckedDisclosure>

/** One item as it is to be from now on. */
export const SaveDisclosureItem = Type.Object(
  {
    basedOn: Type.Integer({ minimum: 0 }),
    reason,
    item: Type.Object(
      {
        number: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        name: Type.String({ minLength: 2, maxLength: 100, pattern: '\\S' }),
        content: Type.String({ maxLength: 1000 }),
        unitCode: Type.String({ minLength: 1, maxLength: 80 }),
        timeLimit: Type.String({ maxLength: 100 }),
        means: Type.String({ maxLength: 200 }),
        basis: Type.String({ maxLength: 500 }),
        keywords: Type.Array(Type.String({ minLength: 2, maxLength: 40 }), {
          maxItems: 30,
          uniqueItems: true,
        }),
      },
      closed,
    ),
  },
  closed,
)
export type SaveDisclosureItem = Static<typeof SaveDisclosureItem>
export const RemoveDisclosureItem = Type.Object(
  { basedOn: Type.Integer({ minimum: 1 }), reason, number: Type.Integer({ minimum: 1 }) },
  closed,
)
export type RemoveDisclosureItem = Static<typeof RemoveDisclosureItem>
