import { type Static, Type } from 'typebox'
import { Instant, MaybeInstant, MaybeText } from './common.js'

/** An address to be recognised. */
export const ProbeSource = Type.Object(
  { url: Type.String({ pattern: '^https?://', maxLength: 2_000 }) },
  { additionalProperties: false },
)
export type ProbeSource = Static<typeof ProbeSource>

/** One post as a trial read it: masked, its author left out. */
const TrialItem = Type.Object({
  url: Type.String(),
  title: Type.String(),
  /** The beginning of the text. */
  text: Type.String(),
  publishedAt: MaybeInstant,
  /** Floor of a reply; 0 for a post of its own. */
  replyNumber: Type.Integer(),
  reads: Type.Optional(Type.Integer()),
  comments: Type.Optional(Type.Integer()),
  images: Type.Integer(),
  /** Of a message board. */
  answer: Type.Union([
    Type.Object({ unit: MaybeText, text: Type.String(), repliedAt: MaybeInstant }),
    Type.Null(),
  ]),
})

/** A definition tried once, with nothing stored. */
export const SourceTrial = Type.Object({
  /** The definition as it may be saved. */
  yaml: Type.String(),
  /** What the address was recognised as, and by which signs; null for a definition given. */
  make: Type.Union([
    Type.Object({ code: Type.String(), name: Type.String(), why: Type.Array(Type.String()) }),
    Type.Null(),
  ]),
  found: Type.Integer(),
  /** The first ten. */
  entries: Type.Array(Type.Object({ url: Type.String(), title: Type.String(), publishedAt: MaybeInstant })),
  items: Type.Array(TrialItem),
  nextPage: MaybeText,
  errors: Type.Array(Type.Object({ url: Type.String(), code: Type.String(), message: Type.String() })),
  /** Other columns the page links that are worth watching. */
  columns: Type.Array(Type.Object({ name: Type.String(), url: Type.String() })),
  triedAt: Instant,
})
export type SourceTrial = Static<typeof SourceTrial>
