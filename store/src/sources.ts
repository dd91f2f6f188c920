import { NotFound } from '@huiyin/domain/errors'
import type { SourceId } from '@huiyin/domain/ids'
import { judgeReceived } from '@huiyin/domain/received-health'
import { dayOf, startOfDay } from '@huiyin/domain/shanghai'
import type { ReceivedWay, SourceDefinition, SourceDescription, SourceHealth } from '@huiyin/domain/source'
import type { PageEvidence } from '@huiyin/domain/source-health'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { sourceStates } from './source-states.js'
import { type SweepRecord, sweepColumns, toSweep } from './sweep-row.js'

/** A source as stored: its reviewed definition and when it is due. */
export interface SourceRecord {
  id: SourceId
  definition: SourceDefinition
  enabled: boolean
  nextSweepAt: Date
  createdAt: Date
}

/** A source with what its page shows: item counts and the newest sweeps. */
export interface SourceOverview extends Omit<SourceRecord, 'definition'> {
  definition: SourceDescription
  /** How its items come when it is not swept; null: it is swept. */
  received: ReceivedWay | null
  receivedAt: Date | null
  itemsTotal: number
  itemsToday: number
  admittedToday: number
  health: SourceHealth
  /** The state in words, with what to do. */
  healthReason: string
  /** Since when the state has been so; null before the first sweep. */
  healthSince: Date | null
  badInRow: number
  /** What the page looked like when it was last bad. */
  evidence: PageEvidence | null
  /** Newest first; the one still running has no outcome. */
  sweeps: SweepRecord[]
}

/** Sweeps told of each source where there are many, and of one alone. */
const shownOfMany = 3
const shownOfOne = 30

const columns = ['id', 'definition', 'enabled', 'next_sweep_at', 'created_at'] as const
const toSource = (row: {
  id: string
  definition: SourceDefinition
  enabled: boolean
  next_sweep_at: Date
  created_at: Date
}): SourceRecord => ({
  id: row.id as SourceId,
  definition: row.definition,
  enabled: row.enabled,
  nextSweepAt: row.next_sweep_at,
  createdAt: row.created_at,
})

/** What is watched. */
export const sources = (db: Db, now: Date) => ({
  /** Stores a definition, new or changed; it is due at once and read whole again. Whether it is enabled stays. */
  async upsert(definition: SourceDefinition): Promise<SourceId> {
    const values = {
      name: definition.name,
      kind: definition.kind,
      level: definition.level,
      url: definition.url,
      definition: JSON.stringify(definition),
      is_key: definition.key ?? false,
      is_local: definition.local ?? false,
      every_seconds: definition.everySeconds,
      next_sweep_at: now,
    }
    const changed = await db
      .insertInto('source')
      .values({ id: definition.id, ...values, created_at: now })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet(values)
          .where('source.definition', 'is distinct from', sql<never>`excluded.definition`),
      )
      .returning('id')
      .executeTakeFirst()
    if (changed) await readAnew(db, now, definition.id)
    return definition.id as SourceId
  },

  /** A source that is swept. @throws NotFound also for one whose items are brought. */
  async get(id: SourceId): Promise<SourceRecord> {
    const row = await db
      .selectFrom('source')
      .select([...columns, 'received'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row) throw new NotFound(`没有编号为 ${id} 的信源`, { sourceId: id })
    if (row.received) throw new NotFound(`“${row.definition.name}”由人或程序报送，不采集`, { sourceId: id })
    return toSource(row)
  },

  /** All sources, or the one asked for, with counts, health and their newest sweeps, key sources first. */
  async list(only?: SourceId): Promise<SourceOverview[]> {
    const shownSweeps = only === undefined ? shownOfMany : shownOfOne
    const today = startOfDay(dayOf(now))
    const rows = await db
      .selectFrom('source')
      .leftJoin(
        (eb) =>
          eb
            .selectFrom('item')
            .select([
              'source_id',
              sql<number>`count(*)`.as('total'),
              sql<number>`count(*) filter (where found_at >= ${today})`.as('today'),
              sql<number>`count(*) filter (where found_at >= ${today} and admitted)`.as('admitted'),
            ])
            .groupBy('source_id')
            .as('counts'),
        (join) => join.onRef('counts.source_id', '=', 'source.id'),
      )
      .leftJoin('source_health as h', 'h.source_id', 'source.id')
      .select(columns)
      .select(['received', 'received_at', 'counts.total', 'counts.today', 'counts.admitted'])
      .select(['h.state', 'h.reason', 'h.since', 'h.bad_in_row', 'h.evidence'])
      .$if(only !== undefined, (query) => query.where('source.id', '=', only ?? ''))
      .orderBy('is_key', 'desc')
      .orderBy('source.id')
      .execute()
    const sweeps = await db
      .selectFrom('source')
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('sweep')
            .select(sweepColumns)
            .whereRef('sweep.source_id', '=', 'source.id')
            .orderBy('started_at', 'desc')
            .limit(shownSweeps)
            .as('recent'),
        (join) => join.onTrue(),
      )
      .$if(only !== undefined, (query) => query.where('source.id', '=', only ?? ''))
      .selectAll('recent')
      .orderBy('recent.started_at', 'desc')
      .execute()
    const bySource = new Map<SourceId, SweepRecord[]>()
    for (const sweep of sweeps.map(toSweep))
      bySource.set(sweep.sourceId, [...(bySource.get(sweep.sourceId) ?? []), sweep])
    return rows.map((row) => ({
      ...toSource(row),
      itemsTotal: row.total ?? 0,
      itemsToday: row.today ?? 0,
      admittedToday: row.admitted ?? 0,
      received: row.received,
      receivedAt: row.received_at,
      ...(row.received && row.enabled
        ? judgeReceived({ way: row.received, at: row.received_at, now })
        : {
            health: row.enabled ? (row.state ?? 'waiting') : 'disabled',
            healthReason: healthWords(row),
          }),
      healthSince: row.since,
      badInRow: row.bad_in_row ?? 0,
      evidence: row.evidence,
      sweeps: bySource.get(row.id as SourceId) ?? [],
    }))
  },

  /** Enabled sources whose time has come, longest waiting first. */
  async due(limit = 1_000): Promise<SourceId[]> {
    const rows = await db
      .selectFrom('source')
      .select('id')
      .where('enabled', '=', true)
      .where('received', 'is', null)
      .where('next_sweep_at', '<=', now)
      .orderBy('next_sweep_at')
      .limit(limit)
      .execute()
    return rows.map((row) => row.id as SourceId)
  },

  /** Switches a source on (due at once) or off. @throws NotFound */
  async setEnabled(id: SourceId, enabled: boolean): Promise<void> {
    const { numUpdatedRows } = await db
      .updateTable('source')
      .set(enabled ? { enabled, next_sweep_at: now } : { enabled })
      .where('id', '=', id)
      .executeTakeFirst()
    if (!numUpdatedRows) throw new NotFound(`没有编号为 ${id} 的信源`, { sourceId: id })
    await sourceStates(db, now).switched(id, enabled)
  },

  async setNextSweep(id: SourceId, at: Date): Promise<void> {
    await db.updateTable('source').set({ next_sweep_at: at }).where('id', '=', id).execute()
  },

  /** Removes every source with its sweeps and items: the end of the demonstration. Events must be gone before. */
  async removeAll(): Promise<void> {
    await db.deleteFrom('fetched_page').execute()
    await db.deleteFrom('source').execute()
  },
})

const healthWords = ({ enabled, reason }: { enabled: boolean; reason: string | null }): string =>
  enabled ? (reason ?? '尚未采集过，请稍候或点击“立即采集”') : '已停用，不再采集'

/** A changed definition reads differently: what was fetched, failed and usual under the old one counts for nothing. */
async function readAnew(db: Db, now: Date, id: string): Promise<void> {
  await db.deleteFrom('fetched_page').where('url', 'like', `%#${id}`).execute()
  await db.deleteFrom('page_failure').where('source_id', '=', id).execute()
  await sourceStates(db, now).learnAnew(id as SourceId)
}
