import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findTimes } from './times.js'

/** A Thursday. */
const published = new Date('2026-03-05T10:00:00+08:00')
const days = (text: string, at: Date | null = published) =>
  findTimes(text, at).map(({ word, day }) => [word, day])

test.each([
  ['昨晚停水', [['昨晚', '2026-03-04']]],
  ['前天晚上打人', [['前天', '2026-03-03']]],
  ['今早又停了', [['今早', '2026-03-05']]],
  ['上周三开始停水', [['上周三', '2026-02-25']]],
  ['周日就没水了', [['周日', '2026-03-01']]],
  ['本周二停电', [['本周二', '2026-03-03']]],
  ['3月1日发生车祸', [['3月1日', '2026-03-01']]],
  ['12月28号交的钱', [['12月28号', '2025-12-28']]],
  ['去年九月三日', [['去年九月三日', '2025-09-03']]],
  ['2024年2月29日', [['2024年2月29日', '2024-02-29']]],
  ['三天前报修', [['三天前', '2026-03-02']]],
  ['13月40日', []],
  ['2025年2月29日', []],
])('of “%s”, published on a Thursday, these days are read', (text, expected) => {
  expect(days(text)).toEqual(expected)
})

test('without a day of publication only a date with its year says a day', () => {
  expect(days('昨天、3月1日和2026年2月3日', null)).toEqual([['2026年2月3日', '2026-02-03']])
})

test('whatever is written, what is found lies in the text, in order, and is a day', () => {
  const parts = [
    '昨天',
    '上周',
    '三',
    '3',
    '13',
    '月',
    '31',
    '日',
    '号',
    '年',
    '2026',
    '天前',
    '周日',
    '，',
    '九十九',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 12 }), (words) => {
      const text = words.join('')
      let before = 0
      for (const { start, end, word, day } of findTimes(text, published)) {
        expect(start).toBeGreaterThanOrEqual(before)
        expect(text.slice(start, end)).toBe(word)
        expect(day).toMatch(/^\d{4}-\d\d-\d\d$/)
        before = end
      }
    }),
  )
})
