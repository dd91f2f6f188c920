import type { Actor } from '@huiyin/domain/actor'
import { Forbidden, IllegalTransition, InvalidInput, NotFound } from '@huiyin/domain/errors'
import { type DataRequestKind, dataRequestDueAt } from '@huiyin/domain/privacy'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { deleteItems } from './item-deletion.js'
import type { Sealed } from './original-vault.js'

type Person = Actor & { kind: 'user' }

/** What carrying out a request did, in numbers. */
export interface DataRequestOutcome {
  items: number
  events?: number
}

export interface DataRequest {
  id: string
  number: number
  kind: DataRequestKind
  itemId: string | null
  itemTitle: string | null
  url: string | null
  demand: string
  subject: Sealed
  receivedAt: Date
  dueAt: Date
  registeredBy: string
  registeredByName: string
  handler: string
  decision: 'granted' | 'refused' | null
  decisionReason: string | null
  decidedByName: string | null
  decidedAt: Date | null
  executedAt: Date | null
  outcome: DataRequestOutcome | null
}

export interface NewDataRequest {
  id: string
  kind: DataRequestKind
  itemId: string | null
  url: string | null
  demand: string
  subject: Sealed
  receivedAt: Date
  handler: string
}

type Row = Omit<DataRequest, 'subject'> & { keyId: string; nonce: Buffer; bytes: Buffer }

const toRequest = ({ keyId, nonce, bytes, ...row }: Row): DataRequest => ({
  ...row,
  subject: { keyId, nonce, bytes },
})

const select = sql`
  select d.id, d.number, d.kind, d.item_id as "itemId", i.title as "itemTitle", d.url, d.demand, d.key_id as "keyId",
    d.nonce, d.sealed as bytes, d.received_at as "receivedAt", d.due_at as "dueAt", d.registered_by as "registeredBy",
    d.registered_by_name as "registeredByName", d.handler, d.decision, d.decision_reason as "decisionReason",
    d.decided_by_name as "decidedByName", d.decided_at as "decidedAt", d.executed_at as "executedAt", d.outcome
  from data_request d left join item i on i.id = d.item_id`

/** What people ask about their own data (个人信息保护法 第四十五至四十七、五十条). */
export const dataRequests = (db: Db, now: Date) => {
  const get = async (id: string): Promise<DataRequest> => {
    const { rows } = await sql<Row>`${select} where d.id = ${id}`.execute(db)
    const [row] = rows
    if (!row) throw new NotFound('没有这项个人信息请求，或您无权查看', { id })
    return toRequest(row)
  }
  return {
    get,

    /** Undecided first, the one due soonest on top; then the newest. */
    async list(limit = 200): Promise<DataRequest[]> {
      const { rows } = await sql<Row>`
        ${select} order by (d.decision is null) desc, case when d.decision is null then d.due_at end,
          d.number desc limit ${limit}
      `.execute(db)
      return rows.map(toRequest)
    },

    /** The items an address or an id names, over all sources. */
    async itemsNamed({ itemId, url }: { itemId: string | null; url: string | null }): Promise<string[]> {
      const { rows } = await sql<{ id: string }>`
        select id from item where id = ${itemId}::uuid or url = ${url}::text order by found_at
      `.execute(db)
      return rows.map((row) => row.id)
    },

    /** @throws InvalidInput when received after now. */
    async register(request: NewDataRequest, by: Person): Promise<DataRequest> {
      if (request.receivedAt > now)
        throw new InvalidInput('收到时间不能晚于现在', [{ field: 'receivedAt', message: '晚于现在' }])
      await db
        .insertInto('data_request')
        .values({
          id: request.id,
          kind: request.kind,
          item_id: request.itemId,
          url: request.url,
          demand: request.demand,
          key_id: request.subject.keyId,
          nonce: request.subject.nonce,
          sealed: request.subject.bytes,
          received_at: request.receivedAt,
          due_at: dataRequestDueAt(request.receivedAt),
          registered_by: by.userId,
          registered_by_name: by.name,
          handler: request.handler,
        })
        .execute()
      return get(request.id)
    },

    /** @throws Forbidden for whoever registered it; IllegalTransition when it has been decided. */
    async decide(id: string, grant: boolean, reason: string, by: Person): Promise<DataRequest> {
      await sql`select from data_request where id = ${id} for update`.execute(db)
      const request = await get(id)
      if (request.registeredBy === by.userId)
        throw new Forbidden('登记人不能审批同一项请求，须由另一人审批', { id })
      if (request.decision !== null) throw new IllegalTransition('这项请求已经审批过', { id })
      await db
        .updateTable('data_request')
        .set({
          decision: grant ? 'granted' : 'refused',
          decision_reason: reason,
          decided_by: by.userId,
          decided_by_name: by.name,
          decided_at: now,
        })
        .where('id', '=', id)
        .execute()
      return get(id)
    },

    /**
     * Deletes what the request names and every item of the same words. As a service: no person deletes items.
     * @throws IllegalTransition unless it is a granted deletion not yet carried out.
     */
    async executeDeletion(id: string): Promise<DataRequestOutcome> {
      const request = await lockGranted(db, get, id, 'deletion')
      const { rows } = await sql<{ id: string }>`
        with named as (
          select id, content_hash from item
          where id = ${request.itemId}::uuid or url = ${request.url}::text
        )
        select i.id from item i where i.content_hash in (select content_hash from named)
      `.execute(db)
      const outcome = await deleteItems(
        db,
        now,
        rows.map((row) => row.id),
        'data-request',
      )
      await finish(db, now, id, outcome)
      return outcome
    },

    /** Puts the correction beside the text. @throws IllegalTransition as above. */
    async executeCorrection(id: string, correction: string): Promise<DataRequestOutcome> {
      const request = await lockGranted(db, get, id, 'correction')
      const { numAffectedRows } = await sql`
        update item set correction = ${correction} where id = ${request.itemId}::uuid or url = ${request.url}::text
      `.execute(db)
      const outcome = { items: Number(numAffectedRows ?? 0) }
      await finish(db, now, id, outcome)
      return outcome
    },

    /** 查阅、复制: what was handed over is the officer's to say; it was done. */
    async executeAccess(id: string): Promise<DataRequestOutcome> {
      await lockGranted(db, get, id, 'access')
      const outcome = { items: 0 }
      await finish(db, now, id, outcome)
      return outcome
    },
  }
}

async function lockGranted(
  db: Db,
  get: (id: string) => Promise<DataRequest>,
  id: string,
  kind: DataRequestKind,
): Promise<DataRequest> {
  await sql`select from data_request where id = ${id} for update`.execute(db)
  const request = await get(id)
  if (request.kind !== kind) throw new IllegalTransition('这项请求不是该类请求', { id, kind: request.kind })
  if (request.decision !== 'granted') throw new IllegalTransition('这项请求尚未获准，不能执行', { id })
  if (request.executedAt !== null) throw new IllegalTransition('这项请求已经执行', { id })
  return request
}

async function finish(db: Db, now: Date, id: string, outcome: DataRequestOutcome): Promise<void> {
  await db
    .updateTable('data_request')
    .set({ executed_at: now, outcome: JSON.stringify(outcome) })
    .where('id', '=', id)
    .execute()
}
