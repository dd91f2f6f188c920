import type { Actor } from '@huiyin/domain/actor'
import { InvalidInput } from '@huiyin/domain/errors'
import type { CaseFileId, EventId, ItemId } from '@huiyin/domain/ids'
import type { Judgement } from '@huiyin/domain/judgement'
import { groupOf, type MatterChannel, type MatterGroup, matterGroups } from '@huiyin/domain/matter'
import type { MatterDetails } from '@huiyin/domain/matter-details'
import type { MatterKind } from '@huiyin/domain/regime'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { eventPlacing } from './event-placing.js'

/** What was registered of a case; words masked. */
export interface RegisteredMatter {
  caseFileId: CaseFileId
  /** Null once the post was deleted. */
  itemId: ItemId | null
  channel: MatterChannel
  startAt: Date
  lateReason: string | null
  details: MatterDetails
  text: string
  applicant: string | null
  subject: { id: string; name: string; hits: number } | null
  registeredBy: string
  registeredAt: Date
  unjudged: boolean
}

export interface NewRegisteredMatter {
  caseFileId: CaseFileId
  formId: string
  itemId: ItemId
  channel: MatterChannel
  startAt: Date
  lateReason: string | null
  details: MatterDetails
  subjectId: string | null
}

/** A post with the same words that came before, and the case it is in. */
export interface SameMatter {
  title: string
  foundAt: Date
  sourceName: string
  eventId: EventId | null
  caseFile: { id: string; number: number } | null
}

/** How an event looks to clustering that nothing is ever compared with: it is locked, and has no words and shingles. */
const unseen = {
  signature: { minhash: [], terms: {}, places: [], topics: [] },
  keys: [],
  period: 0,
  vector: new Uint8Array(4),
}

/** 登记事项: matters that begin at a counter. */
export const registeredMatters = (db: Db, now: Date) => ({
  /** One registration of a form at a time; answers the case it was saved as, null when it was not. */
  async byForm(formId: string): Promise<{ caseFileId: CaseFileId; number: number } | null> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${formId}, 0))`.execute(db)
    const row = await db
      .selectFrom('registered_matter')
      .innerJoin('case_file', 'case_file.id', 'registered_matter.case_file_id')
      .select(['case_file.id', 'case_file.number'])
      .where('form_id', '=', formId)
      .executeTakeFirst()
    return row ? { caseFileId: row.id as CaseFileId, number: row.number } : null
  },

  /**
   * Opens the event of a registered post: accepted, locked against the machine, and unjudged until it has been read.
   * `judgement` is what the officer says of it; the machine's takes its place.
   */
  async openEvent(
    { itemId, title, judgement, at }: { itemId: ItemId; title: string; judgement: Judgement; at: Date },
    by: Actor & { kind: 'user' },
  ): Promise<EventId> {
    const opening = { itemId, title, judgement, publishedAt: at, foundAt: now, ...unseen }
    const id = await eventPlacing(db, now).open(opening)
    await db
      .updateTable('opinion_event')
      .set({ state: 'accepted', unjudged: true, locked_at: now, locked_by: by.name, handled_at: now })
      .where('id', '=', id)
      .execute()
    return id
  },

  async save(
    { caseFileId, formId, itemId, channel, startAt, lateReason, details, subjectId }: NewRegisteredMatter,
    by: Actor & { kind: 'user' },
  ): Promise<void> {
    await db
      .insertInto('registered_matter')
      .values({
        case_file_id: caseFileId,
        form_id: formId,
        item_id: itemId,
        channel,
        start_at: startAt,
        late_reason: lateReason,
        details: JSON.stringify(details),
        subject_id: subjectId,
        registered_by: by.name,
        registered_by_id: by.userId,
        registered_at: now,
      })
      .execute()
  },

  /** Null for a case that was opened from a found post. */
  async ofCase(caseFileId: string): Promise<RegisteredMatter | null> {
    const { rows } = await sql<RegisteredMatter>`
      select r.case_file_id as "caseFileId", r.item_id as "itemId", r.channel, r.start_at as "startAt", r.late_reason as "lateReason",
        r.details, coalesce(i.text, '') as text, i.author_pseudonym as applicant,
        r.registered_by as "registeredBy", r.registered_at as "registeredAt", c.unjudged,
        case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name,
          'hits', (select count(*) from subject_mention m where m.subject_id = s.id)) end as subject
      from registered_matter r join case_file c on c.id = r.case_file_id
      left join item i on i.id = r.item_id left join watched_subject s on s.id = r.subject_id
      where r.case_file_id = ${caseFileId}
    `.execute(db)
    return rows[0] ?? null
  },

  /** Puts right what stands in the register; what it said before stays in the case's history. */
  async correct(
    caseFileId: string,
    {
      startAt,
      channel,
      details,
      subjectId,
    }: Pick<NewRegisteredMatter, 'startAt' | 'channel' | 'details' | 'subjectId'>,
  ): Promise<void> {
    await db
      .updateTable('registered_matter')
      .set({ start_at: startAt, channel, details: JSON.stringify(details), subject_id: subjectId })
      .where('case_file_id', '=', caseFileId)
      .execute()
  },

  /** Whose words they are, as readers know him. */
  async sign(itemId: ItemId, authorPseudonym: string | null): Promise<void> {
    await db.updateTable('item').set({ author_pseudonym: authorPseudonym }).where('id', '=', itemId).execute()
  },

  /**
   * Other words stand in the register: whom they accuse is not known until the machine has read them, so nobody but the
   * desk sees the case until then (信访工作条例 第三十条).
   */
  async unjudge(caseFileId: string, title: string): Promise<void> {
    const event = db.selectFrom('case_file').select('event_id').where('id', '=', caseFileId)
    await db.updateTable('opinion_event').set({ title }).where('id', '=', event).execute()
    await db.updateTable('opinion_event').set({ unjudged: true }).where('id', '=', event).execute()
    await db.updateTable('case_file').set({ unjudged: true }).where('event_id', '=', event).execute()
  },

  /** What a list shows of these cases beside the case itself. */
  async brief(
    ids: readonly string[],
  ): Promise<Map<string, { channel: MatterChannel; startAt: Date; details: MatterDetails }>> {
    if (ids.length === 0) return new Map()
    const rows = await db
      .selectFrom('registered_matter')
      .select(['case_file_id', 'channel', 'start_at', 'details'])
      .where('case_file_id', 'in', [...ids])
      .execute()
    return new Map(
      rows.map((row) => [
        row.case_file_id,
        { channel: row.channel, startAt: row.start_at, details: row.details },
      ]),
    )
  },

  /** Open matters of each tab, and how many of all are overdue. */
  async counts(): Promise<{ open: number; overdue: number; groups: Record<MatterGroup, number> }> {
    const { rows } = await sql<{ kind: MatterKind; open: number; overdue: number }>`
      select kind, count(*) as open, count(*) filter (where next_due_at < ${now}) as overdue
      from case_file where closed_at is null and kind not in ('emergency', 'opinion') group by 1
    `.execute(db)
    const inGroup = (group: MatterGroup) =>
      rows.reduce((total, { kind, open }) => total + (groupOf(kind) === group ? open : 0), 0)
    const groups = Object.fromEntries(matterGroups.map((group) => [group, inGroup(group)]))
    const sum = (of: 'open' | 'overdue') => rows.reduce((total, row) => total + row[of], 0)
    return { open: sum('open'), overdue: sum('overdue'), groups: groups as Record<MatterGroup, number> }
  },

  /** Posts with exactly these words, from whatever source, newest first. */
  async same(contentHash: string, limit = 5): Promise<SameMatter[]> {
    const { rows } = await sql<SameMatter>`
      select i.title, i.found_at as "foundAt", s.name as "sourceName", i.event_id as "eventId",
        (select jsonb_build_object('id', c.id, 'number', c.number) from case_file c
          where c.event_id = i.event_id and c.split_from is null) as "caseFile"
      from item i join source s on s.id = i.source_id
      where i.content_hash = ${contentHash} order by i.found_at desc, i.id limit ${limit}
    `.execute(db)
    return rows
  },

  async subjectName(id: string): Promise<string | undefined> {
    const subject = await db
      .selectFrom('watched_subject')
      .select('name')
      .where('id', '=', id)
      .executeTakeFirst()
    return subject?.name
  },

  /** @throws InvalidInput when a code is in no directory, or the subject does not exist. */
  async checkNames({ accused, subjectId }: { accused: readonly string[]; subjectId: string | null }) {
    const known = accused.length
      ? await db
          .selectFrom('responsible_unit')
          .select('code')
          .where('code', 'in', [...accused])
          .execute()
      : []
    if (known.length < new Set(accused).size)
      throw new InvalidInput('被反映单位不在单位名录中，没有保存', [
        { field: 'accused', message: '请从单位名录中选择' },
      ])
    if (subjectId === null) return
    const subject = await db
      .selectFrom('watched_subject')
      .select('id')
      .where('id', '=', subjectId)
      .executeTakeFirst()
    if (!subject)
      throw new InvalidInput('没有这个监测专题，没有保存', [
        { field: 'subjectId', message: '请从列表中选择监测专题' },
      ])
  },
})
