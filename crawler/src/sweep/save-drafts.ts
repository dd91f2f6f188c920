import type { SourceId } from '@huiyin/domain/ids'
import type { ItemDraft } from '@huiyin/domain/item'
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
  // The same content under another address: noted as read, or every sweep would open it again.
  const urls = drafts.map(({ url }) => url)
  const stored = await tx.items.knownUrls(sourceId, urls)
  for (const url of urls) if (!stored.has(url)) await tx.fetchedPages.remember(sourceId, url, null)
  return added
}
