import type { ItemDraft } from '@huiyin/domain/item'
import type { SourceDefinition } from '@huiyin/domain/source'
import type { CharsetHints } from '../charset.js'
import { type ExtractedPage, type ExtractOptions, extractArticle } from '../extract/article.js'
import type { PostsPage } from '../extract/posts.js'
import { longTextOf } from '../extract/weibo.js'
import { type DetailReading, readComments, readDetail, readReplies } from './detail.js'
import { type Listing, type ListingPlace, readListing } from './listing.js'
import { pageText } from './page-text.js'

/** A page as it came, or as a browser rendered it. */
export type Markup = string | { bytes: Uint8Array; hints: CharsetHints }

/** Everything that is done to a page's bytes: decoding, parsing, extracting. Pure questions, one page each. */
export const pageQuestions = {
  listing: (text: string, definition: SourceDefinition, place: ListingPlace): Listing =>
    readListing(text, definition, place),
  detail: (
    text: string,
    url: string,
    definition: SourceDefinition,
    now: Date,
    listTitle?: string,
  ): DetailReading => readDetail(text, url, definition, now, listTitle),
  article: (text: string, url: string, options: ExtractOptions): ExtractedPage =>
    extractArticle(text, url, options),
  replies: (text: string, url: string, definition: SourceDefinition, from: number, now: Date): PostsPage =>
    readReplies(text, url, definition, from, now),
  comments: (text: string, url: string, definition: SourceDefinition, now: Date): ItemDraft[] =>
    readComments(text, url, definition, now),
  longText: (text: string, url: string): string | null => longTextOf(text, url),
} as const

export type Question = keyof typeof pageQuestions
type Rest<Q extends Question> = Parameters<(typeof pageQuestions)[Q]> extends [string, ...infer R] ? R : never
export type Answer<Q extends Question> = ReturnType<(typeof pageQuestions)[Q]>

/**
 * Asks one question about one page. The bytes are given away: a large page is empty for the asker afterwards.
 * @throws ExtractError, also when the page took too long or too much to read.
 */
export type PageReader = <Q extends Question>(
  question: Q,
  page: Markup,
  url: string,
  ...rest: Rest<Q>
) => Promise<Answer<Q>>

/** Text of a page. @throws ExtractError `charset` | `packed` */
export const textOf = (page: Markup, url: string): string =>
  typeof page === 'string' ? page : pageText(page.bytes, url, page.hints)

/** Answers where it is asked: for tests and for what runs for a moment only. */
export const ownReader: PageReader = async (question, page, url, ...rest) => {
  const answer = pageQuestions[question] as (text: string, ...rest: unknown[]) => unknown
  return answer(textOf(page, url), ...rest) as Answer<typeof question>
}
