import { Conflict, NotFound } from '@huiyin/domain/errors'
import type { SourceId } from '@huiyin/domain/ids'
import type { PageEvidence, SweepFault, SweepFinding } from '@huiyin/domain/source-health'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { type Page, pageFrom, readCursor } from './page-cursor.js'

/** Two bad sweeps in a row, kept until a good one: what notifications, reports and the sources page read. */
export interface SourceAlarm {
  id: string
  sourceId: SourceId
  sourceName: string
  fault: SweepFault
  reason: string
  evidence: PageEvidence | null
  key: boolean
  raisedAt: Date
  acknowledgedAt: Date | null
  acknowledgedByName: string | null
  note: string | null
  clearedAt: Date | null
}

const columns = [
  'source_alarm.id',
  'source_alarm.source_id',
  'source.name',
  'source_alarm.fault',
  'source_alarm.reason',
  'source_alarm.evidence',
  'source_alarm.is_key',
  'source_alarm.raised_at',
  'source_alarm.acknowledged_at',
  'source_alarm.acknowledged_by_name',
  'source_alarm.note',
  'source_alarm.cleared_at',
] as const

const toAlarm = (row: {
  id: string
  source_id: string
  name: string
  fault: string
  reason: string
  evidence: PageEvidence | null
  is_key: boolean
  raised_at: Date
  acknowledged_at: Date | null
  acknowledged_by_name: string | null
  note: string | null
  cleared_at: Date | null
}): SourceAlarm => ({
  id: row.id,
  sourceId: row.source_id as SourceId,
  sourceName: row.name,
  fault: row.fault as SweepFault,
  reason: row.reason,
  evidence: row.evidence,
  key: row.is_key,
  raisedAt: row.raised_at,
  acknowledgedAt: row.acknowledged_at,
  acknowledgedByName: row.acknowledged_by_name,
  note: row.note,
  clearedAt: row.cleared_at,
})

export const sourceAlarms = (db: Db, now: Date) => ({
  /** Raises what is found and not raised yet; answers how many alarms are new. */
  async raise(
    sourceId: SourceId,
    findings: readonly SweepFinding[],
    { key, evidence }: { key: boolean; evidence: PageEvidence | null },
  ): Promise<number> {
    const worst = findings[0]
    if (!worst) return 0
    const { rows } = await sql<{ raised: boolean }>`
      insert into source_alarm as a (source_id, fault, reason, evidence, is_key, raised_at)
      values (${sourceId}, ${worst.fault}, ${findings.map(({ reason }) => reason).join('；')},
        ${evidence ? JSON.stringify(evidence) : null}, ${key}, ${now})
      on conflict (source_id, fault) where cleared_at is null
      do update set reason = excluded.reason, evidence = coalesce(excluded.evidence, a.evidence)
      returning (xmax = 0) as raised
    `.execute(db)
    return rows.filter(({ raised }) => raised).length
  },

  /** A good sweep ends every alarm of the source; answers how many it ended. */
  async clear(sourceId: SourceId): Promise<number> {
    const { numUpdatedRows } = await db
      .updateTable('source_alarm')
      .set({ cleared_at: now })
      .where('source_id', '=', sourceId)
      .where('cleared_at', 'is', null)
      .executeTakeFirst()
    return Number(numUpdatedRows)
  },

  /** Alarms that stand (of one source), not yet acknowledged and key sources first. */
  async standing(only?: SourceId): Promise<SourceAlarm[]> {
    const rows = await db
      .selectFrom('source_alarm')
      .innerJoin('source', 'source.id', 'source_alarm.source_id')
      .select(columns)
      .where('cleared_at', 'is', null)
      .where('source.enabled', '=', true)
      .$if(only !== undefined, (query) => query.where('source.id', '=', only ?? ''))
      .orderBy(sql`acknowledged_at is not null`)
      .orderBy('source_alarm.is_key', 'desc')
      .orderBy('raised_at')
      .execute()
    return rows.map(toAlarm)
  },

  /** All alarms of one source, newest first. */
  async ofSource(
    sourceId: SourceId,
    { cursor, limit = 20 }: { cursor?: string; limit?: number } = {},
  ): Promise<Page<SourceAlarm>> {
    const after = readCursor(cursor)
    const rows = await db
      .selectFrom('source_alarm')
      .innerJoin('source', 'source.id', 'source_alarm.source_id')
      .select(columns)
      .select(sql<string>`raised_at::text`.as('sort_key'))
      .where('source_id', '=', sourceId)
      .$if(after !== null, (query) =>
        query.where(
          sql<boolean>`(raised_at, source_alarm.id) < (${after?.key ?? null}::timestamptz, ${after?.id ?? null}::uuid)`,
        ),
      )
      .orderBy('raised_at', 'desc')
      .orderBy('source_alarm.id', 'desc')
      .limit(limit + 1)
      .execute()
    const { total } = await db
      .selectFrom('source_alarm')
      .select(sql<number>`count(*)`.as('total'))
      .where('source_id', '=', sourceId)
      .executeTakeFirstOrThrow()
    return pageFrom(rows, limit, total, toAlarm)
  },

  /** Someone has seen it and says what he does about it. @throws NotFound; Conflict when somebody already has. */
  async acknowledge(id: string, note: string, by: { id: string; name: string }): Promise<SourceAlarm> {
    const row = await db
      .selectFrom('source_alarm')
      .innerJoin('source', 'source.id', 'source_alarm.source_id')
      .select(columns)
      .where('source_alarm.id', '=', id)
      .forUpdate('source_alarm')
      .executeTakeFirst()
    if (!row) throw new NotFound('没有这条告警', { alarmId: id })
    if (row.acknowledged_at) throw new Conflict(`${row.acknowledged_by_name ?? '别人'}已经确认过这条告警`)
    const set = { acknowledged_at: now, acknowledged_by: by.id, acknowledged_by_name: by.name, note }
    await db.updateTable('source_alarm').set(set).where('id', '=', id).execute()
    return { ...toAlarm(row), acknowledgedAt: now, acknowledgedByName: by.name, note }
  },
})
