import type { Actor } from '@huiyin/domain/actor'
import { Conflict, InvalidInput, NotFound } from '@huiyin/domain/errors'
import type { TwoPersonState } from '@huiyin/domain/http/two-person'
import type { WallDirection } from '@huiyin/domain/http/walls'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import { decideAsSecond, type RequestName, type SecondWord, type TwoPeople } from './second-person.js'

/** One change of a wall by hand. */
export interface WallChange extends TwoPeople {
  id: string
  event: { id: string; number: number; title: string }
  unit: { code: string; name: string }
  direction: WallDirection
  state: TwoPersonState
}

export interface WallChangeRequest {
  direction: WallDirection
  unitCode: string
  reason: string
}

type Person = Actor & { kind: 'user' }

const name: RequestName = { what: '隔离申请', must: '隔离的设置和解除须由申请人以外的第二人确认' }

const noSuchEvent = () => new NotFound('没有这个事件，或您无权查看')

/**
 * The confidentiality wall by hand (信访工作条例 第三十条). A wall goes up at once and is confirmed afterwards: one
 * hidden too long costs an hour, one shown too early cannot be taken back. It comes down only when a second person
 * agrees. Here it is only written down: the database lets a change take effect (migration 0005), on
 * `opinion_event.accused_units`, which the policies read, and on the case file.
 */
export const wallChanges = (db: Db, now: Date) => {
  const read = async (tail: RawBuilder<unknown>): Promise<WallChange[]> => {
    const { rows } = await sql<WallChange>`
      select w.id, jsonb_build_object('id', e.id, 'number', e.number, 'title', e.title) as event,
        jsonb_build_object('code', u.code, 'name', u.name) as unit, w.direction, w.reason, w.state,
        w.requested_by as "requestedById", w.requested_by_name as "requestedBy", w.requested_at as "requestedAt",
        w.decided_by_name as "decidedBy", w.decided_at as "decidedAt", w.decided_reason as "decidedReason"
      from wall_change w join opinion_event e on e.id = w.event_id join responsible_unit u on u.code = w.unit_code
      ${tail}
    `.execute(db)
    return rows
  }

  const get = async (id: string): Promise<WallChange> => {
    const [change] = await read(sql`where w.id = ${id}`)
    if (!change) throw new NotFound('没有这个隔离申请，或您无权查看')
    return change
  }

  const accusedBy = async (eventId: string): Promise<readonly string[]> => {
    const event = await db
      .selectFrom('opinion_event')
      .select('accused_units')
      .where('id', '=', eventId)
      .forUpdate()
      .executeTakeFirst()
    if (!event) throw noSuchEvent()
    return event.accused_units
  }

  return {
    get,

    /** Changes that wait for a second person, oldest first. */
    pending: (): Promise<WallChange[]> => read(sql`where w.state = 'pending' order by w.seq`),

    /** The wall of an event and every change of it, newest first. @throws NotFound */
    async ofEvent(eventId: string): Promise<{
      units: { code: string; name: string; leads: boolean }[]
      changes: WallChange[]
    }> {
      const { rows } = await sql<{ units: { code: string; name: string; leads: boolean }[] }>`
        select coalesce((
          select jsonb_agg(jsonb_build_object('code', code, 'name', coalesce(u.name, code), 'leads',
            coalesce(c.lead_unit_code = code or code = any (c.assist_unit_codes), false)) order by code)
          from unnest(e.accused_units) as code left join responsible_unit u using (code)
          left join case_file c on c.event_id = e.id and c.split_from is null), '[]') as units
        from opinion_event e where e.id = ${eventId}
      `.execute(db)
      const [wall] = rows
      if (!wall) throw noSuchEvent()
      return {
        units: wall.units,
        changes: await read(sql`where w.event_id = ${eventId} order by w.seq desc`),
      }
    },

    /**
     * Asks for a change. A raised wall stands from this moment; a lifted one only once another has agreed.
     * @throws Conflict when the wall is so already or a change waits; InvalidInput for an unknown unit.
     */
    async request(
      eventId: string,
      { direction, unitCode, reason }: WallChangeRequest,
      by: Person,
    ): Promise<WallChange> {
      const accused = await accusedBy(eventId)
      const unit = await db
        .selectFrom('responsible_unit')
        .select('name')
        .where('code', '=', unitCode)
        .executeTakeFirst()
      if (!unit)
        throw new InvalidInput('单位名录里没有这个单位', [
          { field: 'unitCode', message: '请从单位名录中选择' },
        ])
      const isWalled = accused.includes(unitCode)
      if (isWalled === (direction === 'raise'))
        throw new Conflict(
          isWalled ? `该事件已对${unit.name}隔离，无需再设` : `该事件没有对${unit.name}隔离，无需解除`,
        )
      const waits = await db
        .selectFrom('wall_change')
        .select('id')
        .where('event_id', '=', eventId)
        .where('unit_code', '=', unitCode)
        .where('state', '=', 'pending')
        .executeTakeFirst()
      if (waits) throw new Conflict(`对${unit.name}的隔离已有一项申请待确认，请先由第二人处理`)
      const { id } = await db
        .insertInto('wall_change')
        .values({
          event_id: eventId,
          unit_code: unitCode,
          direction,
          reason,
          requested_by: by.userId,
          requested_by_name: by.name,
          requested_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return await get(id)
    },

    /**
     * The second person's word.
     * @throws Forbidden for whoever asked for it; IllegalTransition when it is decided already.
     */
    async decide(id: string, word: SecondWord, by: Person): Promise<WallChange> {
      await decideAsSecond(db, 'wall_change', await get(id), word, { by, now, name })
      return await get(id)
    },
  }
}
