import { type Static, Type } from 'typebox'
import { DayText, MaybeText } from './common.js'

export const CoverageQuery = Type.Object({ from: Type.Optional(DayText), to: Type.Optional(DayText) })
export type CoverageQuery = Static<typeof CoverageQuery>

const Duration = Type.Number({ minimum: 0, description: '毫秒' })

/** 监测覆盖说明 of civil days, both included, as far as they have passed: what could and could not be seen. */
export const CoverageView = Type.Object({
  from: DayText,
  to: DayText,
  /** One sentence, as reports print it. */
  statement: Type.String(),
  /** Sources not seen for a part that matters, key sources and the longest blind first. */
  gaps: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      key: Type.Boolean(),
      state: Type.String({ description: '未采集、失明、存疑、已恢复' }),
      blindMs: Duration,
      doubtfulMs: Duration,
      reason: Type.String(),
    }),
  ),
  /** Every source that was switched on; its parts add up to the time it was to be watched. */
  sources: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      key: Type.Boolean(),
      watchedMs: Duration,
      seenMs: Duration,
      quietMs: Duration,
      doubtfulMs: Duration,
      blindMs: Duration,
      sweeps: Type.Integer(),
      bad: Type.Integer(),
      new: Type.Integer(),
      endsBlind: Type.Boolean(),
      reason: MaybeText,
    }),
  ),
})
export type CoverageView = Static<typeof CoverageView>
