import { dayOf, toShanghaiText } from '@huiyin/domain/shanghai'
import iconv from 'iconv-lite'
import { escapeMarkup, htmlPage, paginate } from './markup.js'
import { findPost } from './timeline.js'

const perPage = 20
const firstPage = '/board/index.shtml'
/** Like many county sites: bytes in GBK, the charset named only in <meta>, none in the header. */
const gbk = (html) => ({ contentType: 'text/html', body: iconv.encode(html, 'gbk') })
const style = `.head{background:#b5121b;color:#fff;padding:22px 28px}.head h2{margin:0;font-size:26px;letter-spacing:3px}
.nav{background:#8f0d15}.nav a{display:inline-block;color:#fff;padding:8px 22px}.crumb{padding:10px 24px;color:#777}
table.ly-list{width:932px;margin:0 24px;border-collapse:collapse}.ly-list th{background:#f4e6e6;text-align:left;padding:7px}
.ly-list td{border-bottom:1px dashed #ddd;padding:7px}.ly-time,.ly-hits{color:#888;white-space:nowrap}
.page{text-align:center;padding:18px}.page a,.page b{margin:0 6px}h1.ly-title{font-size:22px;text-align:center;padding:20px 40px 0;margin:0}
.ly-meta{text-align:center;color:#888;border-bottom:1px solid #eee;padding:8px}#Zoom{padding:18px 40px;font-size:16px;line-height:2;min-height:180px}
.foot{background:#eee;color:#666;text-align:center;padding:16px;margin-top:18px;font-size:13px}`
const frame = (title, content) =>
  gbk(
    htmlPage({
      title,
      charset: 'gb2312',
      style,
      body: `<div class="wrap"><div class="head"><h2>青禾县人民政府（演示站）</h2></div>
<div class="nav"><a href="${firstPage}">首页</a><a href="${firstPage}">政务公开</a><a href="${firstPage}">政民互动</a><a href="${firstPage}">网上留言</a></div>
<div class="crumb">当前位置：首页 &gt; 政民互动 &gt; 网上留言</div>
${content}
<div class="foot">主办：青禾县人民政府办公室（虚构） 承办：青禾县融媒体中心（虚构）<br>网站标识码：0000000000 岚东公网安备演示号 本站为演示</div></div>`,
    }),
  )
/** `t20260803_1023`: day of publishing and number, as county publishing systems name their pages. */
const addressOf = (post) => `/board/t${dayOf(post.publishedAt).replaceAll('-', '')}_${post.number}.shtml`
const listAddress = (page) => (page === 1 ? firstPage : `/board/index_${page - 1}.shtml`)
const row = (post) =>
  `<tr class="ly-row"><td class="ly-no">${post.number}</td><td class="ly-title"><a href="${addressOf(post)}">${escapeMarkup(post.title)}</a></td><td class="ly-hits">${post.counts.reads ?? 0}</td><td class="ly-time">${dayOf(post.publishedAt)}</td></tr>`
function listPage(view, page) {
  const cut = paginate(view.posts, page, perPage)
  if (!cut) return undefined
  const before = page > 1 ? `<a class="prev" href="${listAddress(page - 1)}">上一页</a>` : ''
  const next = page < cut.pages ? `<a class="next" href="${listAddress(page + 1)}">下一页</a>` : ''
  return frame(
    '网上留言',
    `<table class="ly-list"><tr><th>编号</th><th>标题</th><th>阅读</th><th>日期</th></tr>
${cut.entries.map(row).join('\n')}
</table>
<div class="page">共 ${cut.pages} 页 ${before}<b>${page}</b>${next}</div>`,
  )
}
const detailPage = (post) =>
  frame(
    post.title,
    `<h1 class="ly-title">${escapeMarkup(post.title)}</h1>
<div class="ly-meta">发布时间：<span class="ly-time">${toShanghaiText(post.publishedAt)}</span> 留言人：<span class="ly-author">${escapeMarkup(post.author)}</span> 阅读：<span class="ly-reads">${post.counts.reads ?? 0}</span> 跟帖：<span class="ly-replies">${post.counts.comments ?? 0}</span></div>
<div id="Zoom"><p>${escapeMarkup(post.text)}</p></div>`,
  )
/** The county's message board. */
export function boardPage(path, view) {
  const list = /^\/board\/(?:index(?:_(\d{1,3}))?\.shtml)?$/.exec(path)
  if (list) return listPage(view, Number(list[1] ?? 0) + 1)
  const number = /^\/board\/t\d{8}_(\d+)\.shtml$/.exec(path)?.[1]
  const post = number === undefined ? undefined : findPost(view, Number(number))
  return post && addressOf(post) === path ? detailPage(post) : undefined
}
//# sourceMappingURL=board-pages.js.map
