import { type Static, Type } from 'typebox'
import { oneOf } from '../literal.js'
import { receivedFields } from '../received-post.js'
import { severityGrades } from '../severity.js'
import { Instant, MaybeText, pageOf } from './common.js'

const closed = { additionalProperties: false }
const Written = Type.Optional(Type.String({ maxLength: 60_000 }))

/** A post as a person wrote it down; every field as text, read by the same rules as a file's cells. */
export const EnteredPost = Type.Object(
  {
    title: Written,
    text: Written,
    publishedAt: Written,
    url: Written,
    author: Written,
    seenWhere: Written,
    number: Written,
    reads: Written,
    comments: Written,
    likes: Written,
    shares: Written,
  },
  closed,
)
export type EnteredPost = Static<typeof EnteredPost>

export const SameItemView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  foundAt: Instant,
  eventId: MaybeText,
  sourceName: Type.String(),
  by: oneOf(['url', 'words']),
})
export type SameItemView = Static<typeof SameItemView>

/** What saving would do: what is wrong, how it would read, what is the same already. */
export const EntryCheck = Type.Object({
  problems: Type.Array(Type.Object({ field: oneOf(receivedFields), message: Type.String() })),
  reads: Type.Union([
    Type.Object({ title: Type.String(), text: Type.String(), author: MaybeText }),
    Type.Null(),
  ]),
  same: Type.Array(SameItemView),
})
export type EntryCheck = Static<typeof EntryCheck>

/** `id` is null when the post was deleted earlier on request and is not taken again. */
export const EntryReceipt = Type.Object({ id: MaybeText, isNew: Type.Boolean() })
export type EntryReceipt = Static<typeof EntryReceipt>

/** A post a person brought, with what the machine made of it. */
export const EnteredItemView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  text: Type.String(),
  url: MaybeText,
  seenWhere: MaybeText,
  sourceName: Type.String(),
  foundAt: Instant,
  /** Null while it is being judged. */
  admitted: Type.Union([Type.Boolean(), Type.Null()]),
  reason: MaybeText,
  grade: Type.Union([oneOf(severityGrades), Type.Null()]),
  event: Type.Union([
    Type.Object({ id: Type.String(), title: Type.String(), items: Type.Integer() }),
    Type.Null(),
  ]),
})
export type EnteredItemView = Static<typeof EnteredItemView>
export const EnteredItemPage = pageOf(EnteredItemView)
export type EnteredItemPage = Static<typeof EnteredItemPage>
