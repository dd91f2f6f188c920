import { type Static, Type } from 'typebox'
import { appraisalFigures } from '../appraisal.js'
import { CaseActionView, longestText } from '../case-action.js'
import { DeadlineEvidence } from '../case-evidence.js'
import { type CaseProgress, caseStates } from '../case-file.js'
import { StoredPause } from '../clock-revision.js'
import { deadlineStates } from '../deadline.js'
import { oneOf } from '../literal.js'
import { evidenceKinds, matterKinds, pauseCauses, timeUnits } from '../regime.js'
import { severityGrades } from '../severity.js'
import { DayText, Instant, MaybeInstant, MaybeText, PageQuery } from './common.js'

export const DeadlineView = Type.Object({
  code: Type.String(),
  name: Type.String(),
  startAt: Instant,
  dueAt: Instant,
  lastDay: MaybeText,
  unit: oneOf(timeUnits),
  amount: Type.Integer(),
  clause: Type.String(),
  document: Type.String(),
  metBy: oneOf(evidenceKinds),
  steps: Type.Array(Type.String()),
  provisional: MaybeText,
  metAt: MaybeInstant,
  evidence: Type.Union([DeadlineEvidence, Type.Null()]),
  /** The number of the merged case file whose clock it is; null for the file's own. */
  from: Type.Union([Type.Integer(), Type.Null()]),
  /** Added to `amount` once, with approval. */
  extension: Type.Integer(),
  pauses: Type.Array(StoredPause),
  /** Since when it stands still. */
  pausedAt: MaybeInstant,
  supersededAt: MaybeInstant,
  /** How far its document lets it be extended, and what pauses it. */
  extendableBy: Type.Union([Type.Integer(), Type.Null()]),
  pausableFor: Type.Array(oneOf(pauseCauses)),
  /** The document's own words. */
  quote: MaybeText,
  /** Computed when asked. */
  state: oneOf(deadlineStates),
})
export type DeadlineView = Static<typeof DeadlineView>

const someUnit = Type.Object({ code: Type.String(), name: Type.String() })
const unit = Type.Union([someUnit, Type.Null()])

export const CaseRow = Type.Object({
  id: Type.String(),
  number: Type.Integer(),
  eventId: Type.String(),
  title: Type.String(),
  state: oneOf(caseStates),
  kind: oneOf(matterKinds),
  grade: oneOf(severityGrades),
  leadUnit: unit,
  assistUnits: Type.Array(someUnit),
  /** The limit of the running 督办. */
  supervisedUntil: MaybeInstant,
  /** The lead unit has said why it is late. */
  explained: Type.Boolean(),
  openedAt: Instant,
  closedAt: MaybeInstant,
  nextDueAt: MaybeInstant,
  /** The unmet clock that is due first. */
  nextDeadline: Type.Union([DeadlineView, Type.Null()]),
  overdueCount: Type.Integer(),
  /** A clock has run for twice its limit. */
  veryOverdue: Type.Boolean(),
  /** 被反映单位待核: accuses somebody whom the directory does not tell. */
  accusedUnknown: Type.Boolean(),
  /** An officer has checked that whoever handles it is not the accused one: its units see it. */
  accusedChecked: Type.Boolean(),
})
export type CaseRow = Static<typeof CaseRow>

/**
 * open: not ended · overdue: open with a clock past due · unexplained: overdue at a unit that has neither answered nor
 * explained (梅河口 四(五): to be named) · supervised: under 督办 · closed: ended.
 */
export const caseScopes = ['open', 'overdue', 'unexplained', 'supervised', 'closed'] as const
export type CaseScope = (typeof caseScopes)[number]

export const CaseQuery = Type.Object({
  ...PageQuery.properties,
  scope: Type.Optional(oneOf(caseScopes)),
  unit: Type.Optional(Type.String()),
  /** Exactly the cases behind a figure of `unit` over `from` to `to` (考核). */
  figure: Type.Optional(oneOf(appraisalFigures)),
  from: Type.Optional(DayText),
  to: Type.Optional(DayText),
})
export type CaseQuery = Static<typeof CaseQuery>

const caseRelations = ['merged-into', 'absorbed', 'split-from', 'split'] as const

export const CaseEntryView = Type.Object({
  id: Type.Integer(),
  action: CaseActionView,
  actor: Type.String(),
  at: Instant,
  /** The reader's own: he may take back the last one for ten seconds. */
  mine: Type.Boolean(),
  /** Not every unit of the case reads it. */
  restricted: Type.Boolean(),
})
export type CaseEntryView = Static<typeof CaseEntryView>

export const CaseFileView = Type.Object({
  ...CaseRow.properties,
  regime: Type.Object({ code: Type.String(), name: Type.String(), document: Type.String() }),
  deadlines: Type.Array(DeadlineView),
  actions: Type.Array(CaseEntryView),
  /** Where the state machine stands, so that a page offers what the server will allow. */
  progress: Type.Unsafe<CaseProgress>(Type.Object({}, { additionalProperties: true })),
  /** It is about a policy that was misread: only then is its interpretation asked for. */
  policyMisread: Type.Boolean(),
  /** Names of the units the history speaks of, also of dissolved ones. */
  unitNames: Type.Record(Type.String(), Type.String()),
  kin: Type.Array(
    Type.Object({
      id: Type.String(),
      number: Type.Integer(),
      title: Type.String(),
      relation: oneOf(caseRelations),
    }),
  ),
  version: Type.String(),
})
export type CaseFileView = Static<typeof CaseFileView>

export const MergeCase = Type.Object(
  {
    intoId: Type.String({ format: 'uuid' }),
    reason: Type.String({ minLength: 2, maxLength: longestText, pattern: '\\S' }),
  },
  { additionalProperties: false },
)
export type MergeCase = Static<typeof MergeCase>

export const SplitCase = Type.Object(
  {
    matter: Type.String({ minLength: 2, maxLength: 200, pattern: '\\S' }),
    reason: Type.String({ minLength: 2, maxLength: longestText, pattern: '\\S' }),
  },
  { additionalProperties: false },
)
export type SplitCase = Static<typeof SplitCase>

/** One 领导批示 of the list of all, the nearest limit first. */
export const InstructionRow = Type.Object({
  actionId: Type.Integer(),
  case: Type.Object({ id: Type.String(), number: Type.Integer(), title: Type.String() }),
  by: Type.String(),
  text: Type.String(),
  /** Null: to the desk. */
  unit,
  givenAt: Instant,
  limitAt: MaybeInstant,
  fedBackAt: MaybeInstant,
  overdue: Type.Boolean(),
})
export type InstructionRow = Static<typeof InstructionRow>

export const InstructionQuery = Type.Object({
  ...PageQuery.properties,
  scope: Type.Optional(oneOf(['open', 'answered'])),
})
export type InstructionQuery = Static<typeof InstructionQuery>

export const AttachmentView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  mediaType: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
  /** A picture the page may show. */
  preview: Type.Boolean(),
  /** Not every unit of the case sees it. */
  restricted: Type.Boolean(),
  addedBy: Type.String(),
  addedAt: Instant,
  removedAt: MaybeInstant,
  removedBy: MaybeText,
  /** The reader may take it away. */
  removable: Type.Boolean(),
})
export type AttachmentView = Static<typeof AttachmentView>

/** `takeOver`: whoever else writes becomes a reader. */
export const CasePresenceAsk = Type.Object(
  { editing: Type.Boolean(), takeOver: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
)
export type CasePresenceAsk = Static<typeof CasePresenceAsk>

const Present = Type.Object({ name: Type.String(), mine: Type.Boolean(), editingSince: MaybeInstant })

export const CasePresenceView = Type.Object({
  present: Type.Array(Present),
  /** Who began to write first and still does. */
  writer: Type.Union([Present, Type.Null()]),
})
export type CasePresenceView = Static<typeof CasePresenceView>
