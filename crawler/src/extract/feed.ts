import type { ItemDraft } from '@huiyin/domain/item'
import { load } from 'cheerio'
import { type AnyFeed, parseFeed as parseAnyFeed } from 'feedsmith'
import { cleanUrl } from '../clean-url.js'
import { blocksOf } from './blocks.js'
import { ExtractError } from './extract-error.js'
import { imagesIn } from './page-links.js'
import { parsePublishedAt } from './published-at.js'

interface Entry {
  url: string | undefined
  title: string | undefined
  html: string | undefined
  date: string | undefined
  author: string | undefined
  images: (string | undefined)[]
  comments?: number | undefined
}

/** Whether the text looks like a feed at all; the bytes decide, not the content type (mirrors send text/html). */
export function isFeed(text: string): boolean {
  const head = text.slice(0, 2_000).trimStart()
  return /^\{[\s\S]*jsonfeed\.org\/version/.test(head) || /<(rss|feed|rdf:RDF)[\s>]/.test(head)
}

/**
 * Reads RSS, Atom, RDF or JSON Feed; markup in the content becomes lines of text.
 * @throws ExtractError `feed` when it is none of them.
 */
export function extractFeed(text: string, url: string, now: Date): ItemDraft[] {
  const drafts = new Map<string, ItemDraft>()
  for (const entry of entriesOf(parseFeed(text, url))) {
    const target = cleanUrl(entry.url ?? '', url)
    if (!target || drafts.has(target)) continue
    const content = readContent(entry.html ?? '', target)
    const title = plain(entry.title ?? '') || content.text.split('\n')[0]?.slice(0, 40) || ''
    const images = [...entry.images.filter((image) => image !== undefined), ...content.images]
    drafts.set(target, {
      url: target,
      title,
      text: content.text || title,
      publishedAt: entry.date ? parsePublishedAt(entry.date, now) : null,
      author: entry.author?.trim() || null,
      images: [...new Set(images)],
      engagement: entry.comments === undefined ? {} : { comments: entry.comments },
    })
  }
  return [...drafts.values()]
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
        comments: item.slash?.comments,
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

const plain = (html: string) => load(html).root().text().replace(/\s+/g, ' ').trim()

function readContent(html: string, base: string): { text: string; images: string[] } {
  const $ = load(html)
  const body = $('body').get(0)
  if (!body) return { text: '', images: [] }
  return {
    text: blocksOf(body)
      .map((block) => block.text)
      .join('\n'),
    images: imagesIn([body], base),
  }
}
