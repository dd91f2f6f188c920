import { InvalidInput } from '@huiyin/domain/errors'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkDefinition } from './check-definition.js'
import { type Egress, openEgress } from './egress/egress.js'
import { probeSource } from './probe.js'
import { type LoopbackSite, openLoopbackSite } from './testing/loopback-site.js'

const options = { now: new Date('2026-08-03T12:00:00+08:00') }
let site: LoopbackSite
let egress: Egress

const menu = ['首页', '政务公开', '办事服务', '互动交流'].map(
  (name) => `<li><a href="/${name}/">${name}</a></li>`,
)
const rows = Array.from(
  { length: 12 },
  (_, i) =>
    `<li class="row${i}"><a href="/t202608${10 + i}_1.html">关于城东片区道路维修的第${i}号通告</a><span class="date">2026-07-${10 + i}</span></li>`,
)
const detail = `<h1>关于城东片区道路维修的通告</h1><div class="TRS_Editor"><p>即日起对城东片区三条道路进行维修，请过往车辆绕行，工期约两个月。</p></div>`

beforeAll(async () => {
  egress = openEgress({ userAgent: 'Huiyin/0.1', allowedNetworks: ['127.0.0.0/8'], minHostDelayMs: 0 })
  site = await openLoopbackSite({
    '/news/': `<title>通知公告_青禾县政府</title><ul class="menu">${menu.join('')}</ul><ul class="news">${rows.join('')}</ul><a href="/news/2">下一页</a>`,
    '/empty/': '<title>欢迎</title><p>网站建设中</p>',
    '/rss': {
      headers: { 'content-type': 'text/xml' },
      body: `<rss version="2.0"><channel><title>青禾发布</title><item><title>停水通知</title><link>http://example.cn/1</link><description>停水</description></item></channel></rss>`,
    },
    ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`/t202608${10 + i}_1.html`, detail])),
  })
})
afterAll(async () => {
  await egress.close()
  await site.close()
})

test('a list page becomes a definition with its entries, dates and paging', async () => {
  const { definition, preview } = await probeSource(site.url('/news/'), egress, options)
  expect(definition).toMatchObject({
    name: '通知公告_青禾县政府',
    read: { type: 'html', list: { entry: 'ul.news > li', publishedAt: 'span.date', maxPages: 3 } },
  })
  expect(preview.found).toBe(12)
  expect(preview.entries).toHaveLength(10)
  expect(preview.entries[0]).toMatchObject({ publishedAt: new Date('2026-07-10T00:00:00+08:00') })
  expect(preview.items).toHaveLength(3)
  expect(preview.items[0]?.text).toContain('三条道路')
})

test('a feed becomes a feed definition', async () => {
  const { definition, preview } = await probeSource(site.url('/rss'), egress, options)
  expect(definition).toMatchObject({ name: '青禾发布', read: { type: 'feed' } })
  expect(preview.items).toMatchObject([{ title: '停水通知' }])
})

test('a page without a list is refused with what to do', async () => {
  await expect(probeSource(site.url('/empty/'), egress, options)).rejects.toBeInstanceOf(InvalidInput)
})

test('a definition whose selector finds nothing is refused, not an empty success', async () => {
  const { definition } = await probeSource(site.url('/news/'), egress, options)
  const wrong = { ...definition, read: { type: 'html', list: { entry: 'ul.gone > li' } } } as const
  await expect(checkDefinition(wrong, egress, options)).rejects.toThrow('ul.gone > li')
})
