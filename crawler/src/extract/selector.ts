import type { ReadDefinition, Selector } from '@huiyin/domain/source-reading'
import { parsePublishedAt } from '@huiyin/domain/text/published-at'
import { compile, is, selectAll, selectOne } from 'css-select'
import { type AnyNode, type Document, type Element, isTag, isText } from 'domhandler'
import { silent } from './blocks.js'

/** Where selectors look: a page or an element of it. */
export type Scope = Document | Element

/** Whether `css` parses; unknown pseudo-classes count as no. */
export function isSelector(css: string): boolean {
  try {
    compile(css)
    return true
  } catch {
    return false
  }
}

export const cssOf = (selector: Selector): string =>
  typeof selector === 'string' ? selector : selector.select

const isSelectorValue = (value: unknown): value is Selector =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && 'select' in value)

/** Every selector of a definition with the field it stands in; the other fields hold no CSS. */
export function selectorsOf(read: ReadDefinition): { path: string[]; css: string }[] {
  const parts: Record<string, object | undefined> = {
    ...(read.type === 'html' || read.type === 'posts' ? { list: read.list } : {}),
    ...(read.type === 'posts' ? {} : { detail: read.detail }),
    ...(read.type === 'html' ? { replies: read.replies } : {}),
  }
  return Object.entries(parts).flatMap(([part, fields]) =>
    Object.entries(fields ?? {}).flatMap(([name, value]) =>
      isSelectorValue(value) ? [{ path: ['read', part, name], css: cssOf(value) }] : [],
    ),
  )
}

/** Every element `css` finds inside `scope`, which is given whole: of a list of nodes each is compared with all. */
export const findAll = (scope: Scope, css: string): Element[] => selectAll<AnyNode, Element>(css, scope)

/** The first element a selector finds: inside `scope`, or `scope` itself when it matches. */
export function find(scope: Scope, selector: Selector): Element | null {
  const css = cssOf(selector)
  const inside = selectOne<AnyNode, Element>(css, scope)
  return inside ?? (isTag(scope) && is<AnyNode, Element>(scope, css) ? scope : null)
}

/** What a selector reads: the attribute it names, or the element's text in one line; null when nothing matches. */
export function readField(scope: Scope, selector: Selector | undefined): string | null {
  const element = selector === undefined ? null : find(scope, selector)
  if (!element || selector === undefined) return null
  const value = typeof selector === 'string' ? lineOf(element) : element.attribs[selector.attr]
  return value?.replace(/\s+/g, ' ').trim() ?? null
}

/** The text inside an element in one line, without what scripts hold. */
export function lineOf(element: Scope): string {
  let text = ''
  const walk = (node: AnyNode) => {
    if (isText(node)) text += node.data
    else if (isTag(node) && !(node !== element && silent.has(node.name)))
      for (const child of node.children) walk(child)
  }
  for (const child of element.children) walk(child)
  return text.replace(/\s+/g, ' ').trim()
}

/** The time a selector shows: of “3小时前” with the whole date in its `title`, the date. */
export function readTime(scope: Scope, selector: Selector | undefined, now: Date): Date | null {
  const element = selector === undefined ? null : find(scope, selector)
  const shown = readField(scope, selector)
  if (!element || shown === null) return null
  const titled = [element, ...findAll(element, '[title]')].map(({ attribs }) => attribs.title ?? '')
  const whole = titled.find((title) => /\d{4}/.test(title) && parsePublishedAt(title, now) !== null)
  return parsePublishedAt(whole ?? shown, now)
}
