import type { Actor } from '@huiyin/domain/actor'
import { Forbidden, InvalidInput, NotFound } from '@huiyin/domain/errors'
import { addDays, type Day, dayOf } from '@huiyin/domain/shanghai'
import {
  afterStep,
  pendingLifts,
  type SuggestionMeans,
  type SuggestionOutcome,
  type SuggestionStanding,
  type SuggestionStep,
  suggestionStepLabel,
} from '@huiyin/domain/supervisor-suggestion'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import { type Page, pageFrom, readCursor } from './page-cursor.js'

/** A suggestion of a 政务公开监督员, with where it stands. */
export interface SupervisorSuggestion extends SuggestionStanding {
  id: string
  number: number
  supervisor: string
  means: SuggestionMeans
  area: string
  content: string
  receivedOn: Day
  unitName: string | null
  registeredAt: Date
}

export interface SuggestionEntry {
  id: number
  step: SuggestionStep
  unitName: string | null
  actorId: string | null
  by: string
  at: Date
}

export interface NewSuggestion {
  supervisor: string
  means: SuggestionMeans
  area: string
  content: string
  receivedOn: Day
  accusedUnits: readonly string[]
}

type Person = Actor & { kind: 'user' }

/** What is late longer is no news any more; shorter than facts are kept. */
const toldForDays = 30

const columns = sql`s.id, s.number, s.supervisor, s.means, s.area, s.content, s.received_on as "receivedOn",
  s.registered_at as "registeredAt", s.accused_units as "accusedUnits", s.state, s.unit_code as "unitCode",
  s.limit_on as "limitOn", u.name as "unitName", s.registered_at::text as sort_key`

/** Suggestions and their steps; what may be done is decided by `domain/supervisor-suggestion`. */
export const supervisorSuggestions = (db: Db, now: Date) => {
  const read = async (tail: RawBuilder<unknown>) =>
    (
      await sql<SupervisorSuggestion & { sort_key: string }>`
        select ${columns} from supervisor_suggestion s left join responsible_unit u on u.code = s.unit_code ${tail}
      `.execute(db)
    ).rows

  const get = async (id: string): Promise<SupervisorSuggestion> => {
    const [found] = await read(sql`where s.id = ${id}`)
    if (!found) throw new NotFound('没有这条监督意见，或您无权查看')
    const { sort_key: _, ...suggestion } = found
    return suggestion
  }

  /** @throws InvalidInput naming the field for a unit that is not in the directory any more. */
  const known = async (field: string, codes: readonly string[]): Promise<void> => {
    const rows = await db
      .selectFrom('responsible_unit')
      .select('code')
      .where('dissolved_at', 'is', null)
      .where('code', 'in', [...codes, ''])
      .execute()
    const missing = codes.filter((code) => !rows.some((row) => row.code === code))
    if (missing.length > 0)
      throw new InvalidInput(`单位名录中没有“${missing.join('、')}”，请重新选择`, [
        { field, message: '单位不在名录中' },
      ])
  }

  /** Oldest first. */
  const stepsOf = async (id: string): Promise<SuggestionEntry[]> => {
    const { rows } = await sql<SuggestionEntry>`
      select t.id, t.step, u.name as "unitName", t.actor_id as "actorId", t.actor_name as by, t.at
      from supervisor_step t left join responsible_unit u on u.code = t.step ->> 'unitCode'
      where t.suggestion_id = ${id} order by t.id
    `.execute(db)
    return rows
  }

  return {
    get,

    /** Newest first. */
    async page(query: {
      scope: 'open' | 'closed' | 'all'
      cursor?: string
      limit: number
    }): Promise<Page<SupervisorSuggestion>> {
      const after = readCursor(query.cursor)
      const wanted = sql`(${query.scope} = 'all' or (s.state = 'closed') = (${query.scope} = 'closed'))`
      const { rows: counted } = await sql<{ total: number }>`
        select count(*) as total from supervisor_suggestion s where ${wanted}
      `.execute(db)
      const rows = await read(sql`where ${wanted}
        and (${after?.key ?? null}::text is null
          or (s.registered_at, s.id) < (${after?.key ?? null}::timestamptz, ${after?.id ?? null}::uuid))
        order by s.registered_at desc, s.id desc limit ${query.limit + 1}`)
      return pageFrom(rows, query.limit, counted[0]?.total ?? 0, ({ sort_key: _, ...row }) => row)
    },

    steps: stepsOf,

    /** @throws InvalidInput for an accused unit that is not in the directory. */
    async register(draft: NewSuggestion, by: Person): Promise<SupervisorSuggestion> {
      await known('accusedUnits', draft.accusedUnits)
      const { id } = await db
        .insertInto('supervisor_suggestion')
        .values({
          supervisor: draft.supervisor,
          means: draft.means,
          area: draft.area,
          content: draft.content,
          received_on: draft.receivedOn,
          accused_units: [...draft.accusedUnits],
          registered_by: by.userId,
          registered_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return await get(id)
    },

    /** @throws NotFound when it may not be seen; as `afterStep`; InvalidInput for a unit not in the directory; Forbidden for one who only reads. */
    async take(id: string, step: SuggestionStep, by: Person): Promise<SupervisorSuggestion> {
      await db.selectFrom('supervisor_suggestion').select('id').where('id', '=', id).forUpdate().execute()
      const found = await get(id)
      if ('unitCode' in step) await known('unitCode', [step.unitCode])
      const next = afterStep(found, step, {
        today: dayOf(now),
        receivedOn: found.receivedOn,
        lifts: pendingLifts(await stepsOf(id)),
        by: by.userId,
      })
      await db
        .insertInto('supervisor_step')
        .values({
          suggestion_id: id,
          step: JSON.stringify(step),
          actor_id: by.userId,
          actor_name: by.name,
          at: now,
        })
        .execute()
      const moved = await db
        .updateTable('supervisor_suggestion')
        .set({
          state: next.state,
          unit_code: next.unitCode,
          limit_on: next.limitOn,
          accused_units: [...next.accusedUnits],
          closed_at: next.state === 'closed' ? now : null,
        })
        .where('id', '=', id)
        .executeTakeFirst()
      // The database lets some read what they may not change: a step that moved nothing is no step.
      if (moved.numUpdatedRows !== 1n)
        throw new Forbidden(`没有保存：您可以查看这条监督意见，但不能办理“${suggestionStepLabel[step.kind]}”`)
      return await get(id)
    },

    /** Received within these days, for the quarterly notice: with what became of each. */
    async receivedBetween(from: Day, to: Day) {
      const { rows } = await sql<
        SupervisorSuggestion & { outcome: SuggestionOutcome | null; feedback: string | null }
      >`
        select ${columns},
          (select t.step ->> 'outcome' from supervisor_step t
            where t.suggestion_id = s.id and t.step ->> 'kind' = 'answered' order by t.id desc limit 1) as outcome,
          (select t.step ->> 'text' from supervisor_step t
            where t.suggestion_id = s.id and t.step ->> 'kind' = 'fed-back' order by t.id desc limit 1) as feedback
        from supervisor_suggestion s left join responsible_unit u on u.code = s.unit_code
        where s.received_on between ${from}::date and ${to}::date order by s.number
      `.execute(db)
      return rows
    },

    /** Past the limit and unanswered, of the last days. */
    async late(): Promise<{ id: string; number: number; unitCode: string; limitOn: Day }[]> {
      const today = dayOf(now)
      const { rows } = await sql<{ id: string; number: number; unitCode: string; limitOn: Day }>`
        select id, number, unit_code as "unitCode", limit_on as "limitOn" from supervisor_suggestion
        where state = 'handed-on' and limit_on < ${today}::date and limit_on >= ${addDays(today, -toldForDays)}::date
      `.execute(db)
      return rows
    },
  }
}
