import type { Actor } from '@huiyin/domain/actor'
import { Conflict, InvalidInput, NotFound } from '@huiyin/domain/errors'
import type { SubjectId } from '@huiyin/domain/ids'
import type { SubjectRule } from '@huiyin/domain/rule/subject-rule'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'

/** 专题: what the desk watches, with the version in force. */
export interface WatchedSubject extends SubjectRule {
  id: SubjectId
  name: string
  enabled: boolean
  version: number
  /** Recent items have been matched against this version. */
  matched: boolean
  ownerName: string
  savedBy: string
  savedAt: Date
}

/** One version as it was saved; never changed afterwards. */
export interface SubjectVersion extends SubjectRule {
  version: number
  name: string
  /** Why it was changed, in the words of who did. */
  note: string
  savedBy: string
  savedAt: Date
}

export interface SubjectDraft extends SubjectRule {
  name: string
  note: string
}

type Person = Actor & { kind: 'user' }

/** A county has dozens of matters; a list of more than this is no longer read. */
const mostSubjects = 500

const taken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && (error as { code?: string }).code === '23505'

/** Watched subjects and their versions. Rules are checked by whoever saves: here they are text. */
export const watchedSubjects = (db: Db, now: Date) => {
  const read = async (tail: RawBuilder<unknown>): Promise<WatchedSubject[]> => {
    const { rows } = await sql<WatchedSubject>`
      select s.id, s.name, s.enabled, s.version, s.matched_version >= s.version as matched,
        s.owner_name as "ownerName", v.rule, v.exclusion, v.saved_by_name as "savedBy", v.saved_at as "savedAt"
      from watched_subject s
      join watched_subject_version v on v.subject_id = s.id and v.version = s.version
      ${tail}
    `.execute(db)
    return rows
  }

  const get = async (id: string): Promise<WatchedSubject> => {
    const [subject] = await read(sql`where s.id = ${id}`)
    if (!subject) throw new NotFound('没有这个专题，或您无权查看', { subjectId: id })
    return subject
  }

  const addVersion = (subjectId: string, version: number, draft: SubjectDraft, by: Person) =>
    db
      .insertInto('watched_subject_version')
      .values({
        subject_id: subjectId,
        version,
        ...draft,
        saved_by: by.userId,
        saved_by_name: by.name,
        saved_at: now,
      })
      .execute()

  const refuseTaken = (name: string) => (error: unknown) => {
    if (!taken(error)) throw error
    throw new InvalidInput(`已有名为“${name}”的专题，请换一个名称`, [{ field: 'name', message: '名称重复' }])
  }

  return {
    get,

    /** All of them, those in force first, each group by name. */
    list: () => read(sql`order by s.enabled desc, s.name`),

    /** What is looked for now. */
    enabled: () => read(sql`where s.enabled order by s.created_at, s.id`),

    /** Newest first. @throws NotFound */
    async versions(id: string): Promise<SubjectVersion[]> {
      await get(id)
      const rows = await db
        .selectFrom('watched_subject_version')
        .selectAll()
        .where('subject_id', '=', id)
        .orderBy('version', 'desc')
        .execute()
      return rows.map(({ version, name, rule, exclusion, note, saved_by_name, saved_at }) => ({
        version,
        name,
        rule,
        exclusion,
        note,
        savedBy: saved_by_name,
        savedAt: saved_at,
      }))
    },

    /** The first version of a new subject, in force at once. @throws InvalidInput for a name that is taken */
    async create(draft: SubjectDraft, by: Person): Promise<WatchedSubject> {
      const { count } = await db
        .selectFrom('watched_subject')
        .select(sql<number>`count(*)`.as('count'))
        .executeTakeFirstOrThrow()
      if (count >= mostSubjects)
        throw new InvalidInput(`专题最多 ${mostSubjects} 个，请修改已停用的专题，不必新建`)
      const { id } = await db
        .insertInto('watched_subject')
        .values({
          name: draft.name,
          version: 1,
          owner_id: by.userId,
          owner_name: by.name,
          created_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
        .catch(refuseTaken(draft.name))
      await addVersion(id, 1, draft, by)
      return await get(id)
    },

    /**
     * A further version, in force at once if the subject is. `basedOn` is the version the author saw.
     * @throws Conflict when someone saved another one meanwhile; NotFound; InvalidInput for a name that is taken
     */
    async save(id: string, basedOn: number, draft: SubjectDraft, by: Person): Promise<WatchedSubject> {
      await get(id)
      const changed = await db
        .updateTable('watched_subject')
        .set({ name: draft.name, version: basedOn + 1 })
        .where('id', '=', id)
        .where('version', '=', basedOn)
        .executeTakeFirst()
        .catch(refuseTaken(draft.name))
      if (Number(changed.numUpdatedRows) === 0)
        throw new Conflict('这个专题刚被别人改过：请先看新的版本，再决定是否修改', { subjectId: id, basedOn })
      await addVersion(id, basedOn + 1, draft, by)
      return await get(id)
    },

    /** Switched on again it owes the items found meanwhile a match. @throws NotFound */
    async setEnabled(id: string, enabled: boolean): Promise<WatchedSubject> {
      await get(id)
      await db
        .updateTable('watched_subject')
        .set({ enabled, ...(enabled ? { matched_version: 0 } : {}) })
        .where('id', '=', id)
        .where('enabled', '!=', enabled)
        .execute()
      return await get(id)
    },

    /** In force and not yet matched against recent items. */
    unmatched: () => read(sql`where s.enabled and s.matched_version < s.version order by s.id`),

    async markMatched(id: SubjectId, version: number): Promise<void> {
      await db
        .updateTable('watched_subject')
        .set({ matched_version: version })
        .where('id', '=', id)
        .where('version', '=', version)
        .execute()
    },
  }
}
