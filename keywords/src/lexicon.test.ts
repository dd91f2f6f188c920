import { expect, test } from 'vitest'
import { loadLexicon } from './lexicon.js'

test('the lexicon names a version that changes with its data', () => {
  expect(loadLexicon().version).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{8}$/)
})

test('the lexicon cannot be changed at run time', () => {
  expect(() => (loadLexicon().userWords as string[]).push('新词')).toThrow(TypeError)
})

test('thirty deaths in an accident are grade I by the regulation on accidents', () => {
  const accident = loadLexicon().severity.kinds.find((kind) => kind.code === 'accident')
  expect(accident?.thresholds.I.deaths).toBe(30)
  expect(accident?.thresholds.II.deaths).toBe(10)
  expect(accident?.thresholds.III.deaths).toBe(3)
  expect(accident?.basis).toContain('第三条')
})

test('watched subjects reach every first level of the taxonomy', () => {
  expect(new Set(loadLexicon().topics.map((topic) => topic.l1)).size).toBe(15)
})

test('what a grade rests on is cited in Chinese, and our own rules by their number', () => {
  const { kinds, content, nationwide, event } = loadLexicon().severity
  const rules = [...content, nationwide]
  for (const { basis } of [...kinds, ...rules, event]) expect(basis).not.toMatch(/[a-z]{2,}/)
  for (const [index, { basis }] of rules.entries()) {
    const own = /研判规则表 第(\d+)条/.exec(basis)?.[1]
    if (own) expect(Number(own)).toBe(index + 1)
  }
})

test('names of rules fit a chip of the feed', () => {
  for (const { name } of loadLexicon().severity.content) expect(name.length).toBeLessThanOrEqual(16)
})
