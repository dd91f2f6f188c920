import { standing } from '@huiyin/domain/case-replay'
import { NotFound } from '@huiyin/domain/errors'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import { gradeLabel } from '@huiyin/domain/severity'
import type { CaseLetterInput } from '@huiyin/reports/case-letter-input'
import type { CaseHistoryEntry } from '@huiyin/store/case-files'
import type { Tx } from '@huiyin/store/tx'

const kindOf = { dispatched: 'dispatch', supervised: 'supervise' } as const

/** The unit that led the case when `id` was written. */
const leadAt = (entries: readonly CaseHistoryEntry[], id: number): string | null =>
  entries.reduce<string | null>(
    (lead, entry) => (entry.id <= id && entry.action.kind === 'dispatched' ? entry.action.unitCode : lead),
    null,
  )

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
    clocks: file.deadlines
      .filter(({ metAt, supersededAt }) => metAt === null && supersededAt === null)
      .map((clock) => ({
        name: clock.name,
        document: clock.document,
        clause: clock.clause,
        dueAt: clock.dueAt,
        steps: clock.steps,
        provisional: clock.provisional ?? null,
      })),
  }
}
