import type { Role } from './actor.js'
import type { CaseActionKind } from './case-action.js'

const desk = ['duty-officer', 'office'] as const satisfies readonly Role[]
const leaders = ['leader', 'deputy-leader'] as const satisfies readonly Role[]
const deskAndLeaders = [...desk, ...leaders] as const
/** The desk may record for a unit what it did by telephone or on paper. */
const units = [...desk, 'unit'] as const satisfies readonly Role[]

/** What a person may do on a case file: the word of its address, and who (docs/rules.md §4). */
export const caseMoves = {
  dispatched: { verb: 'dispatch', roles: desk },
  assisted: { verb: 'assist', roles: desk },
  received: { verb: 'receive', roles: units },
  contributed: { verb: 'contribute', roles: units },
  returned: { verb: 'return', roles: units },
  arbitrated: { verb: 'arbitrate', roles: desk },
  transferred: { verb: 'transfer', roles: desk },
  supervised: { verb: 'supervise', roles: deskAndLeaders },
  escalated: { verb: 'escalate', roles: desk },
  responded: { verb: 'respond', roles: units },
  explained: { verb: 'explain', roles: units },
  consulted: { verb: 'consult', roles: desk },
  instructed: { verb: 'instruct', roles: deskAndLeaders },
  'fed-back': { verb: 'feed-back', roles: units },
  'interpretation-asked': { verb: 'ask-interpretation', roles: desk },
  interpreted: { verb: 'interpret', roles: units },
  measured: { verb: 'measure', roles: deskAndLeaders },
  noted: { verb: 'note', roles: [...deskAndLeaders, 'unit'] },
  closed: { verb: 'close', roles: desk },
  visited: { verb: 'visit', roles: desk },
  archived: { verb: 'archive', roles: desk },
  reopened: { verb: 'reopen', roles: desk },
  merged: { verb: 'merge', roles: desk },
  split: { verb: 'split', roles: desk },
  undone: { verb: 'undo', roles: [...deskAndLeaders, 'unit'] },
} as const satisfies Partial<Record<CaseActionKind, { verb: string; roles: readonly Role[] }>>

export type CaseMove = keyof typeof caseMoves
export type CaseVerb = (typeof caseMoves)[CaseMove]['verb']

/** Who may call what, by the word of the address. */
export const rolesByVerb = Object.fromEntries(
  Object.values(caseMoves).map(({ verb, roles }) => [verb, roles]),
) as unknown as { readonly [Verb in CaseVerb]: readonly Role[] }

/** Moves whose `unitCode` is the unit that acts: a unit's own is filled in, an officer may name one. */
export const ownUnitMoves = ['received', 'contributed', 'returned', 'explained'] as const satisfies CaseMove[]
