import { type Static, Type } from 'typebox'
import { oneOf } from '../literal.js'
import { subjectWarningKinds } from '../rule/dry-run.js'
import { ruleLimits } from '../rule/limits.js'
import { Instant, MaybeInstant, MaybeText } from './common.js'

const DayHits = Type.Object({ day: Type.String(), hits: Type.Integer() })
const Mark = Type.Object({ start: Type.Integer(), end: Type.Integer() })

/** One watched subject in the list. Its hits are those whoever asks may see. */
export const SubjectRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  rule: Type.String(),
  /** '' without any. */
  exclusion: Type.String(),
  enabled: Type.Boolean(),
  version: Type.Integer(),
  /** False while the version in force is still being matched against recent items. */
  matched: Type.Boolean(),
  ownerName: Type.String(),
  savedBy: Type.String(),
  savedAt: Instant,
  /** The last 7 civil days in China, today last. */
  byDay: Type.Array(DayHits),
})
export type SubjectRow = Static<typeof SubjectRow>

export const SubjectVersionView = Type.Object({
  version: Type.Integer(),
  name: Type.String(),
  rule: Type.String(),
  exclusion: Type.String(),
  note: Type.String(),
  savedBy: Type.String(),
  savedAt: Instant,
})
export type SubjectVersionView = Static<typeof SubjectVersionView>

export const SubjectView = Type.Object({
  ...SubjectRow.properties,
  /** Newest first. */
  versions: Type.Array(SubjectVersionView),
  /** The last 30 civil days in China, today last. */
  month: Type.Array(DayHits),
})
export type SubjectView = Static<typeof SubjectView>

/** An item a rule hits, cut to the words. */
export const SubjectItemView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  titleMarks: Type.Array(Mark),
  excerpt: Type.String(),
  excerptMarks: Type.Array(Mark),
  url: Type.String(),
  sourceName: Type.String(),
  publishedAt: MaybeInstant,
  foundAt: Instant,
  /** Null until analysed. */
  admitted: Type.Union([Type.Boolean(), Type.Null()]),
  reason: MaybeText,
  event: Type.Union([
    Type.Object({ id: Type.String(), number: Type.Integer(), title: Type.String() }),
    Type.Null(),
  ]),
})
export type SubjectItemView = Static<typeof SubjectItemView>

/** What a rule would have hit in the last days, among what whoever asks may see. */
export const DryRunView = Type.Object({
  /** The whole in one sentence. */
  words: Type.String(),
  days: Type.Integer(),
  checked: Type.Integer(),
  hits: Type.Integer(),
  leftOut: Type.Integer(),
  /** False when time ran out before all items were checked. */
  complete: Type.Boolean(),
  soleWords: Type.Array(Type.Object({ word: Type.String(), count: Type.Integer() })),
  byDay: Type.Array(DayHits),
  warnings: Type.Array(Type.Object({ kind: oneOf(subjectWarningKinds), message: Type.String() })),
  /** The newest ones. */
  samples: Type.Array(SubjectItemView),
})
export type DryRunView = Static<typeof DryRunView>

const ruleText = {
  rule: Type.String({ minLength: 1, maxLength: ruleLimits.characters }),
  exclusion: Type.Optional(Type.String({ maxLength: ruleLimits.characters })),
}

export const TrySubject = Type.Object(
  {
    ...ruleText,
    /** The subject that is being changed: it does not overlap itself. */
    subjectId: Type.Optional(Type.String({ format: 'uuid' })),
  },
  { additionalProperties: false },
)
export type TrySubject = Static<typeof TrySubject>

const draft = {
  ...ruleText,
  name: Type.String({ minLength: 1, maxLength: 40 }),
  /** Why, for whoever reads the versions later. */
  note: Type.Optional(Type.String({ maxLength: 200 })),
}

export const NewSubject = Type.Object(draft, { additionalProperties: false })
export type NewSubject = Static<typeof NewSubject>

export const SaveSubject = Type.Object(
  {
    ...draft,
    /** The version the author saw. */
    basedOn: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
)
export type SaveSubject = Static<typeof SaveSubject>

export const SwitchSubject = Type.Object({ enabled: Type.Boolean() }, { additionalProperties: false })
export type SwitchSubject = Static<typeof SwitchSubject>

/** What was saved, with the trial it was checked by. */
export const SavedSubject = Type.Object({ subject: SubjectView, dryRun: DryRunView })
export type SavedSubject = Static<typeof SavedSubject>
