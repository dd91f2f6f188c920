import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.js'
import { seeingMerged, unsettle } from './merged-events.js'

/** How an address is remembered when its post must not come back. */
export const urlHash = (url: string): string => createHash('sha256').update(url).digest('hex')

export type DeletionReason = 'retention' | 'data-request'

/**
 * Deletes items with their originals, mentions and assessments, leaves a tombstone each, and mends the events they
 * were in: nothing of a deleted text stays in a title, gist, evidence or signature. An event without items goes, unless
 * it has a case file, which keeps its actions by the archive rules. Answers how many items and events went.
 */
export async function deleteItems(
  db: Db,
  now: Date,
  ids: readonly string[],
  why: DeletionReason,
): Promise<{ items: number; events: number }> {
  if (ids.length === 0) return { items: 0, events: 0 }
  const rows = await db
    .selectFrom('item')
    .select(['id', 'source_id', 'url', 'content_hash', 'event_id'])
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .forUpdate()
    .execute()
  if (rows.length === 0) return { items: 0, events: 0 }
  await db
    .insertInto('item_tombstone')
    .values(
      rows.map((row) => ({
        source_id: row.source_id,
        url_hash: urlHash(row.url),
        // Words too short-lived to matter must not keep a new post out: only a person's wish reaches reposts.
        content_hash: why === 'data-request' ? row.content_hash : null,
        why,
        deleted_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['source_id', 'url_hash'])
        .doUpdateSet((eb) => ({ content_hash: eb.ref('excluded.content_hash'), deleted_at: now })),
    )
    .execute()
  const gone = sql`${rows.map((row) => row.id)}::uuid[]`
  await seeingMerged(db, async () => {
    await sql`update opinion_event set representative_id = null where representative_id = any(${gone})`.execute(
      db,
    )
    await forgetMerged(db, gone)
  })
  await sql`delete from item where id = any(${gone})`.execute(db)
  const events = [...new Set(rows.flatMap((row) => row.event_id ?? []))]
  return { items: rows.length, events: await mendEvents(db, now, events, gone) }
}

/** What an event says once its posts are gone and its case file stays. */
const deletedTitle = '（原帖已删除）'

/** An event merged away could still be restored and keeps its words: those of deleted posts go from it too. */
const forgetMerged = (db: Db, gone: RawBuilder<unknown>): Promise<unknown> =>
  sql`
    update opinion_event e set title = ${deletedTitle}, signature = ${emptySignature},
      proposed = ${withoutWords}
    from event_merge m where m.merged_id = e.id and m.undone_at is null and m.item_ids && ${gone}
  `.execute(db)

const emptySignature = sql`jsonb_build_object('minhash', '[]'::jsonb, 'terms', '{}'::jsonb,
  'places', e.signature -> 'places', 'topics', e.signature -> 'topics')`

/** The proposal without anything quoted from a post. */
const withoutWords = sql`e.proposed || jsonb_build_object('gist', '', 'keywords', '[]'::jsonb, 'factors',
  (select coalesce(jsonb_agg(f || '{"evidence": []}'), '[]') from jsonb_array_elements(e.proposed -> 'factors') f))`

async function mendEvents(
  db: Db,
  now: Date,
  events: readonly string[],
  gone: RawBuilder<unknown>,
): Promise<number> {
  if (events.length === 0) return 0
  const ids = sql`${[...events]}::uuid[]`
  const { numAffectedRows } = await sql`
    delete from opinion_event e where e.id = any(${ids})
      and not exists (select from item i where i.event_id = e.id)
      and not exists (select from case_file c where c.event_id = e.id)
  `.execute(db)
  await sql`delete from event_key where event_id = any(${ids})`.execute(db)
  await sql`
    update opinion_event e set
      item_count = left_over.count,
      title = coalesce(first.title, ${deletedTitle}),
      representative_id = first.id,
      signature = ${emptySignature},
      ${unsettle('rebuild', now)},
      proposed = case when gravest.proposed is null
        then ${withoutWords}
        else gravest.proposed || jsonb_build_object('gist', coalesce(first.gist, ''), 'accused', e.proposed -> 'accused')
      end
    from unnest(${ids}) as wanted (id)
    cross join lateral (select count(*)::int as count from item i where i.event_id = wanted.id) left_over
    left join lateral (
      select i.id, left(coalesce(nullif(trim(i.title), ''), a.proposed ->> 'gist', '（无标题）'), 80) as title,
        a.proposed ->> 'gist' as gist
      from item i left join assessment a on a.item_id = i.id
      where i.event_id = wanted.id order by i.found_at, i.id limit 1
    ) first on true
    left join lateral (
      select a.proposed from item i join assessment a on a.item_id = i.id
      where i.event_id = wanted.id order by a.proposed ->> 'grade', i.found_at limit 1
    ) gravest on true
    where e.id = wanted.id
  `.execute(db)
  // After the update, which waits for whoever settles the event. What they were the first to say is told by others then.
  await sql`update event_facet set said = null where event_id = any(${ids}) and first_item = any(${gone})`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0)
}
