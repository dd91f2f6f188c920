import type { SourceId } from '@huiyin/domain/ids'
import type { ItemDraft } from '@huiyin/domain/item'
import { revisitDrafts } from '@huiyin/store/revisit-drafts'
import { type SaveMeans, storeDrafts } from '@huiyin/store/store-drafts'
import type { Tx } from '@huiyin/store/tx'

/** Stores what a sweep read and remembers what is known already; answers how many were new. */
export async function saveDrafts(
  tx: Tx,
  sourceId: SourceId,
  drafts: readonly ItemDraft[],
  means: SaveMeans,
): Promise<number> {
  const ids = await storeDrafts(tx, sourceId, drafts, means)
  const added = ids.filter((id) => id !== null).length
  if (added === drafts.length) return added
  // A thread that was opened again shows posts that are stored: they may say something else now.
  const known = drafts.filter((_, at) => ids[at] === null)
  await revisitDrafts(tx, sourceId, known, means)
  // The same content under another address: noted as read, or every sweep would open it again.
  const urls = drafts.map(({ url }) => url)
  const stored = await tx.items.knownUrls(sourceId, urls)
  for (const url of urls) if (!stored.has(url)) await tx.fetchedPages.remember(sourceId, url, null)
  return added
}
