import type { Document } from 'domhandler'
import { parseJson } from './json-value.js'
import { parseTree } from './parse-tree.js'

/** A list page ready for selectors. */
export interface ListTree {
  tree: Document
  /** The markup the tree was made of. */
  markup: string
}

const packedRecords = /<(?:script|xml)\b[^<>]*>(?=\s*<datastore>)|(<\/datastore>)\s*<\/(?:script|xml)>/gi

/**
 * The list as markup, whatever it is wrapped in: records inside a `text/xml` script or a data proxy's XML (jpage),
 * markup carried in JSON (page builders), or in a comment for the page's own script.
 */
export function parseListTree(text: string): ListTree {
  const markup = unwrapped(text)
  return { tree: parseTree(markup), markup }
}

/** Markup that waits in a comment for the page's script to show it. */
const waiting = /<code\b[^<>]*>\s*<!--((?:(?!-->|<!--)[\s\S])*)-->\s*<\/code>/gi

function unwrapped(text: string): string {
  if (/^\s*[{[]/.test(text)) return markupIn(parseJson(text), 0) || text
  if (!/<datastore>/i.test(text)) return /<code/i.test(text) ? text.replace(waiting, '$1') : text
  return text.replace(packedRecords, '$1').replace(/<!\[CDATA\[|\]\]>/g, '')
}

/** Levels of the answer looked into. */
const deepest = 6

/** The longest text with links in it. */
function markupIn(value: unknown, depth: number): string {
  if (typeof value === 'string') return /<a\s[^<>]*href/i.test(value) ? value : ''
  if (typeof value !== 'object' || value === null || depth > deepest) return ''
  let best = ''
  for (const inner of Object.values(value)) {
    const found = markupIn(inner, depth + 1)
    if (found.length > best.length) best = found
  }
  return best
}
