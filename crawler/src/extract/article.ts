import type { Engagement } from '@huiyin/domain/item'
import type { HtmlDefinition, Selector } from '@huiyin/domain/source'
import { type CheerioAPI, load } from 'cheerio'
import type { Element } from 'domhandler'
import { type Block, blocksOf, textOf } from './blocks.js'
import { readBoard } from './board.js'
import { noMatch } from './extract-error.js'
import { clutterRule, findBody } from './main-text.js'
import { imagesIn, linksIn, nextPagesOf, type PageLink } from './page-links.js'
import { authorOf, engagementOf, parseCount, publishedAtOf, titleOf } from './particulars.js'
import { parsePublishedAt } from './published-at.js'
import { cssOf, find, readField } from './selector.js'
import { tidyLines } from './tidy.js'

/** `board`: question and reply; `list`: links, no body; `shell`: a frameset or script that only sends on. */
export type PageKind = 'article' | 'board' | 'list' | 'shell' | 'empty'

/** One page as read. */
export interface ExtractedPage {
  title: string
  text: string
  publishedAt: Date | null
  author: string | null
  images: string[]
  kind: PageKind
  /** Further pages of the same article. */
  nextPages: string[]
  links: PageLink[]
  engagement: Engagement
}

export type DetailSelectors = NonNullable<HtmlDefinition['detail']>

export interface ExtractOptions {
  /** Win over the general extractor, field by field. */
  selectors?: DetailSelectors | undefined
  /** Relative times (3小时前) count from here. */
  now: Date
}

/** Below this a body with many links beside it is a list page. */
const listText = 120
const listLinks = 15

/**
 * Reads one page: title, text, time, author, counts, images, paging.
 * @throws ExtractError `selector` when a given title or text selector finds nothing.
 */
export function extractArticle(
  html: string,
  url: string,
  { selectors = {}, now }: ExtractOptions,
): ExtractedPage {
  const $ = load(html)
  const root = $.root()
  const body = $('body').get(0)
  const blocks = body ? blocksOf(body, clutterRule($)) : []
  const field = (name: keyof DetailSelectors) => {
    const selector = selectors[name]
    return selector === undefined ? null : readField(root, selector)
  }
  const title = required(field('title'), selectors.title, 'title', url) ?? titleOf($)
  const main = selectors.text ? selectedText($, selectors.text, url) : generalText($, blocks, title)
  const givenTime = field('publishedAt') ?? main.askedAt
  const publishedAt =
    (givenTime ? parsePublishedAt(givenTime, now) : null) ?? publishedAtOf($, blocks, title, url, now)
  const reads = parseCount(field('reads') ?? '')
  const comments = parseCount(field('comments') ?? '')
  const links = linksIn(
    $,
    main.elements.length > 0 && main.kind !== 'list' ? main.elements : body ? [body] : [],
    url,
  )
  return {
    title,
    text: main.text,
    publishedAt,
    author: field('author') ?? main.author ?? authorOf($, blocks),
    images: imagesIn($, main.elements, url),
    kind: main.kind,
    nextPages: nextPagesOf($, url),
    links,
    engagement: {
      ...engagementOf(body ? blocksOf(body) : []),
      ...(reads === null ? {} : { reads }),
      ...(comments === null ? {} : { comments }),
    },
  }
}

interface MainText {
  text: string
  kind: PageKind
  elements: Element[]
  author: string | null
  askedAt: string | null
}

function required(value: string | null, selector: DetailSelectors['title'], name: string, url: string) {
  if (selector !== undefined && !value) throw noMatch(`read.detail.${name}`, cssOf(selector), url)
  return value
}

/** The first element a text selector finds, as for every field: of a thread that is the first post. */
function selectedText($: CheerioAPI, selector: Selector, url: string): MainText {
  const element = find($.root(), selector).get(0)
  const text =
    typeof selector === 'string' || !element
      ? element && textOf(element)
      : (element.attribs[selector.attr] ?? '').trim()
  if (!element || !text) throw noMatch('read.detail.text', cssOf(selector), url)
  return { text, kind: 'article', elements: [element], author: null, askedAt: null }
}

function generalText($: CheerioAPI, blocks: readonly Block[], title: string): MainText {
  const nothing = { text: '', elements: [], author: null, askedAt: null }
  const board = readBoard(blocks, title)
  if (board) {
    const elements = [...new Set(board.question.map(({ element }) => element))]
    return { text: board.text, kind: 'board', elements, author: board.author, askedAt: board.askedAt }
  }
  const element = findBody($)
  const isShell =
    $('frameset').length > 0 || /location(\.href)?\s*=|location\.replace/.test($('script').text())
  if (!element) return { ...nothing, kind: isShell ? 'shell' : 'empty' }
  const lines = tidyLines(blocksOf(element, clutterRule($)), title)
  const text = lines.join('\n')
  const links = $('a[href]').length
  const isList = text.length < listText && links >= listLinks && !/[。！？]/.test(text)
  if (isList) return { ...nothing, kind: 'list' }
  if (text === '') return { ...nothing, kind: isShell ? 'shell' : 'empty' }
  return { text, kind: 'article', elements: [element], author: null, askedAt: null }
}
