import { type Static, Type } from 'typebox'
import type { UnitCode } from './ids.js'
import { oneOf } from './literal.js'
import { evidenceKinds } from './regime.js'

/** Where a case stands (docs/rules.md §4, first part of the path; reviews and publication join it later). */
export const caseStates = ['accepted', 'dispatched', 'handling', 'answered', 'closed'] as const
export type CaseState = (typeof caseStates)[number]
export const caseStateLabel: Record<CaseState, string> = {
  accepted: '已受理',
  dispatched: '已交办',
  handling: '办理中',
  answered: '已回应',
  closed: '已办结',
}

/** What meets a clock: each by its own proof (docs/rules.md §1). */
export const DeadlineEvidence = Type.Object(
  {
    kind: oneOf(evidenceKinds),
    /** Where it was published, or the document number, or time and place of the briefing. */
    reference: Type.String({ minLength: 2, maxLength: 500 }),
    /** What was said, in a sentence or two. */
    summary: Type.String({ minLength: 2, maxLength: 2000 }),
  },
  { additionalProperties: false },
)
export type DeadlineEvidence = Static<typeof DeadlineEvidence>

/** Everything that happens to a case file is one of these, appended with actor and time. */
export const CaseAction = Type.Union([
  Type.Object({ kind: Type.Literal('accepted'), reason: Type.Optional(Type.String()) }),
  Type.Object({
    kind: Type.Literal('dispatched'),
    unitCode: Type.String(),
    note: Type.Optional(Type.String()),
  }),
  Type.Object({ kind: Type.Literal('received') }),
  Type.Object({ kind: Type.Literal('responded'), timerCode: Type.String(), evidence: DeadlineEvidence }),
  Type.Object({ kind: Type.Literal('noted'), note: Type.String() }),
  Type.Object({ kind: Type.Literal('closed'), conclusion: Type.String() }),
  Type.Object({ kind: Type.Literal('reopened'), reason: Type.String() }),
])
export type CaseAction = Static<typeof CaseAction>

export const caseActionLabel: Record<CaseAction['kind'], string> = {
  accepted: '受理',
  dispatched: '交办',
  received: '签收',
  responded: '回应',
  noted: '备注',
  closed: '办结',
  reopened: '重新办理',
}

/** What the state machine needs to know of a case file. */
export interface CaseProgress {
  readonly state: CaseState
  readonly leadUnitCode: UnitCode | null
  /** Codes of clocks not yet met. */
  readonly unmet: readonly string[]
}
