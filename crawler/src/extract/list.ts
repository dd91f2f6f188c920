import type { HtmlDefinition } from '@huiyin/domain/source'
import { load } from 'cheerio'
import { isTag } from 'domhandler'
import { cleanUrl } from '../clean-url.js'
import { noMatch } from './extract-error.js'
import { parsePublishedAt } from './published-at.js'
import { cssOf, find, readField } from './selector.js'

/** One line of a list page. */
export interface ListEntry {
  url: string
  title: string
  publishedAt: Date | null
}

export interface ListPage {
  entries: ListEntry[]
  /** The next list page, when there is one. */
  next: string | null
}

type ListDefinition = HtmlDefinition['list']

/**
 * Reads a list page: each entry's address, title and date, each address once.
 * @throws ExtractError `selector` when the entry selector, or a field's selector in every entry, finds nothing:
 * a redesign must not look like a quiet day.
 */
export function extractList(html: string, url: string, list: ListDefinition, now: Date): ListPage {
  const $ = load(html)
  const base = baseOf($('base[href]').first().attr('href'), url)
  const rows = $(list.entry)
    .toArray()
    .filter(isTag)
    .map((element) => $(element))
  if (rows.length === 0) throw noMatch('read.list.entry', list.entry, url)
  const here = cleanUrl(base)
  const entries = new Map<string, ListEntry>()
  for (const row of rows) {
    const link = list.link ? find(row, list.link) : row.is('a[href]') ? row : row.find('a[href]').first()
    const attr = typeof list.link === 'object' ? list.link.attr : 'href'
    const target = cleanUrl(link.attr(attr) ?? '', base)
    if (!target || target === here || entries.has(target)) continue
    const title = (list.title ? readField(row, list.title) : null) ?? link.attr('title') ?? link.text()
    const shown = list.publishedAt ? readField(row, list.publishedAt) : null
    entries.set(target, {
      url: target,
      title: title.replace(/\s+/g, ' ').trim(),
      publishedAt: shown === null ? null : parsePublishedAt(shown, now),
    })
  }
  if (entries.size === 0) throw noMatch('read.list.link', cssOf(list.link ?? 'a[href]'), url)
  for (const name of ['title', 'publishedAt'] as const) {
    const selector = list[name]
    if (selector && rows.every((row) => readField(row, selector) === null))
      throw noMatch(`read.list.${name}`, cssOf(selector), url)
  }
  return { entries: [...entries.values()], next: list.next ? nextOf($.root(), list.next, base) : null }
}

const baseOf = (href: string | undefined, url: string) =>
  href !== undefined && URL.canParse(href, url) ? new URL(href, url).href : url

/** The next page; none on the last page, which is no error. A link back to the page itself is none either. */
function nextOf(
  root: Parameters<typeof find>[0],
  selector: NonNullable<ListDefinition['next']>,
  base: string,
) {
  const attr = typeof selector === 'string' ? 'href' : selector.attr
  const target = cleanUrl(find(root, selector).attr(attr) ?? '', base)
  return target === cleanUrl(base) ? null : target
}
