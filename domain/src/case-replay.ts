import { amendmentNotice, type CaseAction } from './case-action.js'
import { type CaseProgress, openedCase } from './case-file.js'
import type { UnitCode } from './ids.js'

/** An action with its number in the history. */
export interface CaseEntry {
  readonly id: number
  readonly action: CaseAction
}

/** Numbers of the entries that were taken back. */
export const takenBack = (entries: readonly CaseEntry[]): ReadonlySet<number> =>
  new Set(entries.flatMap(({ action }) => (action.kind === 'undone' ? [action.actionId] : [])))

/** The history without what was taken back, and without the taking back. */
export function standing<Entry extends CaseEntry>(entries: readonly Entry[]): Entry[] {
  const undone = takenBack(entries)
  return entries.filter(({ id, action }) => action.kind !== 'undone' && !undone.has(id))
}

/**
 * Where a case file stands, from its history alone. What is recorded has happened: it is followed, not judged again.
 * @param timerCodes codes of all its own clocks, met or not.
 */
export const replay = (timerCodes: readonly string[], entries: readonly CaseEntry[]): CaseProgress =>
  standing(entries).reduce(step, openedCase(timerCodes))

/** The case file after one more entry. */
export function step(progress: CaseProgress, { id, action }: CaseEntry): CaseProgress {
  switch (action.kind) {
    case 'accepted':
    case 'noted':
    case 'consulted':
    case 'escalated':
    case 'measured':
    case 'split':
    case 'split-off':
    case 'attached':
    case 'detached':
    case 'reviewed':
    case 'corrected':
    case 'undone':
    case 'paused':
    case 'resumed':
    case 'extended':
      return progress
    case 'start-changed':
    case 'regraded':
    case 'kind-changed':
    case 'recomputed':
      return afterClocks(progress, progress.unmet)
    case 'dispatched':
      return dispatched(progress, action.unitCode as UnitCode)
    case 'assisted':
      return assisted(progress, action.unitCodes as UnitCode[])
    case 'received':
      return action.unitCode === undefined || action.unitCode === progress.leadUnitCode
        ? { ...progress, state: progress.state === 'dispatched' ? 'handling' : progress.state }
        : withPart(progress, action.unitCode, 'received')
    case 'contributed':
      return withPart(progress, action.unitCode, 'answered')
    case 'returned':
      return returned(progress, action.unitCode as UnitCode | undefined)
    case 'arbitrated':
      return arbitrated(progress, action)
    case 'transferred':
      return { ...progress, state: 'transferred' }
    case 'supervised':
      return { ...progress, supervisedUntil: action.limitAt }
    case 'responded':
      return responded(progress, action.timerCode)
    case 'explained':
      return { ...progress, explained: true }
    case 'instructed': {
      const { unitCode = null, limitAt = null } = action
      return {
        ...progress,
        openInstructions: [...progress.openInstructions, { actionId: id, unitCode, limitAt }],
      }
    }
    case 'fed-back':
      return {
        ...progress,
        openInstructions: progress.openInstructions.filter(({ actionId }) => actionId !== action.actionId),
      }
    case 'interpretation-asked': {
      const { unitCode, limitAt } = action
      return {
        ...progress,
        openInterpretations: [...progress.openInterpretations, { actionId: id, unitCode, limitAt }],
      }
    }
    case 'interpreted':
      return {
        ...progress,
        openInterpretations: progress.openInterpretations.filter(
          ({ actionId }) => actionId !== action.actionId,
        ),
      }
    case 'closed':
      return { ...progress, state: 'closed', supervisedUntil: null, visited: false }
    case 'visited':
      return { ...progress, visited: action.result !== 'unsatisfied' }
    case 'archived':
      return { ...progress, state: 'archived' }
    case 'reopened':
      return {
        ...progress,
        state: progress.leadUnitCode ? 'handling' : 'accepted',
        mergedInto: null,
        visited: false,
      }
    case 'merged':
      return { ...progress, state: 'merged', mergedInto: action.intoId }
    case 'absorbed':
      return absorbed(progress, action)
    case 'released':
      return {
        ...progress,
        absorbed: progress.absorbed.filter((from) => from !== action.fromId),
        unmet: action.unmet,
      }
  }
}

/** A new lead unit has explained nothing yet; the same one handed the case again has. */
const dispatched = (progress: CaseProgress, unitCode: UnitCode): CaseProgress => ({
  ...progress,
  state: 'dispatched',
  leadUnitCode: unitCode,
  beforeReturn: null,
  explained: progress.explained && progress.leadUnitCode === unitCode,
  assisting: progress.assisting.filter((unit) => unit.unitCode !== unitCode),
})

const assisted = (progress: CaseProgress, unitCodes: readonly UnitCode[]): CaseProgress => ({
  ...progress,
  assisting: unitCodes.map(
    (unitCode) =>
      progress.assisting.find((unit) => unit.unitCode === unitCode) ?? { unitCode, part: 'asked' as const },
  ),
})

const withPart = (
  progress: CaseProgress,
  unitCode: string | undefined,
  part: 'asked' | 'received' | 'answered' | 'returned',
): CaseProgress => ({
  ...progress,
  assisting: progress.assisting.map((unit) => (unit.unitCode === unitCode ? { ...unit, part } : unit)),
})

function returned(progress: CaseProgress, unitCode: UnitCode | undefined): CaseProgress {
  if (unitCode === undefined) return progress
  const used = { ...progress, returnedOnce: [...progress.returnedOnce, unitCode] }
  if (unitCode !== progress.leadUnitCode) return withPart(used, unitCode, 'returned')
  return {
    ...used,
    state: 'returned',
    beforeReturn: progress.state === 'handling' ? 'handling' : 'dispatched',
  }
}

/** Upheld: the unit is out and the case waits for another. Refused: it goes on where it was. */
function arbitrated(
  progress: CaseProgress,
  { unitCode, upheld }: { unitCode: string; upheld: boolean },
): CaseProgress {
  if (unitCode === progress.leadUnitCode)
    return upheld
      ? { ...progress, state: 'accepted', leadUnitCode: null, beforeReturn: null, explained: false }
      : { ...progress, state: progress.beforeReturn ?? 'dispatched', beforeReturn: null }
  if (!upheld) return withPart(progress, unitCode, 'asked')
  return { ...progress, assisting: progress.assisting.filter((unit) => unit.unitCode !== unitCode) }
}

/** The case is answered when its last clock is met; until then it stays in handling. */
function responded(progress: CaseProgress, timerCode: string): CaseProgress {
  const unmet = progress.unmet.filter((code) => code !== timerCode)
  // 补正告知 is no answer: the case goes on waiting for its dispatch, for the unit to receive it, for the answer itself.
  if (timerCode === amendmentNotice) return { ...progress, unmet }
  const next = { ...progress, unmet, answers: progress.answers + 1 }
  if (progress.state === 'merged') return next
  return unmet.length === 0
    ? { ...next, state: 'answered', supervisedUntil: null }
    : { ...next, state: 'handling' }
}

/** Clocks of the absorbed file are to be met here: an answered case has something to answer again. */
const absorbed = (
  progress: CaseProgress,
  { fromId, unmet }: { fromId: string; unmet: readonly string[] },
): CaseProgress => ({
  ...progress,
  absorbed: [...progress.absorbed, fromId],
  unmet: [...new Set([...progress.unmet, ...unmet])],
  state: progress.state === 'answered' && unmet.length > 0 ? 'handling' : progress.state,
})

/**
 * The case file once other clocks run: one that was answered has something to answer again, one whose last open
 * clock was superseded after an answer stands answered.
 */
function afterClocks(progress: CaseProgress, unmet: readonly string[]): CaseProgress {
  if (progress.state === 'answered' && unmet.length > 0) return { ...progress, unmet, state: 'handling' }
  if (progress.state === 'handling' && unmet.length === 0 && progress.answers > 0)
    return { ...progress, unmet, state: 'answered' }
  return { ...progress, unmet }
}
