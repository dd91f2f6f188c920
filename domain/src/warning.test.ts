import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deadlineState } from './deadline.js'
import { nextWarningAt, type WarnedClock, warningsBetween } from './warning.js'

const at = (text: string) => new Date(`${text}+08:00`)
const tenHours: WarnedClock = {
  startAt: at('2026-03-02T08:00'),
  dueAt: at('2026-03-02T18:00'),
  metAt: null,
}
const said = (clock: WarnedClock, after: string | null, until: string) =>
  warningsBetween(clock, after ? at(after) : null, at(until)).map(({ stage, day }) => `${stage} ${day}`)

describe('a clock warns', () => {
  test('at half, at four fifths, at its end, at twice its limit and every day after', () => {
    expect(said(tenHours, null, '2026-03-04T18:00')).toEqual([
      'half 2026-03-02',
      'most 2026-03-02',
      'due 2026-03-02',
      'very-overdue 2026-03-03',
      'overdue 2026-03-03',
      'overdue 2026-03-04',
    ])
  })

  test('on the day its own document names', () => {
    const five = { ...tenHours, ruleWarnsAt: at('2026-03-02T14:00') }
    expect(said(five, '2026-03-02T13:30', '2026-03-02T14:30')).toEqual(['by-rule 2026-03-02'])
  })

  test('neither while it stands still nor when it is met or superseded', () => {
    const paused = [{ from: at('2026-03-02T09:00'), until: null, cause: 'other' as const }]
    for (const silent of [
      { pauses: paused },
      { metAt: at('2026-03-02T10:00') },
      { supersededAt: at('2026-03-02T10:00') },
    ]) {
      expect(said({ ...tenHours, ...silent }, null, '2026-03-09T18:00')).toEqual([])
      expect(nextWarningAt({ ...tenHours, ...silent }, null)).toBeNull()
    }
  })

  test('by the time it ran: a pause is not counted into the half', () => {
    const pauses = [{ from: at('2026-03-02T09:00'), until: at('2026-03-02T19:00'), cause: 'other' as const }]
    const clock = { ...tenHours, dueAt: at('2026-03-03T04:00'), pauses }
    expect(nextWarningAt(clock, null)).toEqual(at('2026-03-02T23:00'))
    expect(deadlineState(clock, at('2026-03-03T00:00'))).toBe('running')
    expect(deadlineState(clock, at('2026-03-03T02:00'))).toBe('due-soon')
  })
})

test('however the ticks fall, every warning comes exactly once and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 30 }), (gaps) => {
      let last: Date | null = null
      let now = tenHours.startAt.getTime()
      const ticked: string[] = []
      for (const minutes of gaps) {
        now += minutes * 60_000
        const found = warningsBetween(tenHours, last, new Date(now))
        ticked.push(...found.map(({ stage, day }) => `${stage} ${day}`))
        last = found.at(-1)?.at ?? last
        const next = nextWarningAt(tenHours, last)
        expect(next && next.getTime() > now).toBe(true)
      }
      const whole = warningsBetween(tenHours, null, new Date(now)).map(({ stage, day }) => `${stage} ${day}`)
      expect(ticked.slice(-whole.length)).toEqual(whole)
      expect(new Set(ticked).size).toBe(ticked.length)
    }),
  )
})
