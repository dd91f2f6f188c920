import type { ItemDraft } from '@huiyin/domain/item'
import type { SourceDefinition } from '@huiyin/domain/source'
import type { DetailRule, HtmlDefinition } from '@huiyin/domain/source-reading'
import type { Document } from 'domhandler'
import { type ExtractedPage, extractArticle } from '../extract/article.js'
import { ExtractError } from '../extract/extract-error.js'
import { extractJsonList } from '../extract/json-list.js'
import { parseListTree } from '../extract/list-tree.js'
import { writtenAddress } from '../extract/next-page.js'
import { extractPosts, type NumberedPost, type PostsPage } from '../extract/posts.js'
import { sendsOnTo } from '../extract/shell.js'
import { refuseWall } from '../extract/wall-page.js'
import { draftOf } from './listing.js'

/** What one page of a post holds. */
export interface DetailReading {
  page: ExtractedPage
  /** Posts below the first, in the page's order. */
  replies: NumberedPost[]
  /** Where the thread goes on. */
  nextReplies: string | null
  /** Where the comments are. */
  commentsAt: string | null
  /** A page without a text of its own may send on. */
  sendsTo: string | null
}

const repliesRule = ({ read }: SourceDefinition): HtmlDefinition['replies'] =>
  read.type === 'html' ? read.replies : undefined

const detailRule = ({ read }: SourceDefinition): DetailRule | undefined =>
  read.type === 'posts' ? undefined : read.detail

/**
 * Reads the page of one post; a pure function of the text.
 * @throws ExtractError `selector` where a rule finds nothing, `wall` on a page that asks for a log-in or a proof of
 * being human, `gone` on a notice that the post was taken down.
 */
export function readDetail(
  text: string,
  url: string,
  definition: SourceDefinition,
  now: Date,
  listTitle = '',
): DetailReading {
  const { tree } = parseListTree(text)
  const page = withSelectors(
    () => extractArticle(tree, url, { selectors: detailRule(definition), now, listTitle }),
    tree,
    url,
  )
  if (typeof page === 'string')
    return { page: emptyPage, replies: [], nextReplies: null, commentsAt: null, sendsTo: page }
  refuseWall(page, text, url)
  const rule = repliesRule(definition)
  const thread =
    rule && page.text !== '' ? extractPosts(tree, rule, { markup: text, url, now, from: 1 }) : null
  const { read } = definition
  return {
    page,
    replies: thread?.posts.filter(({ number }) => number > 1) ?? [],
    nextReplies: thread?.next ?? null,
    commentsAt:
      read.type === 'html' && read.commentList ? writtenAddress(text, read.commentList.from, url) : null,
    sendsTo: page.text === '' ? sendsOnTo(tree, 0, url) : null,
  }
}

/** A shell has none of what the selectors name: it is followed rather than called redesigned. */
function withSelectors(read: () => ExtractedPage, tree: Document, url: string): ExtractedPage | string {
  try {
    return read()
  } catch (error) {
    const general = extractArticle(tree, url, { now: new Date(0) })
    const target = error instanceof ExtractError ? sendsOnTo(tree, general.text.length, url) : null
    if (target === null) throw error
    return target
  }
}

const emptyPage: ExtractedPage = {
  title: '',
  text: '',
  publishedAt: null,
  author: null,
  source: null,
  images: [],
  attachments: [],
  kind: 'shell',
  nextPages: [],
  links: [],
  engagement: {},
  answer: null,
}

/** Further floors on the next page of a thread, the first of them number `from`. @throws ExtractError */
export function readReplies(
  text: string,
  url: string,
  definition: SourceDefinition,
  from: number,
  now: Date,
): PostsPage {
  const rule = repliesRule(definition)
  if (!rule) return { posts: [], next: null }
  const { tree, markup } = parseListTree(text)
  const { posts, next } = extractPosts(tree, rule, { markup, url, now, from })
  return { posts: posts.filter(({ number }) => number > 1), next }
}

/** Comments an interface gives as JSON. @throws ExtractError */
export function readComments(
  text: string,
  url: string,
  definition: SourceDefinition,
  now: Date,
): ItemDraft[] {
  const { read } = definition
  if (read.type !== 'html' || !read.commentList) return []
  // Nobody has commented yet: that is no fault of the interface.
  return extractJsonList(text, url, read.commentList.list, 2, now).entries.map(draftOf)
}

/** The text of an article's further page joined to what came before; a page that only repeats it adds nothing. */
export function joinPage(first: ExtractedPage, next: ExtractedPage): ExtractedPage {
  const isRepeated = next.text === '' || first.text.includes(next.text)
  return isRepeated
    ? first
    : {
        ...first,
        text: `${first.text}\n${next.text}`,
        images: [...new Set([...first.images, ...next.images])],
        attachments: [
          ...first.attachments,
          ...next.attachments.filter(({ url }) => !first.attachments.some((one) => one.url === url)),
        ],
      }
}

/** A reply as an item of its own: it bears the thread's title, for a floor has none. */
export function replyDraft(
  { number, ...post }: NumberedPost,
  thread: { key: string; title: string },
): ItemDraft {
  return { ...post, title: `回复：${thread.title}`, threadKey: thread.key, replyNumber: number }
}
