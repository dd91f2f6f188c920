import type { Engagement } from '@huiyin/domain/item'
import type { DemoPost, DemoSite } from './posts.js'

/** A post as its site shows it at one instant. */
export interface ShownPost {
  /** Stable number in its address: the position of the post among all posts. */
  number: number
  site: DemoSite
  title: string
  text: string
  author: string
  publishedAt: Date
  appearedAt: Date
  counts: Engagement
}

/** One site at one instant; pages are functions of this and nothing else. */
export interface SiteView {
  /** Newest first. */
  posts: readonly ShownPost[]
  /** The last whole minute since the start: counts and “3 分钟前” change only then. */
  minute: Date
  /** When any page of the site last changed. */
  modifiedAt: Date
}

const firstNumber = 1001
const titleLength = 24
const minuteMs = 60_000

/** A micro-blog post has no title: mirrors print its first words instead. */
const headline = (post: DemoPost): string =>
  post.title ?? (post.text.length > titleLength ? `${post.text.slice(0, titleLength)}…` : post.text)

const countNames = ['reads', 'comments', 'likes', 'shares'] as const

function countsAfter(post: DemoPost, minutes: number): Engagement {
  const counts: Engagement = {}
  for (const name of countNames) {
    const start = post[name]
    if (start !== undefined) counts[name] = start + (post.growth?.[name] ?? 0) * minutes
  }
  return counts
}

const appearedAt = (post: DemoPost, startedAt: Date) =>
  new Date(startedAt.getTime() + post.afterSeconds * 1000)

function show(post: DemoPost, index: number, startedAt: Date, minute: Date): ShownPost {
  const appeared = appearedAt(post, startedAt)
  const minutes = Math.max(0, Math.floor((minute.getTime() - appeared.getTime()) / minuteMs))
  return {
    number: firstNumber + index,
    site: post.site,
    title: headline(post),
    text: post.text,
    author: post.author,
    publishedAt: new Date(appeared.getTime() - (post.publishedAgoMinutes ?? 0) * minuteMs),
    appearedAt: appeared,
    counts: countsAfter(post, minutes),
  }
}

/**
 * What `site` shows at `now`. Everything is counted from `startedAt` in whole seconds and minutes, so the same
 * instant always yields the same bytes and two different states never share a Last-Modified second.
 */
export function viewSite(posts: readonly DemoPost[], site: DemoSite, startedAt: Date, now: Date): SiteView {
  const elapsed = Math.max(0, now.getTime() - startedAt.getTime())
  const minute = new Date(startedAt.getTime() + Math.floor(elapsed / minuteMs) * minuteMs)
  const shown = posts
    .map((post, index) => ({ post, index }))
    .filter(({ post }) => post.site === site && post.afterSeconds * 1000 <= elapsed)
    .map(({ post, index }) => show(post, index, startedAt, minute))
    .sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || b.number - a.number)
  const changes = [minute, ...shown.map((post) => post.appearedAt)].map((at) => at.getTime())
  return { posts: shown, minute, modifiedAt: new Date(Math.max(...changes)) }
}

/** Post number `number` of the site, if it is shown already. */
export const findPost = (view: SiteView, number: number): ShownPost | undefined =>
  view.posts.find((post) => post.number === number)
