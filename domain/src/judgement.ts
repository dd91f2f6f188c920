import { type Static, Type } from 'typebox'
import { fields } from './field.js'
import { oneOf } from './literal.js'
import { severityGrades } from './severity.js'

/** 北仑 二(一): the five kinds of government-affairs opinion that must be answered. */
export const focuses = ['a', 'b', 'c', 'd', 'e'] as const
export type Focus = (typeof focuses)[number]
export const focusLabel: Record<Focus, string> = {
  a: '政策误解误读',
  b: '涉及公众切身利益且影响较大',
  c: '冲击社会道德底线',
  d: '突发事件和自然灾害',
  e: '上级要求主动回应',
}

export const appeals = ['投诉', '求助', '咨询', '建议', '举报', '报道', '其他'] as const
export const emotions = ['happy', 'angry', 'sad', 'fear', 'surprise', 'neutral'] as const
export const sentiments = ['positive', 'neutral', 'negative'] as const

/** A stretch of the text, by UTF-16 offsets into `title + "\n" + text` (or `text` when there is no title). */
export const Evidence = Type.Object({ start: Type.Integer(), end: Type.Integer(), text: Type.String() })
export type Evidence = Static<typeof Evidence>

/** One reason of a grade: its points, the words behind it and the clause it rests on. */
export const Factor = Type.Object({
  name: Type.String(),
  points: Type.Number(),
  evidence: Type.Array(Evidence),
  /** Clause or document the factor rests on. */
  basis: Type.String(),
})
export type Factor = Static<typeof Factor>

export const UnitProposal = Type.Object({
  code: Type.String(),
  name: Type.String(),
  /** One of the 39 groups dispatch accuracy is measured in. */
  group: Type.String(),
  role: oneOf(['lead', 'assist']),
  /** 0…1. */
  confidence: Type.Number(),
  reason: Type.String(),
  /** Such a proposal was right less often than not: the officer should look before confirming. */
  unsure: Type.Optional(Type.Literal(true)),
})
export type UnitProposal = Static<typeof UnitProposal>

/** Whether a text is about us: 0 (no) … 1 (surely), the sum of its reasons within these bounds. */
export const PlaceRelevance = Type.Object({
  score: Type.Number(),
  reasons: Type.Array(
    Type.Object({ name: Type.String(), points: Type.Number(), evidence: Type.Array(Evidence) }),
  ),
})
export type PlaceRelevance = Static<typeof PlaceRelevance>

/** 涉及检举控告: how sure it is, and the words that say so. */
export const Accusation = Type.Object({
  /** `possible` walls as `sure` does, until an officer lifts it (信访工作条例 第三十条). */
  level: oneOf(['sure', 'possible']),
  evidence: Type.Array(Evidence),
  /** Where it names nobody whom the directory tells: who would answer for its matter, to be looked at and no more. */
  guess: Type.Optional(Type.Object({ code: Type.String(), name: Type.String() })),
})
export type Accusation = Static<typeof Accusation>
export const accusationLabel: Record<Accusation['level'], string> = {
  sure: '涉及检举控告',
  possible: '可能涉及检举控告，请核对',
}
export const accusedUnknownLabel = '被反映单位待核'
/** What an officer says by ticking it (信访工作条例 第三十条). */
export const accusedCheckedLabel = '已核对，交办单位不是被反映单位'

/** 被反映单位待核: it accuses somebody whom the directory does not tell. */
export const isAccusedUnknown = ({
  accusation,
  accused,
}: Pick<Judgement, 'accusation' | 'accused'>): boolean => accusation !== undefined && accused.length === 0

/** 研判: what the rules say of one text. The same shape is what an officer may decide otherwise. */
export const Judgement = Type.Object({
  grade: oneOf(severityGrades),
  /** 0…100; the sum of the factors' points, for sorting inside a grade. */
  score: Type.Number(),
  factors: Type.Array(Factor),
  topic: Type.Object({ l1: Type.String(), l2: Type.String(), l3: Type.String(), confidence: Type.Number() }),
  /** Best first; empty when nothing points anywhere: no wild guess. */
  units: Type.Array(UnitProposal),
  focus: Type.Array(oneOf(focuses)),
  appeal: oneOf(appeals),
  places: Type.Array(Type.String()),
  sentiment: oneOf(sentiments),
  emotion: oneOf(emotions),
  keywords: Type.Array(Type.String()),
  gist: Type.String(),
  /** Codes of units the text accuses: they must never see it (信访工作条例 第三十条). */
  accused: Type.Array(Type.String()),
  /** Absent where nobody is accused, and in judgements older than it. */
  accusation: Type.Optional(Accusation),
  /** Whether the matter is an emergency (突发事件), which selects the clocks. */
  emergency: Type.Boolean(),
  /** 领域; absent in judgements older than the field. */
  field: Type.Optional(oneOf(fields)),
  /** 事发: the day the text names, with its words; absent when it names none. */
  happened: Type.Optional(Type.Object({ day: Type.String(), evidence: Evidence })),
  /** Absent without a jurisdiction. */
  about: Type.Optional(PlaceRelevance),
  version: Type.String(),
})
export type Judgement = Static<typeof Judgement>

/** What an officer decided against or with the proposal; only the fields decided are present. */
export const Decision = Type.Object(
  {
    grade: Type.Optional(oneOf(severityGrades)),
    unitCode: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String({ maxLength: 500 })),
    /** 已核对 whom it accuses: units that have its case may see it. Kept on the event and not with the decision. */
    accusedChecked: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
)
export type Decision = Static<typeof Decision>
