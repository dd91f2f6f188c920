import type { SourceId } from '@huiyin/domain/ids'
import { addFields, type FieldCounts, type SourceHour } from '@huiyin/domain/source-baseline'
import type { SourceSums } from '@huiyin/domain/source-figures'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { sourceSums } from './source-sums.js'

/** What one sweep adds to the figures of its hour. */
export interface SweepFigures {
  at: Date
  bad: boolean
  /** It came to an end, whatever it saw. */
  ran: boolean
  /** It saw entries, or was told that the list has not changed. */
  nonzero: boolean
  /** It read a list (and was not told that nothing changed). */
  listed: boolean
  fetched: number
  new: number
  requests: number
  fields: FieldCounts
}

/** One day of a source, for its sparkline. */
export interface SourceDay {
  sourceId: SourceId
  /** `YYYY-MM-DD` in China. */
  day: string
  sweeps: number
  bad: number
  new: number
  /** Of those found on the day, how many stand in an event. */
  admitted: number
}

const hourMs = 3_600_000
const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / hourMs) * hourMs)

/** The five figures of each source by the hour. */
export const sourceFigures = (db: Db, now: Date) => ({
  async add(sourceId: SourceId, figures: SweepFigures): Promise<void> {
    const key = { source_id: sourceId, hour: hourOf(figures.at) }
    await db
      .insertInto('source_hour')
      .values(key)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const { fields } = await db
      .selectFrom('source_hour')
      .select('fields')
      .where('source_id', '=', sourceId)
      .where('hour', '=', key.hour)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const one = (flag: boolean) => (flag ? 1 : 0)
    await db
      .updateTable('source_hour')
      .set((eb) => ({
        sweeps: eb('sweeps', '+', 1),
        bad: eb('bad', '+', one(figures.bad)),
        ran: eb('ran', '+', one(figures.ran)),
        nonzero: eb('nonzero', '+', one(figures.nonzero)),
        listed: eb('listed', '+', one(figures.listed && !figures.bad)),
        fetched: eb('fetched', '+', figures.listed && !figures.bad ? figures.fetched : 0),
        new: eb('new', '+', figures.new),
        requests: eb('requests', '+', figures.requests),
        ...(figures.bad ? {} : { fields: JSON.stringify(addFields(fields, figures.fields)) }),
      }))
      .where('source_id', '=', sourceId)
      .where('hour', '=', key.hour)
      .execute()
  },

  /** Hours since `from`, oldest first. */
  async hours(sourceId: SourceId, from: Date): Promise<SourceHour[]> {
    return await db
      .selectFrom('source_hour')
      .select(['hour', 'sweeps', 'bad', 'listed', 'fetched', 'new', 'requests', 'fields'])
      .where('source_id', '=', sourceId)
      .where('hour', '>=', from)
      .orderBy('hour')
      .execute()
  },

  /** When the last new post came; null when none did in the time figures are kept. */
  async lastNewAt(sourceId: SourceId): Promise<Date | null> {
    const row = await db
      .selectFrom('source_hour')
      .select('hour')
      .where('source_id', '=', sourceId)
      .where('new', '>', 0)
      .orderBy('hour', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row ? row.hour : null
  },

  /** The days of all sources (or one) since `from`, oldest first. */
  async days(from: Date, only?: SourceId): Promise<SourceDay[]> {
    const { rows } = await sql<SourceDay>`
      with swept as (
        select source_id, to_char(hour at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
          sum(sweeps)::int as sweeps, sum(bad)::int as bad, sum(new)::int as new
        from source_hour where hour >= ${from} and (${only ?? null}::text is null or source_id = ${only ?? null})
        group by 1, 2
      ),
      entered as (
        select source_id, to_char(found_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*)::int as admitted
        from item where event_id is not null and found_at >= ${from}
          and (${only ?? null}::text is null or source_id = ${only ?? null})
        group by 1, 2
      )
      select s.source_id as "sourceId", s.day, s.sweeps, s.bad, s.new, coalesce(e.admitted, 0) as admitted
      from swept s left join entered e using (source_id, day) order by 1, 2
    `.execute(db)
    return rows
  },

  /** The last 24 hours beside what is usual, by source. */
  sums: (only?: SourceId): Promise<Map<string, SourceSums>> => sourceSums(db, now, only),

  /** Forgets figures and sweeps past the time anything is learned or shown from. */
  async forgetOld(): Promise<void> {
    const keepDays = 400
    const sweepDays = 40
    const before = (days: number) => new Date(now.getTime() - days * 24 * hourMs)
    await db.deleteFrom('source_hour').where('hour', '<', before(keepDays)).execute()
    await db.deleteFrom('sweep').where('started_at', '<', before(sweepDays)).execute()
    await db.deleteFrom('source_span').where('to_at', '<', before(keepDays)).execute()
  },
})
