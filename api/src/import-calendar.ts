import { type Actor, actorName } from '@huiyin/domain/actor'
import type { ImportCalendar, ImportedCalendar } from '@huiyin/domain/http/rules'
import { type ApiDeps, self } from './deps.js'
import { rulesNow } from './rules-in-force.js'

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
    const offDays = notice.days.filter(({ isOffDay }) => isOffDay).length
    return { year: notice.year, offDays, workedDays: notice.days.length - offDays, ...done }
  })
}
