import { InvalidInput } from '@huiyin/domain/errors'
import type { OpinionLogView } from '@huiyin/domain/http/overview'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { type Day, endOfDay, parseDay, startOfDay } from '@huiyin/domain/shanghai'
import type { EventSummary } from '@huiyin/store/event-views'
import type { Tx } from '@huiyin/store/tx'
import { presentCaseRow } from './present/case-file.js'
import { presentCoverage } from './present/coverage.js'
import { disposition } from './present/disposition.js'
import { presentEventRow } from './present/event.js'

/** @throws InvalidInput for what is no day, and for a day that has not begun. */
function readLogDay(text: string, now: Date): Day {
  const refuse = (message: string) => new InvalidInput(message, [{ field: 'date', message }])
  let day: Day
  try {
    day = parseDay(text)
  } catch (error) {
    throw refuse((error as Error).message)
  }
  if (startOfDay(day).getTime() > now.getTime()) throw refuse(`${day} 尚未到来，没有舆情日志`)
  return day
}

const countByGrade = (events: readonly EventSummary[]): Record<SeverityGrade, number> => {
  const counts: Record<SeverityGrade, number> = { I: 0, II: 0, III: 0, IV: 0 }
  for (const { grade } of events) counts[grade] += 1
  return counts
}

/**
 * 舆情日志 of one day (北仑 二(二)): what came in, what was done, and what could not be seen. Whoever reads of walled
 * events is recorded.
 * @throws InvalidInput for what is no day, and for a day that has not begun
 */
export async function readOpinionLog(tx: Tx, text: string): Promise<OpinionLogView> {
  const day = readLogDay(text, tx.now)
  const { name, demonstration } = await tx.jurisdiction.current()
  const items = await tx.opinionLog.itemsOn(day)
  const events = await tx.eventViews.foundBetween(startOfDay(day), endOfDay(day))
  const coverage = await tx.coverage.between(startOfDay(day), endOfDay(day))
  // A past day is read as its end left it; today as it stands now.
  const at = new Date(Math.min(tx.now.getTime(), endOfDay(day).getTime()))
  const dueToday = await tx.caseFiles.dueBetween(at, endOfDay(day))
  const overdue = await tx.caseFiles.overdueAt(at)
  const byGrade = countByGrade(events)
  const numbers = events.filter(({ walled }) => walled).map(({ number }) => number)
  if (numbers.length > 0)
    tx.audit.append({
      action: 'event.walled-read',
      subject: { kind: 'opinion-event' },
      detail: { via: 'opinion-log', day, numbers },
    })
  return {
    date: day,
    jurisdiction: name,
    demonstration,
    summary: {
      itemsFound: items.found,
      itemsAdmitted: items.admitted,
      events: events.length,
      byGrade,
      accepted: events.filter(({ state }) => state === 'accepted').length,
      dismissed: events.filter(({ state }) => state === 'dismissed').length,
    },
    coverage: presentCoverage(coverage, byGrade),
    dueToday: dueToday.map((file) => presentCaseRow(file, tx.now)),
    overdue: overdue.map((file) => presentCaseRow(file, tx.now)),
    entries: events.map((event) => ({
      ...presentEventRow(event),
      url: event.url,
      disposition: disposition(event, tx.now),
    })),
  }
}
