import type { HtmlDefinition } from '@huiyin/domain/source-reading'
import { parsePublishedAt } from '@huiyin/domain/text/published-at'
import { cleanUrl } from '@huiyin/store/clean-url'
import { type Document, type Element, isTag } from 'domhandler'
import { find, findAll, lineOf } from '../extract/selector.js'

type ListDefinition = HtmlDefinition['list']

/** A headline has more Chinese characters than a menu entry (政务公开) or a counter (12 跟贴). */
const leastCharacters = 6
const chineseLength = (text: string) => text.replace(/[^\u4e00-\u9fff]/g, '').length
/** Fewer alike links are no list. */
const leastEntries = 3
/** Pages a guessed source reads at most. */
const guessedPages = 3

interface Row {
  entry: Element
  anchor: Element
  titleLength: number
  isDated: boolean
}

/**
 * Guesses how to read a list page: the largest group of like elements that hold one headline link each, dated
 * ones first. Null when the page holds no such group. `given` is the selector of an entry when that is known.
 */
export function guessList(tree: Document, url: string, now: Date, given?: string): ListDefinition | null {
  const groups = new Map<string, Row[]>()
  const headlines = findAll(tree, 'a[href]').filter((anchor) => isHeadline(anchor, url))
  const isHeld = new Set(headlines)
  const rowsGiven = new Set(given === undefined ? [] : findAll(tree, given))
  for (const anchor of headlines) {
    const entry = given === undefined ? entryOf(anchor, isHeld) : ancestorIn(anchor, rowsGiven)
    if (!entry) continue
    const selector = given ?? selectorOf(entry)
    const rows = groups.get(selector) ?? []
    rows.push({
      entry,
      anchor,
      titleLength: chineseLength(lineOf(anchor)),
      isDated: parsePublishedAt(lineOf(entry).slice(-60), now) !== null,
    })
    groups.set(selector, rows)
  }
  const [best] = [...groups]
    .filter(([, rows]) => rows.length >= leastEntries)
    .sort((a, b) => worth(b[1]) - worth(a[1]))
  if (!best) return null
  const [entry, rows] = best
  const publishedAt = dateSelector(rows, now)
  const link = linkSelector(rows)
  const hasNext = find(tree, nextLink) !== null
  return {
    entry,
    ...(link ? { link } : {}),
    ...(publishedAt ? { publishedAt } : {}),
    ...(hasNext ? { next: nextLink, maxPages: guessedPages } : {}),
  }
}

/** The link every pager shows. */
const nextLink = 'a[href]:contains("下一页"), a[href]:contains("下页")'

const worth = (rows: readonly Row[]) => {
  const length = rows.reduce((sum, row) => sum + Math.min(row.titleLength, 30), 0)
  const dated = rows.filter((row) => row.isDated).length / rows.length
  return length * (1 + 2 * dated)
}

function isHeadline(anchor: Element, url: string): boolean {
  const text = anchor.attribs.title ?? lineOf(anchor)
  const target = cleanUrl(anchor.attribs.href ?? '', url)
  return target !== null && target !== cleanUrl(url) && chineseLength(text) >= leastCharacters
}

function ancestorIn(anchor: Element, wanted: ReadonlySet<Element>): Element | null {
  for (let at: Element['parent'] = anchor; at && isTag(at); at = at.parent) if (wanted.has(at)) return at
  return null
}

/** The largest element around a headline that holds no other headline. */
function entryOf(anchor: Element, headlines: ReadonlySet<Element>): Element {
  let entry = anchor
  for (;;) {
    const { parent } = entry
    if (!parent || !isTag(parent) || parent.name === 'body' || parent.name === 'html') return entry
    const held = findAll(parent, 'a[href]').filter((other) => headlines.has(other))
    if (held.length > 1) return entry
    entry = parent
  }
}

const isName = (name: string) => /^[a-zA-Z][\w-]*$/.test(name)
/** A class that numbers or highlights single rows would match one row only. */
const isRowMark = (name: string) => /\d|^(first|last|odd|even|active|current|on|cur|hover)$/i.test(name)

function step({ name, attribs }: Element, isEntry: boolean): string {
  const { id = '', class: classes = '' } = attribs
  if (!isEntry && isName(id)) return `#${id}`
  const [first] = classes.split(/\s+/).filter((word) => isName(word) && !isRowMark(word))
  return first ? `${name}.${first}` : name
}

/** Levels above an entry that a selector names at most. */
const levels = 4

function selectorOf(entry: Element): string {
  const steps = [step(entry, true)]
  let above = entry.parent
  while (above && isTag(above) && above.name !== 'body' && above.name !== 'html' && steps.length <= levels) {
    const named = step(above, false)
    steps.unshift(named)
    if (/[#.]/.test(named)) break
    above = above.parent
  }
  return steps.join(' > ')
}

/** Where the headline stands when other links come before it in the row; null when it is the first link. */
function linkSelector(rows: readonly Row[]): string | null {
  const isFirst = ({ entry, anchor }: Row) => entry === anchor || find(entry, 'a[href]') === anchor
  if (rows.filter(isFirst).length >= rows.length * 0.8) return null
  const finds = (selector: string) =>
    rows.filter(({ entry, anchor }) => find(entry, selector) === anchor).length
  const candidates = new Set(
    rows.flatMap(({ anchor, entry }) => {
      const own = step(anchor, true)
      const { parent } = anchor
      return parent && parent !== entry && isTag(parent) ? [own, `${step(parent, true)} > ${own}`] : [own]
    }),
  )
  return [...candidates].sort((a, b) => finds(b) - finds(a))[0] ?? null
}

const placeOf = (element: Element): string => {
  const alike = element.parent?.children.filter((child) => isTag(child) && child.name === element.name) ?? []
  return `${element.name}:nth-of-type(${alike.indexOf(element) + 1})`
}

/** The element that shows the date in nearly every row, when there is one. */
function dateSelector(rows: readonly Row[], now: Date): string | null {
  const counts = new Map<string, number>()
  for (const { entry } of rows) {
    const holder = findAll(entry, '*').findLast(
      (element) => element.name !== 'a' && parsePublishedAt(lineOf(element), now) !== null,
    )
    if (!holder) continue
    const shows = (css: string) => {
      const first = find(entry, css)
      return first !== null && parsePublishedAt(lineOf(first), now) !== null
    }
    // In a table the date's cell has no name, only its place.
    const selector = [step(holder, true), placeOf(holder)].find(shows)
    if (selector === undefined) continue
    counts.set(selector, (counts.get(selector) ?? 0) + 1)
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1])
  return best && best[1] >= rows.length * 0.8 ? best[0] : null
}
