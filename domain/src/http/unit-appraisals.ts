import { type Static, Type } from 'typebox'
import { DayText } from './common.js'

const MaybeHours = Type.Union([Type.Number(), Type.Null()])

/** Figures of one unit over one period; what each counts is said in `domain/appraisal`. */
export const AppraisalFigures = Type.Object({
  received: Type.Integer(),
  answered: Type.Integer(),
  overdue: Type.Integer(),
  responded: Type.Integer(),
  returned: Type.Integer(),
  reopened: Type.Integer(),
  noticed: Type.Integer(),
  /** Hours from the handing over to the first answer; null without any. */
  medianHours: MaybeHours,
  p90Hours: MaybeHours,
})
export type AppraisalFigures = Static<typeof AppraisalFigures>

export const AppraisalRow = Type.Object({
  unit: Type.Object({ code: Type.String(), name: Type.String(), dissolved: Type.Boolean() }),
  figures: AppraisalFigures,
  /** The same over the period before. */
  earlier: AppraisalFigures,
})
export type AppraisalRow = Static<typeof AppraisalRow>

/** Left out: this month. */
export const AppraisalQuery = Type.Object({
  from: Type.Optional(DayText),
  to: Type.Optional(DayText),
})
export type AppraisalQuery = Static<typeof AppraisalQuery>

export const AppraisalView = Type.Object({
  jurisdiction: Type.String(),
  demonstration: Type.Boolean(),
  from: DayText,
  to: DayText,
  earlierFrom: DayText,
  earlierTo: DayText,
  /** Only the reader's own unit. */
  ownOnly: Type.Boolean(),
  rows: Type.Array(AppraisalRow),
})
export type AppraisalView = Static<typeof AppraisalView>
