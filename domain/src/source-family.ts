import { type Static, Type } from 'typebox'
import { oneOf } from './literal.js'
import { sourceKinds } from './source.js'
import { WrittenAddress } from './source-reading.js'

const closed = { additionalProperties: false }

/** One mark by which a make of site is known. */
const Sign = Type.Object(
  {
    pattern: Type.String({ minLength: 1 }),
    /** Looked for in the markup when left out. */
    in: Type.Optional(Type.Literal('url')),
    /** Chinese, shown as the reason. */
    says: Type.String({ minLength: 1 }),
    weight: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  closed,
)

/** A make of site: how it is known and how it is read. Shipped as data; what `read` leaves out is guessed from the page. */
export const SourceFamily = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-z-]+$' }),
    name: Type.String({ minLength: 1 }),
    kind: Type.Optional(oneOf(sourceKinds)),
    signs: Type.Array(Sign, { minItems: 1 }),
    /** Weight of the signs that must be there; 2 when left out. */
    least: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Where the list really is, put together from the page's address and markup. */
    moved: Type.Optional(WrittenAddress),
    /** Selectors of one entry, the first that finds some is taken. */
    entries: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
    read: Type.Object({ type: Type.String() }),
  },
  closed,
)
export type SourceFamily = Static<typeof SourceFamily>
