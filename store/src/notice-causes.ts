import type { Role } from '@huiyin/domain/actor'
import type { DutyPost, NoticeKind } from '@huiyin/domain/notice'
import type { OpenChannel, Standing, Told } from '@huiyin/domain/notice-audience'
import type { Cause } from '@huiyin/domain/notice-cause'
import type { NoticePlan, Rung } from '@huiyin/domain/plan-notice'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import { reviewRules } from './review-rules.js'
import type { CauseDetail } from './schema-notices.js'

interface CauseRow {
  ref: string
  kind: NoticeKind
  eventId: string | null
  caseFileId: string | null
  sourceId: string | null
  detail: CauseDetail
  grade: SeverityGrade | null
  number: number | null
  sourceName: string | null
  timerName: string | null
  dueAt: Date | null
  leadUnit: string | null
  assistUnits: string[]
  accusedUnits: string[]
  accusedUnchecked: boolean
}

const toCause = ({ detail, dueAt, ...row }: CauseRow): Cause => ({
  ...row,
  year: detail.year ?? null,
  duty: detail.duty ?? null,
  number: row.number ?? detail.number ?? null,
  limitOn: detail.limitOn ?? null,
  limitAt: detail.limitAt ? new Date(detail.limitAt) : dueAt,
  actorId: detail.actorId ?? null,
  askerId: detail.askerId ?? null,
  draft: detail.draftId
    ? {
        id: detail.draftId,
        level: detail.level ?? null,
        authorId: detail.authorId ?? null,
        apart: detail.apart ?? [],
      }
    : null,
  judgementChangeId: detail.judgementChangeId ?? null,
  decision: detail.decision ?? null,
  namedUnits: detail.unitCode ? [detail.unitCode] : [],
  assistUnits: detail.unitCodes ?? row.assistUnits,
})

/** Facts of which somebody must be told, written by triggers; here they are read with their subject and planned once. */
export const noticeCauses = (db: Db, now: Date) => {
  const read = async (tail: RawBuilder<unknown>): Promise<Cause[]> => {
    const { rows } = await sql<CauseRow>`
      select k.ref, k.kind, k.event_id as "eventId", k.case_file_id as "caseFileId",
        k.source_id as "sourceId", k.detail, coalesce(c.grade, e.grade) as grade, coalesce(c.number, e.number) as number,
        s.name as "sourceName", d.name as "timerName", case when k.kind = 'case-dispatched' then c.next_due_at end as "dueAt",
        c.lead_unit_code as "leadUnit", coalesce(c.assist_unit_codes, '{}') as "assistUnits",
        coalesce(c.accused_units, e.accused_units,
          array(select jsonb_array_elements_text(k.detail -> 'accusedUnits'))) as "accusedUnits",
        coalesce(c.accused_unknown and not c.accused_checked, e.accused_unknown and e.accused_checked_at is null, false)
          as "accusedUnchecked"
      from notice_cause k
      left join opinion_event e on e.id = k.event_id
      left join case_file c on c.id = k.case_file_id
      left join source s on s.id = k.source_id
      left join response_deadline d on d.case_file_id = k.case_file_id and d.code = k.detail ->> 'timerCode'
      ${tail}
    `.execute(db)
    return rows.map(toCause)
  }

  const tell = async (noticeId: string, people: readonly string[], step: number): Promise<void> => {
    await sql`
      insert into notice_recipient (notice_id, account_id, step, told_at)
      select ${noticeId}, account, ${step}, ${now} from unnest(${[...people]}::uuid[]) as account
      on conflict do nothing
    `.execute(db)
  }

  const send = async (noticeId: string, deliveries: NoticePlan['deliveries']): Promise<void> => {
    if (deliveries.length === 0) return
    await db
      .insertInto('notice_delivery')
      .values(
        deliveries.map(({ channelId, accountId, mode, dueAt }) => ({
          notice_id: noticeId,
          channel_id: channelId,
          account_id: accountId,
          mode,
          due_at: dueAt,
        })),
      )
      .onConflict((clash) => clash.doNothing())
      .execute()
  }

  const log = async (noticeId: string, step: number, { to, told, remark }: Rung): Promise<void> => {
    await db
      .insertInto('notice_step')
      .values({ notice_id: noticeId, step, audience: to, taken_at: now, told: [...told], remark })
      .onConflict((clash) => clash.doNothing())
      .execute()
  }

  return {
    /** Which of these facts nobody has written down yet. */
    async unknown(refs: readonly string[]): Promise<string[]> {
      if (refs.length === 0) return []
      const { rows } = await sql<{ ref: string }>`
        select ref from unnest(${[...refs]}::text[]) as ref
        where not exists (select from notice_cause k where k.ref = ref.ref)
      `.execute(db)
      return rows.map(({ ref }) => ref)
    },

    /** Writes a fact no row stands for; told of twice it is one. */
    async note(
      ref: string,
      kind: NoticeKind,
      detail: CauseDetail,
      caseFileId: string | null = null,
    ): Promise<void> {
      await db
        .insertInto('notice_cause')
        .values({
          ref,
          kind,
          event_id: null,
          case_file_id: caseFileId,
          source_id: null,
          detail: JSON.stringify(detail),
          caused_at: now,
        })
        .onConflict((clash) => clash.doNothing())
        .execute()
    },

    /**
     * Takes the oldest facts nobody has planned yet: another planner takes others, and a rollback gives them back.
     * What an event that was merged or deleted meanwhile was about is told to nobody; of a case whose event is not
     * judged yet, nobody knows whom it accuses: its facts wait, and a dispatch until that is checked. `taken` 0: nothing
     * is left.
     */
    async take(limit: number): Promise<{ taken: number; causes: Cause[] }> {
      const { rows } = await sql<{ id: number }>`
        update notice_cause set planned_at = ${now} where id in (
          select k.id from notice_cause k where k.planned_at is null
            and not exists (select from case_file c where c.id = k.case_file_id and (c.unjudged
              or (k.kind = 'case-dispatched' and c.accused_unknown and not c.accused_checked)))
          order by k.id limit ${limit} for update skip locked)
        returning id
      `.execute(db)
      if (rows.length === 0) return { taken: 0, causes: [] }
      const causes = await read(sql`
        where k.id = any(${rows.map(({ id }) => id)}::bigint[])
          and (k.event_id is null or e.id is not null) and (k.case_file_id is null or c.id is not null)
        order by k.id`)
      return { taken: rows.length, causes }
    },

    /** Of a notice that climbs, its fact again; null when it is settled: the event was taken up, the clock was met. */
    async ofNotice(noticeRef: string): Promise<Cause | null> {
      const [cause] = await read(sql`
        where k.ref = ${noticeRef} and (c.id is not null or e.state = 'open')
          and (d.code is null or (d.met_at is null and d.superseded_at is null and c.closed_at is null))`)
      return cause ?? null
    },

    /** Saves what follows from a fact, once. */
    async save(cause: Cause, plan: NoticePlan): Promise<void> {
      const saved = await db
        .insertInto('notice')
        .values({
          cause_ref: cause.ref,
          kind: cause.kind,
          grade: cause.grade,
          event_id: cause.eventId,
          case_file_id: cause.caseFileId,
          source_id: cause.sourceId,
          words: plan.words,
          path: plan.path,
          urgent: plan.urgent,
          created_at: now,
          climbs: plan.climbs,
          next_step_at: plan.nextStepAt,
        })
        .onConflict((clash) => clash.column('cause_ref').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!saved) return
      await tell(saved.id, plan.people, 0)
      await send(saved.id, plan.deliveries)
      if (plan.rung) await log(saved.id, 0, plan.rung)
    },

    /** Notices nobody has acknowledged in time, held until the transaction ends. What is settled meanwhile is left. */
    async unanswered(limit: number): Promise<{ id: string; ref: string; step: number; createdAt: Date }[]> {
      const { rows } = await sql<{ id: string; ref: string; step: number; createdAt: Date }>`
        select id, cause_ref as ref, step, created_at as "createdAt" from notice
        where next_step_at <= ${now} order by next_step_at limit ${limit} for update skip locked
      `.execute(db)
      return rows
    },

    /** Takes the next rung, or none: then the ladder ends here. */
    async climb(
      noticeId: string,
      step: number,
      rung: (Rung & Pick<NoticePlan, 'people' | 'deliveries' | 'nextStepAt'>) | null,
    ): Promise<void> {
      await db
        .updateTable('notice')
        .set(rung ? { step, next_step_at: rung.nextStepAt } : { next_step_at: null })
        .where('id', '=', noticeId)
        .execute()
      if (!rung) return
      await tell(noticeId, rung.people, step)
      await send(noticeId, rung.deliveries)
      await log(noticeId, step, rung)
    },

    /** Everyone who can be told, who is on duty now, and the open ways out. */
    async standing(): Promise<Standing> {
      const { rows: people } = await sql<Told & { roles: Role[] }>`
        select a.id, a.display_name as name, a.roles, a.unit_code as "unitCode",
          case when t.by_email then t.email end as email
        from account a left join notice_contact t on t.account_id = a.id where a.disabled_at is null
      `.execute(db)
      const { rows: onDuty } = await sql<{ post: DutyPost; accountId: string }>`
        select post, account_id as "accountId" from duty_shift where starts_at <= ${now} and ends_at > ${now}
      `.execute(db)
      const channels: OpenChannel[] = await db
        .selectFrom('notice_channel')
        .select(['id', 'audience', 'unit_code as unitCode'])
        .where('enabled', '=', true)
        .execute()
      const { rules } = await reviewRules(db, now).current()
      return { people, onDuty, channels, signers: rules.levels }
    },

    /** Forgets what was planned and told before `before`: the history of a case keeps what happened. */
    async forget(before: Date): Promise<void> {
      await sql`delete from notice where created_at < ${before}`.execute(db)
      await sql`delete from notice_cause where planned_at < ${before}`.execute(db)
    },
  }
}
