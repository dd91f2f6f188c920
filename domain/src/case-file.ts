import { type Static, Type } from 'typebox'
import type { UnitCode } from './ids.js'
import { oneOf } from './literal.js'
import { clockStartKinds, evidenceKinds, matterKinds, pauseCauses } from './regime.js'
import { severityGrades } from './severity.js'

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

const instant = () => Type.String({ format: 'date-time' })
const reason = () => Type.String()
/** Who asked for what another person approved; absent where one person may do it alone. */
const askedBy = () => Type.Optional(Type.String())

/** What happens to a case file's clocks; the full old and new values are its clock revisions. */
const ClockAction = [
  Type.Object({
    kind: Type.Literal('paused'),
    timerCode: Type.String(),
    cause: oneOf(pauseCauses),
    from: instant(),
    reason: reason(),
    askedBy: askedBy(),
  }),
  Type.Object({ kind: Type.Literal('resumed'), timerCode: Type.String(), from: instant(), reason: reason() }),
  Type.Object({
    kind: Type.Literal('extended'),
    timerCode: Type.String(),
    amount: Type.Integer(),
    reason: reason(),
    askedBy: askedBy(),
  }),
  Type.Object({
    kind: Type.Literal('start-changed'),
    start: oneOf(clockStartKinds),
    at: instant(),
    reason: reason(),
    askedBy: askedBy(),
  }),
  Type.Object({
    kind: Type.Literal('regraded'),
    from: oneOf(severityGrades),
    to: oneOf(severityGrades),
    reason: reason(),
    askedBy: askedBy(),
  }),
  Type.Object({
    kind: Type.Literal('kind-changed'),
    from: oneOf(matterKinds),
    to: oneOf(matterKinds),
    reason: reason(),
  }),
  Type.Object({
    kind: Type.Literal('recomputed'),
    /** The calendar year imported, or the regime and version now applied. */
    cause: Type.String(),
    clocks: Type.Array(Type.Object({ timerCode: Type.String(), from: instant(), to: instant() })),
    askedBy: askedBy(),
  }),
] as const

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
  ...ClockAction,
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
  paused: '暂停计时',
  resumed: '恢复计时',
  extended: '延长时限',
  'start-changed': '变更起算时间',
  regraded: '调整等级',
  'kind-changed': '变更事项种类',
  recomputed: '重新计算时限',
}

/** Actions on the clocks of a case: they come with their own routes and approvals. */
export const clockActionKinds = [
  'paused',
  'resumed',
  'extended',
  'start-changed',
  'regraded',
  'kind-changed',
  'recomputed',
] as const satisfies readonly CaseAction['kind'][]
export type ClockActionKind = (typeof clockActionKinds)[number]

/** What the state machine needs to know of a case file. */
export interface CaseProgress {
  readonly state: CaseState
  readonly leadUnitCode: UnitCode | null
  /** Codes of clocks not yet met. */
  readonly unmet: readonly string[]
}
