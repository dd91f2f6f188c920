import { NotFound } from '@huiyin/domain/errors'
import type { Db } from './database.js'

/** A read-only link for a wall screen; the signed token is made by whoever holds the secret. */
export interface DisplayLink {
  id: string
  name: string
  createdBy: string
  createdAt: Date
  revokedAt: Date | null
  /** When a screen last asked for anything with it. */
  seenAt: Date | null
}

/** Use is noted at most once a minute, so that reading does not mean writing. */
const noteEveryMs = 60_000

const columns = [
  'id',
  'name',
  'created_by as createdBy',
  'created_at as createdAt',
  'revoked_at as revokedAt',
  'seen_at as seenAt',
] as const

export const displayLinks = (db: Db, now: Date) => {
  const all = db.selectFrom('display_link').select(columns)

  return {
    list: (): Promise<DisplayLink[]> => all.orderBy('created_at', 'desc').execute(),

    /** The link, if it is not revoked. */
    async live(id: string): Promise<DisplayLink | null> {
      return (await all.where('id', '=', id).where('revoked_at', 'is', null).executeTakeFirst()) ?? null
    },

    async noteUse(id: string): Promise<void> {
      await db
        .updateTable('display_link')
        .set({ seen_at: now })
        .where('id', '=', id)
        .where((eb) =>
          eb.or([eb('seen_at', 'is', null), eb('seen_at', '<=', new Date(now.getTime() - noteEveryMs))]),
        )
        .execute()
    },

    create: (name: string, createdBy: string): Promise<DisplayLink> =>
      db
        .insertInto('display_link')
        .values({ name, created_by: createdBy, created_at: now, revoked_at: null })
        .returning(columns)
        .executeTakeFirstOrThrow(),

    /** @throws NotFound when there is no such link; revoking twice keeps the first instant. */
    async revoke(id: string): Promise<void> {
      const known = await db.selectFrom('display_link').select('id').where('id', '=', id).executeTakeFirst()
      if (!known) throw new NotFound('没有这个大屏链接')
      await db
        .updateTable('display_link')
        .set({ revoked_at: now })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .execute()
    },
  }
}
