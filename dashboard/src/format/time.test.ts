import { describe, expect, test } from 'vitest'
import { agoWords, clockWithSeconds, dateLine, everyWords, timeWords } from './time.js'

const at = (text: string) => new Date(text)
const now = at('2026-03-02T15:00:00+08:00')

describe('a time is written the way the desk says it', () => {
  test('an instant of the same Chinese day is today', () => {
    expect(timeWords(at('2026-03-02T14:05:00+08:00'), now)).toBe('今天 14:05')
  })
  test('just after midnight in China is today, though UTC still has yesterday', () => {
    expect(timeWords(at('2026-03-01T16:30:00Z'), now)).toBe('今天 00:30')
  })
  test('the day before is yesterday, across the end of a month', () => {
    expect(timeWords(at('2026-02-28T23:59:00+08:00'), at('2026-03-01T00:01:00+08:00'))).toBe('昨天 23:59')
  })
  test('the day after is tomorrow', () => {
    expect(timeWords(at('2026-03-03T00:00:00+08:00'), now)).toBe('明天 00:00')
  })
  test('another day of this year drops the year, an earlier year keeps it', () => {
    expect(timeWords(at('2026-01-09T08:00:00+08:00'), now)).toBe('1月9日 08:00')
    expect(timeWords(at('2025-12-31T08:00:00+08:00'), now)).toBe('2025年12月31日 08:00')
  })
  test('the date line carries the weekday', () => {
    expect(dateLine('2026-03-02')).toBe('2026年3月2日 周一')
  })
  test('the clock of the wall has seconds', () => {
    expect(clockWithSeconds(at('2026-03-02T06:05:09Z'))).toBe('14:05:09')
  })
  test('minutes are the finest grain of ago', () => {
    expect(agoWords(at('2026-03-02T14:59:30+08:00'), now)).toBe('刚刚')
    expect(agoWords(at('2026-03-02T14:48:00+08:00'), now)).toBe('12 分钟前')
    expect(agoWords(at('2026-03-02T09:00:00+08:00'), now)).toBe('6 小时前')
  })
  test('an interval is said in its largest whole unit', () => {
    expect([30, 600, 21_600].map(everyWords)).toEqual(['每 30 秒', '每 10 分钟', '每 6 小时'])
  })
})
