import type { EventRow } from '@huiyin/domain/http/opinion-events'
import type { FeedOrder } from '@huiyin/domain/opinion-event'
import { isGraver } from '@huiyin/domain/severity'
import type { Page } from '../api/page.js'

/** Rows of `fresh` that are not on the page yet. */
export function newcomers(shown: readonly EventRow[], fresh: readonly EventRow[]): EventRow[] {
  const known = new Set(shown.map((row) => row.id))
  return fresh.filter((row) => !known.has(row.id))
}

/** Whether `row` stands before `other` in a feed of this order. */
export function precedes(row: EventRow, other: EventRow, order: FeedOrder): boolean {
  if (order === 'gravest' && row.grade !== other.grade) return isGraver(row.grade, other.grade)
  return row.lastItemAt > other.lastItemAt
}

/** New rows where they belong: on top, or among those of their grade. */
export function withNewcomers(
  shown: readonly EventRow[],
  waiting: readonly EventRow[],
  order: FeedOrder,
): EventRow[] {
  const rows = [...waiting, ...shown]
  return order === 'latest'
    ? rows
    : rows.sort((a, b) => (precedes(a, b, order) ? -1 : precedes(b, a, order) ? 1 : 0))
}

/**
 * The shown rows, each replaced by its newer self where it stands. A row that the fresh first page should hold but
 * does not has left this tab (someone else dealt with it): before the page's last row, or the page is the whole.
 */
export function freshen(shown: readonly EventRow[], page: Page<EventRow>, order: FeedOrder): EventRow[] {
  const fresh = new Map(page.rows.map((row) => [row.id, row]))
  const last = page.rows.at(-1)
  const leftTab = (row: EventRow): boolean =>
    !fresh.has(row.id) && (page.next === null || (last !== undefined && precedes(row, last, order)))
  return shown.filter((row) => !leftTab(row)).map((row) => fresh.get(row.id) ?? row)
}
