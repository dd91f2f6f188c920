import { toShanghaiText } from '@huiyin/domain/shanghai'
import { articlePage } from './article-page.js'
import { htmlPage } from './markup.js'
import { utf8 } from './response.js'
import { findPost } from './timeline.js'

const siteName = '青禾融媒民声栏'
const style = `.bar{background:#123f6d;color:#fff;padding:18px 28px;font-size:22px}#voices{list-style:none;margin:0;padding:10px 28px 40px}
#voices li{border-bottom:1px solid #eee;padding:10px 0;display:flex;justify-content:space-between}#voices time{color:#888}#voices:empty::after{content:"正在加载…";color:#999}`
/** Fetches the list and builds the links; without a script engine the page stays an empty shell. */
const script = `fetch('/script/list.json').then(function (r) { return r.json() }).then(function (data) {
  var list = document.getElementById('voices')
  data.voices.forEach(function (voice) {
    var li = document.createElement('li'), a = document.createElement('a'), time = document.createElement('time')
    li.className = 'voice'
    a.href = voice.path
    a.textContent = voice.title
    time.textContent = voice.time
    li.appendChild(a)
    li.appendChild(time)
    list.appendChild(li)
  })
})`
const shell = () =>
  utf8(
    'text/html',
    htmlPage({
      title: siteName,
      charset: 'utf-8',
      style,
      body: `<div class="wrap"><div class="bar">${siteName} <small>演示站</small></div><ul id="voices"></ul></div>
<script>${script}</script>`,
    }),
  )
const voice = (post) => ({
  path: `/script/voice/${post.number}.html`,
  title: post.title,
  time: toShanghaiText(post.publishedAt),
})
/** The media centre's column of readers' voices, whose list only a browser sees. */
export function scriptPage(path, view) {
  if (path === '/script/') return shell()
  if (path === '/script/list.json')
    return utf8('application/json', JSON.stringify({ notice: '演示', voices: view.posts.map(voice) }))
  const number = /^\/script\/voice\/(\d+)\.html$/.exec(path)?.[1]
  const post = number === undefined ? undefined : findPost(view, Number(number))
  return post && articlePage(post, siteName)
}
//# sourceMappingURL=script-pages.js.map
