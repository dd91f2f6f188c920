import { randomUUID } from 'node:crypto'
import type { ItemId, SourceId } from '@huiyin/domain/ids'
import type { ItemDraft } from '@huiyin/domain/item'
import { analyzeItem } from '@huiyin/domain/job'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import type { NewItem } from '@huiyin/store/items'
import type { Original, OriginalVault } from '@huiyin/store/original-vault'
import type { Tx } from '@huiyin/store/tx'
import { contentHash } from '../content-hash.js'
import { pseudonym } from '../pseudonym.js'
import { hideAuthor } from './hide-author.js'

/** What keeps people's words and names apart from what is read. */
export interface SaveMeans {
  readonly secret: Buffer | string
  readonly vault: OriginalVault
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL refuses NUL, and no page means the others.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** A draft as it may be read: masked, the author a pseudonym, also where he signed in the text. */
export function toNewItem(draft: ItemDraft, sourceId: SourceId, secret: Buffer | string): NewItem {
  const author = draft.author?.trim() ? draft.author.trim() : null
  const authorPseudonym = author ? pseudonym(author, sourceId, secret) : null
  const readable = (part: string) =>
    maskPersonalData(hideAuthor(part.replace(control, ''), author, authorPseudonym))
  const title = readable(draft.title)
  const text = readable(draft.text)
  return {
    url: draft.url,
    title,
    text,
    publishedAt: draft.publishedAt,
    authorPseudonym,
    contentHash: contentHash(title, text),
    engagement: draft.engagement,
    images: draft.images,
    threadKey: draft.threadKey ?? null,
    replyNumber: draft.replyNumber ?? null,
  }
}

const originalOf = ({ title, text, author }: ItemDraft): Original => ({ title, text, author })

/** Stores what is new, its original sealed, and announces each new item for analysis; answers how many were new. */
export async function saveDrafts(
  tx: Tx,
  sourceId: SourceId,
  drafts: readonly ItemDraft[],
  { secret, vault }: SaveMeans,
): Promise<number> {
  // The id is bound to the sealed text, so it is made here and not by the database.
  const prepared = drafts.map((draft) => ({ id: randomUUID() as string as ItemId, draft }))
  const byId = new Map(prepared.map(({ id, draft }) => [id, draft]))
  const ids = await tx.items.insertNew(
    sourceId,
    prepared.map(({ id, draft }) => ({ ...toNewItem(draft, sourceId, secret), id })),
  )
  await tx.originals.insertMany(
    ids.flatMap((itemId) => {
      const draft = byId.get(itemId)
      return draft ? [{ itemId, sealed: vault.seal(itemId, originalOf(draft)) }] : []
    }),
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
