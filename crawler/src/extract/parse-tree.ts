import { Document, Element, type ParentNode, Text } from 'domhandler'
import { Parser } from 'htmlparser2'

/** Deeper elements hang on the one at this depth, as browsers do at theirs; every walk may then recurse. */
const deepest = 400
/** With this many elements open the page is an attack, not a page: what was read so far is the tree. */
const mostOpen = 4_000
/** A page of 10 MB of real text has fewer; beyond it nothing more is read. */
const mostElements = 300_000

/** Ends the parse from inside the parser's callbacks. */
class Enough extends Error {}

/** Builds the tree the selectors and the reader walk; comments and declarations are left out. */
class TreeBuilder {
  readonly root = new Document([])
  private readonly open: ParentNode[] = [this.root]
  private elements = 0

  onopentag(name: string, attribs: Record<string, string>) {
    if (++this.elements > mostElements || this.open.length > mostOpen) throw new Enough()
    if (name === 'a') this.endOpenLink()
    const parent = name === 'body' || name === 'frameset' ? this.page() : this.parent()
    const element = new Element(name, attribs, [])
    append(name === 'tr' ? rowsOf(parent) : parent, element)
    this.open.push(element)
  }

  onclosetag() {
    if (this.open.length > 1) this.open.pop()
  }

  ontext(data: string) {
    const parent = this.parent()
    const last = parent.children.at(-1)
    if (last instanceof Text) last.data += data
    else append(parent, new Text(data))
  }

  private parent(): ParentNode {
    return this.open[Math.min(this.open.length, deepest) - 1] ?? this.root
  }

  /** `<body>` after a head nobody closed belongs beside the head; what browsers without frames see stays there. */
  private page(): ParentNode {
    const isUnseen = this.open.some((node) => node instanceof Element && node.name === 'noframes')
    if (isUnseen) return this.parent()
    return this.open.find((node) => node instanceof Element && node.name === 'html') ?? this.root
  }

  /** A link inside a link means the first was never closed: what follows is not its text. */
  private endOpenLink() {
    for (let i = this.open.length - 1; i > 0 && i > this.open.length - 12; i--) {
      const node = this.open[i]
      const above = this.open[i - 1]
      if (above && node instanceof Element && node.name === 'a') this.open[i] = above
    }
  }
}

function append(parent: ParentNode, node: Element | Text) {
  const last = parent.children.at(-1)
  node.parent = parent
  if (last) {
    last.next = node
    node.prev = last
  }
  parent.children.push(node)
}

/** Rows stand in a `tbody` even where the page says none: selectors copied from a browser name it. */
function rowsOf(parent: ParentNode): ParentNode {
  if (!(parent instanceof Element) || parent.name !== 'table') return parent
  const last = parent.children.at(-1)
  if (last instanceof Element && last.name === 'tbody') return last
  const body = new Element('tbody', {}, [])
  append(parent, body)
  return body
}

/** The page as a tree, bounded in depth and size whatever the page does. */
export function parseTree(html: string): Document {
  const builder = new TreeBuilder()
  try {
    new Parser(builder, { decodeEntities: true, lowerCaseTags: true }).end(html)
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
  return builder.root
}
