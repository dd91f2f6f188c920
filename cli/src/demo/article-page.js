import { toShanghaiText } from '@huiyin/domain/shanghai'
import { escapeMarkup, htmlPage } from './markup.js'
import { utf8 } from './response.js'

const style = `article{padding:24px 60px 60px;font-size:17px;line-height:2}article h1{font-size:24px;line-height:1.5}
.meta{color:#888;font-size:14px}.meta span{margin-right:16px}`
const labels = { reads: '阅读', comments: '评论', likes: '点赞', shares: '转发' }
/** The page behind one entry of a mirror or of the media centre: one article and nothing around it. */
export function articlePage(post, siteName) {
  const counts = Object.keys(labels)
    .filter((name) => post.counts[name] !== undefined)
    .map((name) => `<span>${labels[name]} <b class="${name}">${post.counts[name]}</b></span>`)
    .join('')
  const published = toShanghaiText(post.publishedAt)
  return utf8(
    'text/html',
    htmlPage({
      title: `${post.title} - ${siteName}`,
      charset: 'utf-8',
      style,
      body: `<div class="wrap"><article><h1>${escapeMarkup(post.title)}</h1>
<div class="meta"><span class="author">${escapeMarkup(post.author)}</span><time datetime="${post.publishedAt.toISOString()}">${published}</time> ${counts}</div>
<div class="content"><p>${escapeMarkup(post.text)}</p></div></article></div>`,
    }),
  )
}
//# sourceMappingURL=article-page.js.map
