import { type Actor, actorName } from '@huiyin/domain/actor'
import type { CaseAction } from '@huiyin/domain/case-action'
import { check } from '@huiyin/domain/case-transition'
import type { CaseInstants, ClockValues, RegimeRef, RevisionCause } from '@huiyin/domain/clock-revision'
import type { ResponseDeadline, Timer } from '@huiyin/domain/deadline'
import type { MatterKind } from '@huiyin/domain/regime'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { nextWarningAt } from '@huiyin/domain/warning'
import { sql } from 'kysely'
import { caseHolding, noSuchCase } from './case-holding.js'
import { type StoredDeadline, toDeadline } from './case-rows.js'
import { type ChangingClock, clockColumns, clockValues, warnedClock } from './clock-values.js'
import type { Db } from './database.js'

/** Why clocks change, and who asked and agreed. */
export interface ClockCause {
  readonly cause: RevisionCause
  readonly reason: string
  readonly askedBy?: string | null
}

/** A case file as its clocks need it, its row held until the transaction ends. */
export interface ClockedCase {
  id: string
  number: number
  eventId: string
  grade: SeverityGrade
  kind: MatterKind
  regimeCode: string
  /** Empty for a case opened before versions were kept: the shipped regime of its code. */
  regimes: readonly RegimeRef[]
  limitDays: number | null
  instants: CaseInstants
  openedAt: Date
  clocks: StoredDeadline[]
  /** Those of the files merged into it: they go on here, and are kept there. */
  merged: MergedClock[]
}

export interface MergedClock {
  caseFileId: string
  clock: StoredDeadline
}

export interface DeadlineRevision {
  id: number
  timerCode: string
  timerName: string
  cause: RevisionCause
  reason: string
  askedBy: string | null
  madeBy: string
  madeAt: Date
  before: ClockValues | null
  after: ClockValues
}

const asStarted = (timer: Timer): ResponseDeadline => ({
  ...timer,
  metAt: null,
  extension: 0,
  pauses: [],
  supersededAt: null,
})

/** The clocks of case files as they start, change and stop. Every value they had stays in `deadline_revision`. */
export const caseClocks = (db: Db, now: Date) => {
  const holding = caseHolding(db, now)

  const readClocks = async (caseFileId: string): Promise<StoredDeadline[]> =>
    (
      await db
        .selectFrom('response_deadline')
        .selectAll()
        .where('case_file_id', '=', caseFileId)
        .orderBy('due_at')
        .orderBy('code')
        .execute()
    ).map((row) => toDeadline(row, null))

  /** When it was first given to a unit; nothing while it was not. */
  const assignedAt = async (caseFileId: string): Promise<{ assigned?: string }> => {
    const { rows } = await sql<{ at: Date | null }>`
      select min(acted_at) as at from case_action
      where case_file_id = ${caseFileId} and action ->> 'kind' = 'dispatched'
    `.execute(db)
    return rows[0]?.at ? { assigned: rows[0].at.toISOString() } : {}
  }

  const writeDown = async (
    caseFileId: string,
    code: string,
    { before, after }: { before: ChangingClock | null; after: ChangingClock },
    why: ClockCause,
    by: Actor,
  ) => {
    await db
      .insertInto('deadline_revision')
      .values({
        case_file_id: caseFileId,
        code,
        cause: why.cause,
        reason: why.reason,
        asked_by: why.askedBy ?? null,
        made_by: actorName(by),
        made_at: now,
        before: before ? JSON.stringify(clockValues(before)) : null,
        after: JSON.stringify(clockValues(after)),
      })
      .execute()
  }

  /** Gives a clock other values; its warnings are counted from its start again, and none is given twice. */
  const revise = async (
    caseFileId: string,
    clock: StoredDeadline,
    after: StoredDeadline,
    why: ClockCause,
    by: Actor,
  ): Promise<void> => {
    await db
      .updateTable('response_deadline')
      .set({
        ...clockColumns(after),
        warned_until: null,
        next_warning_at: nextWarningAt(warnedClock(after), null),
      })
      .where('case_file_id', '=', caseFileId)
      .where('code', '=', clock.code)
      .execute()
    await writeDown(caseFileId, clock.code, { before: clock, after }, why, by)
  }

  /** Clocks of the files that go on in this one, each with the file it is kept in. */
  const readMerged = async (keeperId: string): Promise<MergedClock[]> => {
    const rows = await db
      .selectFrom('response_deadline')
      .innerJoin('case_file', 'case_file.id', 'response_deadline.case_file_id')
      .selectAll('response_deadline')
      .select('case_file.number')
      .where('case_file.merged_into', '=', keeperId)
      .orderBy('due_at')
      .orderBy('code')
      .execute()
    return rows.map(({ number, ...row }) => ({
      caseFileId: row.case_file_id,
      clock: toDeadline(row, number),
    }))
  }

  return {
    revise,

    /** Writes down how a clock stood when its file began with it, dividing having started no new time. */
    writeOpened: (caseFileId: string, clock: StoredDeadline, reason: string, by: Actor): Promise<void> =>
      writeDown(caseFileId, clock.code, { before: null, after: clock }, { cause: 'opened', reason }, by),

    /** Starts clocks a case does not have yet; one of the same code that runs stays as it is. */
    async start(caseFileId: string, timers: readonly Timer[], why: ClockCause, by: Actor): Promise<void> {
      for (const timer of timers) {
        const clock = asStarted(timer)
        const started = await db
          .insertInto('response_deadline')
          .values({
            case_file_id: caseFileId,
            code: timer.code,
            ...clockColumns(clock),
            met_at: null,
            next_warning_at: nextWarningAt(warnedClock(clock), null),
          })
          .onConflict((clash) => clash.columns(['case_file_id', 'code']).doNothing())
          .returning('code')
          .executeTakeFirst()
        if (started) await writeDown(caseFileId, timer.code, { before: null, after: clock }, why, by)
      }
    },

    /** The case with its clocks, held until the transaction ends. @throws NotFound when it may not be seen. */
    async hold(id: string): Promise<ClockedCase> {
      const file = await db
        .selectFrom('case_file')
        .select([
          'id',
          'number',
          'event_id as eventId',
          'grade',
          'kind',
          'regime_code as regimeCode',
          'regimes',
          'limit_days as limitDays',
          'instants',
          'opened_at as openedAt',
        ])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (!file) throw noSuchCase()
      return {
        ...file,
        instants: { ...file.instants, ...(await assignedAt(id)) },
        clocks: await readClocks(id),
        merged: await readMerged(id),
      }
    },

    /**
     * Appends what was done to the clocks and brings state and next due instant after it.
     * @throws IllegalTransition for a closed case.
     */
    async settle(
      id: string,
      action: CaseAction,
      by: Actor,
      matter: {
        grade?: SeverityGrade
        kind?: MatterKind
        regimes?: readonly RegimeRef[]
        limitDays?: number
        /** 收到时间, put right. */
        received?: Date
      } = {},
    ): Promise<void> {
      const held = await holding.hold(id)
      check(held.progress, action)
      await holding.record(held, action, by)
      const { grade, kind, regimes, limitDays, received } = matter
      if (!grade && !kind && !regimes && !received && limitDays === undefined) return
      await db
        .updateTable('case_file')
        .set({
          ...(grade ? { grade } : {}),
          ...(kind ? { kind } : {}),
          ...(regimes ? { regimes: JSON.stringify(regimes) } : {}),
          ...(limitDays === undefined ? {} : { limit_days: limitDays }),
          ...(received
            ? { instants: JSON.stringify({ ...held.file.instants, received: received.toISOString() }) }
            : {}),
        })
        .where('id', '=', id)
        .execute()
    },

    /** Every version of every clock of a case, newest first. */
    async revisionsOf(caseFileId: string): Promise<DeadlineRevision[]> {
      const { rows } = await sql<DeadlineRevision>`
        select r.id, r.code as "timerCode", coalesce(d.name, r.code) as "timerName", r.cause, r.reason,
          r.asked_by as "askedBy", r.made_by as "madeBy", r.made_at as "madeAt", r.before, r.after
        from deadline_revision r
        left join response_deadline d on d.case_file_id = r.case_file_id and d.code = r.code
        where r.case_file_id in (
          select id from case_file where id = ${caseFileId} or merged_into = ${caseFileId})
        order by r.id desc
      `.execute(db)
      return rows
    },
  }
}
