import type { ItemDraft } from '@huiyin/domain/item'
import type { SourceDefinition } from '@huiyin/domain/source'
import { extractFeed } from '../extract/feed.js'
import { extractJsonList, type JsonEntry } from '../extract/json-list.js'
import { extractList, type ListEntry } from '../extract/list.js'
import { parseListTree } from '../extract/list-tree.js'
import { extractPosts } from '../extract/posts.js'
import { extractSitemap } from '../extract/sitemap.js'
import { extractWeibo, isWeiboJson } from '../extract/weibo.js'

/** A post the list itself carries, kept until its page is read: the page may hold less (a log-in wall). */
export interface HeldPost {
  draft: ItemDraft
  /** Where the whole text is, when not at the post's own address. */
  readFrom: string | null
}

/** What one list page, feed or answer of an interface holds. */
export interface Listing {
  /** Posts to be opened. */
  entries: ListEntry[]
  /** Posts that are whole already. */
  drafts: ItemDraft[]
  /** By address: what is known of `entries` beforehand. Never to be stored as it is: it is not masked. */
  held: Map<string, HeldPost>
  /** Further pages of the list; several only where an index names them. */
  next: string[]
  /** Why not all of it was read, in Chinese; null when it was. */
  note: string | null
}

export interface ListingPlace {
  url: string
  /** The list page's number, from 1. */
  page: number
  now: Date
}

const nothing = (): Listing => ({ entries: [], drafts: [], held: new Map(), next: [], note: null })
const oneOrNone = (next: string | null) => (next === null ? [] : [next])

/**
 * Reads a list by its definition; a pure function of the text.
 * @throws ExtractError when the page is not what the definition expects.
 */
export function readListing(text: string, { read }: SourceDefinition, place: ListingPlace): Listing {
  const { url, page, now } = place
  switch (read.type) {
    case 'html': {
      const { entries, next } = extractList(text, url, read.list, now)
      return { ...nothing(), entries, next: oneOrNone(next) }
    }
    case 'posts': {
      const { tree, markup } = parseListTree(text)
      const { posts, next } = extractPosts(tree, read.list, { markup, url, now, from: 1 })
      return { ...nothing(), drafts: posts.map(unnumbered), next: oneOrNone(next) }
    }
    case 'json': {
      const { entries, next } = extractJsonList(text, url, read.list, page, now)
      const isWhole = read.list.text !== undefined
      return {
        ...nothing(),
        ...(isWhole
          ? { drafts: entries.filter((one) => one.text !== '').map(draftOf) }
          : { entries: entries.map(entryOf) }),
        next: oneOrNone(next),
      }
    }
    case 'sitemap': {
      const { entries, maps } = extractSitemap(text, url, read, now)
      return { ...nothing(), entries, next: maps }
    }
    case 'feed':
      return isWeiboJson(text)
        ? weiboListing(text, place)
        : feedListing(text, read.followLinks ?? false, place)
  }
}

function feedListing(text: string, isFollowed: boolean, { url, now }: ListingPlace): Listing {
  const { drafts, note } = extractFeed(text, url, now)
  if (!isFollowed) return { ...nothing(), drafts, note }
  return {
    ...nothing(),
    entries: drafts.map(entryOf),
    held: new Map(drafts.map((draft) => [draft.url, { draft, readFrom: null }])),
    note,
  }
}

function weiboListing(text: string, { url, now }: ListingPlace): Listing {
  const posts = extractWeibo(text, url, now)
  const cut = posts.filter(({ longTextAt }) => longTextAt !== null)
  return {
    ...nothing(),
    drafts: posts.filter(({ longTextAt }) => longTextAt === null).map(({ draft }) => draft),
    entries: cut.map(({ draft }) => entryOf(draft)),
    held: new Map(cut.map(({ draft, longTextAt }) => [draft.url, { draft, readFrom: longTextAt }])),
  }
}

const entryOf = ({ url, title, publishedAt }: ListEntry): ListEntry => ({ url, title, publishedAt })

export const draftOf = ({ url, title, text, author, publishedAt, images, counts }: JsonEntry): ItemDraft => ({
  url,
  title,
  text,
  author,
  publishedAt,
  images,
  engagement: counts,
})

const unnumbered = ({ number: _, ...draft }: ReturnType<typeof extractPosts>['posts'][number]): ItemDraft =>
  draft
