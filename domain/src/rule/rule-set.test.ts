import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allOf, anyOf, notOf, type RuleNode, type RuleTerm } from './ast.js'
import { foldCase } from './fold.js'
import { parseRule } from './parse.js'
import { compileRules } from './rule-set.js'

const rule = (source: string): RuleNode => {
  const parsed = parseRule(source)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.node
}
const match = (source: string, text: string, title?: string) =>
  compileRules([{ id: 'it', node: rule(source) }]).match({ text, ...(title ? { title } : {}) })[0] ?? null

test('a hit tells the words it rests on, at their places in the post as written', () => {
  const post = { title: '关于停水', text: '我们小区ＫＴＶ楼上停水三天，又停水了。' }
  expect(compileRules([{ id: 7, node: rule('停水、断水 ktv NOT 通知') }]).match(post)).toEqual([
    {
      id: 7,
      words: ['停水', 'ktv'],
      spans: [
        { start: 2, end: 4, text: '停水' },
        { start: 9, end: 12, text: 'ＫＴＶ' },
        { start: 14, end: 16, text: '停水' },
        { start: 20, end: 22, text: '停水' },
      ],
    },
  ])
})

test('an excluded word takes the hit away wherever it stands', () => {
  expect(match('停水、断水 NOT 通知', '明天停水')).not.toBeNull()
  expect(match('停水、断水 NOT 通知', '明天停水', '停水通知')).toBeNull()
})

test('near counts the characters in between, in either order, never across the end of the title', () => {
  expect(match('停水 near/3 小区', '停水的我小区')).not.toBeNull()
  expect(match('停水 near/3 小区', '小区里又又停水')).not.toBeNull()
  expect(match('停水 near/3 小区', '停水了四个字小区')).toBeNull()
  expect(match('停水 near/3 小区', '小区', '停水')).toBeNull()
  expect(match('停水 near/3 小区', '停水，小区；其他地方停水')?.spans).toHaveLength(2)
})

test('title: looks in the title only', () => {
  expect(match('title:停水', '今天停水')).toBeNull()
  expect(match('title:停水', '如题', '停水两天')?.spans).toEqual([{ start: 0, end: 2, text: '停水' }])
})

test('a megabyte of the two words of a near is still answered', () => {
  expect(match('停水 near/200 断水', '停水断水'.repeat(250_000))).not.toBeNull()
  expect(match('停水 near/5 断水', '停水'.repeat(500_000))).toBeNull()
})

const letters = fc.constantFrom('停', '水', '断', '村', 'a', 'B')
const words = fc.string({ unit: letters, minLength: 1, maxLength: 3 }).map(foldCase)
const terms = fc.record({ kind: fc.constant('term' as const), text: words, title: fc.boolean() })
const sides = fc.array(terms, { minLength: 1, maxLength: 2 })
const { node: nodes } = fc.letrec<{ node: RuleNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    terms,
    fc.record({ kind: fc.constant('near' as const), left: sides, right: sides, within: fc.nat(4) }),
    tie('node').map(notOf),
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map(allOf),
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map(anyOf),
  ),
}))

/** The language said once more, as slowly and plainly as can be. */
function naive(node: RuleNode, title: string, text: string): boolean {
  const places = ({ text: word, title: only }: RuleTerm) =>
    [title, ...(only ? [] : [text])].flatMap((part, of) =>
      [...part].flatMap((_, at) =>
        foldCase(part).startsWith(word, at) ? [{ of, at, end: at + word.length }] : [],
      ),
    )
  switch (node.kind) {
    case 'term':
      return places(node).length > 0
    case 'near':
      return node.left
        .flatMap(places)
        .some((a) =>
          node.right
            .flatMap(places)
            .some((b) => a.of === b.of && Math.max(a.at, b.at) - Math.min(a.end, b.end) <= node.within),
        )
    case 'not':
      return !naive(node.of, title, text)
    case 'and':
      return node.of.every((part) => naive(part, title, text))
    case 'or':
      return node.of.some((part) => naive(part, title, text))
  }
}

test('many rules over one text find what each finds by itself, slowly', () => {
  const texts = fc.string({ unit: fc.oneof(letters, fc.constant('，')), maxLength: 24 })
  fc.assert(
    fc.property(fc.array(nodes, { minLength: 1, maxLength: 8 }), texts, texts, (given, title, text) => {
      // Rules ask for something: those that nothing would satisfy are not rules.
      const rules = given.filter((node) => !naive(node, '', '')).map((node, id) => ({ id, node }))
      const expected = rules.filter(({ node }) => naive(node, title, text)).map(({ id }) => id)
      const hits = compileRules(rules).match({ text, ...(title ? { title } : {}) })
      expect(hits.map(({ id }) => id)).toEqual(expected)
      const whole = title ? `${title}\n${text}` : text
      for (const { spans } of hits)
        for (const span of spans) expect(whole.slice(span.start, span.end)).toBe(span.text)
    }),
    { numRuns: 2_000 },
  )
})
