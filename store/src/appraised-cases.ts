import { type AppraisalFigure, appraisalFigures } from '@huiyin/domain/appraisal'
import type { Period } from '@huiyin/domain/period'
import { endOfDay, startOfDay } from '@huiyin/domain/shanghai'
import { type RawBuilder, sql } from 'kysely'

const columnOf = (figure: AppraisalFigure) => sql.ref(`f.${figure}`)

/**
 * Case files and units of a period with what each counts for, as `domain/appraisal` defines it:
 * `(unit_code, case_file_id, received, answered, overdue, responded, returned, reopened, noticed, response_hours)`.
 * Read from actions and clocks alone; row-level security leaves out what whoever asks may not see.
 */
export function appraisedCases(period: Period, now: Date): RawBuilder<unknown> {
  const from = startOfDay(period.from)
  const until = endOfDay(period.to)
  return sql`
    with act as materialized (
      select a.id, a.case_file_id, a.acted_at, a.action ->> 'kind' as kind, a.action ->> 'unitCode' as unit_code,
        a.action
      from case_action a
      where a.action ->> 'kind' in ('dispatched', 'arbitrated', 'returned', 'responded', 'reopened', 'measured')
        and a.acted_at < ${until}
        and a.id not in (select (u.action ->> 'actionId')::bigint from case_action u where u.action ->> 'kind' = 'undone')
    ),
    -- who led from when: an upheld return of the lead leaves nobody
    lead_move as (
      select id, case_file_id, acted_at, unit_code as holder from act where kind = 'dispatched'
      union all
      select r.id, r.case_file_id, r.acted_at, null from act r
      where r.kind = 'arbitrated' and (r.action ->> 'upheld')::boolean and r.unit_code = (
        select d.unit_code from act d
        where d.case_file_id = r.case_file_id and d.kind = 'dispatched' and d.id < r.id order by d.id desc limit 1)
    ),
    lead_change as (
      select * from (
        select m.*, lag(holder) over (partition by case_file_id order by id) as before from lead_move m
      ) moved where holder is distinct from before
    ),
    held as (
      select l.case_file_id, l.holder as unit_code, l.id as first_id, l.acted_at as received_at,
        coalesce(lead(l.id) over (partition by l.case_file_id order by l.id), 9223372036854775807) as end_id,
        least(lead(l.acted_at) over (partition by l.case_file_id order by l.id),
          case when c.state in ('transferred', 'merged') then c.closed_at end, 'infinity') as left_at
      from lead_change l join case_file c on c.id = l.case_file_id
    ),
    given as (
      select distinct on (case_file_id, unit_code) * from held
      where unit_code is not null and received_at >= ${from}
      order by case_file_id, unit_code, received_at
    ),
    clocked as (
      select g.unit_code, g.case_file_id,
        bool_or(d.due_at > g.received_at and d.due_at < least(g.left_at, ${now}::timestamptz)
          and (d.met_at > d.due_at or d.met_at is null and not d.pauses @> '[{"until": null}]')) as late,
        bool_and(d.met_at is not null) as met,
        bool_or(d.due_at > g.received_at and d.met_at >= g.received_at and d.met_at < g.left_at) as met_here
      from given g join response_deadline d on d.case_file_id = g.case_file_id and d.superseded_at is null
      group by 1, 2
    ),
    first_answer as (
      select g.unit_code, g.case_file_id, extract(epoch from min(a.acted_at) - g.received_at) / 3600 as hours
      from given g join act a on a.case_file_id = g.case_file_id and a.kind = 'responded'
        and a.id > g.first_id and a.id < g.end_id
      group by g.unit_code, g.case_file_id, g.received_at
    ),
    counted as (
      select g.unit_code, g.case_file_id, true as received,
        coalesce(k.met and k.met_here and not k.late, false) as answered, coalesce(k.late, false) as overdue,
        r.hours is not null as responded, false as returned, false as reopened, false as noticed, r.hours
      from given g
      left join clocked k using (unit_code, case_file_id)
      left join first_answer r using (unit_code, case_file_id)
      union all
      select h.unit_code, a.case_file_id, false, false, false, false, a.kind = 'returned', a.kind = 'reopened',
        a.kind = 'measured', null
      from act a join held h on h.case_file_id = a.case_file_id
        and a.id > h.first_id and a.id < h.end_id
      where a.acted_at >= ${from} and (a.kind = 'reopened' or a.kind = 'returned' and a.unit_code = h.unit_code)
      union all
      select a.unit_code, a.case_file_id, false, false, false, false, false, false, true, null
      from act a where a.kind = 'measured' and a.action ->> 'measure' = 'notice' and a.acted_at >= ${from}
    )
    select unit_code, case_file_id, bool_or(received) as received, bool_or(answered) as answered,
      bool_or(overdue) as overdue, bool_or(responded) as responded, bool_or(returned) as returned,
      bool_or(reopened) as reopened, bool_or(noticed) as noticed, max(hours)::float8 as response_hours
    from counted where unit_code is not null group by 1, 2`
}

/** The condition on `c`: exactly the case files a figure of a unit counts. */
export const countsFor = (
  { figure, unit, period }: { figure: AppraisalFigure; unit: string; period: Period },
  now: Date,
): RawBuilder<unknown> =>
  sql`c.id in (select f.case_file_id from (${appraisedCases(period, now)}) f
    where f.unit_code = ${unit} and ${columnOf(figure)})`

/** Sums of every figure over `f`. */
export const figureCounts: RawBuilder<unknown> = sql.join(
  appraisalFigures.map((figure) => sql`count(*) filter (where ${columnOf(figure)}) as ${sql.ref(figure)}`),
)
