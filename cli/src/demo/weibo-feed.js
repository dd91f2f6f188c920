import { articlePage } from './article-page.js'
import { demoNotice, escapeMarkup } from './markup.js'
import { utf8 } from './response.js'
import { findPost } from './timeline.js'

const siteName = '微博镜像'
/** JSON Feed 1.1 keeps extensions under a name that begins with an underscore. */
const item = (post, origin) => {
  const url = `${origin}/weibo/status/${post.number}.html`
  return {
    id: url,
    url,
    title: post.title,
    content_html: `<p>${escapeMarkup(post.text)}</p>`,
    date_published: post.publishedAt.toISOString(),
    authors: [{ name: post.author }],
    language: 'zh-CN',
    _engagement: post.counts,
  }
}
const feed = (view, origin) =>
  utf8(
    'application/feed+json',
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: '青禾同城微博镜像（演示）',
      description: demoNotice,
      home_page_url: `${origin}/`,
      feed_url: `${origin}/weibo/feed.json`,
      items: view.posts.map((post) => item(post, origin)),
    }),
  )
/** A public mirror of micro-blogs: JSON Feed 1.1. */
export function weiboPage(path, view, origin) {
  if (path === '/weibo/feed.json') return feed(view, origin)
  const number = /^\/weibo\/status\/(\d+)\.html$/.exec(path)?.[1]
  const post = number === undefined ? undefined : findPost(view, Number(number))
  return post && articlePage(post, siteName)
}
//# sourceMappingURL=weibo-feed.js.map
