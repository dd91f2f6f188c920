import { amendmentNotice, type CaseAction, type CaseActionKind, caseActionLabel } from './case-action.js'
import { type CaseProgress, type CaseState, caseStateLabel, caseStates } from './case-file.js'
import { step } from './case-replay.js'
import { IllegalTransition } from './errors.js'

const working = ['dispatched', 'handling', 'answered'] as const
const open = ['accepted', 'dispatched', 'returned', 'handling', 'answered'] as const

/** From which states an action may be taken. A total record: a new action fails to compile until it is placed. */
const allowedFrom: Record<CaseActionKind, readonly CaseState[]> = {
  accepted: [],
  dispatched: ['accepted', 'dispatched', 'handling'],
  assisted: ['dispatched', 'handling'],
  received: working,
  contributed: working,
  returned: ['dispatched', 'handling'],
  arbitrated: ['returned', 'dispatched', 'handling'],
  transferred: ['accepted', 'dispatched', 'returned', 'handling'],
  supervised: ['dispatched', 'handling'],
  escalated: open,
  responded: working,
  explained: ['dispatched', 'handling'],
  consulted: open,
  instructed: open,
  'fed-back': open,
  'interpretation-asked': working,
  interpreted: open,
  measured: [...open, 'closed'],
  noted: caseStates.filter((state) => state !== 'archived'),
  closed: ['dispatched', 'handling', 'answered'],
  visited: ['closed'],
  archived: ['closed'],
  reopened: ['closed', 'archived', 'merged', 'transferred'],
  merged: open,
  absorbed: open,
  released: caseStates,
  split: open,
  'split-off': ['accepted'],
  attached: caseStates.filter((state) => state !== 'archived'),
  detached: caseStates.filter((state) => state !== 'archived'),
  reviewed: caseStates.filter((state) => state !== 'archived'),
  corrected: open,
  undone: caseStates,
  // Until a case is closed its clocks can be paused, extended and set right.
  paused: open,
  resumed: open,
  extended: open,
  'start-changed': open,
  regraded: open,
  'kind-changed': open,
  recomputed: open,
}

const statesFor = (action: CaseAction): readonly CaseState[] =>
  action.kind === 'responded' && action.timerCode === amendmentNotice ? open : allowedFrom[action.kind]

const hint: Partial<Record<CaseActionKind, string>> = {
  responded: '请先交办责任单位，再登记回应',
  closed: '请先登记各项时限的回应依据，再办结',
  received: '案件交办后方可签收',
  returned: '已办结或已回应的案件不能退单',
  visited: '办结后方可登记回访',
  archived: '办结并回访后方可归档',
  assisted: '请先交办牵头单位，再确定协办单位',
  supervised: '请先交办，再督办',
  corrected: '登记内容在办结前更正；确需更正的，请先重新办理',
  'interpretation-asked': '请先交办，再布置政策解读',
}

const refuse = (message: string, detail: Record<string, unknown> = {}): never => {
  throw new IllegalTransition(message, detail)
}

const partOf = (progress: CaseProgress, unitCode: string) =>
  progress.assisting.find((unit) => unit.unitCode === unitCode)?.part

/** What stands in the way of this very action beyond the state: one answer a kind. */
function checkOwn(progress: CaseProgress, action: CaseAction): void {
  const { leadUnitCode, state } = progress
  switch (action.kind) {
    case 'received': {
      const isLead = action.unitCode === undefined || action.unitCode === leadUnitCode
      if (isLead && state !== 'dispatched') refuse('案件已签收，不必再次签收')
      if (!isLead && partOf(progress, String(action.unitCode)) !== 'asked')
        refuse('该单位没有待签收的协办事项')
      return
    }
    case 'assisted':
      if (leadUnitCode && action.unitCodes.includes(leadUnitCode))
        refuse('牵头单位不能同时作为协办单位，请从协办单位中移除')
      return
    case 'contributed': {
      const part = action.unitCode === undefined ? undefined : partOf(progress, action.unitCode)
      if (part !== 'asked' && part !== 'received') refuse('该单位没有待答复的协办事项')
      return
    }
    case 'returned':
      checkReturn(progress, action.unitCode)
      return
    case 'arbitrated': {
      const isLead = action.unitCode === leadUnitCode && state === 'returned'
      if (!isLead && partOf(progress, action.unitCode) !== 'returned') refuse('该单位没有待裁定的退单')
      return
    }
    case 'responded':
      if (!progress.unmet.includes(action.timerCode))
        refuse('该时限不存在，或已登记过回应依据', { timerCode: action.timerCode })
      return
    case 'explained':
      if (action.unitCode !== undefined && action.unitCode !== leadUnitCode) refuse('超时说明由牵头单位作出')
      return
    case 'fed-back':
      if (!progress.openInstructions.some(({ actionId }) => actionId === action.actionId))
        refuse('该批示不存在，或已经反馈')
      return
    case 'interpreted':
      if (!progress.openInterpretations.some(({ actionId }) => actionId === action.actionId))
        refuse('该解读任务不存在，或已经登记解读')
      return
    case 'closed':
      checkClosing(progress)
      return
    case 'archived':
      if (!progress.visited) refuse('办结不等于解决：请先登记回访；回访不满意的，请重新办理或再次回访')
      return
    default:
  }
}

function checkReturn(progress: CaseProgress, unitCode: string | undefined): void {
  const part = unitCode === undefined ? undefined : partOf(progress, unitCode)
  const isLead = unitCode !== undefined && unitCode === progress.leadUnitCode
  if (!isLead && part !== 'asked' && part !== 'received') refuse('只有承办或协办本案的单位可以退单')
  if (progress.returnedOnce.some((code) => code === unitCode))
    refuse('每个单位对同一案件只能退单一次，本单位已退过：请按裁定办理，有新情况请写在备注中')
}

function checkClosing(progress: CaseProgress): void {
  const { state, unmet, assisting, openInstructions, openInterpretations } = progress
  if (state !== 'answered' && unmet.length > 0)
    refuse(`案件${caseStateLabel[state]}，不能办结：${hint.closed}`, { unmet })
  const waiting = assisting.filter(({ part }) => part !== 'answered').length
  if (waiting > 0) refuse(`还有 ${waiting} 个协办单位没有答复：请催办，或调整协办单位后再办结`)
  if (openInstructions.length > 0)
    refuse(`还有 ${openInstructions.length} 条领导批示没有反馈：请先登记反馈，再办结`)
  if (openInterpretations.length > 0)
    refuse(`还有 ${openInterpretations.length} 项政策解读没有发布：请先登记解读的网址或文号，再办结`)
}

/**
 * Whether `action` may be taken now.
 * @throws IllegalTransition in words an officer understands, when it may not.
 */
export function check(progress: CaseProgress, action: CaseAction): void {
  if (!statesFor(action).includes(progress.state)) {
    const why = hint[action.kind]
    refuse(
      `案件${caseStateLabel[progress.state]}，不能${caseActionLabel[action.kind]}${why ? `：${why}` : ''}`,
      { state: progress.state, action: action.kind },
    )
  }
  checkOwn(progress, action)
}

/**
 * The case file after `action`, which becomes entry `id` of its history. Reopening keeps the first clock.
 * @throws IllegalTransition when it is not allowed now.
 */
export function apply(progress: CaseProgress, action: CaseAction, id = 0): CaseProgress {
  check(progress, action)
  return step(progress, { id, action })
}
