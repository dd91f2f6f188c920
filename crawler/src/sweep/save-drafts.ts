import type { SourceId } from '@huiyin/domain/ids'
import type { ItemDraft } from '@huiyin/domain/item'
import { revisitDrafts } from '@huiyin/store/revisit-drafts'
import { type SaveMeans, storeDrafts } from '@huiyin/store/store-drafts'
import type { Tx } from '@huiyin/store/tx'

/**
 * Stores what a sweep read on some pages, all at once, and remembers what is known already; answers for each page how
 * many of its drafts were new.
 */
export async function saveDrafts(
  tx: Tx,
  sourceId: SourceId,
  pages: readonly (readonly ItemDraft[])[],
  means: SaveMeans,
): Promise<number[]> {
  const ids = await storeDrafts(tx, sourceId, pages.flat(), means)
  const added: number[] = []
  let at = 0
  for (const page of pages) {
    const ofPage = ids.slice(at, at + page.length)
    at += page.length
    const known = page.filter((_, n) => ofPage[n] === null)
    if (known.length > 0) await revisit(tx, sourceId, known, means)
    added.push(page.length - known.length)
  }
  return added
}

/** A thread that was opened again shows posts that are stored: they may say something else now. */
async function revisit(tx: Tx, sourceId: SourceId, known: readonly ItemDraft[], means: SaveMeans) {
  await revisitDrafts(tx, sourceId, known, means)
  // The same content under another address: noted as read, or every sweep would open it again.
  const urls = known.map(({ url }) => url)
  const stored = await tx.items.knownUrls(sourceId, urls)
  for (const url of urls) if (!stored.has(url)) await tx.fetchedPages.remember(sourceId, url, null)
}
