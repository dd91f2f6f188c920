import type { Actor } from '@huiyin/domain/actor'
import { Forbidden, IllegalTransition } from '@huiyin/domain/errors'
import type { Db } from './database.js'

/** What a second person says of a request. */
export interface SecondWord {
  readonly approve: boolean
  readonly reason?: string
}

/** Requests that take effect, or are confirmed, only by another person than who made them. */
const requests = {
  wall_change: { what: '隔离申请', must: '隔离的设置和解除须由申请人以外的第二人确认' },
  clock_change: { what: '时限申请', must: '时限的变更须由申请人以外的第二人批准' },
  rule_change: { what: '制度变更', must: '制度的变更须由申请人以外的第二人批准' },
} as const

/**
 * Writes down the second person's word. The database refuses the same person too.
 * @throws Forbidden for whoever asked for it; IllegalTransition when it is decided already.
 */
export async function decideAsSecond(
  db: Db,
  table: keyof typeof requests,
  asked: { readonly id: string; readonly requestedById: string },
  { approve, reason }: SecondWord,
  { by, now }: { by: Actor & { kind: 'user' }; now: Date },
): Promise<void> {
  const { what, must } = requests[table]
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
