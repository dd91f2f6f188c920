import { createHash } from 'node:crypto'
import type { Engagement, ItemDraft } from '@huiyin/domain/item'
import { parsePublishedAt } from '@huiyin/domain/text/published-at'
import { cleanUrl } from '@huiyin/store/clean-url'
import { type AnyFeed, parseFeed as parseAnyFeed } from 'feedsmith'
import { ExtractError } from './extract-error.js'
import { boundFeed } from './feed-text.js'
import { firstLine } from './json-list.js'
import { markupText } from './markup-text.js'
import { countNames } from './particulars.js'

interface Entry {
  url: string | undefined
  title: string | undefined
  html: string | undefined
  date: string | undefined
  author: string | undefined
  images: (string | undefined)[]
  engagement?: Engagement
}

/** Whether the text looks like a feed at all; the bytes decide, not the content type (mirrors send text/html). */
export function isFeed(text: string): boolean {
  const head = text.slice(0, 2_000).trimStart()
  return /^\{[\s\S]*jsonfeed\.org\/version/.test(head) || /<(rss|feed|rdf:RDF)[\s>]/.test(head)
}

export interface FeedPage {
  /** Newest first as mirrors send them, each address once. */
  drafts: ItemDraft[]
  /** Why not all of the feed was read; null when it was. */
  note: string | null
}

/**
 * Reads RSS, Atom, RDF or JSON Feed; markup in the content becomes lines of text.
 * @throws ExtractError `feed` when it is none of them.
 */
export function extractFeed(text: string, url: string, now: Date): FeedPage {
  const drafts = new Map<string, ItemDraft>()
  const bounded = boundFeed(text)
  for (const entry of entriesOf(parseFeed(bounded.text, url))) {
    const target = cleanUrl(entry.url ?? '', url) ?? unnamed(entry, url)
    if (!target || drafts.has(target)) continue
    const content = markupText(entry.html ?? '', target)
    const title = markupText(entry.title ?? '', target).text.replaceAll('\n', ' ') || firstLine(content.text)
    const images = [...entry.images.filter((image) => image !== undefined), ...content.images]
    drafts.set(target, {
      url: target,
      title,
      text: content.text || title,
      publishedAt: entry.date ? parsePublishedAt(entry.date, now) : null,
      author: entry.author?.trim() || null,
      images: [...new Set(images)],
      engagement: entry.engagement ?? {},
    })
  }
  return { drafts: [...drafts.values()], note: bounded.note }
}

/** Mirrors leave link and guid out: the entry is then known by its title and time. */
function unnamed({ title, date, html }: Entry, url: string): string | null {
  const words = `${title ?? ''}\n${date ?? html ?? ''}`.trim()
  if (words === '') return null
  return `${cleanUrl(url)}#${createHash('sha256').update(words).digest('hex').slice(0, 12)}`
}

function parseFeed(text: string, url: string): AnyFeed {
  try {
    return parseAnyFeed(text)
  } catch {
    throw new ExtractError(
      'feed',
      url,
      '这个地址给出的不是 RSS、Atom 或 JSON Feed：请在浏览器里打开核对，镜像可能已失效',
    )
  }
}

function entriesOf(parsed: AnyFeed): Entry[] {
  switch (parsed.format) {
    case 'rss':
      return (parsed.feed.items ?? []).map((item) => ({
        url: item.link ?? item.guid?.value,
        title: item.title,
        html: item.content?.encoded ?? item.description,
        date: item.pubDate ?? item.dc?.dates?.[0],
        author: item.authors?.map(nameOf)[0] ?? item.dc?.creators?.[0],
        images: (item.enclosures ?? []).map((file) =>
          file.type?.startsWith('image/') ? file.url : undefined,
        ),
        engagement: countsIn({ comments: item.slash?.comments, ...statisticsOf(item.media) }),
      }))
    case 'atom':
      return (parsed.feed.entries ?? []).map((entry) => ({
        url: (entry.links?.find((link) => !link.rel || link.rel === 'alternate') ?? entry.links?.[0])?.href,
        title: contentText(entry.title),
        html: contentText(entry.content) ?? contentText(entry.summary),
        date: entry.published ?? entry.updated,
        author: entry.authors?.[0]?.name,
        images: [],
      }))
    case 'rdf':
      return (parsed.feed.items ?? []).map((item) => ({
        url: item.link,
        title: item.title,
        html: item.content?.encoded ?? item.description,
        date: item.dc?.dates?.[0],
        author: item.dc?.creators?.[0],
        images: [],
      }))
    case 'json':
      return (parsed.feed.items ?? []).map((item) => ({
        url: item.url ?? item.external_url ?? item.id,
        title: item.title,
        html:
          item.content_html ??
          (item.content_text === undefined ? item.summary : escapeText(item.content_text)),
        date: item.date_published,
        author: item.authors?.[0]?.name,
        images: [item.image],
        engagement: countsIn((item as { _engagement?: object })._engagement ?? {}),
      }))
  }
}

/** A person or a text, as the formats' versions differ. */
const nameOf = (person: unknown): string | undefined =>
  typeof person === 'string' ? person : ((person as { name?: string } | undefined)?.name ?? undefined)
const contentText = (content: unknown): string | undefined =>
  typeof content === 'string' ? content : ((content as { value?: string } | undefined)?.value ?? undefined)

const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')

/** Views and favourites as Media RSS carries them. */
const statisticsOf = (media: unknown): object => {
  const statistics = (
    media as { community?: { statistics?: { views?: number; favorites?: number } } } | undefined
  )?.community?.statistics
  return { reads: statistics?.views, likes: statistics?.favorites }
}

/** The counts among `values`, under our names. */
function countsIn(values: object): Engagement {
  const engagement: Engagement = {}
  for (const name of countNames) {
    const count: unknown = (values as Readonly<Record<string, unknown>>)[name]
    if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) engagement[name] = count
  }
  return engagement
}
