import { type AnyNode, type Document, Element, isTag, isText } from 'domhandler'
import { type Block, inline, isHidden, silent } from './blocks.js'
import { judgeNames } from './names.js'

/** A line of the page and whether it stands in page furniture. */
export interface Line extends Block {
  isClutter: boolean
  /** Marks of running text in it: 。，！… */
  sentences: number
}

/** An element of the page's flow and the lines it holds, `from` up to but not with `to`. */
export interface Area {
  element: Element
  parent: Area | null
  from: number
  to: number
  rank: number | null
  isNamedClutter: boolean
  /** Holds a main heading or a well-known container: never furniture as a whole. */
  isCentral: boolean
  /** Inside `<pre>`: line breaks count. */
  isSetAsWritten: boolean
}

/** An element inside lines and the line it begins in. */
export interface Placed {
  element: Element
  at: number
}

/** All that one walk over the tree finds. */
export interface PageLines {
  tree: Document
  lines: Line[]
  areas: Area[]
  areaOf: Map<Element, Area>
  /** Elements that may hold the headline, in reading order. */
  headlines: Element[]
  metas: Element[]
  scripts: Element[]
  anchors: Placed[]
  images: Placed[]
  /** The text of `<title>`. */
  documentTitle: string
  firstTime: string | null
  hasFrames: boolean
}

const mark = /[，。！？；：、“”…,;!?]/g
const sentencesIn = (text: string) => text.match(mark)?.length ?? 0

/** Signs in a line after which a break in `<pre>` is the screen's: 30 wide ones of the 80 columns. */
const fullLine = 30

/** Furniture holds less of the page's bare text than this, or it is no furniture. */
const clutterShare = 0.4

/** Walks the tree once: lines in reading order, the areas that hold them, headings, links and declarations. */
export function readLines(tree: Document): PageLines {
  const page: PageLines = {
    tree,
    lines: [],
    areas: [],
    areaOf: new Map(),
    headlines: [],
    metas: [],
    scripts: [],
    anchors: [],
    images: [],
    documentTitle: '',
    firstTime: null,
    hasFrames: false,
  }
  let text = ''
  let linkLength = 0
  /** `<pre>` breaks where its text does, except where the writer's screen was full. */
  const asWritten = (data: string, { element }: Area) => {
    for (const [at, piece] of data.split('\n').entries()) {
      if (at > 0 && (text.trim().length < fullLine || /^[\s\u3000]|^$/.test(piece))) flush(element)
      text += piece
    }
  }
  const flush = (element: Element) => {
    if (text === '') return
    const line = fold(text)
    if (line !== '') {
      const links = Math.min(linkLength, line.length)
      page.lines.push({
        text: line,
        linkLength: links,
        element,
        isClutter: false,
        sentences: sentencesIn(line),
      })
    }
    text = ''
    linkLength = 0
  }
  const walk = (node: AnyNode, owner: Area | null, isLink: boolean) => {
    if (isText(node)) {
      if (owner?.isSetAsWritten) return asWritten(node.data, owner)
      text += node.data
      if (isLink) linkLength += node.data.trim().length
      return
    }
    if (!isTag(node)) return
    const { name } = node
    if (silent.has(name)) return note(page, node)
    if (name === 'frame' || name === 'frameset') page.hasFrames = true
    if (isHidden(node)) return
    if (name === 'br') return owner && flush(owner.element)
    if (name === 'a') page.anchors.push({ element: node, at: page.lines.length })
    else if (name === 'img') page.images.push({ element: node, at: page.lines.length })
    else if (name === 'time') page.firstTime ??= node.attribs.datetime ?? null
    const verdict = judgeNames(node)
    if (verdict.isHeadline) page.headlines.push(node)
    if (inline.has(name) && !(verdict.isClutter && name === 'span')) {
      for (const child of node.children) walk(child, owner, isLink || name === 'a')
      return
    }
    if (owner) flush(owner.element)
    const area: Area = {
      element: node,
      parent: owner,
      from: page.lines.length,
      to: 0,
      rank: verdict.rank,
      isNamedClutter: verdict.isClutter,
      isCentral: verdict.rank !== null || name === 'h1',
      isSetAsWritten: name === 'pre' || owner?.isSetAsWritten === true,
    }
    page.areas.push(area)
    page.areaOf.set(node, area)
    for (const child of node.children) walk(child, area, isLink)
    flush(node)
    area.to = page.lines.length
    if (area.isCentral && owner) owner.isCentral = true
  }
  // A page without `<html>` or `<body>` is read as one element too.
  const whole = new Element('html', {}, tree.children)
  const top: Area = {
    element: whole,
    parent: null,
    from: 0,
    to: 0,
    rank: null,
    isNamedClutter: false,
    isCentral: true,
    isSetAsWritten: false,
  }
  page.areas.push(top)
  page.areaOf.set(whole, top)
  for (const child of tree.children) walk(child, top, false)
  flush(whole)
  top.to = page.lines.length
  markClutter(page)
  return page
}

/** White space as a reader sees it: runs become one space; the private use area holds icons. */
const fold = (text: string) => text.replace(/[\s\u00a0\u200b\u3000\ufeff\ue000-\uf8ff]+/g, ' ').trim()

function note(page: PageLines, element: Element) {
  if (element.name === 'meta') page.metas.push(element)
  else if (element.name === 'script') page.scripts.push(element)
  else if (element.name === 'title' && page.documentTitle === '') page.documentTitle = fold(rawText(element))
}

/** What a script or title holds, as written. */
export const rawText = (element: Element): string => {
  const [first] = element.children
  return first && isText(first) ? first.data : ''
}

/** Text of a line that is not link text. */
export const bareOf = ({ text, linkLength }: Block) => text.length - linkLength

function markClutter({ lines, areas }: PageLines) {
  const before = [0]
  for (const line of lines) before.push((before.at(-1) ?? 0) + bareOf(line))
  const total = before.at(-1) ?? 0
  for (const { from, to, isNamedClutter, isCentral } of areas) {
    if (!isNamedClutter || isCentral) continue
    const bare = (before[to] ?? 0) - (before[from] ?? 0)
    if (bare < total * clutterShare) for (const line of lines.slice(from, to)) line.isClutter = true
  }
}

/** The text inside an element in one line, read no further than `most` characters. */
export function textWithin(element: Element, most: number): string {
  let text = ''
  const walk = (node: AnyNode) => {
    if (text.length > most) return
    if (isText(node)) text += node.data
    else if (isTag(node) && !silent.has(node.name)) for (const child of node.children) walk(child)
  }
  walk(element)
  return fold(text)
}
