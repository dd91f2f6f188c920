import type { Actor } from './actor.js'
import type { CaseAction } from './case-action.js'
import type { CaseProgress } from './case-file.js'
import { ownUnitMoves } from './case-moves.js'
import { Forbidden, InvalidInput } from './errors.js'

const readsContent = ['duty-officer', 'office', 'leader', 'deputy-leader']

const isOwnUnitMove = (
  action: CaseAction,
): action is Extract<CaseAction, { kind: (typeof ownUnitMoves)[number] }> =>
  ownUnitMoves.some((kind) => kind === action.kind)

/** The unit someone acts for alone; null for the desk, for leaders and for services. */
export const actingUnit = (by: Actor): string | null =>
  by.kind === 'user' && !by.roles.some((role) => readsContent.includes(role)) ? (by.unitCode ?? '') : null

/**
 * The action as this person may take it: what a unit does is done in its own name, and the answer to a clock is the
 * lead unit's. An officer who names no unit acts for the lead.
 * @throws Forbidden for what is another unit's.
 */
export function takenBy(action: CaseAction, by: Actor, progress: CaseProgress): CaseAction {
  const own = actingUnit(by)
  if (own !== null && action.kind === 'responded' && own !== progress.leadUnitCode)
    throw new Forbidden('回应由牵头单位登记；协办单位请用“协办答复”')
  if (own !== null && action.kind === 'interpreted') {
    const task = progress.openInterpretations.find(({ actionId }) => actionId === action.actionId)
    if (task && task.unitCode !== own) throw new Forbidden('政策解读由负责解读的单位登记（谁起草、谁解读）')
  }
  if (own !== null && action.kind === 'noted' && action.audience === 'desk')
    throw new InvalidInput('只有值班员和领导可以写内部备注', [
      { field: 'audience', message: '请选择“各承办单位可见”' },
    ])
  if (!isOwnUnitMove(action)) return action
  if (own !== null && action.unitCode !== undefined && action.unitCode !== own)
    throw new Forbidden('只能以本单位名义办理')
  const unitCode = own ?? action.unitCode ?? progress.leadUnitCode ?? undefined
  return unitCode === undefined ? action : { ...action, unitCode }
}
