import { standing } from '@huiyin/domain/case-replay'
import type { ResponseDeadline } from '@huiyin/domain/deadline'
import { NotFound } from '@huiyin/domain/errors'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import { isPublicOpinion, matterKindLabel } from '@huiyin/domain/regime'
import { gradeLabel } from '@huiyin/domain/severity'
import type { CaseLetterInput, LetterClock } from '@huiyin/reports/case-letter-input'
import type { DeadlineRevision } from '@huiyin/store/case-clocks'
import type { CaseHistoryEntry } from '@huiyin/store/case-files'
import type { Tx } from '@huiyin/store/tx'

const kindOf = { dispatched: 'dispatch', supervised: 'supervise' } as const

/** The unit that led the case when `id` was written. */
const leadAt = (entries: readonly CaseHistoryEntry[], id: number): string | null =>
  entries.reduce<string | null>(
    (lead, entry) => (entry.id <= id && entry.action.kind === 'dispatched' ? entry.action.unitCode : lead),
    null,
  )

/** The clocks that ran when a letter went out, with the values they had then: a letter once issued says the same for ever. */
function clocksAt(
  deadlines: readonly ResponseDeadline[],
  revisions: readonly DeadlineRevision[],
  at: Date,
): LetterClock[] {
  return deadlines.flatMap(({ code, name, metAt }) => {
    const then = revisions.find(({ timerCode, madeAt }) => timerCode === code && madeAt <= at)?.after
    if (!then || then.supersededAt !== null || (metAt !== null && metAt < at)) return []
    const { document, clause, steps, provisional } = then
    return [{ name, document, clause, steps, provisional, dueAt: new Date(then.dueAt) }]
  })
}

/**
 * Everything the letter of one entry is written from, read as whoever asks for it.
 * @throws NotFound when he may not see the case, or the entry gives no letter or was taken back.
 */
export async function readCaseLetter(tx: Tx, caseFileId: string, actionId: number): Promise<CaseLetterInput> {
  const file = await tx.caseFiles.detail(caseFileId)
  const entries = standing(file.actions)
  const entry = entries.find(({ id }) => id === actionId)
  if (entry?.action.kind !== 'dispatched' && entry?.action.kind !== 'supervised')
    throw new NotFound('这条记录没有交办单或督办单，或已撤回')
  const { action } = entry
  const unitCode = action.kind === 'dispatched' ? action.unitCode : leadAt(entries, actionId)
  const { name, demonstration } = await tx.jurisdiction.current()
  const unit = (await tx.jurisdiction.units()).find(({ code }) => code === unitCode)
  const event = await tx.eventViews.detail(file.eventId)
  const sameKind = entries.filter((one) => one.action.kind === action.kind && one.id <= actionId)
  return {
    kind: kindOf[action.kind],
    jurisdiction: name,
    matter: isPublicOpinion(file.kind) ? null : (matterKindLabel[file.kind].split('·')[0] ?? null),
    demonstration,
    caseNumber: file.number,
    serial: sameKind.length,
    issuedAt: entry.at,
    issuedBy: entry.actor,
    unit: {
      name: unit?.name ?? file.unitNames[unitCode ?? ''] ?? '（未交办）',
      phone: unit?.phone ?? null,
    },
    assisting: file.assistUnits.map((assist) => assist.name),
    title: maskPersonalData(file.title),
    gist: maskPersonalData(event.proposed.gist),
    gradeWords: `${gradeLabel[file.grade]}（${file.grade} 级）`,
    demand: maskPersonalData(action.note ?? ''),
    disclosure: event.walled ? null : (action.disclosure ?? null),
    walled: event.walled,
    limitAt: action.kind === 'supervised' ? new Date(action.limitAt) : null,
    clocks: clocksAt(file.deadlines, await tx.caseClocks.revisionsOf(caseFileId), entry.at),
  }
}
