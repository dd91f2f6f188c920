import type { Actor } from '@huiyin/domain/actor'
import type { CaseAction } from '@huiyin/domain/case-action'
import type { CaseProgress } from '@huiyin/domain/case-file'
import { replay, step } from '@huiyin/domain/case-replay'
import type { Timer } from '@huiyin/domain/deadline'
import { NotFound } from '@huiyin/domain/errors'
import { type Selectable, sql } from 'kysely'
import { type CaseHistoryEntry, caseEntries } from './case-entries.js'
import { caseProjection } from './case-projection.js'
import type { Db } from './database.js'
import type { CaseFileTable } from './schema-cases.js'

export const noSuchCase = () => new NotFound('没有这个案件，或您无权查看')

/** A case file held for one action, with what the action is judged by. */
export interface HeldCase {
  file: Selectable<CaseFileTable>
  entries: CaseHistoryEntry[]
  progress: CaseProgress
  /** Unmet clocks of the file and of those merged into it. */
  clocks: { case_file_id: string; code: string; name: string; met_by: Timer['metBy'] }[]
}

/** Holding a case file, and taking into it what has been checked. */
export const caseHolding = (db: Db, now: Date) => {
  const history = caseEntries(db, now)
  const projection = caseProjection(db, now)
  const { append } = history

  /** Holds the file until the transaction ends. @throws NotFound when it may not be seen. */
  const hold = async (id: string): Promise<HeldCase> => {
    const file = await db
      .selectFrom('case_file')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!file) throw noSuchCase()
    const entries = await history.of(id)
    const { rows: clocks } = await sql<HeldCase['clocks'][number] & { met: boolean }>`
      select d.case_file_id, d.code, d.name, d.met_by, d.met_at is not null as met
      from response_deadline d join case_file c on c.id = d.case_file_id
      where (c.id = ${id} or c.merged_into = ${id}) and d.superseded_at is null
      order by d.due_at
    `.execute(db)
    const own = clocks.filter((clock) => clock.case_file_id === id).map(({ code }) => code)
    const unmet = clocks.filter(({ met }) => !met)
    return {
      file,
      entries,
      clocks: unmet,
      progress: {
        ...replay(own, entries),
        state: file.state,
        unmet: [...new Set(unmet.map(({ code }) => code))],
      },
    }
  }

  /** The files a clock is met in together: this one and those that go on in it. */
  const together = ({ file, progress }: HeldCase): string[] => [file.id, ...progress.absorbed]

  /** What an answer of the keeper did in a merged file goes with it. */
  const undoIn = async (mergedId: string, at: Date, by: Actor): Promise<void> => {
    const entries = await history.of(mergedId)
    const last = entries.at(-1)
    if (last?.action.kind === 'responded' && last.at.getTime() === at.getTime())
      await append(mergedId, { kind: 'undone', actionId: last.id }, by, entries)
  }

  /** Takes a checked action into the history and the row after it. */
  const record = async (held: HeldCase, action: CaseAction, by: Actor): Promise<void> => {
    const { file, entries, progress } = held
    const id = await append(file.id, action, by, entries)
    if (action.kind === 'responded')
      for (const met of await projection.meet(together(held), action))
        if (met !== file.id) await append(met, action, by)
    await projection.noteTask(file.id, { id, action })
    await projection.write(file.id, step(progress, { id, action }), file.closed_at)
  }

  return { hold, together, undoIn, record }
}
