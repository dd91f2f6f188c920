import { toShanghaiText } from '@huiyin/domain/shanghai'
import { escapeMarkup, htmlPage, paginate } from './markup.js'
import { utf8 } from './response.js'
import { findPost } from './timeline.js'

/** Ten threads a page: a new thread pushes one from every page to the next, as on a living forum. */
const perPage = 10
const minuteMs = 60_000
const style = `.hd{background:#2b7a4b;color:#fff;padding:16px 24px;font-size:22px}.nv{background:#e7f1ea;padding:6px 24px}.nv a{margin-right:20px}
#threadlist{width:932px;margin:14px 24px;border-collapse:collapse}#threadlist td,#threadlist th{border-bottom:1px solid #eee;padding:8px;font-weight:normal;text-align:left}
.by,.num{color:#888;white-space:nowrap;font-size:13px}.pg{padding:14px 24px}.pg a,.pg strong{border:1px solid #cbd8cf;padding:3px 10px;margin-right:5px}
#postlist{width:932px;margin:14px 24px;border-collapse:collapse}#postlist .pls{width:150px;background:#f0f6f2;vertical-align:top;padding:14px}#postlist .plc{padding:14px;vertical-align:top}
.t_f{font-size:16px;line-height:1.9;padding:12px 0 60px}em{font-style:normal;color:#888}.ft{color:#888;text-align:center;padding:18px;font-size:13px}h1{font-size:20px;margin:0}`
const frame = (title, content) =>
  utf8(
    'text/html',
    htmlPage({
      title: `${title} - 禾下论坛`,
      charset: 'utf-8',
      style,
      body: `<div class="wrap"><div class="hd">禾下论坛 <small>演示站</small></div>
<div class="nv"><a href="/forum/forum-2-1.html">青禾百事</a><a href="/forum/forum-2-1.html">民生杂谈</a><a href="/forum/forum-2-1.html">二手交易</a></div>
${content}
<div class="ft">禾下论坛为虚构站点，仅作演示 Powered by 演示</div></div>`,
    }),
  )
const threadAddress = (post) => `/forum/thread-${post.number}-1-1.html`
const listAddress = (page) => `/forum/forum-2-${page}.html`
/** “3 分钟前” on the list only; the thread itself prints the whole time. */
export function timeAgo(publishedAt, now) {
  const minutes = Math.max(0, Math.floor((now.getTime() - publishedAt.getTime()) / minuteMs))
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`
  return toShanghaiText(publishedAt)
}
const thread = (post, now) =>
  `<tbody class="thread" id="normalthread_${post.number}"><tr><th><a class="s xst" href="${threadAddress(post)}">${escapeMarkup(post.title)}</a></th><td class="by"><cite>${escapeMarkup(post.author)}</cite></td><td class="by"><em>${timeAgo(post.publishedAt, now)}</em></td><td class="num">${post.counts.comments ?? 0} / ${post.counts.reads ?? 0}</td></tr></tbody>`
function listPage(view, page) {
  const cut = paginate(view.posts, page, perPage)
  if (!cut) return undefined
  const numbers = Array.from({ length: cut.pages }, (_, index) =>
    index + 1 === page ? `<strong>${page}</strong>` : `<a href="${listAddress(index + 1)}">${index + 1}</a>`,
  ).join('')
  const next = page < cut.pages ? `<a class="nxt" href="${listAddress(page + 1)}">下一页</a>` : ''
  return frame(
    '青禾百事',
    `<table id="threadlist">
${cut.entries.map((post) => thread(post, view.minute)).join('\n')}
</table>
<div class="pg">${numbers}${next}</div>`,
  )
}
const threadPage = (post) => {
  const published = toShanghaiText(post.publishedAt)
  return frame(
    post.title,
    `<table id="postlist"><tr><td class="pls"><a class="xw1" href="${threadAddress(post)}">${escapeMarkup(post.author)}</a></td>
<td class="plc"><h1><span id="thread_subject">${escapeMarkup(post.title)}</span></h1>
<em class="posted">发表于 <span title="${published}">${published}</span></em> <em>查看: <span class="views">${post.counts.reads ?? 0}</span> 回复: <span class="replies">${post.counts.comments ?? 0}</span></em>
<table><tr><td class="t_f" id="postmessage_${post.number}">${escapeMarkup(post.text)}</td></tr></table></td></tr></table>`,
  )
}
/** The townspeople's forum. */
export function forumPage(path, view) {
  if (path === '/forum/') return listPage(view, 1)
  const list = /^\/forum\/forum-2-(\d{1,3})\.html$/.exec(path)?.[1]
  if (list !== undefined) return listPage(view, Number(list))
  const number = /^\/forum\/thread-(\d+)-1-1\.html$/.exec(path)?.[1]
  const post = number === undefined ? undefined : findPost(view, Number(number))
  return post && threadPage(post)
}
//# sourceMappingURL=forum-pages.js.map
