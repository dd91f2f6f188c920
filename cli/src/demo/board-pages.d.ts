import type { SitePage } from './response.js'
import { type SiteView } from './timeline.js'
/** The county's message board. */
export declare function boardPage(path: string, view: SiteView): SitePage | undefined
