import { type Static, Type } from 'typebox'
import { oneOf } from '../literal.js'
import { type TwoPersonState, twoPeople, twoPersonStates } from './two-person.js'

const wallDirections = ['raise', 'lift'] as const
export type WallDirection = (typeof wallDirections)[number]
export const wallDirectionLabel: Record<WallDirection, string> = { raise: '设置隔离', lift: '解除隔离' }

export const wallChangeStateLabel: Record<TwoPersonState, string> = {
  pending: '待第二人确认',
  approved: '已同意',
  refused: '未同意',
}

const unit = Type.Object({ code: Type.String(), name: Type.String() })

/** One change of a wall by hand: who asked, why, and what the second person said. */
export const WallChangeView = Type.Object({
  id: Type.String(),
  event: Type.Object({ id: Type.String(), number: Type.Integer(), title: Type.String() }),
  unit,
  direction: oneOf(wallDirections),
  state: oneOf(twoPersonStates),
  ...twoPeople,
})
export type WallChangeView = Static<typeof WallChangeView>

/** The wall of one event. */
export const EventWallView = Type.Object({
  /** Units it is hidden from now. `leads` marks one that has the case: it sees nothing and must be replaced. */
  units: Type.Array(Type.Object({ ...unit.properties, leads: Type.Boolean() })),
  /** Newest first. */
  changes: Type.Array(WallChangeView),
})
export type EventWallView = Static<typeof EventWallView>

export const RequestWallChange = Type.Object(
  {
    direction: oneOf(wallDirections),
    unitCode: Type.String({ minLength: 1, maxLength: 100 }),
    reason: Type.String({ minLength: 2, maxLength: 500 }),
  },
  { additionalProperties: false },
)
export type RequestWallChange = Static<typeof RequestWallChange>
