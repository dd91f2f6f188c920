import { schemaProblems } from '@huiyin/domain/schema-problems'
import { SourceDefinition } from '@huiyin/domain/source'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { checkDefinition } from '../check-definition.js'
import { parseSourceDefinition } from '../definition.js'
import { type Egress, openEgress } from '../egress/egress.js'
import { probeSource, type SourceProbe } from '../probe.js'
import { fixturePages } from '../testing/fixture-pages.js'
import { type LoopbackSite, openLoopbackSite } from '../testing/loopback-site.js'
import { sourceFamilies } from './family.js'

const options = { now: new Date('2026-08-03T12:00:00+08:00') }
const folder = new URL('./__fixtures__/', import.meta.url).pathname
let egress: Egress
let site: LoopbackSite

beforeAll(() => {
  egress = openEgress({ userAgent: 'Huiyin/0.1', allowedNetworks: ['127.0.0.0/8'], minHostDelayMs: 0 })
})
afterAll(() => egress.close())
beforeEach(async () => {
  site = await openLoopbackSite()
})
afterEach(() => site.close())

async function probe(family: string, path: string, aliases: Readonly<Record<string, string>> = {}) {
  for (const [at, page] of Object.entries(fixturePages(`${folder}${family}`, aliases)))
    site.pages.set(at, page)
  const found = await probeSource(site.url(path), egress, options)
  expect(schemaProblems(SourceDefinition, found.definition)).toEqual([])
  expect(found.preview.errors).toEqual([])
  await expectWrittenAlike(found)
  return found
}

/** What is printed to be saved holds in `source check`, and shows what the preview showed. */
async function expectWrittenAlike({ definition, preview }: SourceProbe) {
  const written = parseSourceDefinition(stringify(definition), `${definition.id}.yml`)
  expect(written).toEqual(definition)
  const checked = await checkDefinition(written, egress, options)
  expect(checked).toEqual(preview)
  expect(preview.entries).toHaveLength(Math.min(10, preview.found))
  for (const { title, url } of preview.entries) {
    expect(title.trim(), url).not.toBe('')
    expect(new URL(url).protocol).toMatch(/^https?:$/)
  }
  expect(new Set(preview.entries.map(({ url }) => url)).size).toBe(preview.entries.length)
}

test('the families that ship are valid and each has a code of its own', () => {
  const codes = sourceFamilies().map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes).toContain('trs-wcm')
})

test('TRS: the pager written into a script is followed', async () => {
  const { make, definition, preview } = await probe('trs-wcm', '/tzgg/')
  expect(make).toMatchObject({ code: 'trs-wcm', why: expect.arrayContaining(['翻页脚本 createPageHTML']) })
  expect(definition.read).toMatchObject({ list: { entry: 'ul.list-tzgg > li', publishedAt: 'span' } })
  expect(preview.entries[0]).toMatchObject({ title: '关于城东片区供水管网改造期间分段停水的通知' })
  expect(preview.items[0]?.text).toContain('请沿线居民提前储水')
  expect(preview.nextPage).toBe(site.url('/tzgg/index_1.html'))
})

test('大汉 jcms: records inside a script are entries, the data proxy is the next page', async () => {
  const proxy =
    '/module/web/jpage/dataproxy.jsp?page=1&webid=7&path=/&columnid=71&unitid=4310&permissiontype=0'
  const { make, preview } = await probe('hanweb-jpage', '/col/col71/', { [proxy]: 'proxy-1.xml' })
  expect(make.code).toBe('hanweb-jpage')
  expect(preview.found).toBe(3)
  expect(preview.entries[0]?.publishedAt).toEqual(new Date('2026-08-03T00:00:00+08:00'))
  expect(preview.nextPage).toBe(site.url(proxy))
  expect(preview.items[0]).toMatchObject({ title: '关于城东片区供水管网改造期间分段停水的通知' })
})

test('大汉 jpaas: the list is fetched from the interface the page names', async () => {
  const unit =
    '/api-gateway/jpaas-publish-server/front/page/build/unit?parseType=bulidstatic&webId=w77&tplSetId=t55&pageType=column&tagId=list1&pageId=p88'
  for (const at of [0, 1, 2]) site.pages.set(`/art/2026/8/${3 - at}/art_88_${at}.html`, notice)
  const { make, definition, preview } = await probe('hanweb-jpaas', '/col/col88/', { [unit]: 'unit.json' })
  expect(make.code).toBe('hanweb-jpaas')
  expect(definition.url).toBe(site.url(unit))
  expect(preview.found).toBe(5)
  expect(preview.entries[0]?.title).toContain('供水管网')
})
const notice =
  '<h1>通知</h1><div id="Zoom"><p>即日起对城东片区三条道路进行维修，请过往车辆绕行，工期约两个月。</p></div>'

test('博达: the pager that counts down is followed by its link, the body is its container', async () => {
  const { make, definition, preview } = await probe('vsb', '/xxgk/zwdt.htm')
  expect(make.code).toBe('vsb')
  expect(definition.read).toMatchObject({ detail: { text: '[id^=vsb_content], .v_news_content' } })
  expect(preview.nextPage).toBe(site.url('/xxgk/zwdt/1.htm'))
  expect(preview.items[1]).toMatchObject({
    title: '青禾县召开老旧小区加装电梯工作推进会',
    publishedAt: new Date('2026-08-01T00:00:00+08:00'),
  })
})

test('gkmlpt: column and site come from address and page, the list from the interface', async () => {
  const api = (page: number) => `/gkmlpt/api/all/5093?page=${page}&sid=755021`
  const aliases = { '/gkmlpt/index': 'gkmlpt/index.html', [api(1)]: 'all-1.json', [api(2)]: 'all-2.json' }
  const { make, definition, preview } = await probe('ucap-gkmlpt', '/gkmlpt/index#5093', aliases)
  expect(make.code).toBe('ucap-gkmlpt')
  expect(definition.read).toMatchObject({ type: 'json', list: { items: 'articles' } })
  expect(preview.nextPage).toBe(site.url(api(2)))
  expect(preview.entries[0]?.publishedAt).toEqual(new Date(1_785_722_400_000))
  expect(preview.items[0]?.text).toContain('请沿线居民提前储水')
})

test('开普 UCAP: the channel is searched as JSON', async () => {
  const search =
    '/common/search/0a1b2c3d4e5f60718293a4b5c6d7e8f9?_isAgg=true&_isJson=true&_pageSize=20&_template=index&page=1'
  const { make, preview } = await probe('ucap-search', '/zwgk/tz/', { [search]: 'search-1.json' })
  expect(make.code).toBe('ucap-search')
  expect(preview.entries).toHaveLength(5)
  expect(preview.items[0]?.publishedAt).toEqual(new Date('2026-08-03T08:30:00+08:00'))
})

test('a message board in GBK: question, answer, unit and dates are apart', async () => {
  const { make, definition, preview } = await probe('message-board', '/hdjl/xzxx/')
  expect(make.code).toBe('message-board')
  expect(definition).toMatchObject({ kind: 'board', read: { list: { maxPages: 3 } } })
  expect(preview.items[0]).toMatchObject({
    title: '反映枫渡路夜间施工噪声扰民',
    author: '陈**',
    publishedAt: new Date('2026-08-02T09:12:00+08:00'),
    text: expect.stringMatching(/^枫渡路桥头工地/),
    answer: {
      unit: '县城管执法局',
      text: expect.stringMatching(/^您好，您反映的问题收悉/),
      repliedAt: new Date('2026-08-03T16:00:00+08:00'),
    },
  })
  expect(preview.items[0]?.text).not.toContain('您好')
  expect(preview.items[2]).toMatchObject({ answer: { unit: '县水务局', text: '', repliedAt: null } })
})

test('a landing page, a frameset and a table of links: the list behind them is read', async () => {
  const aliases = Object.fromEntries([0, 1, 2].map((id) => [`/show.asp?id=${id}`, `show-${id}.asp`]))
  const { make, definition, preview } = await probe('table', '/', aliases)
  expect(make).toMatchObject({ code: 'table' })
  expect(make.why.join()).toContain(site.url('/main.htm'))
  expect(definition.url).toBe(site.url('/list.asp'))
  expect(preview.entries[0]?.publishedAt).toEqual(new Date('2026-08-03T00:00:00+08:00'))
  expect(preview.items[0]).toMatchObject({ engagement: { reads: 35 }, text: expect.stringContaining('储水') })
})

test('townships are columns of one definition', async () => {
  const { definition, make } = await probe('townships', '/xz/')
  expect(definition.url).toBe(site.url('/xz/t0/'))
  expect(definition.read).toMatchObject({
    list: { entry: 'ul.town-list > li' },
    columns: [{ name: '枫渡镇', url: site.url('/xz/t1/') }, { name: '石桥乡' }, { name: '城东街道' }],
  })
  expect(make.why.at(-1)).toContain('4 个乡镇栏目')
})

test('Discuz!: the first post, its replies over two pages with floor and time, counts', async () => {
  const { make, definition, preview } = await probe('discuz', '/forum-2-1.html')
  expect(make.code).toBe('discuz')
  expect(definition.kind).toBe('forum')
  const thread = preview.items.filter(({ threadKey }) => threadKey === site.url('/thread-501-1-1.html'))
  expect(thread.map(({ replyNumber, author }) => [replyNumber ?? 0, author])).toEqual([
    [0, '路过的'],
    [2, '早起买菜'],
    [3, '三单元'],
    [4, '路过的'],
  ])
  expect(thread[0]).toMatchObject({
    title: '【求助】城西幼儿园门口每天堵车谁来管',
    publishedAt: new Date('2026-08-03T08:10:00+08:00'),
    engagement: { reads: 1_208, comments: 3 },
  })
  expect(thread[2]).toMatchObject({
    url: expect.stringContaining('#9003'),
    text: expect.stringContaining('12345'),
  })
})

test('Discuz! on a telephone is read like on a desk', async () => {
  const aliases = Object.fromEntries(
    [501, 502, 503].map((tid) => [`/forum.php?mod=viewthread&tid=${tid}&mobile=2`, 'thread.html']),
  )
  const { make, preview } = await probe('discuz-mobile', '/forum.html', aliases)
  expect(make.code).toBe('discuz-mobile')
  expect(preview.items.slice(0, 2)).toMatchObject([
    { text: expect.stringMatching(/^城西幼儿园/) },
    { replyNumber: 2, author: '早起买菜', publishedAt: new Date('2026-08-03T08:30:00+08:00') },
  ])
})

test('贴吧: a list that waits in a comment, floors and times in the tail', async () => {
  const aliases = Object.fromEntries([0, 1, 2].map((at) => [`/p/${8_800 + at}`, 'p.html']))
  const { make, preview } = await probe('tieba', '/f.html', aliases)
  expect(make.code).toBe('tieba')
  expect(preview.found).toBe(4)
  expect(preview.items.slice(0, 3)).toMatchObject([
    { author: '路过的', text: expect.stringMatching(/^城西幼儿园/) },
    { replyNumber: 2, publishedAt: new Date('2026-08-03T08:30:00+08:00') },
    { replyNumber: 3, text: '已经打过12345了。' },
  ])
})

test('a mirror page of an account holds the posts themselves, with counts', async () => {
  const { make, definition, preview } = await probe('weibo-mirror', '/u/55.html')
  expect(make.code).toBe('weibo-mirror')
  expect(definition).toMatchObject({ kind: 'weibo', read: { type: 'posts' } })
  expect(preview.items).toMatchObject([
    {
      url: site.url('/comment/Qa1?uid=55'),
      author: '青禾同城',
      publishedAt: new Date('2026-08-03T08:20:00+08:00'),
      engagement: { likes: 26, shares: 11, comments: 9 },
    },
    { engagement: { shares: 30 } },
    { publishedAt: new Date('2026-08-03T07:10:00+08:00') },
  ])
})
