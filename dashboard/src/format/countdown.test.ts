import { describe, expect, test } from 'vitest'
import { countdownWords, metWords } from './countdown.js'

const due = new Date('2026-03-02T12:00:00+08:00')
const before = (ms: number) => new Date(due.getTime() - ms)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('a countdown reads like a person says it', () => {
  test.each([
    [3 * hour + 12 * minute, '还剩 3 小时 12 分'],
    [5 * hour, '还剩 5 小时'],
    [40 * minute, '还剩 40 分'],
    [31 * hour + 5 * minute, '还剩 31 小时 5 分'],
    [2 * day + 4 * hour, '还剩 2 天 4 小时'],
    [20 * day, '还剩 20 天'],
    [45_000, '还剩 45 秒'],
    [0, '还剩 0 秒'],
    [-40 * minute, '已超 40 分'],
    [-1000, '已超 1 秒'],
    [-(26 * hour), '已超 26 小时'],
    [-(3 * day + 30 * minute), '已超 3 天'],
  ])('%i ms before the limit', (left, words) => {
    expect(countdownWords(due, before(left))).toBe(words)
  })
  test('a clock met in time says how long it took, one met late says by how much', () => {
    const start = before(5 * hour)
    expect(metWords(start, due, before(2 * hour))).toBe('按时完成，用时 3 小时')
    expect(metWords(start, due, due)).toBe('按时完成，用时 5 小时')
    expect(metWords(start, due, before(-40 * minute))).toBe('逾期 40 分完成')
  })
})
