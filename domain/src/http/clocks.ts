import { type Static, Type } from 'typebox'
import { ClockValues, revisionCauses } from '../clock-revision.js'
import { oneOf } from '../literal.js'
import { clockStartKinds, matterKinds, pauseCauses } from '../regime.js'
import { severityGrades } from '../severity.js'
import { warningStages } from '../warning.js'
import { Instant, MaybeText } from './common.js'
import { twoPeople, twoPersonStates } from './two-person.js'

const timerCode = () => Type.String({ minLength: 1, maxLength: 100 })
const limitDays = () => Type.Optional(Type.Integer({ minimum: 1, maximum: 366 }))
const strict = { additionalProperties: false } as const
/** The number of the merged case file whose clock is meant; left out for the file's own. */
const from = () => Type.Optional(Type.Integer({ minimum: 1 }))

/** What one person asks of a case's clocks and a second must agree to (docs/rules.md §1). */
export const ClockRequest = Type.Union([
  Type.Object(
    { kind: Type.Literal('pause'), timerCode: timerCode(), from: from(), cause: oneOf(pauseCauses) },
    strict,
  ),
  Type.Object(
    {
      kind: Type.Literal('extend'),
      timerCode: timerCode(),
      from: from(),
      amount: Type.Integer({ minimum: 1, maximum: 366 }),
    },
    strict,
  ),
  /** `registered`: the received instant of the register is put right by it. */
  Type.Object(
    {
      kind: Type.Literal('change-start'),
      at: Instant,
      registered: Type.Optional(Type.Literal(true)),
    },
    strict,
  ),
  Type.Object({ kind: Type.Literal('lower-grade'), grade: oneOf(severityGrades) }, strict),
  Type.Object(
    { kind: Type.Literal('change-kind'), matter: oneOf(matterKinds), limitDays: limitDays() },
    strict,
  ),
  Type.Object({ kind: Type.Literal('adopt-regimes') }, strict),
])
export type ClockRequest = Static<typeof ClockRequest>

export const clockRequestLabel: Record<ClockRequest['kind'], string> = {
  pause: '暂停计时',
  extend: '延长时限',
  'change-start': '填写起算时间',
  'lower-grade': '降低等级',
  'change-kind': '变更事项种类',
  'adopt-regimes': '按现行制度重新计算',
}

const reason = () => Type.String({ minLength: 2, maxLength: 500 })

export const RequestClockChange = Type.Object({ request: ClockRequest, reason: reason() }, strict)
export type RequestClockChange = Static<typeof RequestClockChange>

export const ClockChangeView = Type.Object({
  id: Type.String(),
  caseFile: Type.Object({ id: Type.String(), number: Type.Integer(), title: Type.String() }),
  request: ClockRequest,
  timerName: MaybeText,
  state: oneOf(twoPersonStates),
  ...twoPeople,
})
export type ClockChangeView = Static<typeof ClockChangeView>

export const ResumeClock = Type.Object({ timerCode: timerCode(), from: from(), reason: reason() }, strict)
export type ResumeClock = Static<typeof ResumeClock>

/** Another of the instants kept on the case; a typed one takes a second person. */
export const ChooseStart = Type.Object({ start: oneOf(clockStartKinds), reason: reason() }, strict)
export type ChooseStart = Static<typeof ChooseStart>

export const WarningView = Type.Object({
  id: Type.Integer(),
  caseFile: Type.Object({ id: Type.String(), number: Type.Integer(), title: Type.String() }),
  timerCode: Type.String(),
  timerName: Type.String(),
  stage: oneOf(warningStages),
  expectedAt: Instant,
  dueAt: Instant,
  warnedAt: Instant,
})
export type WarningView = Static<typeof WarningView>

/** Everything that happened to the clocks of one case. */
export const CaseClocksView = Type.Object({
  /** Newest first. */
  revisions: Type.Array(
    Type.Object({
      id: Type.Integer(),
      timerCode: Type.String(),
      timerName: Type.String(),
      cause: oneOf(revisionCauses),
      reason: Type.String(),
      askedBy: MaybeText,
      madeBy: Type.String(),
      madeAt: Instant,
      before: Type.Union([ClockValues, Type.Null()]),
      after: ClockValues,
    }),
  ),
  changes: Type.Array(ClockChangeView),
  warnings: Type.Array(WarningView),
  /** The instants a clock may start from, oldest first; `chosen` is the one it starts from now. */
  starts: Type.Array(Type.Object({ start: oneOf(clockStartKinds), at: Instant, chosen: Type.Boolean() })),
  /** Whether regimes in force now differ from those this case runs under. */
  newerRegimes: Type.Boolean(),
})
export type CaseClocksView = Static<typeof CaseClocksView>
