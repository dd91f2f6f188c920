import { expect, test } from 'vitest'
import { passwordHint } from './password.js'

test('a short password says how many characters are missing', () => {
  expect(passwordHint('abcdefg', 'admin')).toEqual({ level: 1, words: '还差 3 个字符' })
})
test('digits only, the own name and one repeated letter are weak whatever their length', () => {
  expect(
    ['13812345678', 'zhang.san-2026', 'aaaaaaaaaaaa'].map((p) => passwordHint(p, 'zhang.san').level),
  ).toEqual([1, 1, 1])
})
test('a long sentence is strong', () => {
  expect(passwordHint('青山 渡口 早饭 铅笔 晴', 'admin').level).toBe(2)
  expect(passwordHint('qingshan dukou zaofan', 'admin').level).toBe(3)
})
