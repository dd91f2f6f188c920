import { type Actor, actorName } from '@huiyin/domain/actor'
import type { CaseAction } from '@huiyin/domain/case-action'
import { audienceOf, refersTo } from '@huiyin/domain/case-audience'
import { InvalidInput } from '@huiyin/domain/errors'
import type { Db } from './database.js'

/** One entry of the history: what was done, by whom, when. */
export interface CaseHistoryEntry {
  id: number
  action: CaseAction
  actor: string
  actorId: string | null
  at: Date
  /** Units that read it beside the desk; null for every unit of the case. */
  audience: string[] | null
}

/** The history of case files: appended, never changed. What one may not read is not in it. */
export const caseEntries = (db: Db, now: Date) => ({
  of: (caseFileId: string): Promise<CaseHistoryEntry[]> =>
    db
      .selectFrom('case_action')
      .select(['id', 'action', 'actor', 'actor_id as actorId', 'acted_at as at', 'audience'])
      .where('case_file_id', '=', caseFileId)
      .orderBy('id')
      .execute(),

  /** Appends an action; an answer is read by whoever reads what it answers. */
  async append(
    caseFileId: string,
    action: CaseAction,
    by: Actor,
    entries: readonly CaseHistoryEntry[] = [],
  ): Promise<number> {
    const toId = refersTo(action)
    const referred = toId === null ? null : entries.find(({ id }) => id === toId)
    if (referred === undefined)
      throw new InvalidInput('所回复的记录不存在，请刷新后再试', [
        { field: 'actionId', message: '没有这条记录' },
      ])
    const audience = audienceOf(action, referred?.audience ?? null)
    const { id } = await db
      .insertInto('case_action')
      .values({
        case_file_id: caseFileId,
        action: JSON.stringify(action),
        actor: actorName(by),
        actor_id: by.kind === 'user' ? by.userId : null,
        acted_at: now,
        audience: audience === null ? null : [...audience],
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  },
})
