import type { BoardAnswer, Engagement } from '@huiyin/domain/item'
import type { DetailRule } from '@huiyin/domain/source-reading'
import { parsePublishedAt } from '@huiyin/domain/text/published-at'
import type { Document, Element } from 'domhandler'
import { generalText, type MainText, type PageKind, selectedText } from './article-text.js'
import { textOf } from './blocks.js'
import { authorOf, sourceOf } from './byline.js'
import { noMatch } from './extract-error.js'
import { headlineAt, nearHeadline } from './headline.js'
import { type Line, type PageLines, type Placed, readLines } from './page-lines.js'
import {
  attachmentsOf,
  imagesIn,
  imagesOf,
  linksIn,
  linksOf,
  nextPagesOf,
  type PageLink,
} from './page-links.js'
import { publishedAtOf } from './page-time.js'
import { parseTree } from './parse-tree.js'
import { countsOf, engagementOf } from './particulars.js'
import { cssOf, find, readField, readTime } from './selector.js'
import { titleAsListed, titleOf } from './title.js'

export type { PageKind }

/** One page as read. */
export interface ExtractedPage {
  title: string
  text: string
  publishedAt: Date | null
  author: string | null
  /** Where the page says the text comes from (来源); of a WeChat page the account. */
  source: string | null
  images: string[]
  /** Files offered with the text. */
  attachments: PageLink[]
  kind: PageKind
  /** Further pages of the same article. */
  nextPages: string[]
  links: PageLink[]
  engagement: Engagement
  /** Of a message board: the unit's answer, apart from the question. */
  answer: BoardAnswer | null
}

export interface ExtractOptions {
  /** Win over the general extractor, field by field. */
  selectors?: DetailRule | undefined
  /** Relative times (3小时前) count from here. */
  now: Date
  /** What the list called it, perhaps cut short: where the page says it, that is the title. */
  listTitle?: string | undefined
}

/** Lines below the text that may still speak of it: likes, reads, comments. */
const besideBody = 8
/** Last lines of the text in which its author may sign. */
const signedWithin = 3

/**
 * Reads one page: title, text, time, author, source, counts, images, attachments, paging.
 * @throws ExtractError `selector` when a given title or text selector finds nothing.
 */
export function extractArticle(
  html: string | Document,
  url: string,
  { selectors = {}, now, listTitle = '' }: ExtractOptions,
): ExtractedPage {
  const page = readLines(typeof html === 'string' ? parseTree(html) : html)
  const field = (name: keyof DetailRule) => readField(page.tree, selectors[name])
  const givenTitle = required(field('title'), selectors.title, 'title', url)
  const knownTitle = givenTitle ?? titleAsListed(page, listTitle)
  const likelyTitle = knownTitle ?? titleOf(page)
  const main = selectors.text
    ? selectedText(page.tree, selectors.text, url)
    : generalText(page, likelyTitle, knownTitle !== null, now)
  const title = main.title ?? likelyTitle
  const near = nearHeadline(page, headlineAt(page, title, main.from), main.from)
  const publishedAt =
    readTime(page.tree, selectors.publishedAt, now) ??
    (main.askedAt ? parsePublishedAt(main.askedAt, now) : null) ??
    statedAt(page, main, near, url, now) ??
    (main.embedded?.publishedAt ? parsePublishedAt(main.embedded.publishedAt, now) : null)
  const source = field('source') ?? sourceOf(page, near) ?? main.embedded?.source ?? null
  return {
    title,
    text: main.text,
    publishedAt,
    author: field('author') ?? main.author ?? unlike(source, writerOf(page, main, near, title)),
    source,
    images: main.from === null ? imagesIn(main.elements, url) : imagesOf(within(page.images, main), url),
    attachments: main.text === '' ? [] : attachmentsOf(page, url),
    kind: main.kind,
    nextPages: nextPagesOf(page, url),
    links: linksFrom(page, main, url),
    engagement: {
      ...engagementOf([...near, ...page.lines.slice(main.to, main.to + besideBody)]),
      ...countsOf(field),
    },
    answer: answerIn(page.tree, selectors, now) ?? main.answer,
  }
}

/** The answer as selectors read it; null when the definition names none. */
function answerIn(tree: Document, { unit, reply, repliedAt }: DetailRule, now: Date): BoardAnswer | null {
  if (!unit && !reply && !repliedAt) return null
  const element = reply ? find(tree, reply) : null
  return {
    unit: readField(tree, unit) || null,
    text: element ? textOf(element) : '',
    repliedAt: readTime(tree, repliedAt, now),
  }
}

function required(value: string | null, selector: DetailRule['title'], name: string, url: string) {
  if (selector !== undefined && !value) throw noMatch(`read.detail.${name}`, cssOf(selector), url)
  return value
}

/** A sentence at least: the text has begun, and the days it tells of are not its own. */
const isRunning = ({ text }: Line) => text.length >= 18 && /[，。！？]/.test(text)

/** When the page itself says it was published; the days on a list are those of other pages. */
function statedAt(page: PageLines, main: MainText, near: Line[], url: string, now: Date): Date | null {
  if (main.kind === 'list')
    return publishedAtOf(page, { near: [], outside: [], below: [], body: [] }, url, now)
  const below = page.lines.slice(main.to, main.to + besideBody)
  const body = page.lines.slice(main.from ?? 0, main.from === null ? 0 : main.to)
  const begun = near.findIndex((line) => isRunning(line) && body.includes(line))
  const head = begun < 0 ? near : near.slice(0, begun)
  return publishedAtOf(page, { near: head, outside: outside(page, main), below, body }, url, now)
}

/** Lines that are neither furniture nor the text. */
const outside = ({ lines }: PageLines, { from, to }: MainText) =>
  lines.filter((line, at) => !line.isClutter && (from === null || at < from || at >= to))

const writerOf = (page: PageLines, main: MainText, near: PageLines['lines'], title: string) =>
  authorOf(
    page,
    [...near, ...page.lines.slice(Math.max(main.from ?? 0, main.to - signedWithin), main.to)],
    title,
  ) ??
  main.embedded?.author ??
  null

/** An author that only repeats the source is none. */
const unlike = (source: string | null, author: string | null) => (author === source ? null : author)

const within = (placed: readonly Placed[], { from, to }: MainText): Element[] =>
  placed.filter(({ at }) => from !== null && at >= from && at <= to).map(({ element }) => element)

/** The text's own links; of a page without a text, all. */
function linksFrom(page: PageLines, main: MainText, url: string): PageLink[] {
  if (main.from !== null) return linksOf(within(page.anchors, main), url)
  if (main.elements.length > 0) return linksIn(main.elements, url)
  return linksOf(
    page.anchors.map(({ element }) => element),
    url,
  )
}
