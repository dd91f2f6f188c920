import type { Role } from './actor.js'

export interface Appointment {
  roles: readonly Role[]
  unitCode: string | null
}

/** Held alone: who runs the system sees no content, who audits does neither, a unit sees only what is its own. */
const heldAlone: readonly Role[] = ['administrator', 'auditor', 'unit']

const isDemonstrationPair = (held: ReadonlySet<Role>): boolean =>
  held.size === 2 && held.has('administrator') && held.has('duty-officer')

/**
 * 三员分立, the one rule on which roles one account may hold (GB/T 22239—2019 7.1.5: 系统管理 and 审计管理 are apart,
 * and neither is the work itself). The database checks the same in a trigger. Only the first account of a demonstration, where
 * nothing is real and one person tries everything, may hold administration and duty together.
 * @returns what is wrong, in words for who appoints, or null
 */
export function separationProblem(
  { roles, unitCode }: Appointment,
  { isFirstOfDemonstration }: { isFirstOfDemonstration: boolean },
): { field: 'roles' | 'unitCode'; message: string } | null {
  const held = new Set(roles)
  if (held.size === 0) return { field: 'roles', message: '请至少选择一个角色' }
  if (held.has('display')) return { field: 'roles', message: '大屏不用账号，请生成大屏链接' }
  const isMixed = held.size > 1 && heldAlone.some((role) => held.has(role))
  if (isMixed && !(isFirstOfDemonstration && isDemonstrationPair(held)))
    return {
      field: 'roles',
      message: '按三员分立要求，系统管理员、审计员、承办单位账号不得兼任其他角色，请为另一角色另建账号',
    }
  if (held.has('unit') && !unitCode) return { field: 'unitCode', message: '承办单位账号须选择所属单位' }
  if (!held.has('unit') && unitCode) return { field: 'unitCode', message: '只有承办单位账号填写所属单位' }
  return null
}
