import type { Agreement } from '@huiyin/domain/http/judgement-models'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import { type Page, pageFrom, readCursor } from './page-cursor.js'

/** One event people decided: what the machine says of it, and what they made of it. */
export interface PastDecision {
  eventId: string
  number: number
  title: string
  decidedAt: Date
  by: string | null
  proposedGrade: SeverityGrade
  grade: SeverityGrade
  proposedUnit: { code: string; name: string; group: string } | null
  unit: { code: string; name: string; group: string } | null
}

/** As a labelled row: the words of its representative post as they are kept for reading. */
export interface LabelledEvent extends PastDecision {
  postTitle: string
  text: string
}

/** A decision is a grade or unit set by an officer, or acceptance, by which he agreed with what stood there. */
const decided = sql`(e.decided is not null or e.state = 'accepted')`
const decidedAt = sql`coalesce(e.decided_at, e.last_item_at)`
const grade = sql`coalesce(c.grade, e.decided ->> 'grade', e.grade)`
const unitCode = sql`coalesce(c.lead_unit_code, e.decided ->> 'unitCode', e.unit_code)`
const from = sql`opinion_event e
  left join case_file c on c.event_id = e.id
  left join responsible_unit u on u.code = ${unitCode}
  left join responsible_unit p on p.code = e.proposed -> 'units' -> 0 ->> 'code'`
const columns = sql`e.id as "eventId", e.id, e.number::int as number, e.title, ${decidedAt} as "decidedAt",
  ${decidedAt}::text as sort_key, e.decided_by as by, e.proposed ->> 'grade' as "proposedGrade", ${grade} as grade,
  case when p.code is not null
    then jsonb_build_object('code', p.code, 'name', p.name, 'group', p.unit_group) end as "proposedUnit",
  case when u.code is not null
    then jsonb_build_object('code', u.code, 'name', u.name, 'group', u.unit_group) end as unit`
const differs = sql`(e.proposed ->> 'grade' <> ${grade} or u.code is distinct from p.code)`

/** What officers decided, as labels: read for figures, taken out as training rows, replayed before a change. */
export const pastDecisions = (db: Db, now: Date) => {
  const listed = async (where: RawBuilder<unknown>, tail: RawBuilder<unknown>) => {
    const { rows } = await sql<PastDecision & { id: string; sort_key: string }>`
      select ${columns} from ${from} where ${decided} and ${where}
      order by ${decidedAt} desc, e.id desc ${tail}`.execute(db)
    return rows
  }

  return {
    /** Newest first; `differing` only where people decided otherwise than the machine proposes. */
    async page({
      differing = true,
      cursor,
      limit = 50,
    }: {
      differing?: boolean
      cursor?: string
      limit?: number
    }): Promise<Page<PastDecision>> {
      const after = readCursor(cursor)
      const which = differing ? differs : sql`true`
      const rows = await listed(
        sql`${which} and ${after ? sql`(${decidedAt}, e.id) < (${after.key}::timestamptz, ${after.id}::uuid)` : sql`true`}`,
        sql`limit ${limit + 1}`,
      )
      const { rows: counted } = await sql<{ total: number }>`
        select count(*)::int as total from ${from} where ${decided} and ${which}`.execute(db)
      return pageFrom(rows, limit, counted[0]?.total ?? 0, ({ id: _, sort_key: __, ...row }) => row)
    },

    /** The newest labelled rows with their words, for learning and export. */
    async labelled(limit: number): Promise<LabelledEvent[]> {
      const { rows } = await sql<LabelledEvent>`
        select ${columns}, i.title as "postTitle", i.text
        from ${from} join item i on i.id = e.representative_id
        where ${decided} order by ${decidedAt} desc, e.number desc limit ${limit}`.execute(db)
      return rows
    },

    /** Titles of those of `ids` the asker may see. */
    async titles(ids: readonly string[]): Promise<Map<string, string>> {
      if (ids.length === 0) return new Map()
      const rows = await db
        .selectFrom('opinion_event')
        .select(['id', 'title'])
        .where('id', 'in', [...ids])
        .execute()
      return new Map(rows.map(({ id, title }) => [id, title]))
    },

    /** How often the machine and people agree, over the last `days` days. */
    async agreement(days: number): Promise<Agreement> {
      const recent = sql`${decided} and ${decidedAt} >= ${now}::timestamptz - make_interval(days => ${days}::int)`
      const { rows: grades } = await sql<Agreement['grades'][number]>`
        select e.proposed ->> 'grade' as proposed, ${grade} as decided, count(*)::int as count
        from ${from} where ${recent} group by 1, 2 order by 1, 2`.execute(db)
      const { rows: units } = await sql<Agreement['units'][number]>`
        select coalesce(p.name, '（未提出）') as proposed, u.name as decided, count(*)::int as count
        from ${from} where ${recent} and u.code is not null group by 1, 2 order by 3 desc, 1, 2`.execute(db)
      const sum = (of: readonly { count: number }[]) => of.reduce((all, { count }) => all + count, 0)
      const agreed = <T extends { proposed: string; decided: string; count: number }>(of: readonly T[]) =>
        sum(of.filter(({ proposed, decided: label }) => proposed === label))
      return {
        days,
        decided: sum(grades),
        gradeAgreed: agreed(grades),
        unitDecided: sum(units),
        unitAgreed: agreed(units),
        grades,
        units: units.filter(({ proposed, decided: label }) => proposed !== label).slice(0, 20),
      }
    },
  }
}
