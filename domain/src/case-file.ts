import type { UnitCode } from './ids.js'

/**
 * Where a case stands (docs/rules.md §4). Drafting, review and publication join between `handling` and `answered`.
 * `merged` goes on in another file, `transferred` with another authority; both can be reopened.
 */
export const caseStates = [
  'accepted',
  'dispatched',
  'returned',
  'handling',
  'answered',
  'closed',
  'archived',
  'merged',
  'transferred',
] as const
export type CaseState = (typeof caseStates)[number]
export const caseStateLabel: Record<CaseState, string> = {
  accepted: '已受理',
  dispatched: '已交办',
  returned: '退单待裁定',
  handling: '办理中',
  answered: '已回应',
  closed: '已办结',
  archived: '已归档',
  merged: '已并案',
  transferred: '已转办',
}

/** No work is left on this desk: not in the list of open cases, until reopened. */
const endedStates: readonly CaseState[] = ['closed', 'archived', 'merged', 'transferred']
export const isEnded = (state: CaseState): boolean => endedStates.includes(state)

/** How far a unit is with its part. */
const partStates = ['asked', 'received', 'answered', 'returned'] as const
export type PartState = (typeof partStates)[number]
export const partStateLabel: Record<PartState, string> = {
  asked: '待签收',
  received: '办理中',
  answered: '已答复',
  returned: '退单待裁定',
}

/** An instruction not yet answered. */
export interface OpenInstruction {
  readonly actionId: number
  readonly unitCode: string | null
  readonly limitAt: string | null
}

/** A policy to be interpreted: by this unit, until then (an ISO instant). */
export interface OpenInterpretation extends OpenInstruction {
  readonly unitCode: string
  readonly limitAt: string
}

/** What the state machine knows of a case file: everything here follows from its actions and nothing else. */
export interface CaseProgress {
  readonly state: CaseState
  readonly leadUnitCode: UnitCode | null
  /** Assisting units with their parts, in the order they were asked. */
  readonly assisting: readonly { readonly unitCode: UnitCode; readonly part: PartState }[]
  /** Codes of clocks not yet met. */
  readonly unmet: readonly string[]
  /** How often evidence met a clock. */
  readonly answers: number
  /** Units that used their one return. */
  readonly returnedOnce: readonly UnitCode[]
  /** The state a refused return goes back to. */
  readonly beforeReturn: 'dispatched' | 'handling' | null
  readonly openInstructions: readonly OpenInstruction[]
  /** 政策解读 asked for and not yet published. */
  readonly openInterpretations: readonly OpenInterpretation[]
  /** The limit of the running 督办, an ISO instant. */
  readonly supervisedUntil: string | null
  /** The lead unit has said why it is late. */
  readonly explained: boolean
  readonly mergedInto: string | null
  /** Ids of case files that go on in this one. */
  readonly absorbed: readonly string[]
  /** Visited after closing. */
  readonly visited: boolean
}

/** A file just opened, with the codes of its clocks. */
export const openedCase = (timerCodes: readonly string[]): CaseProgress => ({
  state: 'accepted',
  leadUnitCode: null,
  assisting: [],
  unmet: timerCodes,
  answers: 0,
  returnedOnce: [],
  beforeReturn: null,
  openInstructions: [],
  openInterpretations: [],
  supervisedUntil: null,
  explained: false,
  mergedInto: null,
  absorbed: [],
  visited: false,
})
