import type { ItemDraft } from '@huiyin/domain/item'
import type { SourceDefinition } from '@huiyin/domain/source'
import type { ExtractedPage, extractArticle } from '../extract/article.js'
import { ExtractError } from '../extract/extract-error.js'
import type { ListEntry } from '../extract/list.js'
import { type DetailReading, joinPage, replyDraft } from './detail.js'
import type { HeldPost } from './listing.js'
import { type Markup, ownReader, type PageReader } from './page-reader.js'

/** A page as text and where it was found after redirects. */
export interface FetchedText {
  text: string
  url: string
}

/** The same, as it came. */
export interface FetchedMarkup {
  text: Markup
  url: string
}

export interface OpenMeans {
  definition: SourceDefinition
  now: Date
  /** Reads what was fetched; where it is asked when left out. */
  reader?: PageReader
  /** @throws FetchError */
  fetchText: (url: string) => Promise<FetchedMarkup>
  /** The page as a browser shows it, asked for only when the plain page holds no text; null without a browser. */
  render?: ((url: string, waitFor: string | null) => Promise<string>) | null
  held?: HeldPost | undefined
  /** Hears of what could not be read beside the post itself: a further page, the comments. */
  missed?: (error: unknown, url: string) => void
}

/** Pages of one article, and of one thread, that are read when the definition does not say. */
const usualArticlePages = 10
const usualThreadPages = 5
/** A landing page may send to another. */
const mostShells = 2

/**
 * Opens one post and what hangs on it: further pages of the article joined, replies and comments as items of their
 * own. The post comes first.
 * @throws FetchError | ExtractError when the post itself cannot be read.
 */
export async function openPost(entry: ListEntry, means: OpenMeans): Promise<ItemDraft[]> {
  const { held } = means
  if (held?.readFrom) return [await wholeText(held, held.readFrom, means)]
  const read = await readPost(entry, means).catch((error: unknown) => {
    // A log-in wall in front of a mirror's link: the mirror's own text stands.
    if (!held || !(error instanceof ExtractError)) throw error
    return null
  })
  if (!read) return held ? [held.draft] : []
  const { reading, found } = read
  const page = await joined(reading.page, found, means)
  const post = held ? fuller(held.draft, page) : draftOf(entry, page)
  const replies = await repliesOf(reading, found, post, means)
  const comments = await commentsOf(reading, post, means)
  const hanging = [...replies, ...comments]
  return hanging.length === 0 ? [post] : [{ ...post, threadKey: post.url }, ...hanging]
}

/** A cut post with its whole text; as it was when that cannot be read. */
async function wholeText(
  { draft }: HeldPost,
  from: string,
  { fetchText, missed, reader = ownReader }: OpenMeans,
): Promise<ItemDraft> {
  try {
    const { text, url } = await fetchText(from)
    const whole = await reader('longText', text, url, url)
    return whole !== null && whole.length > draft.text.length ? { ...draft, text: whole } : draft
  } catch (error) {
    missed?.(error, from)
    return draft
  }
}

async function readPost({ url: start, title }: ListEntry, means: OpenMeans) {
  const { definition, now, fetchText, render, reader = ownReader } = means
  let found: FetchedMarkup = await fetchText(start)
  let reading = await reader('detail', found.text, found.url, found.url, definition, now, title)
  for (let hops = 0; hops < mostShells && reading.sendsTo; hops++) {
    found = await fetchText(reading.sendsTo)
    reading = await reader('detail', found.text, found.url, found.url, definition, now, title)
  }
  if (reading.page.text === '' && render) {
    found = { text: await render(found.url, null), url: found.url }
    reading = await reader('detail', found.text, found.url, found.url, definition, now, title)
  }
  if (reading.page.text === '' && !means.held)
    throw new ExtractError(
      'empty',
      start,
      '页面上没有读到正文：可能要登录、由脚本生成或已改版，请打开网址核对',
    )
  return { reading, found }
}

const draftOf = (entry: ListEntry, page: ExtractedPage): ItemDraft => ({
  url: entry.url,
  title: page.title || entry.title,
  text: page.text,
  publishedAt: page.publishedAt ?? entry.publishedAt,
  author: page.author,
  images: page.images,
  engagement: page.engagement,
  ...(page.answer ? { answer: page.answer } : {}),
  sourceName: page.source,
  attachments: page.attachments.map(({ title, url }) => ({ name: title, url })),
})

/** A mirror that only shows a log-in page must not replace the text the feed itself carries. */
const fuller = (draft: ItemDraft, page: ExtractedPage): ItemDraft => {
  const publishedAt = draft.publishedAt ?? page.publishedAt
  return page.text.length > draft.text.length
    ? { ...draft, text: page.text, images: page.images, publishedAt }
    : { ...draft, publishedAt }
}

/** The article with its further pages, in their order, each opened once. */
async function joined(first: ExtractedPage, found: FetchedMarkup, means: OpenMeans): Promise<ExtractedPage> {
  const { definition, now, fetchText, missed, reader = ownReader } = means
  const { read } = definition
  const most = (read.type === 'html' ? read.articlePages : undefined) ?? usualArticlePages
  if (read.type === 'html' && read.replies) return first
  const seen = new Set([found.url])
  const waiting = [...first.nextPages]
  let page = first
  while (seen.size < most) {
    const url = waiting.shift()
    if (url === undefined) break
    if (seen.has(url)) continue
    seen.add(url)
    try {
      const more = await fetchText(url)
      const next = await reader('article', more.text, more.url, more.url, {
        now,
        selectors: read.type === 'posts' ? undefined : onlyText(read.detail),
      })
      page = joinPage(page, next)
      waiting.push(...next.nextPages)
    } catch (error) {
      missed?.(error, url)
    }
  }
  return page
}

const onlyText = (detail: { text?: unknown } | undefined) =>
  (detail?.text === undefined ? undefined : { text: detail.text }) as Parameters<
    typeof extractArticle
  >[2]['selectors']

async function repliesOf(
  { replies, nextReplies }: DetailReading,
  found: FetchedMarkup,
  post: ItemDraft,
  { definition, now, fetchText, missed, reader = ownReader }: OpenMeans,
): Promise<ItemDraft[]> {
  const all = [...replies]
  const seen = new Set([found.url])
  const { read } = definition
  const most = (read.type === 'html' ? read.replies?.maxPages : undefined) ?? usualThreadPages
  let next = nextReplies
  while (next !== null && !seen.has(next) && seen.size < most) {
    const at: string = next
    seen.add(at)
    try {
      const more = await fetchText(at)
      const from = (all.at(-1)?.number ?? 1) + 1
      const page = await reader('replies', more.text, more.url, more.url, definition, from, now)
      all.push(...page.posts)
      next = page.next
    } catch (error) {
      missed?.(error, at)
      break
    }
  }
  const thread = { key: post.url, title: post.title }
  return all.map((reply) => replyDraft(reply, thread))
}

async function commentsOf(
  { commentsAt }: DetailReading,
  post: ItemDraft,
  { definition, now, fetchText, missed, reader = ownReader }: OpenMeans,
): Promise<ItemDraft[]> {
  if (!commentsAt) return []
  try {
    const { text, url } = await fetchText(commentsAt)
    const thread = { key: post.url, title: post.title }
    const comments = await reader('comments', text, url, url, definition, now)
    return comments.map((draft, index) => replyDraft({ ...draft, number: index + 2 }, thread))
  } catch (error) {
    missed?.(error, commentsAt)
    return []
  }
}
