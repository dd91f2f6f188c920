import { InvalidInput } from '@huiyin/domain/errors'
import { OpinionLogView } from '@huiyin/domain/http/overview'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { type Day, endOfDay, parseDay, startOfDay } from '@huiyin/domain/shanghai'
import type { EventSummary } from '@huiyin/store/event-views'
import type { Tx } from '@huiyin/store/tx'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { presentCaseRow } from '../present/case-file.js'
import { presentCoverage } from '../present/coverage.js'
import { disposition } from '../present/disposition.js'
import { presentEventRow } from '../present/event.js'
import { storeAs } from '../visitor.js'

const DayParams = Type.Object({ date: Type.String({ minLength: 1, maxLength: 20 }) })

/** @throws InvalidInput for what is no day, and for a day that has not begun. */
function readDay(text: string, now: Date): Day {
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

/** 舆情日志 of one day (北仑 二(二)): what came in, what was done, and what could not be seen. */
async function readOpinionLog(tx: Tx, day: Day): Promise<OpinionLogView> {
  const { name, demonstration } = await tx.jurisdiction.current()
  const items = await tx.opinionLog.itemsOn(day)
  const events = await tx.eventViews.foundBetween(startOfDay(day), endOfDay(day))
  const coverage = await tx.coverage.between(startOfDay(day), endOfDay(day))
  // A past day is read as its end left it; today as it stands now.
  const at = new Date(Math.min(tx.now.getTime(), endOfDay(day).getTime()))
  const dueToday = await tx.caseFiles.dueBetween(at, endOfDay(day))
  const overdue = await tx.caseFiles.overdueAt(at)
  const byGrade = countByGrade(events)
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

export function opinionLogRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/opinion-logs/:date',
    {
      schema: { summary: '舆情日志', params: DayParams, response: { 200: OpinionLogView } },
      config: { policy: may('read', 'opinion-log') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const log = await readOpinionLog(tx, readDay(request.params.date, tx.now))
        const numbers = log.entries.filter(({ walled }) => walled).map(({ number }) => number)
        const detail = { via: 'opinion-log', day: log.date, numbers }
        if (numbers.length > 0)
          tx.audit.append({ action: 'event.walled-read', subject: { kind: 'opinion-event' }, detail })
        return log
      }),
  )
}
