import { type Static, Type } from 'typebox'
import { dutyStates } from '../duty-calendar.js'
import { oneOf } from '../literal.js'
import { dutyAids, dutyRhythms } from '../regime.js'
import { DayText, Instant, MaybeInstant, MaybeText, pageOf } from './common.js'

const closed = { additionalProperties: false } as const

const duty = {
  regimeCode: Type.String(),
  regimeName: Type.String(),
  name: Type.String(),
  clause: Type.String(),
  every: oneOf(dutyRhythms),
}

/** That it was done, with its proof; the withdrawn stay to be read. */
export const DutyRecordView = Type.Object({
  id: Type.String(),
  ...duty,
  periodWords: Type.String(),
  dueOn: DayText,
  doneOn: DayText,
  reference: Type.String(),
  note: Type.String(),
  recordedBy: Type.String(),
  recordedAt: Instant,
  withdrawnAt: MaybeInstant,
  withdrawnBy: MaybeText,
  withdrawnReason: MaybeText,
  /** It is the reader's own and so fresh that it may be taken back without a reason. */
  mine: Type.Boolean(),
})
export type DutyRecordView = Static<typeof DutyRecordView>

/** One duty in one period. */
export const DutyView = Type.Object({
  ...duty,
  /** The document only says 定期. */
  local: Type.Boolean(),
  aid: Type.Union([oneOf(dutyAids), Type.Null()]),
  atLeast: Type.Integer(),
  periodFrom: DayText,
  periodTo: DayText,
  periodWords: Type.String(),
  dueOn: DayText,
  state: oneOf(dutyStates),
  done: Type.Integer(),
  /** Done, but after the due day. */
  late: Type.Boolean(),
  records: Type.Array(DutyRecordView),
})
export type DutyView = Static<typeof DutyView>

/** Left out: this month. */
export const DutyQuery = Type.Object({ from: Type.Optional(DayText), to: Type.Optional(DayText) })

export const DutyCalendarView = Type.Object({
  today: DayText,
  from: DayText,
  to: DayText,
  /** Those of the period asked for; with today in it also what is overdue from before. */
  duties: Type.Array(DutyView),
  /** Done every day or with every matter: they have no date. */
  undated: Type.Array(Type.Object(duty)),
  /** The regimes in force, by name. */
  regimes: Type.Array(Type.String()),
})
export type DutyCalendarView = Static<typeof DutyCalendarView>

const evidence = {
  doneOn: DayText,
  /** A link, a document number, or where the paper lies. */
  reference: Type.String({ minLength: 2, maxLength: 300, pattern: '\\S' }),
  note: Type.Optional(Type.String({ maxLength: 1000 })),
}
export const RecordDuty = Type.Object(
  {
    regimeCode: Type.String({ minLength: 1, maxLength: 60 }),
    name: Type.String({ minLength: 1, maxLength: 60 }),
    periodFrom: DayText,
    ...evidence,
  },
  closed,
)
export type RecordDuty = Static<typeof RecordDuty>

export const WithdrawDuty = Type.Object({ reason: Type.Optional(Type.String({ maxLength: 300 })) }, closed)
export type WithdrawDuty = Static<typeof WithdrawDuty>

export const DutyHistoryQuery = Type.Object({
  regimeCode: Type.Optional(Type.String({ maxLength: 60 })),
  name: Type.Optional(Type.String({ maxLength: 60 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
})
export const DutyHistoryPage = pageOf(DutyRecordView)
export type DutyHistoryPage = Static<typeof DutyHistoryPage>
