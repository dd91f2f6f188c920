import type { EventRow } from '@huiyin/domain/http/opinion-events'
import { expect, test } from 'vitest'
import { freshen, newcomers, withNewcomers } from './feed-merge.js'

const row = (id: string, minute: number, itemCount = 1) =>
  ({ id, itemCount, lastItemAt: `2026-03-01T08:${String(minute).padStart(2, '0')}:00.000Z` }) as EventRow

test('a new event is a newcomer; one already shown is not, even when it moved', () => {
  expect(newcomers([row('a', 1)], [row('b', 9), row('a', 8)]).map((r) => r.id)).toEqual(['b'])
})
test('a shown row is brought up to date without moving', () => {
  const page = { rows: [row('b', 9, 5), row('a', 3)], next: 'x', total: 9 }
  expect(freshen([row('a', 3), row('b', 2)], page, 'latest').map((r) => [r.id, r.itemCount])).toEqual([
    ['a', 1],
    ['b', 5],
  ])
})
test('an event someone else dealt with leaves the list; one beyond the first page stays', () => {
  const page = { rows: [row('a', 9), row('b', 5)], next: 'x', total: 9 }
  expect(
    freshen([row('a', 9), row('gone', 7), row('b', 5), row('older', 2)], page, 'latest').map((r) => r.id),
  ).toEqual(['a', 'b', 'older'])
})
test('when the first page is the whole list, whatever it lacks has left', () => {
  const page = { rows: [row('a', 9)], next: null, total: 1 }
  expect(freshen([row('a', 9), row('older', 2)], page, 'latest').map((r) => r.id)).toEqual(['a'])
})
test('where the gravest come first a new event joins those of its grade', () => {
  const graded = (id: string, minute: number, grade: EventRow['grade']) => ({ ...row(id, minute), grade })
  const shown = [graded('grave', 1, 'II'), graded('old', 5, 'IV')]
  const waiting = [graded('new', 9, 'IV'), graded('worse', 8, 'III')]
  expect(withNewcomers(shown, waiting, 'gravest').map((r) => r.id)).toEqual(['grave', 'worse', 'new', 'old'])
  expect(withNewcomers(shown, waiting, 'latest').map((r) => r.id)).toEqual(['new', 'worse', 'grave', 'old'])
})
test('where the gravest come first a row of the last grade stays though it is newer than the page', () => {
  const graded = (id: string, minute: number, grade: EventRow['grade']) => ({ ...row(id, minute), grade })
  const page = { rows: [graded('a', 1, 'II'), graded('b', 2, 'III')], next: 'x', total: 9 }
  const shown = [graded('gone', 9, 'II'), ...page.rows, graded('below', 8, 'IV')]
  expect(freshen(shown, page, 'gravest').map((r) => r.id)).toEqual(['a', 'b', 'below'])
})
