import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allOf, anyOf, notOf, type RuleNode, type RuleTerm } from './ast.js'
import { explainRule } from './explain.js'
import { foldTerm } from './fold.js'
import { parseRule } from './parse.js'
import { printRule } from './print.js'

const term = (text: string, title = false): RuleTerm => ({ kind: 'term', text, title })
const [stop, cut, notice, estate] = ['停水', '断水', '通知', '小区'].map((text) => term(text)) as [
  RuleTerm,
  RuleTerm,
  RuleTerm,
  RuleTerm,
]

const read = (source: string): RuleNode => {
  const parsed = parseRule(source)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.node
}
const problem = (source: string) => {
  const parsed = parseRule(source)
  return parsed.ok ? null : parsed.problem
}

test('a list typed with 、 means any of its words, and binds closer than 不含', () => {
  expect(read('停水、断水 NOT 通知')).toEqual(allOf([anyOf([stop, cut]), notOf(notice)]))
})

test.each([
  '停水 断水',
  '停水 AND 断水',
  '停水 and 断水',
  '停水 与 断水',
  '停水&&断水',
  '停水 ＆＆ 断水',
  '停水AND断水',
  '停水+断水',
  '（停水）（断水）',
  '停水　断水',
])('%s asks for both', (source) => {
  expect(read(source)).toEqual(allOf([stop, cut]))
})

test.each([
  '停水、断水',
  '停水，断水',
  '停水,断水',
  '停水；断水',
  '停水;断水',
  '停水 或 断水',
  '停水 OR 断水',
  '停水||断水',
  '停水|断水',
  '停水 ｜ 断水',
  '停水\n断水\n',
  '停水、、断水。',
  '、停水、断水、',
  '[停水、断水]',
  '【停水】或【断水】',
  '“停水”、「断水」',
])('%s asks for either', (source) => {
  expect(read(source)).toEqual(anyOf([stop, cut]))
})

test.each([
  '停水 NOT 通知',
  '停水 非 通知',
  '停水 !通知',
  '停水！通知',
  '停水 -通知',
  '停水 AND NOT 通知',
  '停水\nNOT 通知',
  '停水、NOT 通知',
  '停水 不含 通知',
])('%s leaves out what is a notice', (source) => {
  expect(read(source)).toEqual(allOf([stop, notOf(notice)]))
})

test('the three parts of precedence: list, then both, then either', () => {
  expect(read('停水 小区、通知；断水')).toEqual(anyOf([allOf([stop, anyOf([estate, notice])]), cut]))
})

test('near takes words or lists of words on both sides', () => {
  expect(read('停水、断水 near/10 小区')).toEqual({
    kind: 'near',
    left: [stop, cut],
    right: [estate],
    within: 10,
  })
  expect(read('停水near／10小区')).toMatchObject({ kind: 'near', within: 10 })
})

test('title: holds for its word, its group and the rest of its list', () => {
  expect(read('标题：停水、断水 小区')).toEqual(
    allOf([anyOf([term('停水', true), term('断水', true)]), estate]),
  )
  expect(read('title:(停水 断水)')).toEqual(allOf([term('停水', true), term('断水', true)]))
})

test('a phrase in quotes is one word whatever it holds, and words are looked for in one form', () => {
  expect(read('"A AND B 医院"')).toEqual(term('a and b 医院'))
  expect(read('ＫＴＶ１２３')).toEqual(term('ktv123'))
  expect(read('12345、110、95598、自來水')).toEqual(
    anyOf([term('12345'), term('110'), term('95598'), term('自来水')]),
  )
  expect(read('R&B C++ 青禾-柳河高速')).toEqual(allOf([term('r&b'), term('c++'), term('青禾-柳河高速')]))
})

test.each([
  ['停水（断水', 2, 3, '左括号没有对应的右括号'],
  ['停水）断水', 2, 3, '多了一个右括号'],
  ['停水 “断水', 3, 4, '引号“没有成对'],
  ['停水 NOT', 3, 6, '缺少要排除的词'],
  ['停水 AND', 3, 6, '后面缺少一个词'],
  ['OR 停水', 0, 2, '前面缺少一个词'],
  ['停水 near 小区', 3, 7, '写明相距多少字'],
  ['停水 near/999 小区', 3, 11, '0 到 200'],
  ['(停水 断水) near/5 小区', 0, 8, 'near 的两边只能是词'],
  ['()', 0, 2, '括号里没有要查的词'],
  ['停水 （', 3, 4, '左括号没有对应的右括号'],
  ['“…”', 0, 3, '没有可以查的文字'],
  ['投诉 13812345678', 3, 14, '个人信息'],
  ['NOT 通知', 0, 6, '至少要写一个必须出现的词'],
  ['停水 OR NOT 通知', 0, 12, '至少要写一个必须出现的词'],
  ['', 0, 0, '请填写要监测的词'],
  [`${'(('.repeat(20)}停水${'))'.repeat(20)}`, 20, 21, '括号套得太深'],
])('%s is refused at %i–%i: %s', (source, start, end, message) => {
  expect(problem(source)).toMatchObject({ start, end, message: expect.stringContaining(message) })
})

test('或 inside a long word is a word, and said to be one', () => {
  const parsed = parseRule('停水或断水')
  expect(parsed).toMatchObject({
    ok: true,
    node: term('停水或断水'),
    notices: [{ start: 0, end: 5, message: expect.stringContaining('前后加空格') }],
  })
})

test('what a rule means is said in words', () => {
  expect(explainRule(read('停水、断水 NOT 通知、公告'))).toEqual({
    join: '同时满足',
    parts: ['出现“停水”“断水”中任意一个', '不出现“通知”“公告”中的任何一个'],
  })
  expect(explainRule(read('标题：停水 near/10 小区'))).toEqual({
    join: '满足',
    parts: ['标题中的“停水”与“小区”相距不超过 10 个字（前后不限）'],
  })
})

const words = fc
  .oneof(
    fc.constantFrom(
      '停水',
      '断水',
      'and',
      'near',
      '非',
      'a b',
      '“',
      '停"水',
      '」停',
      'title',
      '-水',
      '水。',
      '<b>',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
  )
  .map(foldTerm)
  .filter(
    (text) => /[\p{L}\p{N}]/u.test(text) && /^(?!.*["“”＂].*[」』’])/su.test(text) && !/[」』’]/u.test(text),
  )
const terms = fc.record({ kind: fc.constant('term' as const), text: words, title: fc.boolean() })
const nears = fc.record({
  kind: fc.constant('near' as const),
  left: fc.array(terms, { minLength: 1, maxLength: 3 }),
  right: fc.array(terms, { minLength: 1, maxLength: 3 }),
  within: fc.nat(200),
})
const { node: nodes } = fc.letrec<{ node: RuleNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    terms,
    nears,
    tie('node').map(notOf),
    fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map(allOf),
    fc.array(tie('node'), { minLength: 2, maxLength: 4 }).map(anyOf),
  ),
}))

test('a rule printed reads as the same rule', () => {
  fc.assert(
    // A rule must ask for something, so the generated one is asked for beside a word.
    fc.property(
      nodes.map((node) => allOf([stop, node])),
      (node) => {
        expect(parseRule(printRule(node))).toMatchObject({ ok: true, node })
      },
    ),
    { numRuns: 1_000 },
  )
})

const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '停水',
        ' ',
        '(',
        '）',
        'AND',
        'not',
        'near/',
        'near/3',
        '10',
        '、',
        '，',
        '；',
        '\n',
        '“',
        '"',
        '」',
        '！',
        '-',
        '+',
        '|',
        '&',
        'title:',
        '标题：',
        '或',
        '非',
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join('')),
)

test('whatever is typed is read or refused at a place inside it, and reads the same once printed', () => {
  fc.assert(
    fc.property(typed, (source) => {
      const parsed = parseRule(source)
      if (!parsed.ok) {
        const { start, end, message } = parsed.problem
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThanOrEqual(start)
        expect(end).toBeLessThanOrEqual(source.length)
        expect(message).toMatch(/[\u4e00-\u9fff]/)
        return
      }
      expect(parseRule(printRule(parsed.node))).toMatchObject({ ok: true, node: parsed.node })
    }),
    { numRuns: 3_000 },
  )
})
