import type { EventRow } from '@huiyin/domain/http/opinion-events'
import type { Page } from '../api/page.js'

/** Rows of `fresh` that are not on the page yet. */
export function newcomers(shown: readonly EventRow[], fresh: readonly EventRow[]): EventRow[] {
  const known = new Set(shown.map((row) => row.id))
  return fresh.filter((row) => !known.has(row.id))
}

/**
 * The shown rows, each replaced by its newer self where it stands. A row that the fresh first page should hold but
 * does not has left this tab (someone else dealt with it): newer than the page's last row, or the page is the whole.
 */
export function freshen(shown: readonly EventRow[], page: Page<EventRow>): EventRow[] {
  const fresh = new Map(page.rows.map((row) => [row.id, row]))
  const last = page.rows.at(-1)
  const leftTab = (row: EventRow): boolean =>
    !fresh.has(row.id) && (page.next === null || (last !== undefined && row.lastItemAt > last.lastItemAt))
  return shown.filter((row) => !leftTab(row)).map((row) => fresh.get(row.id) ?? row)
}
