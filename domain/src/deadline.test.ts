import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WorkCalendar } from './calendar.js'
import { deadlineState, isOverdue, openTimers, shareRun } from './deadline.js'
import { dueAfter } from './due-date.js'
import type { Regime } from './regime.js'
import { addDays, type Day, dayOf, parseDay, toShanghaiIso, weekdayOf } from './shanghai.js'

const at = (text: string) => new Date(text)
const day = (text: string) => parseDay(text)
const calendar = new WorkCalendar([
  {
    year: 2026,
    papers: [],
    days: [
      ...['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'].map((date) => ({
        name: '劳动节',
        date: day(date),
        isOffDay: true,
      })),
      { name: '劳动节', date: day('2026-05-09'), isOffDay: false },
    ],
  },
])

const regime: Regime = {
  code: 'test',
  name: '测试制度',
  document: '某县通知',
  timers: [
    {
      code: 'first-statement',
      name: '权威信息',
      kinds: ['emergency'],
      grades: ['I', 'II'],
      amount: 5,
      unit: 'hours',
      metBy: 'statement',
      clause: '第一条',
      document: '某县通知',
    },
    {
      code: 'assigned-limit',
      name: '交办时限',
      kinds: ['opinion'],
      fromOrder: true,
      unit: 'days',
      metBy: 'reply',
      clause: '第二条',
      document: '某县通知',
    },
    {
      code: 'message',
      name: '疑难留言',
      kinds: ['message.difficult'],
      amount: 15,
      choices: [15, 30],
      unit: 'workdays',
      metBy: 'reply',
      clause: '第三条',
      document: '某县通知',
    },
  ],
}
const open = (input: Partial<Parameters<typeof openTimers>[0]>) =>
  openTimers({
    regimes: [regime],
    grade: 'IV',
    kind: 'opinion',
    startAt: at('2026-04-29T10:00:00+08:00'),
    calendar,
    ...input,
  })

describe('counting', () => {
  test('clock hours run through the night and the holiday', () => {
    const due = dueAfter(at('2026-05-01T22:30:00+08:00'), 5, 'hours', calendar)
    expect(toShanghaiIso(due.dueAt)).toBe('2026-05-02T03:30:00+08:00')
  })

  test('working days skip the holiday and count the Saturday worked in its place', () => {
    const due = dueAfter(at('2026-04-29T10:00:00+08:00'), 5, 'workdays', calendar)
    expect(due.lastDay).toBe('2026-05-09')
    expect(toShanghaiIso(due.dueAt)).toBe('2026-05-10T00:00:00+08:00')
    expect(due.steps.join()).toContain('计入：05-09 劳动节调休上班')
  })

  test('a last day on a holiday moves to the first worked day after it', () => {
    expect(dueAfter(at('2026-04-26T00:00:00+08:00'), 5, 'days', calendar).lastDay).toBe('2026-05-06')
  })

  test('a year without a holiday notice makes the date provisional and says why', () => {
    const due = dueAfter(at('2026-12-30T10:00:00+08:00'), 5, 'workdays', calendar)
    expect(due.provisional).toContain('2027 年节假日安排')
    expect(dueAfter(at('2026-06-01T10:00:00+08:00'), 5, 'workdays', calendar).provisional).toBeUndefined()
  })

  test('agrees with walking the days one by one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 40 }), (offset, amount) => {
        const start = addDays(day('2026-01-01'), offset)
        const due = dueAfter(at(`${start}T09:00:00+08:00`), amount, 'workdays', calendar)
        let walked: Day = start
        for (let left = amount; left > 0; ) {
          walked = addDays(walked, 1)
          const holiday = walked >= '2026-05-01' && walked <= '2026-05-05'
          const weekend = [0, 6].includes(weekdayOf(walked)) && walked !== '2026-05-09'
          if (!holiday && !weekend) left -= 1
        }
        expect(due.lastDay).toBe(walked)
        expect(dayOf(due.dueAt)).toBe(addDays(walked, 1))
      }),
    )
  })
})

describe('timers of a regime', () => {
  test('a grave emergency starts the five-hour clock and a plain opinion does not', () => {
    expect(open({ kind: 'emergency', grade: 'I' }).map((t) => t.code)).toEqual(['first-statement'])
    expect(open({ kind: 'emergency', grade: 'III' })).toEqual([])
  })

  test('the limit written on the order is needed before its clock can run', () => {
    expect(open({})).toEqual([])
    expect(open({ limitDays: 3 })).toMatchObject([
      { code: 'assigned-limit', amount: 3, lastDay: '2026-05-06' },
    ])
  })

  test('a difficult message takes 15 or 30 working days and nothing between', () => {
    expect(open({ kind: 'message.difficult', limitDays: 30 })).toMatchObject([{ amount: 30 }])
    expect(() => open({ kind: 'message.difficult', limitDays: 20 })).toThrow('只能选 15 或 30')
  })

  test('every clock says its clause first', () => {
    expect(open({ kind: 'emergency', grade: 'II' })[0]?.steps[0]).toContain('某县通知第一条')
  })
})

describe('lateness', () => {
  const clock = { startAt: at('2026-03-01T08:00:00+08:00'), dueAt: at('2026-03-01T13:00:00+08:00') }
  const stateAt = (now: string, metAt: Date | null = null) => deadlineState({ ...clock, metAt }, at(now))

  test('a clock is late only after its last instant', () => {
    expect(isOverdue({ ...clock, metAt: null }, at('2026-03-01T13:00:00+08:00'))).toBe(false)
    expect(isOverdue({ ...clock, metAt: null }, at('2026-03-01T13:00:01+08:00'))).toBe(true)
  })

  test('it warns when four fifths have run', () => {
    expect(stateAt('2026-03-01T11:59:00+08:00')).toBe('running')
    expect(stateAt('2026-03-01T12:00:00+08:00')).toBe('due-soon')
  })

  test('a clock met late stays late', () => {
    expect(stateAt('2026-03-09T08:00:00+08:00', at('2026-03-01T13:30:00+08:00'))).toBe('met-late')
    expect(stateAt('2026-03-09T08:00:00+08:00', at('2026-03-01T12:30:00+08:00'))).toBe('met')
  })

  test('the share of a limit that has run stays between nothing and all, without what it stood still', () => {
    const share = (now: string, over = {}) => shareRun({ ...clock, metAt: null, ...over }, at(now))
    expect(share('2026-03-01T12:00:00+08:00')).toBe(0.8)
    expect(share('2026-03-01T14:00:00+08:00')).toBe(1)
    expect(share('2026-03-01T07:00:00+08:00')).toBe(0)
    const stood = {
      dueAt: at('2026-03-01T14:00:00+08:00'),
      pauses: [
        { from: at('2026-03-01T09:00:00+08:00'), until: at('2026-03-01T10:00:00+08:00'), cause: 'other' },
      ],
    }
    expect(share('2026-03-01T13:00:00+08:00', stood)).toBe(0.8)
    const standing = {
      pauses: [{ from: at('2026-03-01T09:00:00+08:00'), until: null, cause: 'other' }],
    }
    expect(share('2026-03-05T09:00:00+08:00', standing)).toBe(0.2)
  })
})
