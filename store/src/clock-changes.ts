import type { Actor } from '@huiyin/domain/actor'
import { Conflict, NotFound } from '@huiyin/domain/errors'
import { type ClockRequest, clockRequestLabel } from '@huiyin/domain/http/clocks'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import { decideAsSecond, type RequestName, type SecondWord, type TwoPeople } from './second-person.js'

/** What one person asked of a case's clocks, and what the second said. */
export interface ClockChange extends TwoPeople {
  id: string
  caseFile: { id: string; number: number; title: string }
  request: ClockRequest
  timerName: string | null
  state: 'pending' | 'approved' | 'refused'
}

type Person = Actor & { kind: 'user' }

const name: RequestName = { what: '时限申请', must: '时限的变更须由申请人以外的第二人批准' }

/** Requests of two people: written down here; what an approved one does is its caller's, in the same transaction. */
export const clockChanges = (db: Db, now: Date) => {
  const read = async (tail: RawBuilder<unknown>): Promise<ClockChange[]> => {
    const { rows } = await sql<ClockChange>`
      select k.id, jsonb_build_object('id', c.id, 'number', c.number, 'title', coalesce(c.matter, e.title)) as "caseFile", k.request,
        (select d.name from response_deadline d join case_file o on o.id = d.case_file_id
          where (o.id = c.id or o.merged_into = c.id) and d.code = k.timer_code
          order by o.number is distinct from (k.request ->> 'from')::bigint, o.id <> c.id limit 1) as "timerName",
        k.reason, k.state, k.requested_by as "requestedById", k.requested_by_name as "requestedBy",
        k.requested_at as "requestedAt", k.decided_by_name as "decidedBy", k.decided_at as "decidedAt",
        k.decided_reason as "decidedReason"
      from clock_change k join case_file c on c.id = k.case_file_id join opinion_event e on e.id = c.event_id
      ${tail}
    `.execute(db)
    return rows
  }

  const get = async (id: string): Promise<ClockChange> => {
    const [change] = await read(sql`where k.id = ${id}`)
    if (!change) throw new NotFound('没有这个时限申请，或您无权查看')
    return change
  }

  return {
    get,

    /** What waits for a second person, oldest first. */
    pending: (): Promise<ClockChange[]> => read(sql`where k.state = 'pending' order by k.seq`),

    /** Newest first. */
    ofCase: (caseFileId: string): Promise<ClockChange[]> =>
      read(sql`where k.case_file_id = ${caseFileId} order by k.seq desc`),

    /** @throws Conflict when the same waits already. */
    async request(
      caseFileId: string,
      { request, reason }: { request: ClockRequest; reason: string },
      by: Person,
    ): Promise<ClockChange> {
      const asked = await db
        .insertInto('clock_change')
        .values({
          case_file_id: caseFileId,
          kind: request.kind,
          timer_code: 'timerCode' in request ? request.timerCode : null,
          request: JSON.stringify(request),
          reason,
          requested_by: by.userId,
          requested_by_name: by.name,
          requested_at: now,
        })
        .onConflict((clash) => clash.doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!asked)
        throw new Conflict(`本案已有一项“${clockRequestLabel[request.kind]}”申请待批准，请先由第二人处理`)
      return await get(asked.id)
    },

    /**
     * The second person's word.
     * @throws Forbidden for whoever asked; IllegalTransition when it is decided already.
     */
    async decide(id: string, word: SecondWord, by: Person): Promise<ClockChange> {
      await decideAsSecond(db, 'clock_change', await get(id), word, { by, now, name })
      return await get(id)
    },
  }
}
