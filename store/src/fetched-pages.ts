import type { SourceId } from '@huiyin/domain/ids'
import { sql } from 'kysely'
import type { Db } from './database.js'

/** What a server gave to ask “has it changed?” with (RFC 9110 section 13). */
export interface PageValidators {
  etag: string | null
  lastModified: string | null
  /** Hash of the bytes, for servers that give neither; null when not known. */
  bodyHash?: string | null
}

/**
 * One row a page and a source: two sources may read one page, and what the first has seen says nothing of the
 * second. A fragment never travels to a server, so it can carry the source.
 */
const keyOf = (url: string, sourceId: SourceId) => `${url}#${sourceId}`

/** Pages a source has read to the end. */
export const fetchedPages = (db: Db, now: Date) => ({
  async validators(sourceId: SourceId, url: string): Promise<PageValidators | null> {
    const row = await db
      .selectFrom('fetched_page')
      .select(['etag', 'last_modified', 'body_hash'])
      .where('url', '=', keyOf(url, sourceId))
      .executeTakeFirst()
    return row ? { etag: row.etag, lastModified: row.last_modified, bodyHash: row.body_hash } : null
  },

  /** Notes that the page was read and all it held is stored; without validators it is only known as read. */
  async remember(sourceId: SourceId, url: string, validators: PageValidators | null): Promise<void> {
    const row = {
      etag: validators?.etag ?? null,
      last_modified: validators?.lastModified ?? null,
      body_hash: validators?.bodyHash ?? null,
      fetched_at: now,
    }
    await db
      .insertInto('fetched_page')
      .values({ url: keyOf(url, sourceId), ...row })
      .onConflict((conflict) => conflict.column('url').doUpdateSet(row))
      .execute()
  },

  /** Which of `urls` this source has read. */
  async read(sourceId: SourceId, urls: readonly string[]): Promise<Set<string>> {
    if (urls.length === 0) return new Set()
    const byKey = new Map(urls.map((url) => [keyOf(url, sourceId), url]))
    const rows = await db
      .selectFrom('fetched_page')
      .select('url')
      .where(sql<boolean>`url = any(${[...byKey.keys()]})`)
      .execute()
    return new Set(rows.map((row) => byKey.get(row.url) ?? row.url))
  },
})
