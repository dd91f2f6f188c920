import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WorkCalendar } from './calendar.js'
import { dueAfter, type Pause } from './due-date.js'
import { addDays, type Day, dayOf, parseDay, toShanghaiIso, weekdayOf } from './shanghai.js'

const day = (text: string) => parseDay(text)
const at = (text: string) => new Date(`${text}+08:00`)
const holidays = ['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05']
const calendar = new WorkCalendar([
  {
    year: 2026,
    papers: [],
    days: [
      ...holidays.map((date) => ({ name: '劳动节', date: day(date), isOffDay: true })),
      { name: '劳动节', date: day('2026-05-09'), isOffDay: false },
    ],
  },
])
const isWorked = (date: Day) =>
  !holidays.includes(date) && (![0, 6].includes(weekdayOf(date)) || date === '2026-05-09')
const stood = (from: string, until: string | null): Pause => ({
  from: at(from),
  until: until === null ? null : at(until),
  cause: 'third-party',
})

describe('a pause', () => {
  test('moves a clock of hours by exactly as long as it stood', () => {
    const due = dueAfter(at('2026-03-02T08:00'), 48, 'hours', calendar, [
      stood('2026-03-03T08:00', '2026-03-05T10:30'),
    ])
    expect(toShanghaiIso(due.dueAt)).toBe('2026-03-06T10:30:00+08:00')
    expect(due.steps.join()).toContain(
      '暂停 2026-03-03 08:00 至 2026-03-05 10:30 不计入期限（征求第三方意见）',
    )
  })

  test('keeps the days after its first up to its last out of a count of working days', () => {
    const plain = dueAfter(at('2026-03-02T08:00'), 5, 'workdays', calendar)
    const paused = dueAfter(at('2026-03-02T08:00'), 5, 'workdays', calendar, [
      stood('2026-03-03T17:00', '2026-03-05T09:00'),
    ])
    expect([plain.lastDay, paused.lastDay]).toEqual(['2026-03-09', '2026-03-11'])
    expect(paused.steps.join()).toContain('03-04 暂停（征求第三方意见）、03-05 暂停（征求第三方意见）')
  })

  test('that ends on the day it began moves no clock of days', () => {
    const same = stood('2026-03-03T09:00', '2026-03-03T17:00')
    for (const unit of ['days', 'workdays'] as const)
      expect(dueAfter(at('2026-03-02T08:00'), 5, unit, calendar, [same]).lastDay).toBe(
        dueAfter(at('2026-03-02T08:00'), 5, unit, calendar).lastDay,
      )
  })

  test('that still stands moves nothing yet', () => {
    expect(
      dueAfter(at('2026-03-02T08:00'), 48, 'hours', calendar, [stood('2026-03-03T08:00', null)]).dueAt,
    ).toEqual(at('2026-03-04T08:00'))
  })
})

test('with pauses, days and working days agree with walking the calendar one day at a time', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 20 }))
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom('days' as const, 'workdays' as const),
      fc.array(span, { maxLength: 3 }),
      (offset, amount, unit, spans) => {
        const start = addDays(day('2026-01-01'), offset)
        const pauses = spans.map(([after, length]) => {
          const from = addDays(start, after)
          return stood(`${from}T15:00`, `${addDays(from, length)}T16:00`)
        })
        const counts = (date: Day) =>
          !pauses.some((pause) => dayOf(pause.from) < date && date <= dayOf(pause.until as Date))
        let walked: Day = start
        for (let left = amount; left > 0; ) {
          walked = addDays(walked, 1)
          if (counts(walked) && (unit === 'days' || isWorked(walked))) left -= 1
        }
        while (!isWorked(walked) || !counts(walked)) walked = addDays(walked, 1)
        expect(dueAfter(at(`${start}T09:00`), amount, unit, calendar, pauses).lastDay).toBe(walked)
      },
    ),
  )
})
