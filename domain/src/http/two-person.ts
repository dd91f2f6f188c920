import { type Static, Type } from 'typebox'
import { Instant, MaybeInstant, MaybeText } from './common.js'

/** Where a request stands that one person makes and a second must agree to. */
export const twoPersonStates = ['pending', 'approved', 'refused'] as const
export type TwoPersonState = (typeof twoPersonStates)[number]
export const twoPersonStateLabel: Record<TwoPersonState, string> = {
  pending: '待第二人批准',
  approved: '已批准',
  refused: '未批准',
}

/** The two people behind a request: who asked and why, what the second said. Part of every view of one. */
export const twoPeople = {
  reason: Type.String(),
  requestedBy: Type.String(),
  requestedAt: Instant,
  decidedBy: MaybeText,
  decidedAt: MaybeInstant,
  decidedReason: MaybeText,
  /** Whoever asks may decide it: pending, of another person, and his role approves. */
  mayDecide: Type.Boolean(),
} as const

/** The second person's word. */
export const DecideChange = Type.Object(
  { approve: Type.Boolean(), reason: Type.Optional(Type.String({ maxLength: 500 })) },
  { additionalProperties: false },
)
export type DecideChange = Static<typeof DecideChange>
