import { type SitePage } from './response.js'
import { type SiteView } from './timeline.js'
/** A public mirror of WeChat accounts: RSS 2.0, whole text in the feed. */
export declare function wechatPage(path: string, view: SiteView, origin: string): SitePage | undefined
