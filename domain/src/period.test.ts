import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysIn, lengthOf, periodAround, periodLengths, periodWords, shiftPeriod } from './period.js'
import { addDays, parseDay } from './shanghai.js'

const day = parseDay

test('a day lies in its month, quarter and year', () => {
  expect(periodAround(day('2026-02-14'), 'month')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(periodAround(day('2026-02-14'), 'quarter')).toEqual({ from: '2026-01-01', to: '2026-03-31' })
  expect(periodAround(day('2026-12-31'), 'year')).toEqual({ from: '2026-01-01', to: '2026-12-31' })
})

test('the month before March is February, the quarter before the first is the last of the year before', () => {
  expect(shiftPeriod(periodAround(day('2028-03-31'), 'month'), -1)).toEqual({
    from: '2028-02-01',
    to: '2028-02-29',
  })
  expect(shiftPeriod(periodAround(day('2026-01-05'), 'quarter'), -1)).toEqual({
    from: '2025-10-01',
    to: '2025-12-31',
  })
})

test('an own range is compared with as many days before it', () => {
  expect(shiftPeriod({ from: day('2026-03-03'), to: day('2026-03-12') }, -1)).toEqual({
    from: '2026-02-21',
    to: '2026-03-02',
  })
})

test('periods are named as officials write them', () => {
  expect(periodWords(periodAround(day('2026-05-05'), 'quarter'))).toBe('2026年第二季度')
  expect(periodWords(periodAround(day('2026-05-05'), 'month'))).toBe('2026年5月')
  expect(periodWords(periodAround(day('2026-05-05'), 'year'))).toBe('2026年')
  expect(periodWords({ from: day('2026-05-05'), to: day('2026-05-06') })).toBe('2026-05-05 至 2026-05-06')
})

test('every day lies in its period, and the next begins the day after it ends', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom(...periodLengths), (offset, length) => {
      const one = addDays(day('1990-01-01'), offset)
      const period = periodAround(one, length)
      expect(period.from <= one && one <= period.to).toBe(true)
      expect(lengthOf(period)).toBe(length)
      expect(shiftPeriod(period, 1).from).toBe(addDays(period.to, 1))
      expect(daysIn(period)).toBeGreaterThanOrEqual(28)
    }),
  )
})
