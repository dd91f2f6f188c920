import { expect, test } from 'vitest'
import { passwordDueAt, passwordPolicies, passwordProblem } from './password-policy.js'

const { djbh, asvs } = passwordPolicies
const of = (password: string, policy = djbh) => passwordProblem(password, policy, ['zhangwei', '张伟'])

test('等保 asks for ten characters of three kinds', () => {
  expect(of('Ab3-Ab3-x')).toBe('至少 10 个字符，还差 1 个')
  expect(of('qingshandukou')).toContain('至少三类')
  expect(of('qingshan2026')).toContain('至少三类')
  expect(of('Qingshan2026')).toBeNull()
  expect(of('青山渡口 dukou 8')).toBeNull()
})

test('ASVS asks for length alone', () => {
  expect(of('qingshandu', asvs)).toBe('至少 12 个字符，还差 2 个')
  expect(of('qingshan dukou', asvs)).toBeNull()
})

test('neither takes the account’s own names nor one letter repeated', () => {
  for (const policy of [djbh, asvs]) {
    expect(of('ZhangWei-2026-x', policy)).toContain('不能包含登录名')
    expect(of('张伟 2026 Abcdefg', policy)).toContain('不能包含登录名')
    expect(of('aaaaAAAA1111!', policy)).toContain('不同的字符太少')
  }
})

test('a password falls due after ninety days under 等保 and never under ASVS', () => {
  const set = new Date('2026-03-01T00:00:00Z')
  expect(passwordDueAt(djbh, set)).toEqual(new Date('2026-05-30T00:00:00Z'))
  expect(passwordDueAt(asvs, set)).toBeNull()
  expect(passwordDueAt(djbh, null)).toBeNull()
})
