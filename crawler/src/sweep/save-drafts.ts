import type { SourceId } from '@huiyin/domain/ids'
import type { ItemDraft } from '@huiyin/domain/item'
import { analyzeItem } from '@huiyin/domain/job'
import { maskPersonalData } from '@huiyin/domain/privacy'
import type { NewItem } from '@huiyin/store/items'
import type { Tx } from '@huiyin/store/tx'
import { contentHash } from '../content-hash.js'
import { pseudonym } from '../pseudonym.js'

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL refuses NUL, and no page means the others.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** A draft as it may be stored: masked for reading, the author a pseudonym. */
export function toNewItem(draft: ItemDraft, sourceId: SourceId, secret: Buffer | string): NewItem {
  const title = maskPersonalData(draft.title.replace(control, ''))
  const text = maskPersonalData(draft.text.replace(control, ''))
  return {
    url: draft.url,
    title,
    text,
    publishedAt: draft.publishedAt,
    authorPseudonym: draft.author ? pseudonym(draft.author, sourceId, secret) : null,
    contentHash: contentHash(title, text),
    engagement: draft.engagement,
    images: draft.images,
  }
}

/** Stores what is new and announces each new item for analysis; answers how many were new. */
export async function saveDrafts(
  tx: Tx,
  sourceId: SourceId,
  drafts: readonly ItemDraft[],
  secret: Buffer | string,
): Promise<number> {
  const ids = await tx.items.insertNew(
    sourceId,
    drafts.map((draft) => toNewItem(draft, sourceId, secret)),
  )
  for (const itemId of ids) tx.enqueue(analyzeItem, { itemId })
  if (ids.length > 0) tx.announce('items')
  if (ids.length === drafts.length) return ids.length
  // The same content under another address: noted as read, or every sweep would open it again.
  const urls = drafts.map(({ url }) => url)
  const stored = await tx.items.knownUrls(sourceId, urls)
  for (const url of urls) if (!stored.has(url)) await tx.fetchedPages.remember(sourceId, url, null)
  return ids.length
}
