import type { Actor, Role } from '@huiyin/domain/actor'
import type { DisclosureMark } from '@huiyin/domain/document-disclosure'
import { Conflict, NotFound } from '@huiyin/domain/errors'
import type { Publication, ResponseForm } from '@huiyin/domain/publication'
import type { DraftKind, DraftStanding, DraftStep, ReviewLevel, Seat } from '@huiyin/domain/review'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { sql } from 'kysely'
import type { Db } from './database.js'
import { type DraftSummary, readDrafts, reviewLists } from './review-lists.js'

export type { DraftSummary } from './review-lists.js'

export interface DraftVersion {
  version: number
  title: string
  text: string
  writtenBy: string
  writtenAt: Date
}

export interface DraftEntry {
  id: number
  version: number
  step: DraftStep
  level: ReviewLevel | null
  remarks: string | null
  byId: string
  by: string
  role: Role
  at: Date
}

export type DraftPublication = Omit<Publication, 'publishedAt'> & {
  publishedAt: Date
  recordedBy: string
  recordedAt: Date
}

export interface DraftDetail extends DraftSummary {
  /** Oldest first. */
  versions: DraftVersion[]
  steps: DraftEntry[]
  publication: DraftPublication | null
}

export interface NewDraft {
  caseFileId: string
  kind: DraftKind
  form: ResponseForm | null
  grade: SeverityGrade | null
  title: string
  text: string
  unitCode: string | null
}

type Person = Actor & { kind: 'user' }

const noSuchDraft = () => new NotFound('没有这份文稿，或您无权查看')

/** The role a person acts in, of those that allow it; his first for what asks for none. */
const roleAs = (by: Person, allowed: readonly Role[] = []): Role =>
  by.roles.find((role) => allowed.includes(role)) ?? (by.roles[0] as Role)

/** Texts in 三审: their versions, seats and verdicts. What may be done is decided by `domain/review`. */
export const reviewDrafts = (db: Db, now: Date) => {
  const summary = async (id: string): Promise<DraftSummary> => {
    const [row] = await readDrafts(db, sql`where d.id = ${id}`)
    if (!row) throw noSuchDraft()
    return row
  }

  const write = async (
    id: string,
    version: number,
    { title, text }: { title: string; text: string },
    by: Person,
  ) => {
    await db
      .insertInto('review_version')
      .values({
        draft_id: id,
        version,
        title,
        text,
        written_by: by.userId,
        written_by_name: by.name,
        written_at: now,
      })
      .execute()
  }

  return {
    ...reviewLists(db),
    summary,

    /** Holds the text until the transaction ends. @throws NotFound when it may not be seen. */
    async lock(id: string): Promise<DraftSummary> {
      const row = await db
        .selectFrom('review_draft')
        .select('id')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (!row) throw noSuchDraft()
      return await summary(id)
    },

    /** @throws NotFound when it may not be seen. */
    async detail(id: string): Promise<DraftDetail> {
      const draft = await summary(id)
      const versions = await db
        .selectFrom('review_version')
        .select(['version', 'title', 'text', 'written_by_name as writtenBy', 'written_at as writtenAt'])
        .where('draft_id', '=', id)
        .orderBy('version')
        .execute()
      const steps = await db
        .selectFrom('review_step')
        .select([
          'id',
          'version',
          'step',
          'level',
          'remarks',
          'by_id as byId',
          'by_name as by',
          'by_role as role',
          'at',
        ])
        .where('draft_id', '=', id)
        .orderBy('id')
        .execute()
      const out = await db
        .selectFrom('review_publication')
        .selectAll()
        .where('draft_id', '=', id)
        .executeTakeFirst()
      return {
        ...draft,
        versions,
        steps,
        publication: out
          ? {
              publishedAt: out.published_at,
              reference: out.reference,
              summary: out.summary,
              ...(out.attachment_id === null ? {} : { attachmentId: out.attachment_id }),
              ...(out.snapshot === null ? {} : { snapshot: out.snapshot }),
              ...out.details,
              recordedBy: out.recorded_by_name,
              recordedAt: out.recorded_at,
            }
          : null,
      }
    },

    /** Where this person sits at the text; null for nowhere yet. */
    async seatOf(id: string, accountId: string): Promise<Seat | null> {
      const row = await db
        .selectFrom('review_seat')
        .select('seat')
        .where('draft_id', '=', id)
        .where('account_id', '=', accountId)
        .executeTakeFirst()
      return row?.seat ?? null
    },

    /** The same for many texts at once; texts without a seat of his are left out. */
    async seatsOf(ids: readonly string[], accountId: string): Promise<Map<string, Seat>> {
      if (ids.length === 0) return new Map()
      const rows = await db
        .selectFrom('review_seat')
        .select(['draft_id', 'seat'])
        .where('account_id', '=', accountId)
        .where('draft_id', 'in', [...ids])
        .execute()
      return new Map(rows.map((row) => [row.draft_id, row.seat]))
    },

    /** Begins a text with its first version. */
    async begin(draft: NewDraft, by: Person): Promise<string> {
      const { id } = await db
        .insertInto('review_draft')
        .values({
          case_file_id: draft.caseFileId,
          kind: draft.kind,
          form: draft.form,
          grade: draft.grade,
          title: draft.title,
          author_id: by.userId,
          author_name: by.name,
          unit_code: draft.unitCode,
          created_at: now,
          touched_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db
        .insertInto('review_seat')
        .values({ draft_id: id, account_id: by.userId, seat: 'author' })
        .execute()
      await write(id, 1, draft, by)
      return id
    },

    /** Adds a version over `seen`, the one its author had before him. @throws Conflict when there is a newer one. */
    async rewrite(
      draft: DraftSummary,
      text: { title: string; text: string; seen: number; form?: ResponseForm },
      by: Person,
    ): Promise<void> {
      if (draft.version !== text.seen) throw new Conflict('文稿已有更新的版本，请刷新后再修改')
      const version = draft.version + 1
      await write(draft.id, version, text, by)
      await db
        .updateTable('review_draft')
        .set({ version, title: text.title, touched_at: now, ...(text.form ? { form: text.form } : {}) })
        .where('id', '=', draft.id)
        .execute()
    },

    /** Takes the text to `next`, with the step that led there; a verdict takes the seat of its level. */
    async move(
      draft: DraftSummary,
      next: DraftStanding,
      step: { step: DraftStep; level: ReviewLevel | null; remarks: string | null; roles?: readonly Role[] },
      by: Person,
    ): Promise<void> {
      if (step.level !== null)
        await db
          .insertInto('review_seat')
          .values({ draft_id: draft.id, account_id: by.userId, seat: step.level })
          .onConflict((clash) => clash.columns(['draft_id', 'account_id', 'seat']).doNothing())
          .execute()
      await db
        .insertInto('review_step')
        .values({
          draft_id: draft.id,
          version: draft.version,
          step: step.step,
          level: step.level,
          remarks: step.remarks,
          by_id: by.userId,
          by_name: by.name,
          by_role: roleAs(by, step.roles),
          at: now,
        })
        .execute()
      const keepsApproval = next.state === 'published'
      await db
        .updateTable('review_draft')
        .set({
          state: next.state,
          level: next.level,
          returned_from: next.returnedFrom,
          touched_at: now,
          ...(keepsApproval ? {} : { approved_at: next.state === 'approved' ? now : null }),
        })
        .where('id', '=', draft.id)
        .execute()
    },

    /** Fixes 公开属性 of the text; what it was before stands in its steps. */
    async mark(id: string, { attribute, reason }: DisclosureMark): Promise<void> {
      await db
        .updateTable('review_draft')
        .set({ disclosure: attribute, disclosure_reason: reason ?? null })
        .where('id', '=', id)
        .execute()
    },

    /** Records how it went out. The database refuses what was not approved before. */
    async publish(id: string, said: Publication, by: Person): Promise<void> {
      const { publishedAt, reference, summary: gist, attachmentId, snapshot, ...details } = said
      await db
        .insertInto('review_publication')
        .values({
          draft_id: id,
          published_at: new Date(publishedAt),
          reference,
          summary: gist,
          attachment_id: attachmentId ?? null,
          snapshot: snapshot?.trim() || null,
          details: JSON.stringify(details),
          recorded_by: by.userId,
          recorded_by_name: by.name,
          recorded_at: now,
        })
        .execute()
    },
  }
}
