import { type Static, Type } from 'typebox'
import { accusedChecked } from '../case-action.js'
import { fields } from '../field.js'
import { Decision, Judgement } from '../judgement.js'
import { oneOf } from '../literal.js'
import { eventStates, feedOrders } from '../opinion-event.js'
import { matterKinds } from '../regime.js'
import { severityGrades } from '../severity.js'
import { sourceKinds } from '../source.js'
import { Instant, MaybeInstant, MaybeText, PageQuery } from './common.js'

export const FeedQuery = Type.Object({
  ...PageQuery.properties,
  state: Type.Optional(oneOf(eventStates)),
  grade: Type.Optional(oneOf(severityGrades)),
  unit: Type.Optional(Type.String()),
  /** 领域 */
  field: Type.Optional(oneOf(fields)),
  /** A watched subject that hits one of its items. */
  subject: Type.Optional(Type.String({ format: 'uuid' })),
  /** Words in title or text of any item of the event. */
  q: Type.Optional(Type.String({ maxLength: 100 })),
  order: Type.Optional(oneOf(feedOrders)),
})
export type FeedQuery = Static<typeof FeedQuery>

export const EngagementView = Type.Object({
  reads: Type.Optional(Type.Integer()),
  comments: Type.Optional(Type.Integer()),
  likes: Type.Optional(Type.Integer()),
  shares: Type.Optional(Type.Integer()),
})

/** One row of 每日信息流. */
export const EventRow = Type.Object({
  id: Type.String(),
  number: Type.Integer(),
  title: Type.String(),
  gist: Type.String(),
  state: oneOf(eventStates),
  grade: oneOf(severityGrades),
  proposedGrade: oneOf(severityGrades),
  /** True when an officer decided grade or unit. */
  decided: Type.Boolean(),
  score: Type.Number(),
  /** Strongest factor names first: the “why” of the row. */
  reasons: Type.Array(Type.String()),
  emergency: Type.Boolean(),
  unit: Type.Union([
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      confidence: Type.Number(),
      reason: Type.String(),
    }),
    Type.Null(),
  ]),
  focus: Type.Array(Type.String()),
  appeal: Type.String(),
  topicL1: Type.String(),
  /** 领域; null where it was judged before fields were kept. */
  field: Type.Union([oneOf(fields), Type.Null()]),
  places: Type.Array(Type.String()),
  itemCount: Type.Integer(),
  sources: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), kind: oneOf(sourceKinds) })),
  engagement: EngagementView,
  firstPublishedAt: MaybeInstant,
  firstFoundAt: Instant,
  lastItemAt: Instant,
  caseFileId: MaybeText,
  /** 热度 and new posts an hour, as `keywords/data/events.yml` counts them. */
  heat: Type.Number(),
  growthPerHour: Type.Number(),
  /** 首发: the post told first. `published` is false when its page gives no time and the discovery stands in. */
  firstSource: Type.Union([
    Type.Object({
      name: Type.String(),
      kind: oneOf(sourceKinds),
      url: Type.String(),
      at: Instant,
      published: Type.Boolean(),
    }),
    Type.Null(),
  ]),
  /** 升温预警 nobody has answered yet. */
  alarm: Type.Union([Type.Object({ raisedAt: Instant, reason: Type.String() }), Type.Null()]),
  /** Locked by a person: the machine adds nothing and merges nothing. */
  locked: Type.Boolean(),
  /** The earliest unmet clock of its case file; in the feed, for an open event, the one that runs from discovery. */
  nextDueAt: MaybeInstant,
  /** Accuses a unit: walled off from it. */
  walled: Type.Boolean(),
  /** 被反映单位待核: accuses somebody whom the directory does not tell. */
  accusedUnknown: Type.Boolean(),
  /** Who checked that the unit handling it is not the accused one. */
  accusedCheckedBy: MaybeText,
})
export type EventRow = Static<typeof EventRow>

export const ItemView = Type.Object({
  id: Type.String(),
  title: Type.String(),
  text: Type.String(),
  url: Type.String(),
  source: Type.Object({
    id: Type.String(),
    name: Type.String(),
    kind: oneOf(sourceKinds),
    level: Type.String(),
  }),
  author: MaybeText,
  publishedAt: MaybeInstant,
  foundAt: Instant,
  engagement: EngagementView,
  /** When the counts were read, and what they were when the post was found, where they have grown since. */
  countedAt: Instant,
  countedFirst: Type.Union([EngagementView, Type.Null()]),
  /** 来源 as the page writes it. */
  sourceName: MaybeText,
  attachments: Type.Array(Type.Object({ name: Type.String(), url: Type.String() })),
  /** 答复 of a message board, apart from the question; an empty text while unanswered. */
  answer: Type.Union([
    Type.Object({ unit: MaybeText, text: Type.String(), repliedAt: MaybeInstant }),
    Type.Null(),
  ]),
  /** 修改记录: what the post said before it was edited, newest first. */
  versions: Type.Array(
    Type.Object({
      number: Type.Integer(),
      title: Type.String(),
      text: Type.String(),
      replacedAt: Instant,
    }),
  ),
  contentHash: Type.String(),
  duplicateOf: MaybeText,
  /** 更正说明, at a person's request (个人信息保护法 第四十六条). */
  correction: Type.Optional(MaybeText),
  judgement: Type.Union([Judgement, Type.Null()]),
  /** Why it is in this event: telling words and places it shares with the post that stands for the event. */
  shared: Type.Object({ words: Type.Array(Type.String()), places: Type.Array(Type.String()) }),
  /** The person who put it here; null is the machine. */
  placedBy: MaybeText,
})
export type ItemView = Static<typeof ItemView>

export const EventView = Type.Object({
  ...EventRow.properties,
  proposed: Judgement,
  decision: Type.Union([Decision, Type.Null()]),
  decidedBy: MaybeText,
  decidedAt: MaybeInstant,
  dismissedReason: MaybeText,
  items: Type.Array(ItemView),
  /** The post that stands for the event. */
  representativeId: MaybeText,
  lockedBy: MaybeText,
  /** What was merged into it and can be restored. */
  merges: Type.Array(
    Type.Object({
      id: Type.String(),
      number: Type.Integer(),
      title: Type.String(),
      items: Type.Integer(),
      /** Null is the machine. */
      by: MaybeText,
      at: Instant,
    }),
  ),
  /** Items per hour of publication (of discovery where the page says none), oldest hour first, for the curve. */
  trend: Type.Array(Type.Object({ hour: Instant, items: Type.Integer() })),
  /** ETag value to send back as If-Match. */
  version: Type.String(),
})
export type EventView = Static<typeof EventView>

/** Items that were not admitted, with the reason: what the machine left out must be visible. */
export const RejectedItemRow = Type.Object({
  id: Type.String(),
  title: Type.String(),
  url: Type.String(),
  sourceName: Type.String(),
  foundAt: Instant,
  reason: Type.String(),
})
export type RejectedItemRow = Static<typeof RejectedItemRow>

export const AcceptEvent = Type.Object(
  {
    grade: Type.Optional(oneOf(severityGrades)),
    /** The unit to hand it to at once; without it the case waits undispatched. */
    unitCode: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String({ maxLength: 500 })),
    /** What it is handled as; left out: an emergency or an opinion, as it was graded. */
    kind: Type.Optional(oneOf(matterKinds)),
    /** The limit written on the order, or the one chosen at triage. */
    limitDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
    accusedChecked,
  },
  { additionalProperties: false },
)
export type AcceptEvent = Static<typeof AcceptEvent>

export const DismissEvent = Type.Object(
  { reason: Type.String({ minLength: 2, maxLength: 500 }) },
  { additionalProperties: false },
)
export type DismissEvent = Static<typeof DismissEvent>

const EventId = Type.String({ format: 'uuid' })

/** 合并: these go into the event of the address. */
export const MergeEvents = Type.Object(
  { eventIds: Type.Array(EventId, { minItems: 1, maxItems: 50 }) },
  { additionalProperties: false },
)
export type MergeEvents = Static<typeof MergeEvents>

/** 拆分: these items leave the event, into another one or, without it, into one of their own. */
export const SplitEvent = Type.Object(
  {
    itemIds: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 500 }),
    into: Type.Optional(EventId),
  },
  { additionalProperties: false },
)
export type SplitEvent = Static<typeof SplitEvent>

export const LockEvent = Type.Object({ locked: Type.Boolean() }, { additionalProperties: false })
export type LockEvent = Static<typeof LockEvent>
