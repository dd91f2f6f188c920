import type { Actor } from '@huiyin/domain/actor'
import { Forbidden, IllegalTransition } from '@huiyin/domain/errors'
import type { Db } from './database.js'

/** The two people behind a request as it is kept: who asked and why, what the second said. */
export interface TwoPeople {
  reason: string
  requestedById: string
  requestedBy: string
  requestedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  decidedReason: string | null
}

/** What a second person says of a request. */
export interface SecondWord {
  readonly approve: boolean
  readonly reason?: string
}

/** What a request is called, and the sentence that refuses it to whoever made it. */
export interface RequestName {
  readonly what: string
  readonly must: string
}

/**
 * Writes down the second person's word. The database refuses the same person too.
 * @throws Forbidden for whoever asked for it; IllegalTransition when it is decided already.
 */
export async function decideAsSecond(
  db: Db,
  table: 'wall_change' | 'clock_change' | 'rule_change',
  asked: { readonly id: string; readonly requestedById: string },
  { approve, reason }: SecondWord,
  { by, now, name: { what, must } }: { by: Actor & { kind: 'user' }; now: Date; name: RequestName },
): Promise<void> {
  if (asked.requestedById === by.userId) throw new Forbidden(`${must}，请另一位领导或办公室人员办理`)
  const decided = await db
    .updateTable(table)
    .set({
      state: approve ? 'approved' : 'refused',
      decided_by: by.userId,
      decided_by_name: by.name,
      decided_at: now,
      decided_reason: reason ?? null,
    })
    .where('id', '=', asked.id)
    .where('state', '=', 'pending')
    .returning('id')
    .executeTakeFirst()
  if (!decided) throw new IllegalTransition(`这项${what}已有人处理，请刷新后查看`)
}
