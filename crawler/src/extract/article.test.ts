import { expect, test } from 'vitest'
import { extractArticle } from './article.js'
import { ExtractError } from './extract-error.js'

const now = new Date('2026-08-03T14:00:00+08:00')
const url = 'http://www.example.gov.cn/zx/t20260801_1.shtml'
const read = (html: string, selectors?: Parameters<typeof extractArticle>[2]['selectors']) =>
  extractArticle(html, url, { now, selectors })

const first = '八月一日起，城东片区自来水主管道进行更换，施工期间将分段停水，每段不超过六小时。'
const second = '请沿线居民提前储水，需要送水的老人可以拨打社区电话登记，工作人员将上门服务。'

test('a county page: title, body, time, source particulars and pictures', () => {
  const page =
    read(`<html><head><title>停水通知_青禾县人民政府</title><meta name="ArticleTitle" content="停水通知"></head>
    <body><div class="nav"><a href="/">首页</a></div><h1>停水通知</h1>
    <p>发布时间：2026-08-01 10:20　浏览次数：1.2万</p>
    <div class="TRS_Editor"><style>p{}</style><p>${first}<img src="../pic/a.jpg"></p><p>${second}</p><script>x()</script></div>
    <div class="share">分享到：微信</div><div id="footer">版权所有</div></body></html>`)
  expect(page).toMatchObject({
    title: '停水通知',
    text: `${first}\n${second}`,
    publishedAt: new Date('2026-08-01T10:20:00+08:00'),
    kind: 'article',
    images: ['http://www.example.gov.cn/pic/a.jpg'],
    engagement: { reads: 12_000 },
  })
})

test('a page of no known make is read where the running text is', () => {
  const links = Array.from(
    { length: 20 },
    (_, i) => `<li><a href="/${i}">相关新闻标题第${i}条，点击阅读</a></li>`,
  ).join('')
  const page = read(`<title>停水通知 - 青禾网</title><div class="left"><ul>${links}</ul></div>
    <div class="mid"><h2>停水通知</h2><div><p>${first}</p><p>${second}</p></div></div>`)
  expect(page.text).toBe(`${first}\n${second}`)
  expect(page.title).toBe('停水通知')
})

test('of a message board the question is the text, not the reply', () => {
  const page = read(`<title>咨询停水问题</title><table>
    <tr><td>信件标题</td><td>咨询停水问题</td></tr><tr><td>来信人</td><td>李**</td></tr><tr><td>来信时间</td><td>2026-07-30</td></tr>
    <tr><td>来信内容</td><td>我们小区停水三天了，什么时候恢复？</td></tr>
    <tr><td>答复单位</td><td>县水务局</td></tr><tr><td>答复内容</td><td>${first}${second}${first}</td></tr></table>`)
  expect(page).toMatchObject({
    kind: 'board',
    text: '我们小区停水三天了，什么时候恢复？',
    author: '李**',
    publishedAt: new Date('2026-07-30T00:00:00+08:00'),
  })
})

test('a board that sets the unit as a heading and leaves the answer without a label', () => {
  const page =
    read(`<title>建议增设公交站</title><h2>建议增设公交站</h2><p>来信人：李**</p><p>时间：2026-07-30</p>
    <p>河滨路只有南行有站，希望北行也设一个。</p><h3>县交通运输局</h3><p>答复时间：2026-08-01</p><p>${first}</p><p>${second}</p><p>打印本页</p>`)
  expect(page).toMatchObject({
    kind: 'board',
    text: '河滨路只有南行有站，希望北行也设一个。',
    answer: {
      unit: '县交通运输局',
      text: `${first}\n${second}`,
      repliedAt: new Date('2026-08-01T00:00:00+08:00'),
    },
  })
})

test('a notice that tells of results is no message board', () => {
  const page = read(`<h1>通报</h1><div id="Zoom"><p>办理结果：${first}</p><p>${second}</p></div>`)
  expect(page.kind).toBe('article')
  expect(page.text).toContain(second)
})

test('selectors win over the general reading', () => {
  const html = `<h1>别的</h1><div class="t">真标题</div><div class="b">${first}<br>${second}</div><div class="b">第二楼：我也是</div>
    <i class="when">昨天 08:00</i><b class="who">王某</b><u>3,456</u><div id="Zoom">${first}${first}</div>`
  const selectors = { title: '.t', text: '.b', publishedAt: '.when', author: '.who', reads: 'u' }
  expect(read(html, selectors)).toMatchObject({
    title: '真标题',
    text: `${first}\n${second}`,
    publishedAt: new Date('2026-08-02T08:00:00+08:00'),
    author: '王某',
    engagement: { reads: 3_456 },
  })
})

test('a text selector that finds nothing is an error that names it', () => {
  expect(() => read(`<div id="Zoom">${first}</div>`, { text: '.gone' })).toThrow(ExtractError)
  expect(() => read(`<div id="Zoom">${first}</div>`, { text: '.gone' })).toThrow('read.detail.text = .gone')
})

test('a page that only sends on is a shell, and time is not invented', () => {
  const page = extractArticle('<script>window.location="/index.html"</script>', 'http://a.gov.cn/', { now })
  expect(page).toMatchObject({ kind: 'shell', text: '', publishedAt: null })
})

test('further pages of one article are found by their number', () => {
  const html = `<div id="Zoom">${first}${second}</div><a href="t20260801_1_1.shtml">2</a><a href="t20260801_1_1.shtml">下一页</a><a href="t20260802_9.shtml">下一页</a>`
  expect(read(html).nextPages).toEqual(['http://www.example.gov.cn/zx/t20260801_1_1.shtml'])
})

test('source, author and files of a county page are named', () => {
  const page = read(`<title>停水通知-青禾县水务局</title><h2 class="con-tit">停水通知</h2>
    <p>2026年08月01日 10:20　来源：县水务局　作者：王晓明　点击：[35]</p>
    <div id="vsb_content_501"><div class="v_news_content"><p>${first}</p><p>${second}</p></div></div>
    <p>附件【<a href="/download.jsp?id=1">停水安排表.docx</a>】</p><p>上一条：<a href="1.htm">旧闻</a></p>`)
  expect(page).toMatchObject({
    title: '停水通知',
    text: `${first}\n${second}`,
    source: '县水务局',
    author: '王晓明',
    attachments: [{ url: 'http://www.example.gov.cn/download.jsp?id=1', title: '停水安排表.docx' }],
    engagement: { reads: 35 },
  })
})

test('editors, related pages and comments below the text are not the text', () => {
  const page = read(`<title>停水通知</title><h1>停水通知</h1><div class="box"><p>${first}</p><p>${second}</p>
    <p>（责任编辑：王某）</p><p>相关新闻</p><p><a href="/1">另一件事的标题</a></p><p>3条评论</p>
    <p>网友一：停水也不早说，家里一点水都没有存，太不方便了。</p></div>`)
  expect(page.text).toBe(`${first}\n${second}`)
  expect(page.engagement).toEqual({ comments: 3 })
})

test('of a thread the first post is the text, its poster the author', () => {
  const posts = [
    '我家停水三天了，物业说不知道，打电话也没人接，老人怎么办。',
    '我们楼也是，一直没有人来修，大家都在等消息。',
  ]
  const page =
    read(`<title>停水三天了 - 民生问政 - 青禾论坛</title><h1>停水三天了</h1><div>查看: 3521|回复: 28</div>
    ${posts
      .map(
        (
          post,
          i,
        ) => `<table><tr><td><a class="xw1" href="u${i}">网友${i}</a></td><td><em>发表于 2026-8-${i + 1} 10:20:30</em>
      <table><tr><td class="t_f" id="postmessage_${i}">${post}</td></tr></table></td></tr></table>`,
      )
      .join('')}`)
  expect(page).toMatchObject({
    title: '停水三天了',
    text: posts[0],
    author: '网友0',
    publishedAt: new Date('2026-08-01T10:20:30+08:00'),
    engagement: { reads: 3_521, comments: 28 },
  })
})

test.each([
  [
    'the data of a script-drawn page',
    `<script id="__NEXT_DATA__" type="application/json">${JSON.stringify({ page: { title: '停水通知', content: `<p>${first}</p><p>${second}</p>`, publishTime: '2026-08-01 10:20:00' } })}</script>`,
  ],
  [
    'its state',
    `<script>window.__INITIAL_STATE__ = ${JSON.stringify({ detail: { title: '停水通知', content: `&lt;p&gt;${first}&lt;/p&gt;&lt;p&gt;${second}&lt;/p&gt;`, publishTime: '2026-08-01 10:20:00' } })};draw()</script>`,
  ],
  [
    'JSON-LD',
    `<script type="application/ld+json">${JSON.stringify({ headline: '停水通知', articleBody: `${first}\n${second}`, datePublished: '2026-08-01T10:20:00+08:00' })}</script>`,
  ],
])('a body that stands only in %s is read there', (_, script) => {
  expect(read(`<title>停水通知</title><div id="app"></div>${script}`)).toMatchObject({
    title: '停水通知',
    text: `${first}\n${second}`,
    publishedAt: new Date('2026-08-01T10:20:00+08:00'),
  })
})

test('a page without a text stays empty, and a title that names only the site gives way to the heading', () => {
  expect(read('<title>登录</title><form><input name="u"><button>登录</button></form>')).toMatchObject({
    kind: 'empty',
    text: '',
  })
  const page =
    read(`<title>青禾县人民政府</title><table><tr><td class="bt">关于停水的通告</td></tr><tr><td>发布日期：2026-08-01</td></tr>
    <tr><td><p>${first}</p><p>${second}</p></td></tr></table>`)
  expect(page.title).toBe('关于停水的通告')
})

test('a notice keeps its code to scan, its signature and its day', () => {
  const page =
    read(`<title>停水通知</title><div id="zoom"><p>${first}</p><p>扫描下方二维码登记</p><p>${second}</p>
    <p>青禾县水务局</p><p>2026年8月1日</p></div>`)
  expect(page.text).toBe(`${first}\n扫描下方二维码登记\n${second}\n青禾县水务局\n2026年8月1日`)
})
