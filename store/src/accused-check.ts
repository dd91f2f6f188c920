import { type Actor, actorName } from '@huiyin/domain/actor'
import { accusedCheckedLabel, accusedUnknownLabel } from '@huiyin/domain/judgement'
import type { Db } from './database.js'

/** Why an accusation of nobody in particular is not sent on unchecked (信访工作条例 第三十条). */
export const accusedToCheck = `该信息可能涉及检举控告，${accusedUnknownLabel}：请先核对并选定被反映单位，或勾选“${accusedCheckedLabel}”（信访工作条例第三十条）`

/** Who checked it first stays; of an event whose accused is known there is nothing to check. */
export async function markAccusedChecked(db: Db, now: Date, eventId: string, by: Actor): Promise<void> {
  await db
    .updateTable('opinion_event')
    .set({ accused_checked_by: actorName(by), accused_checked_at: now })
    .where('id', '=', eventId)
    .where('accused_unknown', '=', true)
    .where('accused_checked_at', 'is', null)
    .execute()
}
