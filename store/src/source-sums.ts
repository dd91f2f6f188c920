import type { SourceId } from '@huiyin/domain/ids'
import { baselineDays, lagDays } from '@huiyin/domain/source-baseline'
import type { SourceSums } from '@huiyin/domain/source-figures'
import { sql } from 'kysely'
import type { Db } from './database.js'

interface SumsRow {
  sourceId: string
  sums: SourceSums
}

/**
 * The figures of the last 24 hours and of the lagged baseline, of all sources or one, by source. An item is admitted
 * when it stands in an event, and counts in the hour it was found.
 */
export async function sourceSums(db: Db, now: Date, only?: SourceId): Promise<Map<string, SourceSums>> {
  const one = only ?? null
  const { rows } = await sql<SumsRow>`
    with span as (
      select s.id, ${now}::timestamptz - interval '1 day' as day_ago,
        ${now}::timestamptz - make_interval(days => ${lagDays}::int) as until,
        greatest(${now}::timestamptz - make_interval(days => ${baselineDays + lagDays}::int), h.learned_from) as since
      from source s left join source_health h on h.source_id = s.id
      where ${one}::text is null or s.id = ${one}
    ),
    hours as (
      select h.*, h.hour > p.day_ago as recent, h.hour >= p.since and h.hour < p.until as learned,
        count(*) filter (where h.bad < h.sweeps) over (partition by h.source_id order by h.hour) as good_before
      from source_hour h join span p on p.id = h.source_id
      where h.hour >= ${now}::timestamptz - make_interval(days => ${baselineDays + lagDays}::int)
    ),
    longest as (
      select source_id, max(length) as length from (
        select source_id, sum(sweeps) as length from hours where learned and bad = sweeps and sweeps > 0
        group by source_id, good_before
      ) run group by source_id
    ),
    counted as (
      select source_id,
        sum(sweeps) filter (where recent) as sweeps, sum(ran) filter (where recent) as ran,
        sum(nonzero) filter (where recent) as nonzero, sum(new) filter (where recent) as new,
        sum(sweeps) filter (where learned) as usual_sweeps, sum(ran) filter (where learned) as usual_ran,
        sum(nonzero) filter (where learned) as usual_nonzero, sum(new) filter (where learned) as usual_new,
        count(*) filter (where learned and sweeps > bad) as usual_hours
      from hours group by source_id
    )
    select p.id as "sourceId", jsonb_build_object(
      'recent', jsonb_build_object('sweeps', coalesce(c.sweeps, 0), 'ran', coalesce(c.ran, 0),
        'nonzero', coalesce(c.nonzero, 0), 'new', coalesce(c.new, 0), 'admitted', a.recent),
      'usual', jsonb_build_object('sweeps', coalesce(c.usual_sweeps, 0), 'ran', coalesce(c.usual_ran, 0),
        'nonzero', coalesce(c.usual_nonzero, 0), 'new', coalesce(c.usual_new, 0), 'admitted', a.usual,
        'hours', coalesce(c.usual_hours, 0), 'longestBad', coalesce(l.length, 0))) as sums
    from span p
    left join counted c on c.source_id = p.id
    left join longest l on l.source_id = p.id
    cross join lateral (
      select count(*) filter (where i.found_at > p.day_ago) as recent,
        count(*) filter (where i.found_at < p.until) as usual
      from item i where i.source_id = p.id and i.event_id is not null and i.found_at >= p.since
    ) a
  `.execute(db)
  return new Map(rows.map(({ sourceId, sums }) => [sourceId, sums]))
}
