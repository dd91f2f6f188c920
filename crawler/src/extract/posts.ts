import type { ItemDraft } from '@huiyin/domain/item'
import type { PostsRule } from '@huiyin/domain/source-reading'
import { cleanUrl } from '@huiyin/store/clean-url'
import type { Document, Element } from 'domhandler'
import { textOf } from './blocks.js'
import { noMatch } from './extract-error.js'
import { firstLine } from './json-list.js'
import { nextPage } from './next-page.js'
import { imagesIn } from './page-links.js'
import { countsOf } from './particulars.js'
import { cssOf, find, findAll, readField, readTime } from './selector.js'

/** A post among several on a page. */
export interface NumberedPost extends ItemDraft {
  /** Its floor: 1 is the first post of a thread. */
  number: number
}

export interface PostsPage {
  posts: NumberedPost[]
  next: string | null
}

export interface PostsPlace {
  /** Markup of the page, for a next page written into a script. */
  markup: string
  url: string
  now: Date
  /** The number of the page's first post where it does not say. */
  from: number
}

/** Posts of one page; forums show 20 to 50. */
const mostPosts = 1_000

/**
 * Reads the posts that stand on one page.
 * @throws ExtractError `selector` when there is no post, or none has what a field's selector names.
 */
export function extractPosts(
  tree: Document,
  rule: PostsRule,
  { markup, url, now, from }: PostsPlace,
): PostsPage {
  const elements = findAll(tree, rule.post).slice(0, mostPosts)
  if (elements.length === 0) throw noMatch('post', rule.post, url)
  const posts = elements.flatMap((element, index) => {
    const text = textIn(element, rule)
    if (!text) return []
    const number = floorOf(readField(element, rule.floor)) ?? from + index
    return [
      {
        number,
        url: addressOf(element, rule, url, number),
        title: firstLine(text),
        text,
        publishedAt: readTime(element, rule.publishedAt, now),
        author: readField(element, rule.author) || null,
        images: imagesIn([(rule.text && find(element, rule.text)) || element], url),
        engagement: countsOf((name) => readField(element, rule[name])),
      },
    ]
  })
  if (posts.length === 0) throw noMatch('text', cssOf(rule.text ?? rule.post), url)
  return { posts, next: nextPage(tree, markup, rule.next, url) }
}

function textIn(element: Element, { text }: PostsRule): string {
  if (text === undefined) return textOf(element)
  const found = find(element, text)
  if (!found) return ''
  return typeof text === 'string' ? textOf(found) : (found.attribs[text.attr] ?? '').trim()
}

/** A post without an address of its own has the page's and its id, so that it is known again. */
function addressOf(element: Element, { link }: PostsRule, url: string, number: number): string {
  const target = link === undefined ? null : find(element, link)
  const attr = typeof link === 'object' ? link.attr : 'href'
  const own = target ? cleanUrl(target.attribs[attr] ?? '', url) : null
  if (own && own !== cleanUrl(url)) return own
  const { id, 'data-id': dataId, 'data-pid': pid } = element.attribs
  const mark = pid ?? dataId ?? /\d{3,}/.exec(id ?? '')?.[0]
  return `${cleanUrl(url)}#${mark ?? `floor-${number}`}`
}

const named: Readonly<Record<string, number>> = { 楼主: 1, 沙发: 2, 椅子: 3, 板凳: 3, 藤椅: 3, 地板: 4 }

/** The floor a thread shows: 楼主, 沙发, 3楼, #12; null when it shows none. */
export function floorOf(text: string | null): number | null {
  if (text === null) return null
  const word = Object.keys(named).find((name) => text.includes(name))
  const [, digits] =
    /(?<!\d)(\d{1,6})\s*(?:楼|层|#|F)/i.exec(text) ??
    /#\s*(\d{1,6})/.exec(text) ??
    /^(\d{1,6})$/.exec(text) ??
    []
  if (digits) return Number(digits)
  return word === undefined ? null : (named[word] ?? null)
}
