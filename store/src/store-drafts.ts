import { randomUUID } from 'node:crypto'
import type { ItemId, SourceId } from '@huiyin/domain/ids'
import type { ItemDraft } from '@huiyin/domain/item'
import { analyzeItem } from '@huiyin/domain/job'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import { contentHash } from './content-hash.js'
import { hideAuthor } from './hide-author.js'
import type { NewItem } from './items.js'
import type { Original, OriginalVault } from './original-vault.js'
import { pseudonym } from './pseudonym.js'
import type { Tx } from './tx.js'

/** What keeps people's words and names apart from what is read. */
export interface SaveMeans {
  /** Keys the pseudonyms of authors. */
  readonly secret: Buffer | string
  readonly vault: OriginalVault
}

/** A page may link its whole archive; a post offers a few files. */
const mostAttachments = 20
const longestName = 200

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
    seenWhere: draft.seenWhere ? readable(draft.seenWhere) : null,
    answer: draft.answer ? { ...draft.answer, text: readable(draft.answer.text) } : null,
    sourceName: draft.sourceName ? readable(draft.sourceName).slice(0, longestName) : null,
    attachments: (draft.attachments ?? [])
      .slice(0, mostAttachments)
      .map(({ name, url }) => ({ name: readable(name).slice(0, longestName), url })),
  }
}

/** What is sealed of a draft: the answer as it was given, too. */
export const originalOf = ({ title, text, author, answer, contact }: ItemDraft): Original => ({
  title,
  text,
  author,
  ...(answer?.text ? { answer: answer.text } : {}),
  ...(contact ? { contact } : {}),
})

/**
 * Stores what is new, its original sealed, and announces each new item for analysis: the one way by which anything
 * becomes an item, whoever brings it. Answers the new item's id for each draft in their order, null for what is known.
 */
export async function storeDrafts(
  tx: Tx,
  sourceId: SourceId,
  drafts: readonly ItemDraft[],
  { secret, vault }: SaveMeans,
): Promise<(ItemId | null)[]> {
  // The id is bound to the sealed text, so it is made here and not by the database.
  const prepared = drafts.map((draft) => ({ id: randomUUID() as string as ItemId, draft }))
  const ids = new Set(
    await tx.items.insertNew(
      sourceId,
      prepared.map(({ id, draft }) => ({ ...toNewItem(draft, sourceId, secret), id })),
    ),
  )
  const stored = prepared.filter(({ id }) => ids.has(id))
  await tx.originals.insertMany(
    stored.map(({ id, draft }) => ({ itemId: id, sealed: vault.seal(id, originalOf(draft)) })),
  )
  for (const { id } of stored) tx.enqueue(analyzeItem, { itemId: id })
  if (stored.length > 0) tx.announce('items')
  return prepared.map(({ id }) => (ids.has(id) ? id : null))
}
