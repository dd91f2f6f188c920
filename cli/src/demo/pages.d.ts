import type { DemoPost } from './posts.js'
import { type SitePage } from './response.js'
export interface DatedPage extends SitePage {
  modifiedAt: Date
}
/** The page at `path` at the instant `now`; undefined when there is none (yet). */
export declare function demoPage(
  path: string,
  web: {
    posts: readonly DemoPost[]
    startedAt: Date
    origin: string
  },
  now: Date,
): DatedPage | undefined
