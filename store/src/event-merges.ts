import { Conflict, InvalidInput, NotFound } from '@huiyin/domain/errors'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { absorb, recount, seeingMerged, survivorIdOf } from './merged-events.js'

/** A merge as the event's page lists it. */
export interface EventMerge {
  id: string
  number: number
  title: string
  items: number
  /** Null is the machine. */
  by: string | null
  at: Date
}

interface Locked {
  id: string
  number: number
  state: string
  case_number: number | null
  leads: string[]
  accused_units: string[]
  pending_walls: number
}

const caseWords = ({ number, case_number }: Locked): string =>
  `第 ${number} 号事件（案件第 ${case_number} 号）`

/** 合并、拆分、锁定 by a person. The machine never undoes it: what is handled is not merged away, what was told apart stays so. */
export const eventMerges = (db: Db, now: Date) => {
  /** @throws NotFound */
  const lockAll = async (ids: readonly string[]): Promise<Map<string, Locked>> => {
    const { rows } = await sql<Locked>`
      select e.id, e.number, e.state, c.number as case_number, e.accused_units,
        array(select lead_unit_code from case_file f where f.event_id = e.id and f.lead_unit_code is not null) as leads,
        (select count(*)::int from wall_change w where w.event_id = e.id and w.state = 'pending') as pending_walls
      from opinion_event e left join case_file c on c.event_id = e.id and c.split_from is null
      where e.id = any(${[...ids]}::uuid[]) order by e.id for update of e
    `.execute(db)
    if (rows.length < new Set(ids).size) throw new NotFound('没有这个事件，或您无权查看；请刷新后重新选择')
    return new Map(rows.map((row) => [row.id, row]))
  }

  const handled = (ids: readonly string[]) =>
    sql`
      update opinion_event set handled_at = ${now}, unsettled = 'rebuild', unsettled_at = ${now}
      where id = any(${[...ids]}::uuid[])
    `.execute(db)

  const separate = (a: string, b: string, by: string) =>
    sql`
      insert into event_separation (event_id, other_id, separated_by, separated_at)
      values (least(${a}::uuid, ${b}::uuid), greatest(${a}::uuid, ${b}::uuid), ${by}, ${now})
      on conflict (event_id, other_id) do update set through = null
    `.execute(db)

  const reunite = (a: string, b: string) =>
    sql`
      delete from event_separation
      where event_id = least(${a}::uuid, ${b}::uuid) and other_id = greatest(${a}::uuid, ${b}::uuid)
    `.execute(db)

  return {
    /** The event an address now leads to: what was merged away answers with its survivor. */
    survivorOf: (id: string): Promise<string> => survivorIdOf(db, id),

    /** A person has told these two apart: the machine never merges them. */
    separate,

    /**
     * Puts `others` into `survivorId`. Answers the ids of the merges.
     * @throws Conflict when it would take a case file, a wall or a unit where it must not go; the message says what to do.
     */
    async merge(survivorId: string, others: readonly string[], by: string): Promise<string[]> {
      const ids = [...new Set(others)].filter((id) => id !== survivorId)
      if (ids.length === 0)
        throw new InvalidInput('请选择要并入的其他事件', [{ field: 'eventIds', message: '至少一个' }])
      const locked = await lockAll([survivorId, ...ids])
      const survivor = locked.get(survivorId) as Locked
      if (survivor.state === 'dismissed')
        throw new Conflict(
          `第 ${survivor.number} 号事件已不予受理，请先恢复为待研判，或改选其他事件作为保留事件`,
        )
      const merges: string[] = []
      for (const id of ids) {
        const merged = locked.get(id) as Locked
        refuseUnfit(survivor, merged)
        await reunite(survivorId, id)
        merges.push(await absorb(db, now, { survivorId, mergedId: id, by, likeness: null }))
      }
      await handled([survivorId])
      return merges
    },

    /** The merges a person can still undo, the latest first. */
    async ofEvent(eventId: string): Promise<EventMerge[]> {
      return await seeingMerged(db, async () => {
        const { rows } = await sql<EventMerge>`
          select m.id, e.number, e.title, cardinality(m.item_ids) as items, m.merged_by as by, m.merged_at as at
          from event_merge m join opinion_event e on e.id = m.merged_id
          where m.survivor_id = ${eventId} and m.undone_at is null order by m.seq desc
        `.execute(db)
        return rows
      })
    },

    /**
     * Restores what was merged away, with the items it brought that are still there; the two stay apart from then on.
     * Answers both events, the surviving one first.
     */
    async undo(mergeId: string, by: string): Promise<{ survivorId: string; restoredId: string }> {
      const { rows } = await sql<{ survivor_id: string; merged_id: string; item_ids: string[] }>`
        select m.survivor_id, m.merged_id, m.item_ids from event_merge m
        join opinion_event e on e.id = m.survivor_id
        where m.id = ${mergeId} and m.undone_at is null for update
      `.execute(db)
      const [merge] = rows
      if (!merge) throw new NotFound('没有这次合并，或它已被撤销；请刷新后再看')
      const { survivor_id: survivorId, merged_id: restoredId } = merge
      await seeingMerged(db, () =>
        sql`update opinion_event set merged_into = null where id = ${restoredId}`.execute(db),
      )
      const moved = await sql`
        update item set event_id = ${restoredId}, placed_by = ${by}, placed_at = ${now},
          duplicate_of = case when duplicate_of = any(${merge.item_ids}::uuid[]) then duplicate_of end
        where id = any(${merge.item_ids}::uuid[]) and event_id = ${survivorId}
      `.execute(db)
      if (!moved.numAffectedRows)
        throw new Conflict('当时并入的信息已不在本事件中（已拆出或已到期删除），不能撤销这次合并')
      await leaveNoneEmpty([survivorId])
      await sql`update event_merge set undone_by = ${by}, undone_at = ${now} where id = ${mergeId}`.execute(
        db,
      )
      await sql`delete from event_separation where through = ${mergeId}`.execute(db)
      await restoreWall(survivorId, mergeId)
      await separate(survivorId, restoredId, by)
      await recount(db, [survivorId, restoredId])
      await handled([survivorId, restoredId])
      return { survivorId, restoredId }
    },

    /**
     * Takes items out of an event into another, or into one of their own; they stay where they are put.
     * Answers the event they are in now.
     */
    async split(
      eventId: string,
      itemIds: readonly string[],
      into: string | null,
      by: string,
    ): Promise<string> {
      const locked = await lockAll(into ? [eventId, into] : [eventId])
      if (into === eventId)
        throw new InvalidInput('请选择另一个事件', [{ field: 'into', message: '不能是信息所在的事件' }])
      const wanted = [...new Set(itemIds)]
      const { rows } = await sql<{ inside: number; all: number }>`
        select count(*) filter (where id = any(${wanted}::uuid[]))::int as inside, count(*)::int as all
        from item where event_id = ${eventId}
      `.execute(db)
      const { inside = 0, all = 0 } = rows[0] ?? {}
      if (inside < wanted.length) throw new Conflict('所选信息有的已不在本事件中，请刷新后重新选择')
      if (inside === all)
        throw new InvalidInput('至少要留下一条信息；要把整个事件并入另一个，请用合并', [
          { field: 'itemIds', message: '不能选择全部信息' },
        ])
      const target = into ?? (await openFrom(eventId, wanted))
      if (into) refuseAccusedLead(locked.get(into) as Locked, await accusedBy(wanted))
      await sql`
        update item set event_id = ${target}, placed_by = ${by}, placed_at = ${now},
          duplicate_of = case when duplicate_of = any(${wanted}::uuid[]) then duplicate_of end
        where id = any(${wanted}::uuid[])
      `.execute(db)
      await sql`
        update item set duplicate_of = null where event_id = ${eventId} and duplicate_of = any(${wanted}::uuid[])
      `.execute(db)
      const accused = await accusedBy(wanted)
      await sql`
        update opinion_event e set accused_units = array(
          select distinct unit from unnest(e.accused_units || ${accused}::text[]) as a (unit)) where id = ${target}
      `.execute(db)
      await recount(db, [eventId, target])
      await separate(eventId, target, by)
      await handled([eventId, target])
      return target
    },

    /** Locked, the machine adds nothing and merges nothing; people still may. */
    async setLock(eventId: string, locked: boolean, by: string): Promise<void> {
      await lockAll([eventId])
      await sql`
        update opinion_event set locked_at = ${locked ? now : null}, locked_by = ${locked ? by : null}
        where id = ${eventId}
      `.execute(db)
    },
  }

  function refuseUnfit(survivor: Locked, merged: Locked): void {
    if (survivor.case_number !== null && merged.case_number !== null)
      throw new Conflict(
        `${caseWords(survivor)}和${caseWords(merged)}都已立案，一个事件只能有一个案件：请只合并没有案件的事件，两个案件可在案件页并案办理`,
      )
    if (merged.case_number !== null)
      throw new Conflict(`${caseWords(merged)}已立案，案件随事件保留：请改选它作为保留事件，再把其他事件并入`)
    if (merged.pending_walls > 0)
      throw new Conflict(`第 ${merged.number} 号事件有待批的隔离申请，请先由分管领导或办公室审批，再合并`)
    refuseAccusedLead(survivor, merged.accused_units)
  }

  function refuseAccusedLead({ case_number, leads }: Locked, accused: readonly string[]): void {
    if (leads.some((unit) => accused.includes(unit)))
      throw new Conflict(
        `所选信息反映的正是案件第 ${case_number} 号的承办单位（信访工作条例第三十条），请先将案件改派其他单位，再合并`,
      )
  }

  /** Whom these posts accuse, and whom a person walled off from the event they were in. */
  async function accusedBy(itemIds: readonly string[]): Promise<string[]> {
    const { rows } = await sql<{ unit: string }>`
      select distinct jsonb_array_elements_text(a.proposed -> 'accused') as unit from assessment a
      where a.item_id = any(${[...itemIds]}::uuid[])
      union
      select w.unit_code from wall_change w join item i on i.event_id = w.event_id
      join opinion_event e on e.id = w.event_id
      where i.id = any(${[...itemIds]}::uuid[]) and w.direction = 'raise' and w.state <> 'refused'
        and w.unit_code = any(e.accused_units)
    `.execute(db)
    return rows.map(({ unit }) => unit)
  }

  /** An event for these items, judged for now by the gravest of them; the machine makes it whole at once after. */
  async function openFrom(eventId: string, itemIds: readonly string[]): Promise<string> {
    const accused = await accusedBy(itemIds)
    const { rows } = await sql<{ id: string }>`
      insert into opinion_event (title, representative_id, signature, first_found_at, last_item_at, item_count,
        proposed, accused_units)
      select left(coalesce(nullif(trim(first.title), ''), '（无标题）'), 80), first.id, e.signature, first.found_at,
        first.found_at, 0, coalesce(gravest.proposed, e.proposed), ${accused}::text[]
      from opinion_event e
      cross join lateral (select id, title, found_at from item
        where id = any(${[...itemIds]}::uuid[]) order by found_at, id limit 1) first
      left join lateral (select a.proposed from assessment a join item i on i.id = a.item_id
        where a.item_id = any(${[...itemIds]}::uuid[]) order by a.proposed ->> 'grade', i.found_at limit 1) gravest on true
      where e.id = ${eventId} returning id
    `.execute(db)
    const [opened] = rows
    if (!opened) throw new NotFound('没有这个事件，或您无权查看')
    return opened.id
  }

  async function leaveNoneEmpty(eventIds: readonly string[]): Promise<void> {
    const { rows } = await sql<{ id: string }>`
      select e.id from unnest(${[...eventIds]}::uuid[]) as e (id)
      where not exists (select from item i where i.event_id = e.id)
    `.execute(db)
    if (rows.length > 0) throw new Conflict('撤销后本事件将没有信息，请先把其他信息移入，或保留这次合并')
  }

  /** What was walled off only because of what was merged in is no longer: its own posts and people's changes count. */
  async function restoreWall(survivorId: string, mergeId: string): Promise<void> {
    await sql`
      update opinion_event e set accused_units = array(
        select unit from unnest(e.accused_units) as a (unit)
        where unit = any(m.survivor_accused)
          or exists (select from item i join assessment s on s.item_id = i.id
            where i.event_id = e.id and s.proposed -> 'accused' ? unit)
          or exists (select from wall_change w where w.event_id = e.id and w.unit_code = unit
            and w.direction = 'raise' and w.state <> 'refused'))
      from event_merge m where m.id = ${mergeId} and e.id = ${survivorId}
    `.execute(db)
  }
}
