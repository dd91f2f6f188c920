import { type SitePage } from './response.js'
import { type SiteView } from './timeline.js'
/** “3 分钟前” on the list only; the thread itself prints the whole time. */
export declare function timeAgo(publishedAt: Date, now: Date): string
/** The townspeople's forum. */
export declare function forumPage(path: string, view: SiteView): SitePage | undefined
