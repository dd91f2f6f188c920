import { type AnyNode, type Element, isComment, isTag, isText } from 'domhandler'

/** Never text that a reader reads. */
export const silent = new Set([
  'script',
  'style',
  'noscript',
  'noframes',
  'template',
  'iframe',
  'object',
  'svg',
  'canvas',
  'audio',
  'video',
  'select',
  'button',
  'textarea',
  'title',
  'link',
  'meta',
])

/** Elements inside a line. */
export const inline = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'big',
  'cite',
  'code',
  'del',
  'em',
  'font',
  'i',
  'img',
  'input',
  'ins',
  'kbd',
  'label',
  'mark',
  'o:p',
  'q',
  'rp',
  'rt',
  'ruby',
  's',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'sup',
  'time',
  'u',
  'var',
  'wbr',
])

/** A line a reader sees: what stands between two breaks of the flow. */
export interface Block {
  text: string
  /** How much of it is link text. */
  linkLength: number
  /** The nearest element that is not inline. */
  element: Element
}

/** Hidden by its own style. */
export const isHidden = (element: Element) => /display\s*:\s*none/i.test(element.attribs.style ?? '')

/** The lines below `root` in reading order, white space folded; what scripts and hidden parts hold is left out. */
export function blocksOf(root: Element, isSkipped: (element: Element) => boolean = () => false): Block[] {
  const blocks: Block[] = []
  let text = ''
  let linkLength = 0
  const flush = (element: Element) => {
    const line = text.replace(/[\s\u00a0\u200b\u3000\ufeff]+/g, ' ').trim()
    if (line !== '') blocks.push({ text: line, linkLength: Math.min(linkLength, line.length), element })
    text = ''
    linkLength = 0
  }
  const walk = (node: AnyNode, owner: Element, isLink: boolean) => {
    if (isText(node)) {
      text += node.data
      if (isLink) linkLength += node.data.trim().length
      return
    }
    if (!isTag(node) || isComment(node)) return
    if (silent.has(node.name) || isHidden(node) || isSkipped(node)) return
    if (node.name === 'br') return flush(owner)
    const isInline = inline.has(node.name)
    if (!isInline) flush(owner)
    const inner = isInline ? owner : node
    for (const child of node.children) walk(child, inner, isLink || node.name === 'a')
    if (!isInline) flush(node)
  }
  for (const child of root.children) walk(child, root, root.name === 'a')
  flush(root)
  return blocks
}

/** The text of an element as lines. */
export const textOf = (element: Element): string =>
  blocksOf(element)
    .map(({ text }) => text)
    .join('\n')
