import type { HtmlDefinition } from '@huiyin/domain/source-reading'
import { cleanUrl } from '@huiyin/store/clean-url'
import { noMatch } from './extract-error.js'
import { parseListTree } from './list-tree.js'
import { nextPage } from './next-page.js'
import { cssOf, find, findAll, lineOf, readField, readTime } from './selector.js'

export interface DatedEntry {
  url: string
  title: string
  publishedAt: Date | null
}

/** One line of a list page. */
export interface ListEntry extends DatedEntry {
  /** What the row shows of replies: another value, and the thread is read again. */
  activity?: string
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
  const { tree, markup } = parseListTree(html)
  const base = baseOf(find(tree, 'base[href]')?.attribs.href, url)
  const rows = findAll(tree, list.entry)
  if (rows.length === 0) throw noMatch('read.list.entry', list.entry, url)
  const here = cleanUrl(base)
  const entries = new Map<string, ListEntry>()
  for (const row of rows) {
    const link = find(row, list.link ?? 'a[href]')
    const attr = typeof list.link === 'object' ? list.link.attr : 'href'
    const target = cleanUrl(link?.attribs[attr] ?? '', base)
    if (!link || !target || target === here || entries.has(target)) continue
    const title = readField(row, list.title) ?? link.attribs.title ?? lineOf(link)
    const activity = readField(row, list.activity)
    entries.set(target, {
      url: target,
      title: title.replace(/\s+/g, ' ').trim(),
      publishedAt: readTime(row, list.publishedAt, now),
      ...(activity === null ? {} : { activity }),
    })
  }
  if (entries.size === 0) throw noMatch('read.list.link', cssOf(list.link ?? 'a[href]'), url)
  for (const name of ['title', 'publishedAt', 'activity'] as const) {
    const selector = list[name]
    if (selector && rows.every((row) => readField(row, selector) === null))
      throw noMatch(`read.list.${name}`, cssOf(selector), url)
  }
  return { entries: [...entries.values()], next: nextPage(tree, markup, list.next, base) }
}

const baseOf = (href: string | undefined, url: string) =>
  href !== undefined && URL.canParse(href, url) ? new URL(href, url).href : url
