import type { Actor } from '@huiyin/domain/actor'
import type { DutyInstance } from '@huiyin/domain/duty-calendar'
import { checkDutyWithdrawal } from '@huiyin/domain/duty-record'
import { InvalidInput, NotFound } from '@huiyin/domain/errors'
import type { DutyRhythm } from '@huiyin/domain/regime'
import type { Day } from '@huiyin/domain/shanghai'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import { type Page, pageFrom, readCursor } from './page-cursor.js'

/** That a duty was done on a day, for a period, with its proof. */
export interface DutyRecord {
  id: string
  regimeCode: string
  regimeName: string
  name: string
  clause: string
  every: DutyRhythm
  periodFrom: Day
  periodTo: Day
  dueOn: Day
  doneOn: Day
  reference: string
  note: string
  recordedById: string
  recordedBy: string
  recordedAt: Date
  withdrawnAt: Date | null
  withdrawnBy: string | null
  withdrawnReason: string | null
}

export interface DutyProof {
  doneOn: Day
  reference: string
  note: string
}

type Person = Actor & { kind: 'user' }

const columns = sql`id, regime_code as "regimeCode", regime_name as "regimeName", duty_name as name, clause, every,
  period_from as "periodFrom", period_to as "periodTo", due_on as "dueOn", done_on as "doneOn", reference, note,
  recorded_by as "recordedById", recorded_by_name as "recordedBy", recorded_at as "recordedAt",
  withdrawn_at as "withdrawnAt", withdrawn_by_name as "withdrawnBy", withdrawn_reason as "withdrawnReason"`

/** What was done of the duties the regimes set; what was withdrawn stays to be read. */
export const dutyRecords = (db: Db, now: Date) => {
  const read = async <Row = DutyRecord>(tail: RawBuilder<unknown>): Promise<Row[]> =>
    (await sql<Row>`select ${columns}, recorded_at::text as sort_key from duty_record ${tail}`.execute(db))
      .rows

  const get = async (id: string): Promise<DutyRecord> => {
    const [found] = await read(sql`where id = ${id}`)
    if (!found) throw new NotFound('没有这条登记，或您无权查看')
    return found
  }

  return {
    get,

    /** Those that stand, of periods that touch these days, by the day they were done. */
    standing: (from: Day, to: Day): Promise<DutyRecord[]> =>
      read(sql`where withdrawn_at is null and period_from <= ${to}::date and period_to >= ${from}::date
        order by done_on, recorded_at`),

    /** All there ever were, also the withdrawn, newest first; of one duty when it is named. */
    async history(query: {
      regimeCode?: string
      name?: string
      cursor?: string
      limit: number
    }): Promise<Page<DutyRecord>> {
      const after = readCursor(query.cursor)
      const named = sql`(${query.regimeCode ?? null}::text is null or regime_code = ${query.regimeCode ?? null})
        and (${query.name ?? null}::text is null or duty_name = ${query.name ?? null})`
      const { rows: counted } = await sql<{ total: number }>`
        select count(*) as total from duty_record where ${named}
      `.execute(db)
      const rows = await read<DutyRecord & { sort_key: string }>(sql`where ${named}
        and (${after?.key ?? null}::text is null or (recorded_at, id) < (${after?.key ?? null}::timestamptz, ${after?.id ?? null}::uuid))
        order by recorded_at desc, id desc limit ${query.limit + 1}`)
      return pageFrom(rows, query.limit, counted[0]?.total ?? 0, ({ sort_key: _, ...row }) => row)
    },

    /** @throws InvalidInput when it was said of that day already. */
    async record(duty: DutyInstance, proof: DutyProof, by: Person): Promise<DutyRecord> {
      const { rows } = await sql<{ id: string }>`
        insert into duty_record (regime_code, regime_name, duty_name, clause, every, period_from, period_to, due_on,
          done_on, reference, note, recorded_by, recorded_by_name, recorded_at)
        values (${duty.regimeCode}, ${duty.regimeName}, ${duty.name}, ${duty.clause}, ${duty.every},
          ${duty.period.from}, ${duty.period.to}, ${duty.dueOn}, ${proof.doneOn}, ${proof.reference}, ${proof.note},
          ${by.userId}, ${by.name}, ${now})
        on conflict do nothing returning id
      `.execute(db)
      if (!rows[0])
        throw new InvalidInput(`${proof.doneOn} 已登记过一次，不必重复登记`, [
          { field: 'doneOn', message: '这一天已登记' },
        ])
      return await get(rows[0].id)
    },

    /** Takes a record back; it stays to be read. @throws NotFound, InvalidInput, IllegalTransition */
    async withdraw(id: string, reason: string | undefined, by: Person): Promise<DutyRecord> {
      const found = await get(id)
      checkDutyWithdrawal(found, reason, by.userId, now)
      await db
        .updateTable('duty_record')
        .set({
          withdrawn_at: now,
          withdrawn_by_name: by.name,
          withdrawn_reason: reason?.trim() || '登记后即撤回',
        })
        .where('id', '=', id)
        .where('withdrawn_at', 'is', null)
        .execute()
      return await get(id)
    },
  }
}
