import { describe, expect, test } from 'vitest'
import { evidenceText, markEvidence } from './evidence.js'

const whole = evidenceText('全小区停水三天', '水厂路一带停水三天无人管')
const factor = (name: string, ...evidence: { start: number; end: number; text: string }[]) => ({
  name,
  points: 1,
  basis: '',
  evidence,
})

describe('the words behind a factor are marked where they stand', () => {
  test('offsets count the title and the line break', () => {
    const stretches = markEvidence(whole, [factor('时长', { start: 13, end: 17, text: '停水三天' })])
    expect(stretches.map((s) => s.text)).toEqual(['全小区停水三天\n水厂路一带', '停水三天', '无人管'])
    expect(stretches[1]?.factors).toEqual([0])
  })
  test('overlapping evidence is marked for each factor it serves', () => {
    const stretches = markEvidence(whole, [
      factor('范围', { start: 0, end: 5, text: '全小区停水' }),
      factor('停水', { start: 3, end: 7, text: '停水三天' }),
    ])
    expect(stretches.slice(0, 3)).toEqual([
      { text: '全小区', factors: [0] },
      { text: '停水', factors: [0, 1] },
      { text: '三天', factors: [1] },
    ])
  })
  test('words that do not stand at their offsets are not marked at all', () => {
    expect(markEvidence(whole, [factor('错位', { start: 1, end: 4, text: '全小区' })])).toEqual([
      { text: whole, factors: [] },
    ])
  })
  test('the title is set apart even when nothing is marked', () => {
    expect(markEvidence(whole, [], 8).map((s) => s.text)).toEqual([
      '全小区停水三天\n',
      '水厂路一带停水三天无人管',
    ])
  })
  test('the marked stretches put together are the text, unchanged', () => {
    const stretches = markEvidence(whole, [factor('停水', { start: 3, end: 7, text: '停水三天' })])
    expect(stretches.map((s) => s.text).join('')).toBe(whole)
  })
})
