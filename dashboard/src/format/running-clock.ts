import type { RunningClock } from '@huiyin/domain/deadline'
import type { DeadlineView } from '@huiyin/domain/http/case-files'

export type ClockOnPage = Pick<DeadlineView, 'startAt' | 'dueAt' | 'metAt' | 'pauses' | 'supersededAt'>

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text))

/** A clock as the server sent it, as the rules of the domain read it. */
export const runningClock = ({ startAt, dueAt, metAt, pauses, supersededAt }: ClockOnPage): RunningClock => ({
  startAt: new Date(startAt),
  dueAt: new Date(dueAt),
  metAt: instant(metAt),
  supersededAt: instant(supersededAt),
  pauses: pauses.map(({ from, until, cause }) => ({ from: new Date(from), until: instant(until), cause })),
})
