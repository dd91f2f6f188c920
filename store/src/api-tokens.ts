import type { ApiScope } from '@huiyin/domain/api-token'
import { NotFound } from '@huiyin/domain/errors'
import type { Db } from './database.js'

/** What another program is let in with. The token itself is shown once and not stored. */
export interface ApiToken {
  id: string
  name: string
  scopes: readonly ApiScope[]
  createdBy: string
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  lastUsedFrom: string | null
  revokedAt: Date | null
}

export interface NewApiToken {
  name: string
  tokenHash: string
  scopes: readonly ApiScope[]
  createdBy: string
  expiresAt: Date
}

/** Use is noted at most once a minute, so that reading does not mean writing. */
const noteEveryMs = 60_000

const columns = [
  'id',
  'name',
  'scopes',
  'created_by as createdBy',
  'created_at as createdAt',
  'expires_at as expiresAt',
  'last_used_at as lastUsedAt',
  'last_used_from as lastUsedFrom',
  'revoked_at as revokedAt',
] as const

export const apiTokens = (db: Db, now: Date) => ({
  list: (): Promise<ApiToken[]> =>
    db.selectFrom('api_token').select(columns).orderBy('created_at', 'desc').orderBy('id').execute(),

  /** The token, if it is neither revoked nor run out. */
  async live(tokenHash: string): Promise<ApiToken | null> {
    const row = await db
      .selectFrom('api_token')
      .select(columns)
      .where('token_hash', '=', tokenHash)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst()
    return row ?? null
  },

  async noteUse(id: string, address: string): Promise<void> {
    await db
      .updateTable('api_token')
      .set({ last_used_at: now, last_used_from: address })
      .where('id', '=', id)
      .where((eb) =>
        eb.or([
          eb('last_used_at', 'is', null),
          eb('last_used_at', '<=', new Date(now.getTime() - noteEveryMs)),
        ]),
      )
      .execute()
  },

  create: ({ name, tokenHash, scopes, createdBy, expiresAt }: NewApiToken): Promise<ApiToken> =>
    db
      .insertInto('api_token')
      .values({
        name,
        token_hash: tokenHash,
        scopes: [...scopes],
        created_by: createdBy,
        created_at: now,
        expires_at: expiresAt,
        last_used_at: null,
        last_used_from: null,
        revoked_at: null,
      })
      .returning(columns)
      .executeTakeFirstOrThrow(),

  /** @throws NotFound when there is no such token; revoking twice keeps the first instant. */
  async revoke(id: string): Promise<void> {
    const known = await db.selectFrom('api_token').select('id').where('id', '=', id).executeTakeFirst()
    if (!known) throw new NotFound('没有这个接口令牌')
    await db
      .updateTable('api_token')
      .set({ revoked_at: now })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .execute()
  },
})
