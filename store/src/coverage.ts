import type { Coverage, SourceCoverage } from '@huiyin/domain/coverage'
import type { SourceId } from '@huiyin/domain/ids'
import { sql } from 'kysely'
import type { Db } from './database.js'

interface CoverageRow {
  id: SourceId
  name: string
  key: boolean
  watched: number
  seen: number
  quiet: number
  doubtful: number
  blind: number
  spanned: number
  disabled: number
  unswept: number
  endsUnswept: boolean
  endState: string | null
  reason: string | null
  sweeps: number
  bad: number
  new: number
}

const unsweptReason = '这段时间没有采集，采集服务可能没有运行'

/** What could be seen in a period: one question, asked by every report. */
export const coverage = (db: Db, now: Date) => ({
  /**
   * Which sources were seen, quiet, doubtful or blind for how long in `[from, to)`, as far as it has passed. Time in
   * which nothing was swept although it should have been is blind. Sources switched off all the time are left out.
   */
  async between(from: Date, to: Date): Promise<Coverage> {
    const until = new Date(Math.min(to.getTime(), now.getTime()))
    const { rows } = await sql<CoverageRow>`
      with period as (select ${from}::timestamptz as start, ${until}::timestamptz as stop),
      part as (
        select source_id, state, reason, from_at,
          greatest(0, extract(epoch from least(coalesce(to_at, p.stop), p.stop) - greatest(from_at, p.start)))
            * 1000 as ms,
          coalesce(to_at, p.stop) >= p.stop as is_last
        from source_span, period p
        where from_at <= p.stop and coalesce(to_at, p.stop) >= p.start
      ),
      spans as (
        select source_id, sum(ms) as spanned,
          sum(ms) filter (where state = 'normal') as seen, sum(ms) filter (where state = 'quiet') as quiet,
          sum(ms) filter (where state = 'doubtful') as doubtful, sum(ms) filter (where state = 'blind') as blind,
          sum(ms) filter (where state = 'disabled') as disabled,
          (array_agg(state order by from_at desc) filter (where is_last))[1] as end_state,
          (array_agg(reason order by from_at desc) filter (where state in ('doubtful', 'blind')))[1] as reason
        from part group by source_id
      ),
      swept as (
        select h.source_id, h.hour, h.sweeps, h.bad, h.new, h.hour >= date_trunc('hour', p.start) as inside,
          lead(h.hour, 1, p.stop) over (partition by h.source_id order by h.hour) - h.hour as until_next,
          row_number() over (partition by h.source_id order by h.hour desc) = 1 as is_last
        from source_hour h, period p
        where h.hour >= p.start - interval '2 days' and h.hour <= p.stop and h.sweeps > 0
      ),
      hours as (
        select w.source_id, sum(w.sweeps) filter (where inside) as sweeps, sum(w.bad) filter (where inside) as bad,
          sum(w.new) filter (where inside) as new,
          sum(extract(epoch from least(w.until_next - interval '1 hour', p.stop - greatest(w.hour + interval '1 hour', p.start)))
            * 1000) filter (where w.until_next > gap.most and w.hour + w.until_next > p.start) as unswept,
          bool_or(w.is_last and w.until_next > gap.most) as ends_unswept
        from swept w join source s on s.id = w.source_id cross join period p
        -- at night a source may wait three times as long; one hour more for the hours' own edges
        cross join lateral (select interval '1 hour' + make_interval(secs => greatest(3600, s.every_seconds * 4)) as most) gap
        group by w.source_id
      )
      select s.id, s.name, s.is_key as key,
        greatest(0, extract(epoch from p.stop - greatest(s.created_at, p.start))) * 1000 as watched,
        coalesce(x.spanned, 0) as spanned, coalesce(x.seen, 0) as seen, coalesce(x.quiet, 0) as quiet,
        coalesce(x.doubtful, 0) as doubtful, coalesce(x.blind, 0) as blind, coalesce(x.disabled, 0) as disabled,
        x.end_state as "endState", x.reason, coalesce(h.unswept, 0) as unswept,
        coalesce(h.ends_unswept, false) as "endsUnswept", coalesce(h.sweeps, 0)::int as sweeps,
        coalesce(h.bad, 0)::int as bad, coalesce(h.new, 0)::int as new
      from source s cross join period p
      left join spans x on x.source_id = s.id left join hours h on h.source_id = s.id
      where s.created_at < ${to}
        -- nobody need write anything down: what people bring is neither seen nor blind
        and s.received is null
        and (x.spanned > x.disabled or (s.enabled and coalesce(x.disabled, 0) = 0))
      order by s.is_key desc, s.name, s.id
    `.execute(db)
    return { from, to, sources: rows.map(toCoverage) }
  },
})

function toCoverage(row: CoverageRow): SourceCoverage {
  const number = (value: number) => Number(value)
  const watchedMs = Math.max(0, number(row.watched) - number(row.disabled))
  const spanned = number(row.spanned) - number(row.disabled)
  const seen = number(row.seen)
  const quiet = number(row.quiet)
  // While nothing was swept the last state stood still: it was not seen.
  const unswept = Math.min(number(row.unswept), seen + quiet)
  const fromSeen = Math.min(seen, unswept)
  return {
    id: row.id,
    name: row.name,
    key: row.key,
    watchedMs,
    seenMs: seen - fromSeen,
    quietMs: quiet - (unswept - fromSeen),
    doubtfulMs: number(row.doubtful),
    blindMs: number(row.blind) + unswept + Math.max(0, watchedMs - spanned),
    sweeps: row.sweeps,
    bad: row.bad,
    new: row.new,
    endsBlind: row.endState === 'blind' || row.endsUnswept,
    reason: row.reason ?? (unswept > 0 ? unsweptReason : null),
  }
}
