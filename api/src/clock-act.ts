import type { Actor } from '@huiyin/domain/actor'
import { liveClock } from '@huiyin/domain/case-clock'
import type { RegimeRef } from '@huiyin/domain/clock-revision'
import type { ClockStartKind } from '@huiyin/domain/regime'
import type { ClockCause, ClockedCase } from '@huiyin/store/case-clocks'
import type { StoredDeadline } from '@huiyin/store/case-files'
import type { Rules } from './rules-in-force.js'

type Person = Actor & { kind: 'user' }

/** What changes the clocks of a case, and the people behind it. */
export interface ClockAct {
  readonly file: ClockedCase
  readonly rules: Rules
  readonly reason: string
  /** Who asked, when `by` is the second person. */
  readonly askedBy?: string
  readonly by: Person
}

export const asked = ({ askedBy }: ClockAct) => (askedBy === undefined ? {} : { askedBy })

export const why = ({ reason, askedBy }: ClockAct, cause: ClockCause['cause']): ClockCause => ({
  cause,
  reason,
  askedBy: askedBy ?? null,
})

export const live = ({ clocks }: ClockedCase): StoredDeadline[] =>
  clocks.filter(({ metAt, supersededAt }) => metAt === null && supersededAt === null)

/** The instant the case's clocks run from: that of its clocks, else discovery. */
export const startOf = ({ clocks, instants, openedAt }: ClockedCase): Date =>
  clocks.reduce<Date | null>((first, { startAt }) => (first && first < startAt ? first : startAt), null) ??
  new Date(instants.discovered ?? openedAt)

export const refsOf = ({ regimes, regimeCode }: ClockedCase): readonly RegimeRef[] =>
  regimes.length > 0 ? regimes : [{ code: regimeCode, version: 0 }]

export const counting = ({ file, rules }: ClockAct) => ({ calendar: rules.calendar, grade: file.grade })

/** The clock a request means, of the file or of one merged into it, and the file it is kept in. */
export function clockOf(
  { file }: ClockAct,
  { timerCode, from }: { timerCode: string; from?: number },
): { caseFileId: string; clock: StoredDeadline } {
  if (from === undefined) return { caseFileId: file.id, clock: liveClock(file.clocks, timerCode) }
  const kept = file.merged.filter(({ clock }) => clock.from === from)
  const clock = liveClock(
    kept.map((one) => one.clock),
    timerCode,
  )
  return { caseFileId: kept[0]?.caseFileId ?? file.id, clock }
}

/** The instants a clock may start from, oldest first, with the one it starts from. */
export function startsOf(file: ClockedCase): { start: ClockStartKind; at: string; chosen: boolean }[] {
  const runsFrom = startOf(file).toISOString()
  const kept = Object.entries(file.instants).map(([start, at]) => ({
    start: start as ClockStartKind,
    at,
    chosen: at === runsFrom,
  }))
  const typed = kept.some(({ chosen }) => chosen)
    ? []
    : [{ start: 'typed' as const, at: runsFrom, chosen: true }]
  return [...kept, ...typed].sort((a, b) => a.at.localeCompare(b.at))
}
