import { attachmentsPerCase } from '@huiyin/domain/attachment'
import { Forbidden, InvalidInput, NotFound } from '@huiyin/domain/errors'
import { sql } from 'kysely'
import type { Db } from './database.js'
import type { Sealed } from './original-vault.js'

/** What a paper hangs on. */
export type AttachmentSubject = { caseFileId: string } | { suggestionId: string }

/** A paper of a case or of a suggestion, without its content. */
export interface Attachment {
  id: string
  caseFileId: string | null
  suggestionId: string | null
  name: string
  mediaType: string
  size: number
  sha256: string
  /** Units that see it beside the desk; null for every unit of the case. */
  audience: string[] | null
  addedBy: string
  addedById: string | null
  addedAt: Date
  removedAt: Date | null
  removedBy: string | null
}

export type NewAttachment = Pick<
  Attachment,
  'id' | 'name' | 'mediaType' | 'size' | 'sha256' | 'audience' | 'addedBy' | 'addedById'
> & { on: AttachmentSubject; sealed: Sealed }

const noSuchAttachment = () => new NotFound('没有这个附件，或您无权查看')

const holderOf = (on: AttachmentSubject) =>
  'caseFileId' in on
    ? { column: 'case_file_id' as const, id: on.caseFileId, here: '本案', each: '一个案件' }
    : { column: 'suggestion_id' as const, id: on.suggestionId, here: '本条意见', each: '一条意见' }

/** Papers of case files and suggestions, sealed; what is removed loses its content and keeps its line. */
export const attachments = (db: Db, now: Date) => {
  const columns = [
    'id',
    'case_file_id as caseFileId',
    'suggestion_id as suggestionId',
    'name',
    'media_type as mediaType',
    'size',
    'sha256',
    'audience',
    'added_by as addedBy',
    'added_by_id as addedById',
    'added_at as addedAt',
    'removed_at as removedAt',
    'removed_by as removedBy',
  ] as const

  const find = async (id: string): Promise<Attachment> => {
    const row = await db.selectFrom('attachment').select(columns).where('id', '=', id).executeTakeFirst()
    if (!row) throw noSuchAttachment()
    return row
  }

  return {
    find,

    /** Those of one case file or suggestion, in the order they came. */
    of: (on: AttachmentSubject): Promise<Attachment[]> =>
      db
        .selectFrom('attachment')
        .select(columns)
        .where(holderOf(on).column, '=', holderOf(on).id)
        .orderBy('added_at')
        .orderBy('id')
        .execute(),

    /** @throws InvalidInput when there are as many as there may be, or this very one already. */
    async add(file: NewAttachment): Promise<void> {
      const { column, id, here, each } = holderOf(file.on)
      const { rows } = await sql<{ held: number; same: string | null }>`
        select count(*) as held, min(name) filter (where sha256 = ${file.sha256}) as same
        from attachment where ${sql.ref(column)} = ${id} and removed_at is null
      `.execute(db)
      const [found] = rows
      const refuse = (message: string) => new InvalidInput(message, [{ field: 'file', message }])
      if (found?.same) throw refuse(`${here}已有内容相同的附件“${found.same}”，不必重复上传`)
      if ((found?.held ?? 0) >= attachmentsPerCase)
        throw refuse(`${each}最多 ${attachmentsPerCase} 个附件：请移除不需要的附件后再上传`)
      await db
        .insertInto('attachment')
        .values({
          id: file.id,
          [column]: id,
          name: file.name,
          media_type: file.mediaType,
          size: file.size,
          sha256: file.sha256,
          key_id: file.sealed.keyId,
          nonce: file.sealed.nonce,
          sealed: file.sealed.bytes,
          audience: file.audience,
          added_by: file.addedBy,
          added_by_id: file.addedById,
          added_at: now,
          removed_at: null,
          removed_by: null,
        })
        .execute()
    },

    /** The sealed content. @throws NotFound when it is gone or may not be seen. */
    async content(id: string): Promise<Sealed> {
      const row = await db
        .selectFrom('attachment')
        .select(['key_id', 'nonce', 'sealed'])
        .where('id', '=', id)
        .executeTakeFirst()
      if (!row?.sealed) throw noSuchAttachment()
      return { keyId: row.key_id, nonce: row.nonce, bytes: row.sealed }
    },

    /** Takes the content away for good; name, hash and who stay. @throws Forbidden for another's, unless of the desk. */
    async remove(id: string, by: string): Promise<void> {
      const { numUpdatedRows } = await db
        .updateTable('attachment')
        .set({ sealed: null, removed_at: now, removed_by: by })
        .where('id', '=', id)
        .where('removed_at', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw new Forbidden('只能移除本人上传的附件')
    },
  }
}
