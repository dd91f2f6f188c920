import { expect, test } from 'vitest'
import { patternProblem, writtenPattern } from './pattern.js'

test('named groups are found across lines; one that took no part is left out', () => {
  const pattern = writtenPattern('pages\\((?<total>\\d+).*?(?<page>\\d+)(?<rest>x)?\\)')
  expect(pattern.groupsIn('a pages(12,\n3) b')).toEqual({ total: '12', page: '3' })
  expect(pattern.groupsIn('pages()')).toBeNull()
})

test('Chinese is written as it is or by its number, and slashes may be escaped', () => {
  expect(writtenPattern('[\\u4e00-\\u9fa5]+\\/列表').test('通知/列表')).toBe(true)
  expect(writtenPattern('discuz', { ignoreCase: true }).test('Discuz!')).toBe(true)
  expect(writtenPattern('discuz').test('Discuz!')).toBe(false)
})

test('a pattern that would keep a backtracking engine for ever is answered at once', () => {
  // 2^60 steps for an engine that backtracks: this test ends only because none does.
  const text = `${'a'.repeat(60)}!`
  expect(writtenPattern('^(a+)+$').test(text)).toBe(false)
  expect(writtenPattern('^(?<all>(a|aa)+)$').groupsIn(text)).toBeNull()
  expect(writtenPattern('(x+x+)+y').test('x'.repeat(20_000))).toBe(false)
})

test.each([
  ['(?=a)b', '不支持前后断言 (?=…) (?!…) (?<=…) (?<!…)，请改用普通写法'],
  ['(?<!a)b', '不支持前后断言 (?=…) (?!…) (?<=…) (?<!…)，请改用普通写法'],
  ['(a)\\1', '不支持反向引用 \\1，请把要重复的内容直接写出来'],
  ['(?>a)', '不支持这种 (?…) 写法，只能用 (?:…) 和 (?<名称>…)'],
  ['a++', '不支持 ++、*+ 这类连写，请去掉一个'],
  ['a{2000}', '重复次数 {…} 最多 1000'],
  ['*a', '*、+、? 前面缺少要重复的内容'],
  ['(a', '圆括号没有配对'],
  ['a)', '圆括号没有配对'],
  ['[a', '方括号没有配对'],
  ['[z-a]', '方括号里的范围写反了或不存在'],
  ['(?<a>x)(?<a>y)', '有两个分组同名，请改一个名称'],
  ['a\\', '末尾多了一个反斜杠'],
])('what RE2 does not know is refused with what to do: %s', (pattern, reason) => {
  expect(patternProblem(pattern)).toBe(reason)
})

test('what is well written has no problem', () => {
  expect(patternProblem('^https?://[^/]+/(?:news|art)/\\d{4}/')).toBeNull()
})
