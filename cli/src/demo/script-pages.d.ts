import { type SitePage } from './response.js'
import { type SiteView } from './timeline.js'
/** The media centre's column of readers' voices, whose list only a browser sees. */
export declare function scriptPage(path: string, view: SiteView): SitePage | undefined
