import type { Actor } from '@huiyin/domain/actor'
import type { AuditAction, AuditEntry, AuditRecord } from '@huiyin/domain/audit'
import { type Day, endOfDay, startOfDay } from '@huiyin/domain/shanghai'
import { type RawBuilder, sql } from 'kysely'
import type { StoredLink } from './audit-chain.js'
import type { Db } from './database.js'
import type { Page } from './page-cursor.js'

export interface AuditQuery {
  action?: string
  /** Part of the actor's name, or his whole id. */
  actor?: string
  subjectKind?: string
  /** The subject's id, or the name or number recorded with it. */
  subject?: string
  /** First and last day, in China. */
  from?: Day
  to?: Day
}

interface Row {
  seq: number
  at: Date
  actorKind: AuditRecord['actorKind']
  actorId: string
  actorName: string
  action: string
  subjectKind: string
  subjectId: string | null
  detail: Record<string, unknown>
  hash: string
}

const columns = sql`seq, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action,
  subject_kind as "subjectKind", subject_id as "subjectId", detail, hash`

const contains = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`

/** The conditions of a search; always at least one, so that `where` may stand before them. */
const auditConditions = ({ action, actor, subjectKind, subject, from, to }: AuditQuery) =>
  sql.join(
    [
      sql`true`,
      ...(action === undefined ? [] : [sql`action = ${action}`]),
      ...(actor === undefined ? [] : [sql`(actor_name ilike ${contains(actor)} or actor_id = ${actor})`]),
      ...(subjectKind === undefined ? [] : [sql`subject_kind = ${subjectKind}`]),
      ...(subject === undefined
        ? []
        : [
            sql`(subject_id = ${subject} or detail ->> 'name' = ${subject} or detail ->> 'number' = ${subject})`,
          ]),
      ...(from === undefined ? [] : [sql`at >= ${startOfDay(from)}`]),
      ...(to === undefined ? [] : [sql`at < ${endOfDay(to)}`]),
    ],
    sql` and `,
  )

const read = async (db: Db, tail: RawBuilder<unknown>): Promise<AuditRecord[]> =>
  (await sql<Row>`select ${columns} from audit_entry ${tail}`.execute(db)).rows

type Append = (entry: AuditEntry, by?: Actor) => void

/** The audit as it is added to and searched. Row-level security lets only an auditor, or a service, read. */
export const audit = (db: Db, append: Append) => ({
  /**
   * Records an act as the last thing before commit: who and when are the transaction's, and after a rollback
   * nothing was recorded. `by` is for a service only: the person it acts for; in anyone else's transaction the database
   * refuses another name.
   */
  append,

  /** Records an act on an event, with the number people know it by. */
  async onEvent(action: AuditAction, eventId: string, detail: object = {}): Promise<void> {
    const event = await db
      .selectFrom('opinion_event')
      .select('number')
      .where('id', '=', eventId)
      .executeTakeFirst()
    append({
      action,
      subject: { kind: 'opinion-event', id: eventId },
      detail: { ...detail, number: event?.number },
    })
  },

  /** Records that a person reads this event, when it is walled: an accusation's readers must be known. */
  async walledRead(
    eventId: string,
    detail: { via: 'event' | 'case-file' | 'special-report' | 'draft' | 'evidence' },
  ): Promise<void> {
    const walled = await db
      .selectFrom('opinion_event')
      .select('number')
      .where('id', '=', eventId)
      .where(sql<boolean>`(accused_units <> '{}' or accused_unknown)`)
      .executeTakeFirst()
    if (walled)
      append({
        action: 'event.walled-read',
        subject: { kind: 'opinion-event', id: eventId },
        detail: { ...detail, number: walled.number },
      })
  },

  /** Newest first; `cursor` is the number of the last entry seen. */
  async page({
    cursor,
    limit = 50,
    ...query
  }: AuditQuery & { cursor?: string; limit?: number }): Promise<Page<AuditRecord>> {
    const conditions = auditConditions(query)
    const older = cursor === undefined ? sql`` : sql`and seq < ${Number(cursor)}`
    const rows = await read(db, sql`where ${conditions} ${older} order by seq desc limit ${limit + 1}`)
    const counted = await sql<{ total: number }>`
      select count(*) as total from audit_entry where ${conditions}
    `.execute(db)
    const shown = rows.slice(0, limit)
    return {
      rows: shown,
      next: rows.length > limit ? String(shown.at(-1)?.seq ?? '') : null,
      total: counted.rows[0]?.total ?? 0,
    }
  },

  /** Entries after `after` up to `last`, oldest first: one batch of an export. */
  batch: (query: AuditQuery, { after, last, limit }: { after: number; last: number; limit: number }) =>
    read(
      db,
      sql`where ${auditConditions(query)} and seq > ${after} and seq <= ${last} order by seq limit ${limit}`,
    ),

  /** Rows of the chain after `after`, oldest first, with their detail to the letter: what a check reads. */
  async links(after: number, limit: number): Promise<StoredLink[]> {
    const { rows } = await sql<StoredLink>`
      select seq, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action,
        subject_kind as "subjectKind", subject_id as "subjectId", detail::text as detail, key_id as "keyId",
        previous_hash as "previousHash", hash
      from audit_entry where seq > ${after} order by seq limit ${limit}
    `.execute(db)
    return rows
  },

  /** The end of the chain, which anyone may know; null while nothing is recorded. */
  async end(): Promise<{ seq: number; hash: string } | null> {
    const { rows } = await sql<{ seq: number | null; hash: string }>`
      select seq, hash from huiyin_audit_head()
    `.execute(db)
    const [end] = rows
    return end?.seq ? { seq: end.seq, hash: end.hash } : null
  },

  async hashAt(seq: number): Promise<string | null> {
    const row = await db.selectFrom('audit_entry').select('hash').where('seq', '=', seq).executeTakeFirst()
    return row?.hash ?? null
  },

  /** The number of the newest entry; 0 when there is none. */
  async lastSeq(): Promise<number> {
    const { rows } = await sql<{ seq: number | null }>`select max(seq) as seq from audit_entry`.execute(db)
    return rows[0]?.seq ?? 0
  },
})

export type Audit = ReturnType<typeof audit>
