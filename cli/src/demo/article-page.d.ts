import { type SitePage } from './response.js'
import type { ShownPost } from './timeline.js'
/** The page behind one entry of a mirror or of the media centre: one article and nothing around it. */
export declare function articlePage(post: ShownPost, siteName: string): SitePage
