import { type Static, Type } from 'typebox'
import { CaseAction, caseStates, DeadlineEvidence } from '../case-file.js'
import { oneOf } from '../literal.js'
import { evidenceKinds, matterKinds, timeUnits } from '../regime.js'
import { severityGrades } from '../severity.js'
import { Instant, MaybeInstant, MaybeText, PageQuery } from './common.js'

export const deadlineStates = ['running', 'due-soon', 'overdue', 'met', 'met-late'] as const

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
  /** Computed when asked. */
  state: oneOf(deadlineStates),
})
export type DeadlineView = Static<typeof DeadlineView>

const unit = Type.Union([Type.Object({ code: Type.String(), name: Type.String() }), Type.Null()])

export const CaseRow = Type.Object({
  id: Type.String(),
  number: Type.Integer(),
  eventId: Type.String(),
  title: Type.String(),
  state: oneOf(caseStates),
  kind: oneOf(matterKinds),
  grade: oneOf(severityGrades),
  leadUnit: unit,
  openedAt: Instant,
  closedAt: MaybeInstant,
  nextDueAt: MaybeInstant,
  /** The unmet clock that is due first. */
  nextDeadline: Type.Union([DeadlineView, Type.Null()]),
  overdueCount: Type.Integer(),
})
export type CaseRow = Static<typeof CaseRow>

export const CaseQuery = Type.Object({
  ...PageQuery.properties,
  /** open: not closed · overdue: open with a clock past due · closed. */
  scope: Type.Optional(oneOf(['open', 'overdue', 'closed'])),
  unit: Type.Optional(Type.String()),
})
export type CaseQuery = Static<typeof CaseQuery>

export const CaseFileView = Type.Object({
  ...CaseRow.properties,
  regime: Type.Object({ code: Type.String(), name: Type.String(), document: Type.String() }),
  deadlines: Type.Array(DeadlineView),
  actions: Type.Array(
    Type.Object({ id: Type.Integer(), action: CaseAction, actor: Type.String(), at: Instant }),
  ),
  version: Type.String(),
})
export type CaseFileView = Static<typeof CaseFileView>

export const DispatchCase = Type.Object(
  { unitCode: Type.String({ minLength: 1 }), note: Type.Optional(Type.String({ maxLength: 2000 })) },
  { additionalProperties: false },
)
export type DispatchCase = Static<typeof DispatchCase>
export const RespondCase = Type.Object(
  { timerCode: Type.String({ minLength: 1 }), evidence: DeadlineEvidence },
  { additionalProperties: false },
)
export type RespondCase = Static<typeof RespondCase>
export const NoteCase = Type.Object(
  { note: Type.String({ minLength: 1, maxLength: 2000 }) },
  { additionalProperties: false },
)
export type NoteCase = Static<typeof NoteCase>
export const CloseCase = Type.Object(
  { conclusion: Type.String({ minLength: 2, maxLength: 2000 }) },
  { additionalProperties: false },
)
export type CloseCase = Static<typeof CloseCase>
export const ReopenCase = Type.Object(
  { reason: Type.String({ minLength: 2, maxLength: 2000 }) },
  { additionalProperties: false },
)
export type ReopenCase = Static<typeof ReopenCase>
