import { expect, test } from 'vitest'
import type { SubjectId } from '../ids.js'
import { dryRunWords, startDryRun } from './dry-run.js'
import { parseSubjectRule } from './subject-rule.js'
import { compileSubjects } from './subject-set.js'

const today = new Date('2026-03-02T10:00:00+08:00')
const yesterday = new Date('2026-03-01T10:00:00+08:00')

function tried(
  rule: string,
  texts: readonly (string | { text: string; admitted?: boolean; foundAt?: Date; title?: string })[],
  { exclusion = '', others = [] as readonly [string, string][] } = {},
) {
  const parsed = parseSubjectRule({ rule, exclusion })
  if (!parsed.ok) throw new Error(parsed.problem.message)
  const set = compileSubjects(
    others.map(([name, of], index) => ({
      id: String(index) as SubjectId,
      name,
      version: 1,
      rule: of,
      exclusion: '',
    })),
  )
  const run = startDryRun(parsed, set, (id) => others[Number(id)]?.[0] ?? '')
  for (const given of texts) {
    const post = typeof given === 'string' ? { text: given } : given
    run.see({ foundAt: today, admitted: true, ...post })
  }
  return run.figures()
}
const warnings = (figures: ReturnType<typeof tried>) => figures.warnings.map(({ kind }) => kind)
const times = (count: number, text: string) => Array.from({ length: count }, () => text)

test('hits are counted, by day, by the one word they rest on, and those that were left out', () => {
  const figures = tried('停水、断水', [
    '停水',
    { text: '停水了', admitted: false },
    { text: '断水又停水', foundAt: yesterday },
    '通电',
  ])
  expect(figures).toMatchObject({ checked: 4, hits: 3, leftOut: 1, soleWords: [{ word: '停水', count: 2 }] })
  expect([...figures.byDay]).toEqual([
    ['2026-03-02', 2],
    ['2026-03-01', 1],
  ])
  expect(dryRunWords(figures, 7, null)).toBe(
    '最近 7 天共检查 4 条信息，将命中 3 条，其中 2 条仅因“停水”一词命中；有 1 条此前未纳入信息流',
  )
})

test('a run that was cut off says how far it came', () => {
  expect(dryRunWords(tried('停水', ['通电']), 7, '2026-03-01 08:00')).toBe(
    '最近 7 天的信息太多，在规定时间内只检查了 2026-03-01 08:00 以后的 1 条，没有命中',
  )
})

test('a word that brings its own exclusion never helps', () => {
  const [dead] = tried('停水通知、断水', ['断水'], { exclusion: '通知' }).warnings
  expect(dead).toMatchObject({
    kind: 'dead',
    message: expect.stringContaining('“停水通知”含有被排除的“通知”'),
  })
  expect(dead?.message).toContain('不起作用')
  expect(tried('停水通知', [], { exclusion: '通知' }).warnings[0]?.message).toContain('永远不会命中')
  expect(warnings(tried('停水 NOT title:通知', ['停水']))).toEqual([])
})

test('a rule without a hit, one with too many, and one that rests on a common word are said to be so', () => {
  expect(warnings(tried('停水', ['通电']))).toEqual(['quiet'])
  expect(warnings(tried('停水问题', [...times(30, '停水问题'), ...times(70, '通电')]))).toEqual(['broad'])
  expect(warnings(tried('问题', [...times(6, '问题'), ...times(94, '通电')]))).toEqual(['common'])
  expect(warnings(tried('问题', [...times(4, '问题'), ...times(96, '通电')]))).toEqual([])
  expect(warnings(tried('水', ['水']))).toEqual(['common'])
  expect(warnings(tried('水 停', ['停水']))).toEqual([])
})

test('a subject that hits what another one hits is said to overlap it', () => {
  const texts = [...times(5, '停水'), '断水', ...times(150, '通电')]
  const others: [string, string][] = [
    ['供水', '停水'],
    ['供电', '停电'],
  ]
  expect(tried('停水、断水', texts, { others }).warnings).toEqual([
    { kind: 'overlap', message: expect.stringContaining('“供水”大部分相同：命中的 6 条中有 5 条') },
  ])
  expect(warnings(tried('停水、断水', texts.slice(3), { others }))).toEqual([])
})
