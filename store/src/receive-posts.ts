import { randomUUID } from 'node:crypto'
import type { ItemId, SourceId } from '@huiyin/domain/ids'
import type { ItemDraft } from '@huiyin/domain/item'
import type { ReceivedPost } from '@huiyin/domain/received-post'
import { type SaveMeans, storeDrafts, toNewItem } from './store-drafts.js'
import type { Tx } from './tx.js'

/** What became of one post: a new item, or one this source had already; `id` null: it was deleted on request. */
export interface Receipt {
  id: ItemId | null
  isNew: boolean
}

/**
 * Takes in what was brought to a source, by the same way as what is swept, and counts it for the source's health.
 * Answers one receipt a post, in their order. The same address, number or words of one source are one item.
 */
export async function receivePosts(
  tx: Tx,
  sourceId: SourceId,
  posts: readonly ReceivedPost[],
  means: SaveMeans,
): Promise<Receipt[]> {
  const drafts = posts.map((post) => draftOf(post, sourceId))
  const ids = await storeDrafts(tx, sourceId, drafts, means)
  const added = ids.filter((id) => id !== null).length
  const missed = drafts.filter((_, at) => ids[at] === null)
  const known =
    missed.length > 0 ? await tx.items.sameInSource(sourceId, missed.map(keysOfDraft(sourceId, means))) : []
  let next = 0
  await tx.receivedSources.noteReceipt(sourceId)
  const counts = { fetched: drafts.length, new: added, requests: 0, fields: {} }
  await tx.sourceFigures.add(sourceId, {
    at: tx.now,
    bad: false,
    ran: true,
    nonzero: true,
    listed: true,
    ...counts,
  })
  tx.announce('sources')
  return ids.map((id) => (id === null ? { id: known[next++] ?? null, isNew: false } : { id, isNew: true }))
}

/** What stands nowhere in public is known by the number it was given, or by its words alone. */
export const draftOf = (post: ReceivedPost, sourceId: SourceId): ItemDraft => ({
  url: post.url ?? `urn:huiyin:${sourceId}:${post.number ?? randomUUID()}`,
  title: post.title,
  text: post.text,
  publishedAt: post.publishedAt,
  author: post.author,
  images: [],
  engagement: post.engagement,
  seenWhere: post.seenWhere,
  ...(post.contact ? { contact: post.contact } : {}),
})

/** By what a post of a source is known again. */
export const keysOfDraft =
  (sourceId: SourceId, { secret }: SaveMeans) =>
  (draft: ItemDraft) => ({ url: draft.url, contentHash: toNewItem(draft, sourceId, secret).contentHash })
