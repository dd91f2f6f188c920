/** Time is an argument: whoever needs the present asks this, and tests pass a fixed one. */
export interface Clock {
  now(): Date
}
