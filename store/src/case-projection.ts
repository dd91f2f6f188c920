import type { CaseAction } from '@huiyin/domain/case-action'
import { type CaseProgress, isEnded } from '@huiyin/domain/case-file'
import { type CaseEntry, standing } from '@huiyin/domain/case-replay'
import { sql } from 'kysely'
import type { Db } from './database.js'

type Responded = Extract<CaseAction, { kind: 'responded' }>

/** What lists ask of a case file, written from its progress and from nothing else. */
export const caseProjection = (db: Db, now: Date) => {
  /** The earliest clock that runs, of the file and of those merged into it: unmet, not superseded, not paused. */
  const nextDue = async (caseFileId: string): Promise<Date | null> => {
    const row = await db
      .selectFrom('response_deadline')
      .select((eb) => eb.fn.min('due_at').as('due'))
      .where('met_at', 'is', null)
      .where('superseded_at', 'is', null)
      .where(sql<boolean>`not pauses @> '[{"until": null}]'`)
      .where((eb) =>
        eb.or([
          eb('case_file_id', '=', caseFileId),
          eb(
            'case_file_id',
            'in',
            eb.selectFrom('case_file').select('id').where('merged_into', '=', caseFileId),
          ),
        ]),
      )
      .executeTakeFirst()
    return row?.due ?? null
  }

  return {
    nextDue,

    /** Brings the row of the case file after its progress. */
    async write(id: string, progress: CaseProgress, closedAt: Date | null): Promise<void> {
      const ended = isEnded(progress.state)
      await db
        .updateTable('case_file')
        .set({
          state: progress.state,
          lead_unit_code: progress.leadUnitCode,
          assist_unit_codes: progress.assisting.map(({ unitCode }) => unitCode),
          merged_into: progress.mergedInto,
          supervised_until: progress.supervisedUntil === null ? null : new Date(progress.supervisedUntil),
          explained: progress.explained,
          closed_at: ended ? (closedAt ?? now) : null,
          next_due_at: ended ? null : await nextDue(id),
        })
        .where('id', '=', id)
        .execute()
    },

    /** A clock is met now, in this file and in those merged into it; answers with the files it was met in. */
    async meet(ids: readonly string[], { timerCode, evidence }: Responded): Promise<string[]> {
      const met = await db
        .updateTable('response_deadline')
        .set({ met_at: now, evidence: JSON.stringify(evidence), next_warning_at: null })
        .where('case_file_id', 'in', [...ids])
        .where('code', '=', timerCode)
        .where('met_by', '=', evidence.kind)
        .where('met_at', 'is', null)
        .where('superseded_at', 'is', null)
        .returning('case_file_id')
        .execute()
      return met.map((row) => row.case_file_id)
    },

    /** A clock that was met by an answer taken back runs again. */
    async unmeet(ids: readonly string[], timerCode: string, metAt: Date): Promise<void> {
      await db
        .updateTable('response_deadline')
        .set({ met_at: null, evidence: null, next_warning_at: sql`'-infinity'::timestamptz` })
        .where('case_file_id', 'in', [...ids])
        .where('code', '=', timerCode)
        .where('met_at', '=', metAt)
        .execute()
    },

    /** The instruction or interpretation an entry asks for or answers, as their list shows it. */
    async noteTask(caseFileId: string, { id, action }: CaseEntry): Promise<void> {
      const task = taskAsked(action)
      if (task)
        await db
          .insertInto('case_instruction')
          .values({
            action_id: id,
            case_file_id: caseFileId,
            unit_code: task.unitCode ?? null,
            given_at: now,
            limit_at: task.limitAt === undefined ? null : new Date(task.limitAt),
            fed_back_at: null,
            task: task.kind === 'instructed' ? 'instruction' : 'interpretation',
          })
          .execute()
      const answered = taskAnswered(action)
      if (answered !== null)
        await db
          .updateTable('case_instruction')
          .set({ fed_back_at: now })
          .where('action_id', '=', answered)
          .execute()
    },

    /** Takes a task, or the answer to one, out of the list again. */
    async forgetTask({ id, action }: CaseEntry, entries: readonly CaseEntry[]): Promise<void> {
      if (taskAsked(action)) await db.deleteFrom('case_instruction').where('action_id', '=', id).execute()
      const answered = taskAnswered(action)
      if (answered !== null && !standing(entries).some((other) => taskAnswered(other.action) === answered))
        await db
          .updateTable('case_instruction')
          .set({ fed_back_at: null })
          .where('action_id', '=', answered)
          .execute()
    },
  }
}

const taskAsked = (action: CaseAction) =>
  action.kind === 'instructed' || action.kind === 'interpretation-asked' ? action : null

/** The entry of the task this one answers. */
const taskAnswered = (action: CaseAction): number | null =>
  action.kind === 'fed-back' || action.kind === 'interpreted' ? action.actionId : null
