import { expect, test } from 'vitest'
import { type Pulse, secondsUntilNext } from './sweep-schedule.js'

const noon = new Date('2026-08-03T12:00:00+08:00')
const night = new Date('2026-08-04T02:00:00+08:00')
const calm: Pulse = { now: noon, badInRow: 0, newPerHour: 0.1, newNow: 0, requests: 1, hostDelayMs: 1_000 }
const board = { everySeconds: 600 }

test('a calm source is asked at its usual pace by day and less often at night', () => {
  expect(secondsUntilNext(board, calm)).toBe(600)
  expect(secondsUntilNext(board, { ...calm, now: night })).toBe(1_800)
  expect(secondsUntilNext({ ...board, key: true }, { ...calm, now: night })).toBe(600)
})

test('a busy source is asked more often, also at night', () => {
  expect(secondsUntilNext(board, { ...calm, newPerHour: 20 })).toBe(360)
  expect(secondsUntilNext(board, { ...calm, newPerHour: 500 })).toBe(150)
  expect(secondsUntilNext(board, { ...calm, now: night, newPerHour: 20, newNow: 3 })).toBe(360)
})

test('what the definition declares holds at both ends', () => {
  const declared = { ...board, fastestSeconds: 300, slowestSeconds: 900 }
  expect(secondsUntilNext(declared, { ...calm, newPerHour: 500 })).toBe(300)
  expect(secondsUntilNext(declared, { ...calm, now: night })).toBe(900)
})

test('a source never takes more than half of the turns its host gives', () => {
  expect(secondsUntilNext(board, { ...calm, requests: 40, hostDelayMs: 10_000 })).toBe(800)
})

test('the first failure is asked again at the usual time, more of them wait longer, up to an hour', () => {
  const failing = (badInRow: number) => secondsUntilNext(board, { ...calm, badInRow })
  expect([1, 2, 3, 4, 12].map(failing)).toEqual([600, 1_200, 2_400, 3_600, 3_600])
  expect(secondsUntilNext({ everySeconds: 7_200 }, { ...calm, badInRow: 12 })).toBe(7_200)
})
