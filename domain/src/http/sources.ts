import { type Static, Type } from 'typebox'
import { oneOf } from '../literal.js'
import { receivedWays, sourceHealths, sourceKinds, sourceLevels, sweepOutcomes } from '../source.js'
import { sourceFigureNames } from '../source-figures.js'
import { sweepFaults } from '../source-health.js'
import { Instant, MaybeInstant } from './common.js'

export const SweepView = Type.Object({
  startedAt: Instant,
  finishedAt: MaybeInstant,
  outcome: Type.Union([oneOf(sweepOutcomes), Type.Null()]),
  fetched: Type.Integer(),
  new: Type.Integer(),
  duplicates: Type.Integer(),
  errors: Type.Array(Type.Object({ url: Type.String(), code: Type.String(), message: Type.String() })),
})
export type SweepView = Static<typeof SweepView>

export const EvidenceView = Type.Object({
  url: Type.String(),
  status: Type.Union([Type.Integer(), Type.Null()]),
  title: Type.String(),
  opening: Type.String(),
  size: Type.Integer(),
})

/** Two bad sweeps in a row, until a good one. */
export const SourceAlarmView = Type.Object({
  id: Type.String(),
  fault: oneOf(sweepFaults),
  reason: Type.String(),
  raisedAt: Instant,
  acknowledgedAt: MaybeInstant,
  acknowledgedBy: Type.Union([Type.String(), Type.Null()]),
  note: Type.Union([Type.String(), Type.Null()]),
})
export type SourceAlarmView = Static<typeof SourceAlarmView>

/** Someone has seen the alarm; `normal`: the source has changed and is so from now on. */
export const AcknowledgeAlarm = Type.Object(
  {
    note: Type.String({ minLength: 2, maxLength: 200 }),
    normal: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type AcknowledgeAlarm = Static<typeof AcknowledgeAlarm>

export const SourceView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: oneOf(sourceKinds),
  level: oneOf(sourceLevels),
  url: Type.String(),
  /** How its items come when it is not swept; null: it is swept. */
  received: Type.Union([oneOf(receivedWays), Type.Null()]),
  receivedAt: MaybeInstant,
  key: Type.Boolean(),
  enabled: Type.Boolean(),
  everySeconds: Type.Integer(),
  nextSweepAt: Instant,
  health: oneOf(sourceHealths),
  /** Health in words, with what to do. */
  healthReason: Type.String(),
  healthSince: MaybeInstant,
  /** What the page looked like, when the last sweep was bad. */
  evidence: Type.Union([EvidenceView, Type.Null()]),
  itemsTotal: Type.Integer(),
  itemsToday: Type.Integer(),
  admittedToday: Type.Integer(),
  /** Alarms that stand, oldest first. */
  alarms: Type.Array(SourceAlarmView),
  /** The last 30 civil days, oldest first; a day without a sweep is left out. */
  days: Type.Array(
    Type.Object({
      day: Type.String(),
      sweeps: Type.Integer(),
      bad: Type.Integer(),
      new: Type.Integer(),
      admitted: Type.Integer(),
    }),
  ),
  /** The last 24 hours in words beside what is usual. */
  figures: Type.Array(
    Type.Object({
      name: oneOf(sourceFigureNames),
      now: Type.String(),
      usual: Type.Union([Type.String(), Type.Null()]),
      low: Type.Boolean(),
    }),
  ),
  /** Newest first: a few in the list, 30 of one source. */
  sweeps: Type.Array(SweepView),
})
export type SourceView = Static<typeof SourceView>

/** A definition as YAML text, as it would stand in a file. */
export const NewSource = Type.Object(
  { yaml: Type.String({ minLength: 10, maxLength: 20_000 }) },
  { additionalProperties: false },
)
export type NewSource = Static<typeof NewSource>
export const PatchSource = Type.Object({ enabled: Type.Boolean() }, { additionalProperties: false })
export type PatchSource = Static<typeof PatchSource>
