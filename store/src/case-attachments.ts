import { attachmentsPerCase } from '@huiyin/domain/attachment'
import { Forbidden, InvalidInput, NotFound } from '@huiyin/domain/errors'
import { sql } from 'kysely'
import type { Db } from './database.js'
import type { Sealed } from './original-vault.js'

/** A paper of a case without its content. */
export interface Attachment {
  id: string
  caseFileId: string
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
  'id' | 'caseFileId' | 'name' | 'mediaType' | 'size' | 'sha256' | 'audience' | 'addedBy' | 'addedById'
> & { sealed: Sealed }

const noSuchAttachment = () => new NotFound('没有这个附件，或您无权查看')

/** Papers of case files, sealed; what is removed loses its content and keeps its line. */
export const caseAttachments = (db: Db, now: Date) => {
  const columns = [
    'id',
    'case_file_id as caseFileId',
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
    const row = await db.selectFrom('case_attachment').select(columns).where('id', '=', id).executeTakeFirst()
    if (!row) throw noSuchAttachment()
    return row
  }

  return {
    find,

    /** Those of one case file, in the order they came. */
    of: (caseFileId: string): Promise<Attachment[]> =>
      db
        .selectFrom('case_attachment')
        .select(columns)
        .where('case_file_id', '=', caseFileId)
        .orderBy('added_at')
        .orderBy('id')
        .execute(),

    /** @throws InvalidInput when the case file holds as many as it may, or this very one already. */
    async add(file: NewAttachment): Promise<void> {
      const { rows } = await sql<{ held: number; same: string | null }>`
        select count(*) as held, min(name) filter (where sha256 = ${file.sha256}) as same
        from case_attachment where case_file_id = ${file.caseFileId} and removed_at is null
      `.execute(db)
      const [found] = rows
      const refuse = (message: string) => new InvalidInput(message, [{ field: 'file', message }])
      if (found?.same) throw refuse(`本案已有内容相同的附件“${found.same}”，不必重复上传`)
      if ((found?.held ?? 0) >= attachmentsPerCase)
        throw refuse(`一个案件最多 ${attachmentsPerCase} 个附件：请移除不需要的附件后再上传`)
      await db
        .insertInto('case_attachment')
        .values({
          id: file.id,
          case_file_id: file.caseFileId,
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
        .selectFrom('case_attachment')
        .select(['key_id', 'nonce', 'sealed'])
        .where('id', '=', id)
        .executeTakeFirst()
      if (!row?.sealed) throw noSuchAttachment()
      return { keyId: row.key_id, nonce: row.nonce, bytes: row.sealed }
    },

    /** Takes the content away for good; name, hash and who stay. @throws Forbidden for another's, unless of the desk. */
    async remove(id: string, by: string): Promise<void> {
      const { numUpdatedRows } = await db
        .updateTable('case_attachment')
        .set({ sealed: null, removed_at: now, removed_by: by })
        .where('id', '=', id)
        .where('removed_at', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw new Forbidden('只能移除本人上传的附件')
    },
  }
}
