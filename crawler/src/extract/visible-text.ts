import { type ChildNode, Element, Text } from 'domhandler'
import { parseTree } from './parse-tree.js'

/** What a reader is not shown as text. */
const unseen = new Set(['script', 'style', 'noscript', 'template', 'title'])

/**
 * The words a page shows, in order, and its title: what tells a page from a log-in form or a firewall's refusal.
 * Taken from the parsed tree, so that no markup, however broken, costs more than its length.
 */
export function visibleText(markup: string): { title: string; text: string } {
  const parts: string[] = []
  let title = ''
  const walk = (nodes: readonly ChildNode[]) => {
    for (const node of nodes) {
      if (node instanceof Text) parts.push(node.data)
      else if (node instanceof Element) {
        if (node.name === 'title') title ||= wordsOf(node)
        if (!unseen.has(node.name)) walk(node.children)
      }
    }
  }
  walk(parseTree(markup).children)
  return { title, text: oneLine(parts.join(' ')) }
}

const wordsOf = (element: Element): string =>
  oneLine(element.children.map((child) => (child instanceof Text ? child.data : '')).join(' '))

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
