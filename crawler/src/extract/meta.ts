import type { PageLines } from './page-lines.js'

/** What the page's `<meta>` says under the first of `names` it has; names are compared without case. */
export function metaOf({ metas }: PageLines, names: readonly string[]): string | null {
  let best: string | null = null
  let bestAt = names.length
  for (const { attribs } of metas) {
    const name = (attribs.name ?? attribs.property ?? attribs.itemprop ?? '').toLowerCase()
    const at = name === '' ? -1 : names.findIndex((wanted) => wanted.toLowerCase() === name)
    const content = attribs.content?.replace(/\s+/g, ' ').trim()
    if (at < 0 || at >= bestAt || !content) continue
    best = content
    bestAt = at
  }
  return best
}
