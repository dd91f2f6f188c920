import type { CaseState } from '@huiyin/domain/case-file'
import type { CaseFileId, EventId } from '@huiyin/domain/ids'
import type { Engagement } from '@huiyin/domain/item'
import type { Decision, Judgement } from '@huiyin/domain/judgement'
import type { EventState } from '@huiyin/domain/opinion-event'
import type { SeverityGrade } from '@huiyin/domain/severity'
import type { SourceKind } from '@huiyin/domain/source'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'

/** An opinion event as lists show it: proposal and decision side by side, the effective grade and unit, its case. */
export interface EventSummary {
  id: EventId
  number: number
  title: string
  state: EventState
  grade: SeverityGrade
  unit: { code: string; name: string } | null
  proposed: Judgement
  decided: Decision | null
  decidedBy: string | null
  decidedAt: Date | null
  dismissedReason: string | null
  itemCount: number
  sources: { id: string; name: string; kind: SourceKind }[]
  /** Summed over its items; a count no page shows stays absent. */
  engagement: Engagement
  firstPublishedAt: Date | null
  firstFoundAt: Date
  lastItemAt: Date
  /** Address of the post that stands for it. */
  url: string | null
  caseFile: { id: CaseFileId; state: CaseState; leadUnitName: string | null; nextDueAt: Date | null } | null
  /** Accuses a unit, which must never learn of it. */
  walled: boolean
  /** Accuses somebody whom the directory does not tell, and who checked that its handler is not the accused one. */
  accusedUnknown: boolean
  accusedCheckedBy: string | null
  heat: number
  growthPerHour: number
  /** The post told first; `published` is false where its page gives no time. */
  firstSource: { name: string; kind: SourceKind; url: string; at: Date; published: boolean } | null
  alarm: { raisedAt: Date; reason: string } | null
  lockedBy: string | null
  /** When a person last merged, split or restored it. */
  handledAt: Date | null
  representativeId: string | null
}

export interface EventRow {
  id: string
  number: number
  title: string
  state: EventState
  grade: SeverityGrade
  unit_code: string | null
  unit_name: string | null
  proposed: Judgement
  decided: Decision | null
  decided_by: string | null
  decided_at: Date | null
  dismissed_reason: string | null
  item_count: number
  sources: EventSummary['sources']
  reads: number | null
  comments: number | null
  likes: number | null
  shares: number | null
  first_published_at: Date | null
  first_found_at: Date
  last_item_at: Date
  url: string | null
  case_id: string | null
  case_state: CaseState | null
  lead_unit_name: string | null
  next_due_at: Date | null
  walled: boolean
  accused_unknown: boolean
  accused_checked_by: string | null
  heat: number
  growth_per_hour: number
  first_source: { name: string; kind: SourceKind; url: string; at: string; published: boolean } | null
  alarm: { raisedAt: string; reason: string } | null
  locked_by: string | null
  handled_at: Date | null
  representative_id: string | null
  sort_key: string
}

/** Events with unit, case file, sources and summed counts, one query for the whole list; `tail` is where, order and limit. */
export async function readEventRows(db: Db, tail: RawBuilder<unknown>): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    with listed as materialized (select e.* from opinion_event e ${tail})
    select e.id, e.number, e.title, e.state, e.grade, e.unit_code, u.name as unit_name, e.proposed, e.decided,
      e.decided_by, e.decided_at, e.dismissed_reason, e.item_count, e.first_published_at, e.first_found_at,
      e.last_item_at, e.accused_units <> '{}' as walled, e.accused_unknown, e.accused_checked_by, e.last_item_at::text as sort_key,
      coalesce(found.sources, '[]') as sources, found.reads, found.comments, found.likes, found.shares,
      coalesce(r.url, found.url) as url, e.heat, e.growth_per_hour, found.first_source, alarm.alarm, e.locked_by,
      e.handled_at, e.representative_id,
      c.id as case_id, c.state as case_state, lead.name as lead_unit_name, c.next_due_at
    from (select *, row_number() over () as position from listed) e
    left join responsible_unit u on u.code = e.unit_code
    left join case_file c on c.event_id = e.id and c.split_from is null
    left join responsible_unit lead on lead.code = c.lead_unit_code
    left join item r on r.id = e.representative_id
    left join lateral (
      select jsonb_agg(distinct jsonb_build_object('id', s.id, 'name', s.name, 'kind', s.kind)) as sources,
        sum((i.engagement ->> 'reads')::bigint)::bigint as reads,
        sum((i.engagement ->> 'comments')::bigint)::bigint as comments,
        sum((i.engagement ->> 'likes')::bigint)::bigint as likes,
        sum((i.engagement ->> 'shares')::bigint)::bigint as shares,
        (array_agg(i.url order by i.found_at, i.id))[1] as url,
        (array_agg(jsonb_build_object('name', s.name, 'kind', s.kind, 'url', i.url,
          'at', coalesce(i.published_at, i.found_at), 'published', i.published_at is not null)
          order by coalesce(i.published_at, i.found_at), i.id))[1] as first_source
      from item i join source s on s.id = i.source_id
      where i.event_id = e.id
    ) found on true
    left join lateral (
      select jsonb_build_object('raisedAt', a.raised_at, 'reason', a.reason) as alarm
      from event_alarm a where a.event_id = e.id and a.acknowledged_at is null
    ) alarm on true
    order by e.position
  `.execute(db)
  return rows
}

const known = (row: EventRow): Engagement => ({
  ...(row.reads === null ? {} : { reads: row.reads }),
  ...(row.comments === null ? {} : { comments: row.comments }),
  ...(row.likes === null ? {} : { likes: row.likes }),
  ...(row.shares === null ? {} : { shares: row.shares }),
})

/** A unit that is only proposed and not in the directory keeps the name the proposal gave it. */
const unitOf = (row: EventRow): EventSummary['unit'] => {
  if (row.unit_code === null) return null
  const proposed = row.proposed.units.find((unit) => unit.code === row.unit_code)
  return { code: row.unit_code, name: row.unit_name ?? proposed?.name ?? row.unit_code }
}

export const toEventSummary = (row: EventRow): EventSummary => ({
  id: row.id as EventId,
  number: row.number,
  title: row.title,
  state: row.state,
  grade: row.grade,
  unit: unitOf(row),
  proposed: row.proposed,
  decided: row.decided,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  dismissedReason: row.dismissed_reason,
  itemCount: row.item_count,
  sources: row.sources,
  engagement: known(row),
  firstPublishedAt: row.first_published_at,
  firstFoundAt: row.first_found_at,
  lastItemAt: row.last_item_at,
  url: row.url,
  caseFile:
    row.case_id === null || row.case_state === null
      ? null
      : {
          id: row.case_id as CaseFileId,
          state: row.case_state,
          leadUnitName: row.lead_unit_name,
          nextDueAt: row.next_due_at,
        },
  walled: row.walled,
  accusedUnknown: row.accused_unknown,
  accusedCheckedBy: row.accused_checked_by,
  heat: row.heat,
  growthPerHour: row.growth_per_hour,
  firstSource: row.first_source && { ...row.first_source, at: new Date(row.first_source.at) },
  alarm: row.alarm && { ...row.alarm, raisedAt: new Date(row.alarm.raisedAt) },
  lockedBy: row.locked_by,
  handledAt: row.handled_at,
  representativeId: row.representative_id,
})
