import type { BoardAnswer } from '@huiyin/domain/item'
import type { Selector } from '@huiyin/domain/source-reading'
import type { Document, Element } from 'domhandler'
import { textOf } from './blocks.js'
import { readBoard } from './board.js'
import { answerOf } from './board-answer.js'
import { type EmbeddedArticle, embeddedArticle } from './embedded.js'
import { noMatch } from './extract-error.js'
import { headlineAt } from './headline.js'
import { findBody } from './main-text.js'
import { type Line, type PageLines, rawText } from './page-lines.js'
import { cssOf, find } from './selector.js'
import { tidyLines } from './tidy.js'
import { titleOf } from './title.js'

/** `board`: question and reply; `list`: links, no body; `shell`: a frameset or script that only sends on. */
export type PageKind = 'article' | 'board' | 'list' | 'shell' | 'empty'

/** The text of a page and what was learnt on the way to it. */
export interface MainText {
  text: string
  kind: PageKind
  elements: Element[]
  author: string | null
  askedAt: string | null
  answer: BoardAnswer | null
  /** A better title found beside the text. */
  title: string | null
  embedded: EmbeddedArticle | null
  /** The page's lines that hold the text, `from` up to but not with `to`; null when it stands on none. */
  from: number | null
  to: number
}

/** Below this a body with many links beside it is a list page. */
const listText = 120
const listLinks = 15
/** On a page of links without a headline less than this is a notice above the list. */
const noticeText = 40
/** A body shorter than this may be the caption of one the page's script draws. */
const captionText = 80

const nothing: Omit<MainText, 'kind'> = {
  text: '',
  elements: [],
  author: null,
  askedAt: null,
  answer: null,
  title: null,
  embedded: null,
  from: null,
  to: 0,
}

/**
 * The first element a text selector finds, as for every field: of a thread that is the first post.
 * @throws ExtractError `selector` when it finds nothing.
 */
export function selectedText(tree: Document, selector: Selector, url: string): MainText {
  const element = find(tree, selector)
  const text =
    typeof selector === 'string' || !element
      ? element && textOf(element)
      : (element.attribs[selector.attr] ?? '').trim()
  if (!element || !text) throw noMatch('read.detail.text', cssOf(selector), url)
  return { ...nothing, text, kind: 'article', elements: [element] }
}

/** The text by the page's own shape; `givenTitle` is what a selector read, and stays. */
export function generalText(page: PageLines, title: string, isGiven: boolean, now: Date): MainText {
  return boardText(page, title, now) ?? bodyText(page, title, isGiven)
}

function boardText(page: PageLines, title: string, now: Date): MainText | null {
  const lines = page.lines.filter((line) => !line.isClutter)
  const board = readBoard(lines, title)
  if (!board) return null
  const { text, author, askedAt, question } = board
  const answer = answerOf(lines, board.replyAt, now)
  const elements = [...new Set(question.map(({ element }) => element))]
  const places = question.map((block) => page.lines.indexOf(block as Line))
  const [from, to] = [Math.min(...places), Math.max(...places) + 1]
  return { ...nothing, text, kind: 'board', elements, author, askedAt, answer, from, to }
}

function bodyText(page: PageLines, title: string, isGiven: boolean): MainText {
  const at = headlineAt(page, title, null)
  const body = findBody(page, at)
  const better = isGiven ? null : titleOf(page, body?.from ?? null)
  const inside = body ? page.lines.slice(body.from, body.to).filter((line) => !line.isClutter) : []
  const kept = tidyLines(inside, better ?? title)
  const text = kept.map((line) => line.text).join('\n')
  const isShort = text.length < listText && page.anchors.length >= listLinks
  const isList = isShort && (!/[。！？]/.test(text) || (text.length < noticeText && at < 0))
  const embedded = isList || text.length < captionText ? embeddedArticle(page) : null
  if (embedded && embedded.text.length > text.length * 2)
    return { ...nothing, text: embedded.text, kind: 'article', embedded, title: better || embedded.title }
  const [first, last] = [kept.at(0), kept.at(-1)]
  if (isList) return { ...nothing, kind: 'list' }
  if (!body || !first || !last) return { ...nothing, kind: sendsOn(page) ? 'shell' : 'empty' }
  const to = page.lines.lastIndexOf(last) + 1
  return { ...nothing, text, kind: 'article', elements: [body.element], title: better, from: body.from, to }
}

const sendsOn = ({ hasFrames, scripts }: PageLines) =>
  hasFrames || scripts.some((script) => /location(\.href)?\s*=|location\.replace/.test(rawText(script)))
