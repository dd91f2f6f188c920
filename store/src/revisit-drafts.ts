import type { SourceId } from '@huiyin/domain/ids'
import type { Engagement, ItemDraft } from '@huiyin/domain/item'
import { analyzeItem } from '@huiyin/domain/job'
import { mostVersions, type StandingItem } from './item-versions.js'
import { forgottenWords } from './items.js'
import { originalOf, type SaveMeans, toNewItem } from './store-drafts.js'
import type { Tx } from './tx.js'

/** A post that was read again. `cut`: its list shows only a beginning, so only the counts are told. */
export type RevisitedDraft = ItemDraft & { cut?: boolean }

/** Posts of one page of a list that are looked at again: the newest stand first. */
const revisitedAtMost = 200

/**
 * Compares what was read again with what is stored: an edited text takes the old one's place, which is kept as a
 * version, an answer given since is added, grown counts are noted. Answers how many posts said something else.
 */
export async function revisitDrafts(
  tx: Tx,
  sourceId: SourceId,
  drafts: readonly RevisitedDraft[],
  means: SaveMeans,
): Promise<{ edited: number }> {
  const looked = drafts.slice(0, revisitedAtMost)
  const standing = new Map(
    (
      await tx.itemVersions.standing(
        sourceId,
        looked.map(({ url }) => url),
      )
    ).map((item) => [keyOf(item.url, item.replyNumber), item]),
  )
  let edited = 0
  for (const draft of looked) {
    const item = standing.get(keyOf(draft.url, draft.replyNumber ?? 0))
    if (!item) continue
    const counts = { ...item.engagement, ...draft.engagement }
    if (hasGrown(item.engagement, counts)) await tx.itemVersions.count(item, counts)
    if (draft.cut) continue
    const next = toNewItem(draft, sourceId, means.secret)
    if (next.answer && next.answer.text !== '' && !item.hasAnswer) {
      await tx.itemVersions.answer(item.id, next.answer)
      tx.announce('items')
      tx.announce('events')
    }
    if (!isEdited(item, next)) continue
    if ((await forgottenWords(tx.db, [next.contentHash])).size > 0) continue
    if (!(await tx.itemVersions.replace(item, next, means.vault.seal(item.id, originalOf(draft))))) continue
    edited += 1
    tx.enqueue(analyzeItem, { itemId: item.id })
    tx.announce('items')
  }
  return { edited }
}

const keyOf = (url: string, replyNumber: number) => `${replyNumber} ${url}`

const hasGrown = (before: Engagement, after: Engagement): boolean =>
  (Object.keys(after) as (keyof Engagement)[]).some((name) => after[name] !== before[name])

/** Marks of a text that a mirror has cut short, and how far from its end they reach. */
const cutEnd = /(?:…|\.{3,}|[.。]{0,3}(?:展开)?(?:全文|查看更多))$/
const cutEndLength = 12

function isEdited(item: StandingItem, next: { text: string; contentHash: string }): boolean {
  if (next.contentHash === item.contentHash || next.text.trim() === '') return false
  if (item.versions >= mostVersions) return false
  const text = next.text.trim()
  const beginning = (text.slice(0, -cutEndLength) + text.slice(-cutEndLength).replace(cutEnd, '')).trim()
  const isCut = beginning.length < text.length && item.text.startsWith(beginning)
  return !isCut
}
