import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type DutyInstance,
  dutyInstances,
  dutyPeriodWords,
  dutyStanding,
  regimeSpans,
} from './duty-calendar.js'
import type { Regime, RegimeDuty } from './regime.js'
import { addDays, type Day, parseDay } from './shanghai.js'

const day = (text: string): Day => parseDay(text)
const regimeWith = (code: string, duties: RegimeDuty[]): Regime => ({
  code,
  name: code,
  document: code,
  timers: [],
  duties,
})
const inspect: RegimeDuty = { name: '督查', every: 'month', clause: '第六条' }
const briefings: RegimeDuty = { name: '例会', every: 'year', atLeast: 2, clause: '二.1' }
const year = { from: day('2026-01-01'), to: day('2026-12-31') }
const since = (from: string, until: string | null = null, ...duties: RegimeDuty[]) => [
  { regime: regimeWith('town', duties), from: day(from), until: until === null ? null : day(until) },
]
const done = (instance: DutyInstance, ...days: string[]) =>
  days.map((doneOn) => ({
    regimeCode: instance.regimeCode,
    name: instance.name,
    periodFrom: instance.period.from,
    doneOn: day(doneOn),
  }))

test('a duty of every month is due on the last day of each, from the month in which its regime was chosen', () => {
  const found = dutyInstances(since('2026-10-15', null, inspect), year)
  expect(found.map(({ dueOn }) => dueOn)).toEqual(['2026-10-31', '2026-11-30', '2026-12-31'])
})

test('a regime that was given up owes nothing that falls due afterwards', () => {
  const found = dutyInstances(since('2026-01-01', '2026-03-10', inspect), year)
  expect(found.map(({ dueOn }) => dueOn)).toEqual(['2026-01-31', '2026-02-28'])
})

test('duties of each day and of each matter have no date', () => {
  const daily: RegimeDuty[] = [
    { name: '报告', every: 'day', clause: '一' },
    { name: '解读', every: 'event', clause: '二' },
  ]
  expect(dutyInstances(since('2026-01-01', null, ...daily), year)).toEqual([])
})

test('a clause that names a day of the year is due on it, and a 29 February that is none on the 28th', () => {
  const report = (dueOn: string) =>
    dutyInstances(since('2026-01-01', null, { ...inspect, every: 'year', dueOn }), year)
  expect(report('01-31').map(({ dueOn }) => dueOn)).toEqual(['2026-01-31'])
  expect(report('02-29').map(({ dueOn }) => dueOn)).toEqual(['2026-02-28'])
})

test('it is ahead until seven days before, then due, and overdue from the day after', () => {
  const [march] = dutyInstances(since('2026-03-01', null, inspect), {
    from: day('2026-03-01'),
    to: day('2026-03-31'),
  })
  const on = (today: string) => dutyStanding(march!, [], day(today)).state
  expect(['2026-03-23', '2026-03-24', '2026-03-31', '2026-04-01'].map(on)).toEqual([
    'ahead',
    'due',
    'due',
    'overdue',
  ])
})

test('at least two a year: one meeting is not enough, the second settles it, and one after the year is late', () => {
  const [meetings] = dutyInstances(since('2026-01-01', null, briefings), year)
  const on = (today: string, ...days: string[]) =>
    dutyStanding(meetings!, done(meetings!, ...days), day(today))
  expect(on('2026-09-01', '2026-03-05')).toEqual({ state: 'ahead', done: 1, late: false })
  expect(on('2026-12-30', '2026-03-05')).toEqual({ state: 'due', done: 1, late: false })
  expect(on('2026-09-01', '2026-08-05', '2026-03-05')).toEqual({ state: 'done', done: 2, late: false })
  expect(on('2027-01-09', '2026-03-05', '2027-01-08')).toEqual({ state: 'done', done: 2, late: true })
})

test('what was done for another period or another regime settles nothing here', () => {
  const [january, february] = dutyInstances(since('2026-01-01', null, inspect), year)
  const records = [
    ...done(january!, '2026-01-20'),
    { ...done(february!, '2026-02-20')[0]!, regimeCode: 'other' },
  ]
  expect(dutyStanding(february!, records, day('2026-02-25')).state).toBe('due')
})

test('a half-year is called by its half', () => {
  const halves = dutyInstances(since('2026-01-01', null, { ...inspect, every: 'half-year' }), year)
  expect(halves.map(({ every, period }) => dutyPeriodWords(every, period))).toEqual([
    '2026年上半年',
    '2026年下半年',
  ])
})

test('a regime that stays through a change of choice goes on without a gap, one chosen again has two spans', () => {
  const choice = (from: string, ...codes: string[]) => ({ from: day(from), codes })
  const spans = regimeSpans(
    [
      choice('2026-01-01', 'a', 'b'),
      choice('2026-04-01', 'a'),
      choice('2026-07-01', 'a', 'b'),
      // decided afterwards for the same day
      choice('2026-01-01', 'a', 'b', 'gone'),
    ],
    (code) => (code === 'gone' ? null : regimeWith(code, [])),
  )
  expect(spans.map(({ regime, from, until }) => [regime.code, from, until])).toEqual([
    ['a', '2026-01-01', null],
    ['b', '2026-01-01', '2026-04-01'],
    ['b', '2026-07-01', null],
  ])
})

test('every day of a regime in force lies in exactly one period of each of its dated duties', () => {
  const every = fc.constantFrom('month', 'quarter', 'half-year', 'year' as const)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), every, (offset, rhythm) => {
      const today = addDays(day('2000-01-01'), offset)
      const found = dutyInstances(since('1990-01-01', null, { ...inspect, every: rhythm as 'month' }), {
        from: today,
        to: today,
      })
      expect(found.length).toBe(1)
      expect(found[0]!.period.from <= today && today <= found[0]!.dueOn).toBe(true)
    }),
  )
})
