import { type Actor, actorName } from '@huiyin/domain/actor'
import type { HolidayYear } from '@huiyin/domain/calendar'
import type { CalendarPreview, ImportCalendar, ImportedCalendar } from '@huiyin/domain/http/rules'
import type { ActingStore } from '@huiyin/store/store'
import { type ApiDeps, self } from './deps.js'
import { rulesNow } from './rules-in-force.js'

const daysOf = ({ year, days }: HolidayYear) => {
  const offDays = days.filter(({ isOffDay }) => isOffDay).length
  return { year, offDays, workedDays: days.length - offDays }
}

/**
 * Takes a year's notice and counts every open clock of days anew, in one transaction: no case ever stands on a
 * calendar another does not have.
 * @throws InvalidInput naming file, line and field
 */
export async function importCalendar(
  { name, yaml }: ImportCalendar,
  { store, keywords, by }: Pick<ApiDeps, 'store' | 'keywords'> & { by: Actor },
): Promise<ImportedCalendar> {
  const notice = keywords.parseHolidayYear(yaml, name)
  return await store.as(self).transaction(async (tx) => {
    await tx.rules.importYear(notice, yaml, actorName(by))
    const { calendar } = await rulesNow(tx, keywords)
    const done = await tx.recountClocks.byCalendar(calendar, {
      reason: `导入 ${notice.year} 年节假日安排`,
      by,
    })
    tx.audit.append(
      {
        action: 'calendar.imported',
        subject: { kind: 'calendar', id: String(notice.year) },
        detail: { year: notice.year, ...done },
      },
      by,
    )
    tx.announce('cases')
    tx.announce('jurisdiction')
    return { ...daysOf(notice), ...done }
  })
}

/** Moves a preview names one by one: as many as a person reads before he agrees. */
const namedMoves = 100

/**
 * What importing would move. Counts are those of all open cases; only the cases that `sees` may see are named.
 * @throws InvalidInput naming file, line and field
 */
export async function previewCalendar(
  { name, yaml }: ImportCalendar,
  { store, keywords, sees }: Pick<ApiDeps, 'store' | 'keywords'> & { sees: ActingStore },
): Promise<CalendarPreview> {
  const notice = keywords.parseHolidayYear(yaml, name)
  const { clocks, moved, replaces } = await store.as(self).transaction(async (tx) => {
    const { calendar } = await rulesNow(tx, keywords)
    const foreseen = await tx.recountClocks.foresee(calendar.with([notice]))
    return { ...foreseen, replaces: calendar.knows(notice.year) }
  })
  const titles = await sees.transaction((tx) =>
    tx.recountClocks.titlesOf([...new Set(moved.map(({ caseFileId }) => caseFileId))]),
  )
  const moves = moved
    .flatMap(({ caseFileId, before, after }) => {
      const caseFile = titles.get(caseFileId)
      return caseFile ? [{ caseFile, before, after }] : []
    })
    .sort((a, b) => a.after.dueAt.getTime() - b.after.dueAt.getTime())
    .slice(0, namedMoves)
    .map(({ caseFile, before, after }) => ({
      caseFile,
      timerCode: before.code,
      timerName: before.name,
      from: before.dueAt.toISOString(),
      to: after.dueAt.toISOString(),
      provisional: after.provisional ?? null,
    }))
  return {
    ...daysOf(notice),
    clocks,
    changed: moved.length,
    cases: new Set(moved.map(({ caseFileId }) => caseFileId)).size,
    replaces,
    moves,
  }
}
