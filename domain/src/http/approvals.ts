import { type Static, Type } from 'typebox'

const count = () => Type.Integer({ minimum: 0 })

/** How much waits for the reader's word as second person, by what it is; 0 where his role does not decide. */
export const ApprovalCounts = Type.Object({
  regimes: count(),
  noticeRules: count(),
  judgement: count(),
  clocks: count(),
  walls: count(),
  reveals: count(),
})
export type ApprovalCounts = Static<typeof ApprovalCounts>
