import { dueAfter } from '@huiyin/domain/due-date'
import { expect, test } from 'vitest'
import { loadCalendar } from './calendar.js'

const lastDay = (from: string, amount: number, unit: 'days' | 'workdays') =>
  dueAfter(new Date(`${from}T10:00+08:00`), amount, unit, loadCalendar()).lastDay

test.each([
  ['2026-02-09', 20, '2026-03-13'],
  ['2026-02-14', 20, '2026-03-20'],
  ['2026-04-29', 5, '2026-05-09'],
  ['2026-09-18', 20, '2026-10-22'],
  ['2026-09-30', 7, '2026-10-15'],
  ['2025-01-20', 20, '2025-02-21'],
])('from %s, %i working days end on %s', (from, amount, last) => {
  expect(lastDay(from, amount, 'workdays')).toBe(last)
})

test.each([
  ['2026-09-17', 15, '2026-10-08'],
  ['2026-08-04', 60, '2026-10-08'],
])('from %s, %i days end on %s', (from, amount, last) => {
  expect(lastDay(from, amount, 'days')).toBe(last)
})

test('the notices of 2013 to 2026 are known and 2027 is not', () => {
  for (let year = 2013; year <= 2026; year += 1) expect(loadCalendar().knows(year)).toBe(true)
  expect(loadCalendar().knows(2027)).toBe(false)
})

test('a limit that reaches into 2027 is provisional and says why', () => {
  const due = dueAfter(new Date('2026-12-28T10:00+08:00'), 10, 'workdays', loadCalendar())
  expect(due.provisional).toContain('2027')
})
