import type { EventSummary } from '@huiyin/store/event-views'
import { type Rules, timersFor } from './rules-in-force.js'

/**
 * When the first clock of an event that still waits for the officer ends: clocks run from discovery and not from
 * acceptance (docs/rules.md §1), so waiting uses them up. Null once it was accepted or dismissed.
 */
export function prospectiveDueAt(event: EventSummary, rules: Rules): Date | null {
  if (event.state !== 'open') return null
  const kind = event.proposed.emergency ? 'emergency' : 'opinion'
  const { timers } = timersFor({ grade: event.grade, kind, startAt: event.firstFoundAt }, rules)
  return timers[0]?.dueAt ?? null
}
