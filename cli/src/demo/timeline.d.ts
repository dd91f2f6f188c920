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
/**
 * What `site` shows at `now`. Everything is counted from `startedAt` in whole seconds and minutes, so the same
 * instant always yields the same bytes and two different states never share a Last-Modified second.
 */
export declare function viewSite(
  posts: readonly DemoPost[],
  site: DemoSite,
  startedAt: Date,
  now: Date,
): SiteView
/** Post number `number` of the site, if it is shown already. */
export declare const findPost: (view: SiteView, number: number) => ShownPost | undefined
