import { type SitePage } from './response.js'
import { type SiteView } from './timeline.js'
/** A public mirror of micro-blogs: JSON Feed 1.1. */
export declare function weiboPage(path: string, view: SiteView, origin: string): SitePage | undefined
