import {
  type CaseAction,
  type CaseProgress,
  type CaseState,
  caseActionLabel,
  caseStateLabel,
} from './case-file.js'
import { IllegalTransition } from './errors.js'
import type { UnitCode } from './ids.js'

/** Until a case is closed its clocks can be paused, extended and set right. */
const clocksRun: readonly CaseState[] = ['accepted', 'dispatched', 'handling', 'answered']

/** From which states an action may be taken. A total record: a new action fails to compile until it is placed. */
const allowedFrom: Record<CaseAction['kind'], readonly CaseState[]> = {
  accepted: [],
  dispatched: ['accepted', 'dispatched', 'handling'],
  received: ['dispatched'],
  responded: ['dispatched', 'handling', 'answered'],
  noted: ['accepted', 'dispatched', 'handling', 'answered', 'closed'],
  closed: ['answered'],
  reopened: ['closed'],
  paused: clocksRun,
  resumed: clocksRun,
  extended: clocksRun,
  'start-changed': clocksRun,
  regraded: clocksRun,
  'kind-changed': clocksRun,
  recomputed: clocksRun,
}

const hint: Partial<Record<CaseAction['kind'], string>> = {
  responded: '请先交办责任单位，再登记回应',
  closed: '请先登记各项时限的回应依据，再办结',
  received: '案件交办后方可签收',
}

/**
 * The case file after `action`. Reopening keeps the first clock.
 * @throws IllegalTransition in words an officer understands, when the action is not allowed now.
 */
export function apply(progress: CaseProgress, action: CaseAction): CaseProgress {
  if (!allowedFrom[action.kind].includes(progress.state)) {
    const why = hint[action.kind]
    throw new IllegalTransition(
      `案件${caseStateLabel[progress.state]}，不能${caseActionLabel[action.kind]}${why ? `：${why}` : ''}`,
      { state: progress.state, action: action.kind },
    )
  }
  switch (action.kind) {
    case 'accepted':
    case 'noted':
    // What an act on the clocks does to them is the clock's own arithmetic; `afterClocks` brings the state after it.
    case 'paused':
    case 'resumed':
    case 'extended':
    case 'start-changed':
    case 'regraded':
    case 'kind-changed':
    case 'recomputed':
      return progress
    case 'dispatched':
      return { ...progress, state: 'dispatched', leadUnitCode: action.unitCode as UnitCode }
    case 'received':
      return { ...progress, state: 'handling' }
    case 'responded':
      return respond(progress, action.timerCode)
    case 'closed':
      return { ...progress, state: 'closed' }
    case 'reopened':
      return { ...progress, state: 'handling' }
  }
}

/** The case is answered when its last clock is met; until then it stays in handling. */
function respond(progress: CaseProgress, timerCode: string): CaseProgress {
  if (!progress.unmet.includes(timerCode))
    throw new IllegalTransition('该时限不存在，或已登记过回应依据', { timerCode })
  const unmet = progress.unmet.filter((code) => code !== timerCode)
  return { ...progress, unmet, state: unmet.length === 0 ? 'answered' : 'handling' }
}

/**
 * The case file once other clocks run: one that was answered has something to answer again, one whose last open
 * clock was superseded after an answer stands answered.
 */
export function afterClocks(
  progress: CaseProgress,
  { unmet, met }: { unmet: readonly string[]; met: number },
): CaseProgress {
  if (progress.state === 'answered' && unmet.length > 0) return { ...progress, unmet, state: 'handling' }
  if (progress.state === 'handling' && unmet.length === 0 && met > 0)
    return { ...progress, unmet, state: 'answered' }
  return { ...progress, unmet }
}
