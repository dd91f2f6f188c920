import { type Static, Type } from 'typebox'
import { roles } from '../actor.js'
import { DisclosureMark, documentDisclosures } from '../document-disclosure.js'
import { oneOf } from '../literal.js'
import { Publication, responseForms } from '../publication.js'
import { matterKinds } from '../regime.js'
import { draftKinds, draftStates, draftSteps, reviewLevels, verdicts } from '../review.js'
import { ReviewRules } from '../review-rules.js'
import { severityGrades } from '../severity.js'
import { Instant, MaybeInstant, MaybeText, PageQuery } from './common.js'

const strict = { additionalProperties: false } as const
const title = () => Type.String({ minLength: 2, maxLength: 200, pattern: '\\S' })
const text = () => Type.String({ minLength: 10, maxLength: 20_000, pattern: '\\S' })
const said = () => Type.String({ minLength: 2, maxLength: 2000, pattern: '\\S' })
const unitCode = () => Type.String({ minLength: 1, maxLength: 80 })
const maybe = <Words extends readonly string[]>(words: Words) => Type.Union([oneOf(words), Type.Null()])

/** waiting: to sign, to write anew or to put out, by who asks · mine: written by him · live: not out yet · done: out. */
export const draftScopes = ['waiting', 'mine', 'live', 'done'] as const
export type DraftScope = (typeof draftScopes)[number]
export const DraftQuery = Type.Object({ ...PageQuery.properties, scope: Type.Optional(oneOf(draftScopes)) })
export type DraftQuery = Static<typeof DraftQuery>

/** What this text waits for from who reads it. */
const draftWaits = ['verdict', 'rewrite', 'publication'] as const

export const DraftRow = Type.Object({
  id: Type.String(),
  caseFile: Type.Object({
    id: Type.String(),
    number: Type.Integer(),
    title: Type.String(),
    grade: oneOf(severityGrades),
    kind: oneOf(matterKinds),
    nextDueAt: MaybeInstant,
  }),
  kind: oneOf(draftKinds),
  form: maybe(responseForms),
  /** The grade a downgrade asks for. */
  grade: maybe(severityGrades),
  title: Type.String(),
  author: Type.String(),
  unit: Type.Union([Type.Object({ code: Type.String(), name: Type.String() }), Type.Null()]),
  state: oneOf(draftStates),
  level: maybe(reviewLevels),
  returnedFrom: maybe(reviewLevels),
  version: Type.Integer(),
  /** 公开属性 as chosen; null until somebody did. */
  disclosure: Type.Union([DisclosureMark, Type.Null()]),
  touchedAt: Instant,
  waits: maybe(draftWaits),
})
export type DraftRow = Static<typeof DraftRow>

const organStates = ['open', 'asked', 'confirmed', 'objected', 'overruled'] as const
export type OrganState = (typeof organStates)[number]
export const organStateLabel: Record<OrganState, string> = {
  open: '待确认',
  asked: '已征求，等待答复',
  confirmed: '已确认',
  objected: '有不同意见',
  overruled: '领导决定不经确认',
}

export const OrganView = Type.Object({
  unitCode: Type.String(),
  name: Type.String(),
  /** Every sentence that speaks of it. */
  wording: Type.String(),
  state: oneOf(organStates),
  /** The matter accuses it: it is asked nothing (信访工作条例 第三十条). */
  accused: Type.Boolean(),
  means: MaybeText,
  reference: MaybeText,
  remarks: MaybeText,
  by: MaybeText,
  at: MaybeInstant,
})
export type OrganView = Static<typeof OrganView>

export const DraftVersionView = Type.Object({
  version: Type.Integer(),
  title: Type.String(),
  text: Type.String(),
  writtenBy: Type.String(),
  writtenAt: Instant,
})

export const DraftStepView = Type.Object({
  id: Type.Integer(),
  version: Type.Integer(),
  step: oneOf(draftSteps),
  level: maybe(reviewLevels),
  remarks: MaybeText,
  by: Type.String(),
  role: oneOf(roles),
  at: Instant,
})
export type DraftStepView = Static<typeof DraftStepView>

export const PublicationView = Type.Object({
  ...Publication.properties,
  recordedBy: Type.String(),
  recordedAt: Instant,
})

export const DraftView = Type.Object({
  ...DraftRow.properties,
  versions: Type.Array(DraftVersionView),
  steps: Type.Array(DraftStepView),
  organs: Type.Array(OrganView),
  publication: Type.Union([PublicationView, Type.Null()]),
  /** Clocks of the case a publication would meet. */
  meets: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), dueAt: Instant })),
  /** What the rules propose for 公开属性, with the clause. */
  proposedDisclosure: Type.Object({ attribute: oneOf(documentDisclosures), basis: Type.String() }),
  may: Type.Object({
    write: Type.Boolean(),
    mark: Type.Boolean(),
    withdraw: Type.Boolean(),
    review: Type.Boolean(),
    confirm: Type.Boolean(),
    overrule: Type.Boolean(),
    publish: Type.Boolean(),
  }),
  /** Why the reader may not sign now; null when he may or nothing is to be signed. */
  notSigning: MaybeText,
})
export type DraftView = Static<typeof DraftView>

export const BeginDraft = Type.Union([
  Type.Object(
    { kind: Type.Literal('response'), form: oneOf(responseForms), title: title(), text: text() },
    strict,
  ),
  Type.Object({ kind: Type.Literal('special-report'), title: title(), text: text() }, strict),
  Type.Object(
    {
      kind: Type.Literal('downgrade'),
      grade: oneOf(severityGrades),
      title: title(),
      text: Type.String({ minLength: 10, maxLength: 500, pattern: '\\S' }),
    },
    strict,
  ),
])
export type BeginDraft = Static<typeof BeginDraft>

/** `seen` is the version the author had before him; `form` may change as long as the text is his. */
export const RewriteDraft = Type.Object(
  {
    title: title(),
    text: text(),
    seen: Type.Integer({ minimum: 1 }),
    form: Type.Optional(oneOf(responseForms)),
  },
  strict,
)
export type RewriteDraft = Static<typeof RewriteDraft>

/** `version` and `level` are what the signer read; a return says why. */
export const GiveVerdict = Type.Object(
  {
    verdict: oneOf(verdicts),
    level: oneOf(reviewLevels),
    version: Type.Integer({ minimum: 1 }),
    remarks: Type.Optional(said()),
  },
  strict,
)
export type GiveVerdict = Static<typeof GiveVerdict>

/** 公开属性 by its author or whoever has it to sign; `seen` is the version it was judged by. */
export const MarkDraft = Type.Object(
  { ...DisclosureMark.properties, seen: Type.Integer({ minimum: 1 }) },
  strict,
)
export type MarkDraft = Static<typeof MarkDraft>

export const WithdrawDraft = Type.Object({ reason: said() }, strict)
export type WithdrawDraft = Static<typeof WithdrawDraft>

/** Asked in the application, or confirmed by a letter already. */
export const SeekWording = Type.Union([
  Type.Object({ means: Type.Literal('in-app'), unitCode: unitCode() }, strict),
  Type.Object(
    {
      means: Type.Literal('letter'),
      unitCode: unitCode(),
      reference: Type.String({ minLength: 2, maxLength: 200, pattern: '\\S' }),
    },
    strict,
  ),
])
export type SeekWording = Static<typeof SeekWording>
export const OverruleWording = Type.Object({ unitCode: unitCode(), reason: said() }, strict)
export type OverruleWording = Static<typeof OverruleWording>

/** What another organ is asked to confirm: the sentences about it and nothing else. */
export const WordingRequestView = Type.Object({
  id: Type.String(),
  wording: Type.String(),
  askedBy: Type.String(),
  askedAt: Instant,
})
export type WordingRequestView = Static<typeof WordingRequestView>
export const AnswerWording = Type.Object(
  { confirmed: Type.Boolean(), remarks: Type.Optional(said()) },
  strict,
)
export type AnswerWording = Static<typeof AnswerWording>

export const ReviewRulesView = Type.Object({
  rules: ReviewRules,
  setBy: MaybeText,
  setAt: MaybeInstant,
  reason: MaybeText,
  mayChange: Type.Boolean(),
})
export type ReviewRulesView = Static<typeof ReviewRulesView>
export const SetReviewRules = Type.Object(
  { rules: ReviewRules, reason: Type.String({ minLength: 2, maxLength: 500, pattern: '\\S' }) },
  strict,
)
export type SetReviewRules = Static<typeof SetReviewRules>
