import type { ClockValues, StoredPause } from '@huiyin/domain/clock-revision'
import type { ResponseDeadline } from '@huiyin/domain/deadline'
import type { Pause } from '@huiyin/domain/due-date'
import type { WarnedClock } from '@huiyin/domain/warning'

export const toPause = ({ from, until, cause }: StoredPause): Pause => ({
  from: new Date(from),
  until: until === null ? null : new Date(until),
  cause,
})

const toStoredPause = ({ from, until, cause }: Pause): StoredPause => ({
  from: from.toISOString(),
  until: until?.toISOString() ?? null,
  cause,
})

/** Everything of a clock that can change; what stays with it is its code. */
export type ChangingClock = Omit<ResponseDeadline, 'code' | 'metAt'>

/** The columns of `response_deadline` these values are written to. */
export const clockColumns = (clock: ChangingClock) => ({
  name: clock.name,
  start_at: clock.startAt,
  due_at: clock.dueAt,
  last_day: clock.lastDay ?? null,
  unit: clock.unit,
  amount: clock.amount,
  clause: clock.clause,
  document: clock.document,
  met_by: clock.metBy,
  steps: JSON.stringify(clock.steps),
  provisional: clock.provisional ?? null,
  rule: clock.rule ? JSON.stringify(clock.rule) : null,
  rule_warns_at: clock.ruleWarnsAt ?? null,
  extension: clock.extension,
  pauses: JSON.stringify(clock.pauses.map(toStoredPause)),
  superseded_at: clock.supersededAt,
})

/** The clock as its revisions keep it. */
export const clockValues = (clock: ChangingClock): ClockValues => ({
  startAt: clock.startAt.toISOString(),
  dueAt: clock.dueAt.toISOString(),
  lastDay: clock.lastDay ?? null,
  unit: clock.unit,
  amount: clock.amount,
  extension: clock.extension,
  pauses: clock.pauses.map(toStoredPause),
  supersededAt: clock.supersededAt?.toISOString() ?? null,
  provisional: clock.provisional ?? null,
  clause: clock.clause,
  document: clock.document,
  steps: [...clock.steps],
})

/** The clock as warnings are asked of it. */
export const warnedClock = (clock: ResponseDeadline): WarnedClock => ({
  ...clock,
  ruleWarnsAt: clock.ruleWarnsAt ?? null,
})
