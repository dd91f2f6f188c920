import { type Static, Type } from 'typebox'
import { oneOf } from './literal.js'
import { type ClockStartKind, pauseCauses, timeUnits } from './regime.js'

const Instant = Type.String({ format: 'date-time' })
const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()])

/** A pause as it is written down: instants as ISO text. */
export const StoredPause = Type.Object({
  from: Instant,
  until: orNull(Instant),
  cause: oneOf(pauseCauses),
})
export type StoredPause = Static<typeof StoredPause>

/** The moments a clock of this case may start from, as they were known at its opening; `typed` never among them. */
export type CaseInstants = Partial<Record<Exclude<ClockStartKind, 'typed'>, string>>

/** One version of a regime; version 0 is the shipped one. */
export const RegimeRef = Type.Object({ code: Type.String(), version: Type.Integer({ minimum: 0 }) })
export type RegimeRef = Static<typeof RegimeRef>

/** Every value of a clock at one time. */
export const ClockValues = Type.Object({
  startAt: Instant,
  dueAt: Instant,
  lastDay: orNull(Type.String()),
  unit: oneOf(timeUnits),
  amount: Type.Integer(),
  extension: Type.Integer(),
  pauses: Type.Array(StoredPause),
  supersededAt: orNull(Instant),
  provisional: orNull(Type.String()),
  clause: Type.String(),
  document: Type.String(),
  steps: Type.Array(Type.String()),
})
export type ClockValues = Static<typeof ClockValues>

/** Why a clock got other values. */
export const revisionCauses = [
  'opened',
  'paused',
  'resumed',
  'extended',
  'start-changed',
  'regraded',
  'kind-changed',
  'calendar',
  'regimes',
] as const
export type RevisionCause = (typeof revisionCauses)[number]
export const revisionCauseLabel: Record<RevisionCause, string> = {
  opened: '开始计时',
  paused: '暂停',
  resumed: '恢复',
  extended: '延长',
  'start-changed': '变更起算',
  regraded: '等级调整',
  'kind-changed': '种类变更',
  calendar: '节假日安排更新',
  regimes: '适用制度变更',
}
