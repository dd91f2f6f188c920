import { passwordPolicies } from '@huiyin/domain/password-policy'
import { expect, test } from 'vitest'
import { passwordHint } from './password.js'

const { djbh, asvs } = passwordPolicies

test('before anything is typed the policy speaks', () => {
  expect(passwordHint('', 'admin', djbh).words).toBe(djbh.words)
})
test('a password the server would refuse says why', () => {
  expect(passwordHint('abcdefg', 'admin', djbh)).toEqual({ level: 1, words: '至少 10 个字符，还差 3 个' })
  expect(passwordHint('zhang.san-2026', 'zhang.san', djbh).level).toBe(1)
  expect(passwordHint('qingshan dukou', 'admin', djbh).words).toContain('至少三类')
})
test('length makes a password strong, under either policy', () => {
  expect(passwordHint('Qingshan dukou', 'admin', djbh).level).toBe(2)
  expect(passwordHint('Qingshan dukou zaofan', 'admin', djbh).level).toBe(3)
  expect(passwordHint('qingshan dukou', 'admin', asvs).level).toBe(2)
})
