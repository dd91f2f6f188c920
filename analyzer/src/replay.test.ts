import { countyDirectory } from '@huiyin/keywords/directory'
import { loadGold } from '@huiyin/keywords/gold'
import { readLexicon, shippedRules } from '@huiyin/keywords/lexicon'
import { expect, test } from 'vitest'
import { createAnalyzer } from './analyze.js'
import { type KnownMatter, replay } from './replay.js'
import { qinghe, towns } from './test-analyzer.js'

const judge = (files = {}) =>
  createAnalyzer({
    lexicon: readLexicon(files),
    units: [...countyDirectory(), ...towns],
    jurisdiction: qinghe,
  })

const matter = (id: string, text: string, grade: string): KnownMatter => ({
  source: 'gold',
  id,
  grade,
  posts: [
    {
      input: { text },
      member: {
        title: '',
        foundAt: new Date(0),
        publishedAt: null,
        authorPseudonym: null,
        engagement: {},
        source: { level: 'county', name: '标准样本' },
      },
    },
  ],
})

const severity = shippedRules('severity.yml')

test('the standard set is graded as its readers graded it', () => {
  const shipped = judge()
  const wrong = loadGold().filter(
    ({ title, text, grade }) => shipped.analyze({ ...(title ? { title } : {}), text }).grade !== grade,
  )
  expect(wrong.map(({ id }) => id)).toEqual([])
})

test('the same judge twice moves nothing', () => {
  const found = replay([matter('a', '山洪冲毁道路，12人死亡。', 'II')], judge(), judge())
  expect(found).toMatchObject({ gold: 1, past: 0, fixes: 0, breaks: 0, moved: 0, rows: [] })
})

test('a threshold raised by mistake shows what it breaks, each row by name', () => {
  const raised = severity.replaceAll('II: {deaths: 10', 'II: {deaths: 20')
  expect(raised).not.toBe(severity)
  const found = replay(
    [
      matter('twelve', '一辆大客车翻下山坡，造成12人死亡。', 'II'),
      matter('twenty-five', '一辆大客车翻下山坡，造成25人死亡。', 'II'),
    ],
    judge(),
    judge({ 'severity.yml': raised }),
  )
  expect(found).toMatchObject({ fixes: 0, breaks: 1 })
  expect(found.rows).toEqual([
    { task: 'grade', source: 'gold', id: 'twelve', expected: 'II', before: 'II', after: 'III' },
  ])
})

test('breaks are listed before fixes', () => {
  const raised = severity.replaceAll('II: {deaths: 10', 'II: {deaths: 20')
  const found = replay(
    [
      matter('fixed', '一辆大客车翻下山坡，造成12人死亡。', 'III'),
      matter('broken', '一栋楼坍塌，造成13人死亡。', 'II'),
    ],
    judge(),
    judge({ 'severity.yml': raised }),
  )
  expect(found.rows.map(({ id }) => id)).toEqual(['broken', 'fixed'])
})
