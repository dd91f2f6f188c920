import { boardPage } from './board-pages.js'
import { forumPage } from './forum-pages.js'
import { htmlPage } from './markup.js'
import { utf8 } from './response.js'
import { scriptPage } from './script-pages.js'
import { viewSite } from './timeline.js'
import { wechatPage } from './wechat-feed.js'
import { weiboPage } from './weibo-feed.js'

const pageOfSite = {
  board: boardPage,
  forum: forumPage,
  wechat: wechatPage,
  weibo: weiboPage,
  script: scriptPage,
}
const isSite = (word) => Object.hasOwn(pageOfSite, word)
const entrance = htmlPage({
  title: '青禾县网络世界',
  charset: 'utf-8',
  style: '.wrap{padding:24px 40px}',
  body: `<div class="wrap"><h1>青禾县的五个演示站点</h1><ul>
<li><a href="/board/index.shtml">县网上留言板（GBK 网页）</a></li><li><a href="/forum/forum-2-1.html">禾下论坛（翻页）</a></li>
<li><a href="/wechat/feed.xml">公众号镜像（RSS）</a></li><li><a href="/weibo/feed.json">微博镜像（JSON Feed）</a></li>
<li><a href="/script/">融媒民声栏（脚本生成）</a></li></ul></div>`,
})
/** Everything may be read: the demonstration is there to be crawled. */
const robots = '# 演示\nUser-agent: *\nAllow: /\n'
/** The page at `path` at the instant `now`; undefined when there is none (yet). */
export function demoPage(path, web, now) {
  if (path === '/robots.txt') return { ...utf8('text/plain', robots), modifiedAt: web.startedAt }
  if (path === '/') return { ...utf8('text/html', entrance), modifiedAt: web.startedAt }
  const site = path.split('/')[1] ?? ''
  if (!isSite(site)) return undefined
  const view = viewSite(web.posts, site, web.startedAt, now)
  const page = pageOfSite[site](path, view, web.origin)
  return page && { ...page, modifiedAt: view.modifiedAt }
}
//# sourceMappingURL=pages.js.map
