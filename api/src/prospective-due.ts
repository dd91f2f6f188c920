import type { EventSummary } from '@huiyin/store/event-views'
import { timersFor } from './accept-event.js'
import type { ApiKeywords } from './deps.js'

/**
 * When the first clock of an event that still waits for the officer ends: clocks run from discovery and not from
 * acceptance (docs/rules.md §1), so waiting uses them up. Null once it was accepted or dismissed.
 */
export function prospectiveDueAt(
  event: EventSummary,
  regimeCode: string,
  keywords: ApiKeywords,
): Date | null {
  if (event.state !== 'open') return null
  const kind = event.proposed.emergency ? 'emergency' : 'opinion'
  const [first] = timersFor({ regimeCode, grade: event.grade, kind, startAt: event.firstFoundAt }, keywords)
  return first?.dueAt ?? null
}
