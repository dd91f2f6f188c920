import { Type } from 'typebox'
import { oneOf } from './literal.js'
import { clockStartKinds, matterKinds, pauseCauses } from './regime.js'
import { severityGrades } from './severity.js'

const instant = () => Type.String({ format: 'date-time' })
const reason = () => Type.String()
/** Who asked for what another person approved; absent where one person may do it alone. */
const askedBy = () => Type.Optional(Type.String())

/** What happens to a case file's clocks; the full old and new values are its clock revisions. */
export const clockActionBodies = {
  paused: Type.Object({
    timerCode: Type.String(),
    cause: oneOf(pauseCauses),
    from: instant(),
    reason: reason(),
    askedBy: askedBy(),
  }),
  resumed: Type.Object({ timerCode: Type.String(), from: instant(), reason: reason() }),
  extended: Type.Object({
    timerCode: Type.String(),
    amount: Type.Integer(),
    reason: reason(),
    askedBy: askedBy(),
  }),
  'start-changed': Type.Object({
    start: oneOf(clockStartKinds),
    at: instant(),
    reason: reason(),
    askedBy: askedBy(),
  }),
  regraded: Type.Object({
    from: oneOf(severityGrades),
    to: oneOf(severityGrades),
    reason: reason(),
    askedBy: askedBy(),
  }),
  'kind-changed': Type.Object({
    from: oneOf(matterKinds),
    to: oneOf(matterKinds),
    reason: reason(),
    askedBy: askedBy(),
  }),
  recomputed: Type.Object({
    /** The calendar year imported, or the regime and version now applied. */
    cause: Type.String(),
    clocks: Type.Array(Type.Object({ timerCode: Type.String(), from: instant(), to: instant() })),
    askedBy: askedBy(),
  }),
} as const

/** Actions on the clocks of a case: they come with their own routes and approvals. */
export type ClockActionKind = keyof typeof clockActionBodies

export const clockActionLabel: Record<ClockActionKind, string> = {
  paused: '暂停计时',
  resumed: '恢复计时',
  extended: '延长时限',
  'start-changed': '变更起算时间',
  regraded: '调整等级',
  'kind-changed': '变更事项种类',
  recomputed: '重新计算时限',
}
