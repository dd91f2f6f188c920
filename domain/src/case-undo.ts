import type { CaseActionKind } from './case-action.js'
import { IllegalTransition } from './errors.js'

/** How long the last own action can be taken back. */
export const undoWithinMs = 10_000

/**
 * What can be taken back: what changed nothing outside this file. Letters sent elsewhere, files joined or divided and
 * the opening itself are undone by their own actions.
 */
const undoable: Record<CaseActionKind, boolean> = {
  accepted: false,
  dispatched: true,
  assisted: true,
  received: true,
  contributed: true,
  returned: true,
  arbitrated: true,
  transferred: false,
  supervised: true,
  escalated: true,
  responded: true,
  explained: true,
  consulted: true,
  instructed: true,
  'fed-back': true,
  'interpretation-asked': true,
  interpreted: true,
  measured: false,
  noted: true,
  closed: true,
  visited: true,
  archived: true,
  reopened: false,
  merged: false,
  absorbed: false,
  released: false,
  split: false,
  'split-off': false,
  attached: false,
  detached: false,
  reviewed: false,
  corrected: false,
  undone: false,
  paused: false,
  resumed: false,
  extended: false,
  'start-changed': false,
  regraded: false,
  'kind-changed': false,
  recomputed: false,
}

export const isUndoable = (kind: CaseActionKind): boolean => undoable[kind]

/** The last entry of a history, as far as undoing asks. */
export interface LastEntry {
  readonly kind: CaseActionKind
  readonly actorId: string | null
  readonly at: Date
}

/**
 * Whether `userId` may take back the last entry at `now`.
 * @throws IllegalTransition saying why not.
 */
export function checkUndo({ kind, actorId, at }: LastEntry, userId: string, now: Date): void {
  const refuse = (message: string): never => {
    throw new IllegalTransition(message, { kind })
  }
  if (actorId !== userId) refuse('其后已有他人办理，不能撤回')
  if (!undoable[kind]) refuse('该操作已对外或涉及其他案件，不能撤回；请按程序另行办理')
  if (now.getTime() - at.getTime() > undoWithinMs) refuse('已超过 10 秒，不能撤回；请按程序另行办理')
}
