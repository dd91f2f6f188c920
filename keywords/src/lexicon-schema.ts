import { appeals, emotions, focuses, sentiments } from '@huiyin/domain/judgement'
import { oneOf } from '@huiyin/domain/literal'
import { severityGrades } from '@huiyin/domain/severity'
import { sourceLevels } from '@huiyin/domain/source'
import { type Static, type TSchema, Type } from 'typebox'

const closed = { additionalProperties: false } as const
const Version = Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' })
const Word = Type.String({ minLength: 1, maxLength: 20 })
/** One word: a list typed into one entry would match nothing. */
const Words = Type.Array(Type.String({ minLength: 1, maxLength: 20, pattern: '^[^、，；\\t\\n]*$' }))

const recordOf = <const Keys extends readonly string[], S extends TSchema>(keys: Keys, schema: S) =>
  Type.Object(Object.fromEntries(keys.map((key) => [key, schema])) as Record<Keys[number], S>, closed)

/** A watched subject; `strong` words decide alone, `words` add up. */
export const TopicRule = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-z-]*$' }),
    name: Word,
    l1: Word,
    l2: Word,
    l3: Word,
    strong: Words,
    words: Words,
  },
  closed,
)
export type TopicRule = Static<typeof TopicRule>

export const TopicsFile = Type.Object(
  { version: Version, topics: Type.Array(TopicRule, { minItems: 1 }) },
  closed,
)

/** What is counted in a text; a threshold names the least count of each that reaches the grade. */
export const quantityNames = [
  'deaths',
  'serious',
  'ill',
  'evacuated',
  'loss',
  'magnitude',
  'gathering',
] as const
export type QuantityName = (typeof quantityNames)[number]

/** What can have happened to people, as lists of words; `weakDead` counts only where people came to harm, `weakGathered` only where people protest. */
const fateGroups = [
  'dead',
  'weakDead',
  'missing',
  'safe',
  'serious',
  'light',
  'injured',
  'ill',
  'hospital',
  'evacuated',
  'gathered',
  'weakGathered',
] as const

const Threshold = Type.Object(
  Object.fromEntries(
    quantityNames.map((name) => [name, Type.Optional(Type.Number({ minimum: 0 }))]),
  ) as Record<QuantityName, ReturnType<typeof Type.Optional<ReturnType<typeof Type.Number>>>>,
  closed,
)

export const SeverityKind = Type.Object(
  {
    code: oneOf(['earthquake', 'health', 'security', 'environment', 'disaster', 'accident']),
    name: Word,
    /** 突发事件: selects the clocks of emergencies. */
    emergency: Type.Boolean(),
    basis: Type.String(),
    triggers: Words,
    /** With one of these in the text it is not this kind (煤气中毒 is an accident, not public health). */
    vetoes: Type.Optional(Words),
    thresholds: Type.Object({ I: Threshold, II: Threshold, III: Threshold }, closed),
    /** Floors that need two figures at once. */
    combined: Type.Optional(
      Type.Array(
        Type.Object(
          { grade: oneOf(severityGrades), ill: Type.Number(), deaths: Type.Number(), name: Type.String() },
          closed,
        ),
      ),
    ),
    /** So many ill in a school make III. */
    schoolIll: Type.Optional(Type.Integer()),
    /** Spreading across provinces makes I. */
    acrossProvinces: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type SeverityKind = Static<typeof SeverityKind>

/** One word of each group, within a window; `unless` none of those. */
export const ContentRule = Type.Object(
  {
    code: Type.String(),
    name: Type.String(),
    basis: Type.String(),
    /** Which of the five kinds that must be answered it is (北仑 二(一)). */
    focus: Type.Optional(Type.Array(oneOf(focuses))),
    all: Type.Array(Type.Array(Type.String(), { minItems: 1 }), { minItems: 1 }),
    within: Type.Optional(Type.Integer({ minimum: 1 })),
    unless: Type.Optional(Type.Array(Type.String())),
    /** What is told of the past or of another place is none (docs/rules.md §2). */
    now: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type ContentRule = Static<typeof ContentRule>

const Points = Type.Integer({ minimum: 0, maximum: 100 })

export const SeverityFile = Type.Object(
  {
    version: Version,
    kinds: Type.Array(SeverityKind, { minItems: 1 }),
    points: Type.Object(
      {
        floor: recordOf(severityGrades, Points),
        content: Points,
        fact: Points,
        reaction: Points,
        media: Points,
      },
      closed,
    ),
    content: Type.Array(ContentRule),
    nationwide: Type.Object(
      {
        grade: oneOf(['I', 'II']),
        name: Type.String(),
        basis: Type.String(),
        all: ContentRule.properties.all,
        within: Type.Integer(),
      },
      closed,
    ),
    /** What can have happened to the people counted. */
    fates: recordOf(fateGroups, Words),
    words: Type.Record(Type.String(), Words),
    event: Type.Object(
      {
        reads: Type.Integer(),
        comments: Type.Integer(),
        shares: Type.Integer(),
        items: Type.Integer(),
        authors: Type.Integer(),
        growthPerHour: Type.Number(),
        mediaLevels: Type.Array(oneOf(sourceLevels)),
        basis: Type.String(),
      },
      closed,
    ),
  },
  closed,
)
export type SeverityRules = Static<typeof SeverityFile>

export const CuesFile = Type.Object(
  {
    version: Version,
    appeal: recordOf(
      appeals.filter((a) => a !== '其他') as Exclude<(typeof appeals)[number], '其他'>[],
      Words,
    ),
    sentiment: recordOf(sentiments.filter((s) => s !== 'neutral') as ('positive' | 'negative')[], Words),
    emotion: recordOf(emotions, Words),
    accusation: Words,
    accusationVerb: Words,
    accusationWeak: Words,
    accusationHint: Words,
    accusable: Words,
    accusableStaff: Words,
    /** Words for people and places of work by the group (of the 39) that answers for them. */
    accusedOf: Type.Optional(Type.Record(Type.String(), Words)),
    focus: recordOf(focuses, Words),
    publicity: Words,
    provinces: Words,
    cities: Words,
  },
  closed,
)
export type Cues = Static<typeof CuesFile>

export const WordsFile = Type.Object({ version: Version, user: Words, stop: Words }, closed)
