import { type Static, Type } from 'typebox'
import { oneOf } from '../literal.js'
import { matterChannels, matterGroups, registeredKinds } from '../matter.js'
import { MatterDetails } from '../matter-details.js'
import { evidenceKinds, timeUnits } from '../regime.js'
import { CaseRow, caseScopes } from './case-files.js'
import { Instant, MaybeText, PageQuery, pageOf } from './common.js'

const closed = { additionalProperties: false }
const Written = Type.Optional(Type.String({ maxLength: 60_000 }))

/** What may be wrong on the form, each with its own words. */
const matterFields = [
  'title',
  'text',
  'startAt',
  'lateReason',
  'channel',
  'unitCode',
  'accused',
  'limitDays',
  'applicant',
  'contact',
  'applicantKind',
  'delivery',
  'number',
  'until',
  'risk',
  'conclusion',
  'plan',
  'subjectId',
  'publicity',
  'place',
  'evenIfSame',
] as const
export type MatterField = (typeof matterFields)[number]

/** A matter as an officer wrote it down; texts are read by `readMatter`, which says what is wrong field by field. */
export const WrittenMatter = Type.Object(
  {
    kind: oneOf(registeredKinds),
    title: Written,
    text: Written,
    /** When it came, was printed, went public or ended: as people write times. */
    startAt: Written,
    lateReason: Written,
    channel: Type.Optional(oneOf(matterChannels)),
    unitCode: Written,
    /** Codes of units it accuses: they shall not learn of it (信访工作条例 第三十条). */
    accused: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 20, uniqueItems: true })),
    /** 重难件: 15 or 30. */
    limitDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
    /** Name and contact of who brought it: sealed, never read. */
    applicant: Written,
    contact: Written,
    applicantKind: Written,
    delivery: Written,
    number: Written,
    unclear: Type.Optional(Type.Boolean()),
    until: Written,
    risk: Written,
    conclusion: Written,
    plan: Written,
    subjectId: Written,
    publicity: Written,
    place: Written,
  },
  closed,
)
export type WrittenMatter = Static<typeof WrittenMatter>

/** `formId` is made by the form: the same one sent twice is one registration. */
export const RegisterMatter = Type.Object(
  {
    ...WrittenMatter.properties,
    formId: Type.String({ format: 'uuid' }),
    /** The same words came before, and this is another letter. */
    evenIfSame: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type RegisterMatter = Static<typeof RegisterMatter>

/** A clock that would start, before anything is saved. */
export const StartingClock = Type.Object({
  code: Type.String(),
  name: Type.String(),
  startAt: Instant,
  dueAt: Instant,
  lastDay: MaybeText,
  amount: Type.Integer(),
  unit: oneOf(timeUnits),
  metBy: oneOf(evidenceKinds),
  clause: Type.String(),
  document: Type.String(),
  quote: MaybeText,
  steps: Type.Array(Type.String()),
  provisional: MaybeText,
})
export type StartingClock = Static<typeof StartingClock>

export const SameMatterView = Type.Object({
  title: Type.String(),
  foundAt: Instant,
  sourceName: Type.String(),
  eventId: MaybeText,
  caseFile: Type.Union([Type.Object({ id: Type.String(), number: Type.Integer() }), Type.Null()]),
})

/** What saving would do: what is wrong, how it would read, which clocks start, what is the same already. */
export const MatterCheck = Type.Object({
  problems: Type.Array(Type.Object({ field: oneOf(matterFields), message: Type.String() })),
  reads: Type.Union([
    Type.Object({ title: Type.String(), text: Type.String(), applicant: MaybeText }),
    Type.Null(),
  ]),
  /** By the start that was written; empty: no regime of this county sets a clock for it. */
  clocks: Type.Array(StartingClock),
  /** The start lies so far back that a second person must agree; until then the clocks run from registration. */
  untilAgreed: Type.Union([Type.Array(StartingClock), Type.Null()]),
  /** The limits an officer may choose from. */
  choices: Type.Array(Type.Integer()),
  same: Type.Array(SameMatterView),
})
export type MatterCheck = Static<typeof MatterCheck>

export const MatterReceipt = Type.Object({
  caseFileId: Type.String(),
  number: Type.Integer(),
  /** False: this very form was saved before. */
  isNew: Type.Boolean(),
  /** The start waits for a second person. */
  startWaits: Type.Boolean(),
})
export type MatterReceipt = Static<typeof MatterReceipt>

/** What was registered of a case. */
export const MatterView = Type.Object({
  caseFileId: Type.String(),
  channel: oneOf(matterChannels),
  startAt: Instant,
  lateReason: MaybeText,
  details: MatterDetails,
  /** Masked. */
  text: Type.String(),
  applicant: MaybeText,
  /** Null also for whoever may not see watched subjects. */
  subject: Type.Union([
    Type.Object({ id: Type.String(), name: Type.String(), hits: Type.Integer() }),
    Type.Null(),
  ]),
  registeredBy: Type.String(),
  registeredAt: Instant,
  /** The machine has not read it yet: only the desk sees it. */
  unjudged: Type.Boolean(),
})
export type MatterView = Static<typeof MatterView>
export const MaybeMatterView = Type.Union([MatterView, Type.Null()])

export const MatterQuery = Type.Object({
  ...PageQuery.properties,
  group: Type.Optional(oneOf(matterGroups)),
  scope: Type.Optional(oneOf(caseScopes)),
  /** Words in the title, or in the text of its posts. */
  q: Type.Optional(Type.String({ maxLength: 100 })),
})
export type MatterQuery = Static<typeof MatterQuery>

export const MatterRow = Type.Object({
  ...CaseRow.properties,
  /** Null for one that was accepted from a found post. */
  channel: Type.Union([oneOf(matterChannels), Type.Null()]),
  startAt: Type.Union([Instant, Type.Null()]),
  /** 编号 or 文号. */
  reference: MaybeText,
})
export type MatterRow = Static<typeof MatterRow>
export const MatterPage = pageOf(MatterRow)

export const MatterCounts = Type.Object({
  open: Type.Integer(),
  overdue: Type.Integer(),
  groups: Type.Record(oneOf(matterGroups), Type.Integer()),
})
export type MatterCounts = Static<typeof MatterCounts>

/** 更正登记: what is given is put right, what is not stays; kind, limit and unit have acts of their own. */
export const CorrectMatter = Type.Object(
  {
    title: Written,
    text: Written,
    startAt: Written,
    channel: Type.Optional(oneOf(matterChannels)),
    applicant: Written,
    contact: Written,
    applicantKind: Written,
    delivery: Written,
    number: Written,
    until: Written,
    risk: Written,
    conclusion: Written,
    plan: Written,
    subjectId: Written,
    place: Written,
    reason: Type.String({ minLength: 2, maxLength: 400, pattern: '\\S' }),
  },
  closed,
)
export type CorrectMatter = Static<typeof CorrectMatter>

/** What a correction would do. */
export const CorrectionCheck = Type.Object({
  problems: Type.Array(Type.Object({ field: oneOf(matterFields), message: Type.String() })),
  /** Clocks by the received instant that was written, each with its date now and then. */
  clocks: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), from: Instant, to: Instant })),
  /** The start lies more than a day off: a second person must agree, until then the clocks stay. */
  waits: Type.Boolean(),
})
export type CorrectionCheck = Static<typeof CorrectionCheck>

/** 补正告知: the number of the notice, and what is to be amended by when. */
export const AskAmendment = Type.Object(
  {
    reference: Type.String({ minLength: 2, maxLength: 500, pattern: '\\S' }),
    summary: Type.String({ minLength: 2, maxLength: 2000, pattern: '\\S' }),
  },
  closed,
)
export type AskAmendment = Static<typeof AskAmendment>

export const ReceiveAmendment = Type.Object(
  { reason: Type.String({ minLength: 2, maxLength: 400, pattern: '\\S' }) },
  closed,
)
export type ReceiveAmendment = Static<typeof ReceiveAmendment>
