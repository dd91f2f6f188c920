import type { ItemView } from '@huiyin/domain/http/opinion-events'
import { plainText } from './plain-text.js'

/** An item with its number in the attached list. */
export interface CitedItem extends ItemView {
  readonly number: number
  readonly foundMs: number
  /** When it was published, or found where the page says no time. */
  readonly spreadMs: number
  /** Title and text as searched for quotations, without white space. */
  readonly searchable: string
}

const squeezed = (text: string): string => plainText(text).replace(/\s+/g, '')

/** Items in the order they were published (or found, where the page says no time), numbered from 1. */
export function numberItems(items: readonly ItemView[]): CitedItem[] {
  return items
    .map((item) => ({
      ...item,
      foundMs: Date.parse(item.foundAt),
      spreadMs: Date.parse(item.publishedAt ?? item.foundAt),
      searchable: squeezed(`${item.title}\n${item.text}`),
    }))
    .sort((a, b) => a.spreadMs - b.spreadMs || a.foundMs - b.foundMs || (a.id < b.id ? -1 : 1))
    .map((item, index) => ({ ...item, number: index + 1 }))
}

export const numbersOf = (items: readonly CitedItem[]): number[] => items.map((item) => item.number)

/** Numbers of the items that contain every piece of `quotation` (pieces are what … leaves). */
export function quotedIn(items: readonly CitedItem[], quotation: string): number[] {
  const pieces = squeezed(quotation)
    .split(/…+|\.{3,}/)
    .filter((piece) => piece.length > 0)
  if (pieces.length === 0) return []
  return numbersOf(items.filter((item) => pieces.every((piece) => item.searchable.includes(piece))))
}

/** `cites`, or all items when nothing more exact is known: the statement then rests on the whole list. */
export const orAll = (cites: readonly number[], items: readonly CitedItem[]): readonly number[] =>
  cites.length > 0 ? cites : numbersOf(items)
