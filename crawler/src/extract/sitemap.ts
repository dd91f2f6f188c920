import type { SitemapDefinition } from '@huiyin/domain/source-reading'
import { parsePublishedAt } from '@huiyin/domain/text/published-at'
import { cleanUrl } from '@huiyin/store/clean-url'
import type { Element } from 'domhandler'
import { ExtractError } from './extract-error.js'
import type { ListEntry } from './list.js'
import { parseTree } from './parse-tree.js'
import { writtenPattern } from './pattern.js'
import { findAll, lineOf } from './selector.js'

export interface SitemapPage {
  /** Newest first. */
  entries: ListEntry[]
  /** Sitemaps an index names, newest first. */
  maps: string[]
}

const dayMs = 24 * 3_600_000
const usualDays = 7
/** Maps one sweep opens; an index lists old years too. */
const mostMaps = 5

/** Whether the text is a sitemap or an index of sitemaps. */
export const isSitemap = (text: string): boolean => /<(?:urlset|sitemapindex)[\s>]/.test(text.slice(0, 2_000))

/**
 * Reads a sitemap, an index of them, or a news sitemap; what is older than the definition says is left out.
 * @throws ExtractError `sitemap` when it is none.
 */
export function extractSitemap(text: string, url: string, rule: SitemapDefinition, now: Date): SitemapPage {
  if (!isSitemap(text))
    throw new ExtractError('sitemap', url, '这个地址给出的不是网站地图（sitemap）：请在浏览器里打开核对')
  const tree = parseTree(text.replace(/<!\[CDATA\[|\]\]>/g, ''))
  const earliest = now.getTime() - (rule.withinDays ?? usualDays) * dayMs
  const isRecent = ({ publishedAt }: ListEntry) => publishedAt === null || publishedAt.getTime() >= earliest
  const wanted = rule.include === undefined ? null : writtenPattern(rule.include)
  const isWanted = ({ url: one }: ListEntry) => wanted?.test(one) ?? true
  const maps = entriesOf(findAll(tree, 'sitemap'), url, now).filter(isRecent)
  const entries = entriesOf(findAll(tree, 'url'), url, now).filter((one) => isRecent(one) && isWanted(one))
  return { entries, maps: maps.slice(0, mostMaps).map((map) => map.url) }
}

function entriesOf(elements: readonly Element[], base: string, now: Date): ListEntry[] {
  const entries = new Map<string, ListEntry>()
  for (const element of elements) {
    const fields = fieldsOf(element)
    const target = cleanUrl(fields.loc ?? '', base)
    if (!target || entries.has(target)) continue
    const when = fields['news:publication_date'] ?? fields.lastmod
    const publishedAt = when === undefined ? null : parsePublishedAt(when, now)
    entries.set(target, { url: target, title: fields['news:title'] ?? '', publishedAt })
  }
  const time = ({ publishedAt }: ListEntry) => publishedAt?.getTime() ?? 0
  return [...entries.values()].sort((a, b) => time(b) - time(a))
}

/** The texts directly inside an entry and inside its news part, by name. */
function fieldsOf(element: Element): Record<string, string | undefined> {
  const fields: Record<string, string | undefined> = {}
  for (const child of findAll(element, 'loc, lastmod, news\\:publication_date, news\\:title'))
    fields[child.name] ??= lineOf(child)
  return fields
}
