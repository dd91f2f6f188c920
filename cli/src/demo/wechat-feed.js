import { articlePage } from './article-page.js'
import { demoNotice, escapeMarkup } from './markup.js'
import { utf8 } from './response.js'
import { findPost } from './timeline.js'

const siteName = '公众号镜像'
const addressOf = (post, origin) => `${origin}/wechat/s/${post.number}.html`
/**
 * Counts travel in the two places RSS readers know: Slash for comments, Media RSS statistics for views and
 * favourites.
 */
const item = (post, origin) => `<item>
<title>${escapeMarkup(post.title)}</title>
<link>${addressOf(post, origin)}</link>
<guid isPermaLink="true">${addressOf(post, origin)}</guid>
<pubDate>${post.publishedAt.toUTCString()}</pubDate>
<dc:creator>${escapeMarkup(post.author)}</dc:creator>
<description>${escapeMarkup(`<p>${escapeMarkup(post.text)}</p>`)}</description>
<slash:comments>${post.counts.comments ?? 0}</slash:comments>
<media:community><media:statistics views="${post.counts.reads ?? 0}" favorites="${post.counts.likes ?? 0}"/></media:community>
</item>`
const feed = (view, origin) =>
  utf8(
    'application/rss+xml',
    `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>青禾本地公众号镜像（演示）</title>
<link>${origin}/</link>
<description>${demoNotice}</description>
<language>zh-cn</language>
<lastBuildDate>${view.modifiedAt.toUTCString()}</lastBuildDate>
${view.posts.map((post) => item(post, origin)).join('\n')}
</channel>
</rss>
`,
  )
/** A public mirror of WeChat accounts: RSS 2.0, whole text in the feed. */
export function wechatPage(path, view, origin) {
  if (path === '/wechat/feed.xml') return feed(view, origin)
  const number = /^\/wechat\/s\/(\d+)\.html$/.exec(path)?.[1]
  const post = number === undefined ? undefined : findPost(view, Number(number))
  return post && articlePage(post, siteName)
}
//# sourceMappingURL=wechat-feed.js.map
