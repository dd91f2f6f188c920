import { type Static, Type } from 'typebox'
import { oneOf } from '../literal.js'
import { dutyPosts } from '../notice.js'
import { Instant, MaybeInstant, MaybeText } from './common.js'

const closed = { additionalProperties: false } as const

export const ShiftView = Type.Object({
  id: Type.String(),
  post: oneOf(dutyPosts),
  accountId: Type.String(),
  name: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
})
export type ShiftView = Static<typeof ShiftView>

/** Who is on duty now. `empty`: nobody stands at the first post, and it is said loudly. */
export const OnDutyView = Type.Object({ shifts: Type.Array(ShiftView), empty: Type.Boolean() })
export type OnDutyView = Static<typeof OnDutyView>

const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export const ShiftQuery = Type.Object({ from: day, until: day })

/** A roster as it is pasted from a table: a day and its names a line, a heading first. */
export const PastedRoster = Type.Object({ text: Type.String({ minLength: 1, maxLength: 20_000 }) }, closed)
export type PastedRoster = Static<typeof PastedRoster>
export const EnteredRoster = Type.Object({ days: Type.Integer(), shifts: Type.Integer() })
export type EnteredRoster = Static<typeof EnteredRoster>

export const HandoverView = Type.Object({
  id: Type.String(),
  shift: Type.Object({ post: oneOf(dutyPosts), name: Type.String(), startsAt: Instant, endsAt: Instant }),
  note: Type.String(),
  handedBy: Type.String(),
  handedAt: Instant,
  takenBy: MaybeText,
  takenAt: MaybeInstant,
  /** The asker may sign for it: it is open and another's. */
  mayTake: Type.Boolean(),
})
export type HandoverView = Static<typeof HandoverView>
export const WriteHandover = Type.Object(
  { note: Type.String({ minLength: 2, maxLength: 4000, pattern: '\\S' }) },
  closed,
)
