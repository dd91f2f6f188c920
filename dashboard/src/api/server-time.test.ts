import { expect, test } from 'vitest'
import { noteServerTime, serverNow } from './server-time.js'

const local = Date.parse('2026-03-01T00:00:00Z')

test('a desk computer that runs ten minutes slow is corrected by the Date header', () => {
  noteServerTime('Sun, 01 Mar 2026 00:10:00 GMT', local)
  expect(serverNow(local).getTime() - local).toBe(600_500)
})
test('the coarseness of the header does not make the clock jump', () => {
  noteServerTime('Sun, 01 Mar 2026 00:10:01 GMT', local)
  expect(serverNow(local).getTime() - local).toBe(600_500)
})
test('an answer without a date changes nothing', () => {
  noteServerTime(null, local)
  expect(serverNow(local).getTime() - local).toBe(600_500)
})
