import { type Static, Type } from 'typebox'
import { oneOf } from '../literal.js'
import { dataRequestKinds } from '../privacy.js'
import { Instant, MaybeInstant, MaybeText } from './common.js'

/** One kind of data the privacy page lists: what, why, how long, by which clause. */
export const KeptData = Type.Object({
  what: Type.String(),
  why: Type.String(),
  howLong: Type.String(),
  whoReads: Type.String(),
  clauses: Type.Array(Type.String()),
})
export type KeptData = Static<typeof KeptData>

/** 隐私: for every signed-in person (个人信息保护法 第七、十七条). Figures are of `asOf`. */
export const PrivacyView = Type.Object({
  asOf: Instant,
  kept: Type.Array(KeptData),
  /** What is never done here, whatever is asked. */
  never: Type.Array(Type.String()),
  figures: Type.Object({
    originals: Type.Integer(),
    items: Type.Integer(),
    itemsInCases: Type.Integer(),
    tombstones: Type.Integer(),
    /** Past their time by now: what the next run takes. */
    originalsDue: Type.Integer(),
    itemsDue: Type.Integer(),
    /** When the oldest of each comes to its end. */
    nextOriginalDeletionAt: MaybeInstant,
    nextItemDeletionAt: MaybeInstant,
    lastRun: Type.Union([
      Type.Object({ at: Instant, originals: Type.Integer(), items: Type.Integer(), events: Type.Integer() }),
      Type.Null(),
    ]),
  }),
})
export type PrivacyView = Static<typeof PrivacyView>

const revealStates = ['waiting', 'approved', 'refused', 'read', 'expired'] as const
export type RevealStateName = (typeof revealStates)[number]
export const revealStateLabel: Record<RevealStateName, string> = {
  waiting: '待审批',
  approved: '已同意，待查看',
  refused: '未同意',
  read: '已查看',
  expired: '逾期未看，已失效',
}

export const RevealRequestView = Type.Object({
  id: Type.String(),
  itemId: MaybeText,
  /** Masked. */
  itemTitle: MaybeText,
  reason: Type.String(),
  requestedBy: Type.String(),
  requestedAt: Instant,
  state: oneOf(revealStates),
  decidedBy: MaybeText,
  decidedAt: MaybeInstant,
  decisionReason: MaybeText,
  expiresAt: MaybeInstant,
  readAt: MaybeInstant,
  mayDecide: Type.Boolean(),
  mayRead: Type.Boolean(),
})
export type RevealRequestView = Static<typeof RevealRequestView>

const Reason = (minLength: number) => Type.String({ minLength, maxLength: 500 })

export const AskReveal = Type.Object(
  { itemId: Type.String({ format: 'uuid' }), reason: Reason(5) },
  { additionalProperties: false },
)
export type AskReveal = Static<typeof AskReveal>

/** Refusing says why. */
export const DecideReveal = Type.Object(
  { approve: Type.Boolean(), reason: Type.Optional(Reason(2)) },
  { additionalProperties: false },
)
export type DecideReveal = Static<typeof DecideReveal>

/** The post as it was published; sent once and kept by no cache. */
export const OriginalView = Type.Object({
  title: Type.String(),
  text: Type.String(),
  author: MaybeText,
  /** Of a matter registered at a counter. */
  contact: Type.Optional(Type.String()),
})
export type OriginalView = Static<typeof OriginalView>

export const DataRequestView = Type.Object({
  id: Type.String(),
  number: Type.Integer(),
  kind: oneOf(dataRequestKinds),
  itemId: MaybeText,
  itemTitle: MaybeText,
  url: MaybeText,
  demand: Type.String(),
  receivedAt: Instant,
  dueAt: Instant,
  /** Undecided, and `dueAt` has passed. */
  overdue: Type.Boolean(),
  registeredBy: Type.String(),
  handler: Type.String(),
  decision: Type.Union([Type.Literal('granted'), Type.Literal('refused'), Type.Null()]),
  decisionReason: MaybeText,
  decidedBy: MaybeText,
  decidedAt: MaybeInstant,
  executedAt: MaybeInstant,
  outcome: Type.Union([
    Type.Object({ items: Type.Integer(), events: Type.Optional(Type.Integer()) }),
    Type.Null(),
  ]),
  mayDecide: Type.Boolean(),
  mayExecute: Type.Boolean(),
})
export type DataRequestView = Static<typeof DataRequestView>

/** Who asks; sealed as soon as it arrives. */
export const DataSubjectView = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    contact: Type.String({ minLength: 3, maxLength: 120 }),
    /** How it was checked that he is the one he says. */
    proof: Type.String({ minLength: 2, maxLength: 300 }),
  },
  { additionalProperties: false },
)
export type DataSubjectView = Static<typeof DataSubjectView>

export const RegisterDataRequest = Type.Object(
  {
    kind: oneOf(dataRequestKinds),
    subject: DataSubjectView,
    itemId: Type.Optional(Type.String({ format: 'uuid' })),
    url: Type.Optional(Type.String({ pattern: '^https?://', maxLength: 2000 })),
    demand: Type.String({ minLength: 2, maxLength: 2000 }),
    /** When it came in; now when left out. */
    receivedAt: Type.Optional(Instant),
    handler: Type.String({ minLength: 1, maxLength: 60 }),
  },
  { additionalProperties: false },
)
export type RegisterDataRequest = Static<typeof RegisterDataRequest>

export const DecideDataRequest = Type.Object(
  { grant: Type.Boolean(), reason: Reason(2) },
  { additionalProperties: false },
)
export type DecideDataRequest = Static<typeof DecideDataRequest>

/** `correction` belongs to a correction and says what is right. */
export const ExecuteDataRequest = Type.Object(
  { correction: Type.Optional(Type.String({ minLength: 2, maxLength: 1000 })) },
  { additionalProperties: false },
)
export type ExecuteDataRequest = Static<typeof ExecuteDataRequest>
