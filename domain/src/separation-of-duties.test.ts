import { expect, test } from 'vitest'
import type { Role } from './actor.js'
import { separationProblem } from './separation-of-duties.js'

const real = { isFirstOfDemonstration: false }
const problem = (roles: Role[], unitCode: string | null = null, where = real) =>
  separationProblem({ roles, unitCode }, where)?.message ?? null

test.each<[Role[]]>([
  [['administrator', 'duty-officer']],
  [['administrator', 'auditor']],
  [['auditor', 'leader']],
  [['unit', 'office']],
])('%j are not held by one account', (roles) => {
  expect(problem(roles, roles.includes('unit') ? 'shuiwu-ju' : null)).toContain('三员分立')
})

test.each<[Role[]]>([[['administrator']], [['auditor']], [['duty-officer', 'office', 'leader']]])(
  '%j may be held by one account',
  (roles) => {
    expect(problem(roles)).toBeNull()
  },
)

test('the first account of a demonstration may administer and be on duty, and audit nothing', () => {
  const first = { isFirstOfDemonstration: true }
  expect(problem(['administrator', 'duty-officer'], null, first)).toBeNull()
  expect(problem(['administrator', 'auditor'], null, first)).toContain('三员分立')
  expect(problem(['administrator', 'duty-officer', 'auditor'], null, first)).toContain('三员分立')
})

test('a unit account names its unit, no other account does', () => {
  expect(problem(['unit'])).toBe('承办单位账号须选择所属单位')
  expect(problem(['leader'], 'shuiwu-ju')).toBe('只有承办单位账号填写所属单位')
  expect(problem(['unit'], 'shuiwu-ju')).toBeNull()
})
