import {
  type DutyInstance,
  dutyNoticeDays,
  dutyPeriodWords,
  dutyStanding,
} from '@huiyin/domain/duty-calendar'
import { addDays, type Day, dayOf } from '@huiyin/domain/shanghai'
import type { Tx } from '@huiyin/store/tx'
import type { ApiKeywords } from '../deps.js'
import { dutiesTouching } from '../read-duty-calendar.js'

/** What fell due longer ago is no news: it stands on the page until it is done. Shorter than facts are kept. */
const toldForDays = 30

const chinese = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** `督查办理情况（2026年3月，3月31日前）`. */
const dutyWords = ({ name, every, period, dueOn }: DutyInstance): string =>
  `${name}（${dutyPeriodWords(every, period)}，${chinese(dueOn)}前）`

/** A duty that is called for, and one that is overdue, are each told once. */
export async function noteDuties(tx: Tx, keywords: ApiKeywords): Promise<void> {
  const today = dayOf(tx.now)
  const window = { from: addDays(today, -toldForDays), to: addDays(today, dutyNoticeDays) }
  const near = (await dutiesTouching(tx, keywords, window)).filter(({ dueOn }) => dueOn >= window.from)
  const first = near.map(({ period }) => period.from).sort()[0]
  if (first === undefined) return
  const records = await tx.dutyRecords.standing(first, window.to)
  const facts = near.flatMap((duty) => {
    const { state } = dutyStanding(duty, records, today)
    if (state !== 'due' && state !== 'overdue') return []
    const kind = state === 'due' ? ('duty-coming' as const) : ('duty-overdue' as const)
    return [{ ref: `${kind}:${duty.regimeCode}:${duty.name}:${duty.period.from}`, kind, duty }]
  })
  const fresh = new Set(await tx.noticeCauses.unknown(facts.map(({ ref }) => ref)))
  for (const { ref, kind, duty } of facts)
    if (fresh.has(ref)) await tx.noticeCauses.note(ref, kind, { duty: dutyWords(duty) })
}
