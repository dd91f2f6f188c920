import type { EventRow } from '@huiyin/domain/http/opinion-events'
import { expect, test } from 'vitest'
import { freshen, newcomers } from './feed-merge.js'

const row = (id: string, minute: number, itemCount = 1) =>
  ({ id, itemCount, lastItemAt: `2026-03-01T08:${String(minute).padStart(2, '0')}:00.000Z` }) as EventRow

test('a new event is a newcomer; one already shown is not, even when it moved', () => {
  expect(newcomers([row('a', 1)], [row('b', 9), row('a', 8)]).map((r) => r.id)).toEqual(['b'])
})
test('a shown row is brought up to date without moving', () => {
  const page = { rows: [row('b', 9, 5), row('a', 3)], next: 'x', total: 9 }
  expect(freshen([row('a', 3), row('b', 2)], page).map((r) => [r.id, r.itemCount])).toEqual([
    ['a', 1],
    ['b', 5],
  ])
})
test('an event someone else dealt with leaves the list; one beyond the first page stays', () => {
  const page = { rows: [row('a', 9), row('b', 5)], next: 'x', total: 9 }
  expect(freshen([row('a', 9), row('gone', 7), row('b', 5), row('older', 2)], page).map((r) => r.id)).toEqual(
    ['a', 'b', 'older'],
  )
})
test('when the first page is the whole list, whatever it lacks has left', () => {
  const page = { rows: [row('a', 9)], next: null, total: 1 }
  expect(freshen([row('a', 9), row('older', 2)], page).map((r) => r.id)).toEqual(['a'])
})
