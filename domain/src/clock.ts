/** Time is an argument: whoever needs the present asks this, and tests pass a fixed one. */
export interface Clock {
  now(): Date
}

/** A clock that always answers `instant` (an ISO string or a Date). */
export const fixedClock = (instant: string | Date): Clock => ({ now: () => new Date(instant) })
