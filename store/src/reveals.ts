import type { Actor } from '@huiyin/domain/actor'
import { Conflict, Forbidden, IllegalTransition, NotFound } from '@huiyin/domain/errors'
import { revealHours } from '@huiyin/domain/privacy'
import { sql } from 'kysely'
import type { Db } from './database.js'

type Person = Actor & { kind: 'user' }

/** waiting → approved or refused; approved → read, or expired unread. Computed, never stored. */
export type RevealState = 'waiting' | 'approved' | 'refused' | 'read' | 'expired'

export interface RevealRequest {
  id: string
  itemId: string | null
  itemTitle: string | null
  reason: string
  requestedBy: string
  requestedByName: string
  requestedAt: Date
  decision: 'approved' | 'refused' | null
  decisionReason: string | null
  decidedByName: string | null
  decidedAt: Date | null
  expiresAt: Date | null
  readAt: Date | null
  state: RevealState
}

type Row = Omit<RevealRequest, 'state'>

const hourMs = 3_600_000

/** Every request the asker may see, with the masked title of its item. */
const select = sql`
  select r.id, r.item_id as "itemId", i.title as "itemTitle", r.reason, r.requested_by as "requestedBy",
    r.requested_by_name as "requestedByName", r.requested_at as "requestedAt", r.decision,
    r.decision_reason as "decisionReason", r.decided_by_name as "decidedByName", r.decided_at as "decidedAt",
    r.expires_at as "expiresAt", r.read_at as "readAt"
  from reveal_request r left join item i on i.id = r.item_id`

function stateOf({ decision, readAt, expiresAt }: Row, now: Date): RevealState {
  if (decision === null) return 'waiting'
  if (decision === 'refused') return 'refused'
  if (readAt) return 'read'
  return expiresAt && expiresAt <= now ? 'expired' : 'approved'
}

/** Opening an original: asked with a reason, decided by another person, read once. */
export const reveals = (db: Db, now: Date) => {
  const get = async (id: string): Promise<RevealRequest> => {
    const { rows } = await sql<Row>`${select} where r.id = ${id}`.execute(db)
    const [row] = rows
    if (!row) throw new NotFound('没有这项查看原文的申请，或您无权查看', { id })
    return { ...row, state: stateOf(row, now) }
  }
  const lock = async (id: string): Promise<RevealRequest> => {
    await sql`select from reveal_request where id = ${id} for update`.execute(db)
    return get(id)
  }
  return {
    get,

    /** Newest first; what waits comes before all else. */
    async list(limit = 100): Promise<RevealRequest[]> {
      const { rows } = await sql<Row>`
        ${select} order by (r.decision is null) desc, r.requested_at desc, r.id limit ${limit}
      `.execute(db)
      return rows.map((row) => ({ ...row, state: stateOf(row, now) }))
    },

    /**
     * @throws NotFound when there is no such item for him or no original of it any more; Conflict when he has asked
     * already.
     */
    async ask(itemId: string, reason: string, by: Person): Promise<RevealRequest> {
      const item = await db.selectFrom('item').select('id').where('id', '=', itemId).executeTakeFirst()
      if (!item) throw new NotFound('没有这条信息，或您无权查看', { itemId })
      const { id } = await db
        .insertInto('reveal_request')
        .values({
          item_id: itemId,
          reason,
          requested_by: by.userId,
          requested_by_name: by.name,
          requested_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
        .then((row) => row ?? { id: null })
      if (!id) throw new Conflict('您已就这条信息申请查看原文，请等待审批', { itemId })
      return get(id)
    },

    /** @throws Forbidden for one's own request; IllegalTransition when it has been decided. */
    async decide(id: string, approve: boolean, reason: string | null, by: Person): Promise<RevealRequest> {
      const request = await lock(id)
      if (request.requestedBy === by.userId) throw new Forbidden('不能审批自己的申请，须由另一人审批', { id })
      if (request.state !== 'waiting') throw new IllegalTransition('这项申请已经审批过', { id })
      await db
        .updateTable('reveal_request')
        .set({
          decision: approve ? 'approved' : 'refused',
          decision_reason: reason,
          decided_by: by.userId,
          decided_by_name: by.name,
          decided_at: now,
          expires_at: approve ? new Date(now.getTime() + revealHours * hourMs) : null,
        })
        .where('id', '=', id)
        .execute()
      return get(id)
    },

    /** The request as it may be read now, locked. @throws Forbidden for another's; IllegalTransition when not approved. */
    async readable(id: string, by: Person): Promise<RevealRequest> {
      const request = await lock(id)
      if (request.requestedBy !== by.userId) throw new Forbidden('只有申请人本人可以查看原文', { id })
      if (request.state === 'waiting') throw new IllegalTransition('申请尚未获批，请等待审批', { id })
      if (request.state === 'refused') throw new IllegalTransition('申请未获批准，不能查看原文', { id })
      return request
    },

    /** Spends the request. */
    async markRead(id: string): Promise<void> {
      await db.updateTable('reveal_request').set({ read_at: now }).where('id', '=', id).execute()
    },
  }
}
