import type { FeedDefinition, HtmlDefinition, Selector } from '@huiyin/domain/source'
import { type Cheerio, load } from 'cheerio'
import type { AnyNode, Element } from 'domhandler'

const empty = load('<p></p>')

/** Whether `css` parses; unknown pseudo-classes count as no. */
export function isSelector(css: string): boolean {
  try {
    empty(css)
    return true
  } catch {
    return false
  }
}

export const cssOf = (selector: Selector): string =>
  typeof selector === 'string' ? selector : selector.select

/** Every selector of a definition with the field it stands in. */
export function selectorsOf(read: HtmlDefinition | FeedDefinition): { path: string[]; css: string }[] {
  if (read.type === 'feed') return []
  const { maxPages: _, ...list } = read.list
  const named = (part: string, fields: Readonly<Record<string, Selector | undefined>>) =>
    Object.entries(fields).flatMap(([name, selector]) =>
      selector === undefined ? [] : [{ path: ['read', part, name], css: cssOf(selector) }],
    )
  return [...named('list', list), ...named('detail', read.detail ?? {})]
}

/** The first element a selector finds: inside `scope`, or `scope` itself when it matches. */
export function find(scope: Cheerio<AnyNode>, selector: Selector): Cheerio<Element> {
  const css = cssOf(selector)
  const inside = scope.find(css).first()
  const found = inside.length > 0 ? inside : scope.filter(css).first()
  return found as Cheerio<Element>
}

/** What a selector reads: the attribute it names, or the element's text in one line; null when nothing matches. */
export function readField(scope: Cheerio<AnyNode>, selector: Selector): string | null {
  const element = find(scope, selector)
  if (element.length === 0) return null
  const value = typeof selector === 'string' ? element.text() : element.attr(selector.attr)
  return value?.replace(/\s+/g, ' ').trim() ?? null
}
