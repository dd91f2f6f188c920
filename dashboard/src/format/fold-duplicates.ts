import type { ItemView } from '@huiyin/domain/http/opinion-events'

export interface FoldedItem {
  item: ItemView
  /** Reposts that repeat it word for word or nearly. */
  copies: ItemView[]
}

/** Puts each repost under the item it repeats; a repost whose original is not in the list stands for itself. */
export function foldDuplicates(items: readonly ItemView[]): FoldedItem[] {
  const ids = new Set(items.map((item) => item.id))
  const isCopy = (item: ItemView): boolean => item.duplicateOf !== null && ids.has(item.duplicateOf)
  const originalOf = new Map(items.filter(isCopy).map((item) => [item.id, item.duplicateOf as string]))
  const rootOf = (id: string, seen = new Set<string>()): string => {
    const original = originalOf.get(id)
    return original === undefined || seen.has(id) ? id : rootOf(original, seen.add(id))
  }
  return items
    .filter((item) => rootOf(item.id) === item.id)
    .map((item) => ({
      item,
      copies: items.filter((copy) => copy.id !== item.id && rootOf(copy.id) === item.id),
    }))
}
