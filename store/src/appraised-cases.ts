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
  // Windows instead of joins: of a stored history PostgreSQL cannot guess how few or many rows a kind has.
  return sql`
    with act as (
      select a.id, a.case_file_id, a.acted_at, a.action ->> 'kind' as kind, a.action ->> 'unitCode' as unit_code,
        a.action ->> 'measure' as measure, (a.action ->> 'upheld')::boolean as upheld
      from case_action a
      where a.action ->> 'kind' in ('dispatched', 'arbitrated', 'returned', 'responded', 'reopened', 'measured')
        and a.acted_at < ${until}
        and a.id not in (select (u.action ->> 'actionId')::bigint from case_action u where u.action ->> 'kind' = 'undone')
    ),
    numbered as (
      select act.*, count(*) filter (where kind = 'dispatched') over w as turn from act
      window w as (partition by case_file_id order by id)
    ),
    moved as (
      select numbered.*, case
          when kind = 'dispatched' then unit_code
          -- an upheld return of the lead leaves nobody; one of an assisting unit changes no lead
          when kind = 'arbitrated' and upheld
            and unit_code = first_value(unit_code) over (partition by case_file_id, turn order by id) then ''
        end as holder_now
      from numbered
    ),
    spanned as (
      select moved.*, count(holder_now) over (partition by case_file_id order by id) as span from moved
    ),
    led as (
      select spanned.*, first_value(holder_now) over (partition by case_file_id, span order by id) as holder
      from spanned
    ),
    turned as (
      select led.*, lag(holder) over (partition by case_file_id order by id) is distinct from holder as is_new from led
    ),
    stinted as (
      select turned.*, count(*) filter (where is_new) over (partition by case_file_id order by id) as stint from turned
    ),
    -- one row each time a unit leads without a break, with what happened meanwhile
    held as (
      select case_file_id, holder as unit_code, min(acted_at) as received_at,
        lead(min(acted_at)) over (partition by case_file_id order by min(id)) as next_at,
        min(acted_at) filter (where kind = 'responded') as answered_at,
        bool_or(kind = 'returned' and unit_code = holder and acted_at >= ${from}) as returned,
        bool_or(kind = 'reopened' and acted_at >= ${from}) as reopened
      from stinted group by case_file_id, stint, holder
    ),
    counted as (
      select h.unit_code, h.case_file_id, h.received_at >= ${from} as received,
        h.received_at >= ${from} and k.met and k.met_here and not k.late as answered,
        h.received_at >= ${from} and k.late as overdue,
        h.received_at >= ${from} and h.answered_at is not null as responded,
        h.returned, h.reopened, false as noticed,
        case when h.received_at >= ${from} then extract(epoch from h.answered_at - h.received_at) / 3600 end as hours
      from held h
      join case_file c on c.id = h.case_file_id
      cross join lateral (
        select least(h.next_at, case when c.state in ('transferred', 'merged') then c.closed_at end, 'infinity') as at
      ) gone
      cross join lateral (
        select
          coalesce(bool_or(d.due_at > h.received_at and d.due_at < least(gone.at, ${now}::timestamptz)
            and (d.met_at > d.due_at or d.met_at is null and not d.pauses @> '[{"until": null}]')), false) as late,
          coalesce(bool_and(d.met_at is not null), false) as met,
          coalesce(bool_or(d.due_at > h.received_at and d.met_at >= h.received_at and d.met_at < gone.at), false)
            as met_here
        from response_deadline d where d.case_file_id = h.case_file_id and d.superseded_at is null
      ) k
      where h.unit_code <> '' and (h.received_at >= ${from} or h.returned or h.reopened)
      union all
      select unit_code, case_file_id, false, false, false, false, false, false, true, null
      from act where kind = 'measured' and measure = 'notice' and acted_at >= ${from}
    )
    select unit_code, case_file_id, bool_or(received) as received,
      bool_or(answered) and not bool_or(overdue) as answered,
      bool_or(overdue) as overdue, bool_or(responded) as responded, bool_or(returned) as returned,
      bool_or(reopened) as reopened, bool_or(noticed) as noticed,
      min(hours)::float8 as response_hours
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
