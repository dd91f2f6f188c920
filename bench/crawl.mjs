// Pages a second of our sweep beside a bare Crawlee CheerioCrawler-like BasicCrawler and undici + cheerio over one
// loopback site, all in one run; requests and bytes of a second sweep beside the first; rise of memory:
// node bench/crawl.mjs [PAGES] (after `npx tsc -b crawler`; needs the embedded PostgreSQL). Prints JSON.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEgress } from '../crawler/dist/egress/egress.js'
import { openReadingWorker } from '../crawler/dist/read/reading-worker.js'
import { crawlerActor } from '../crawler/dist/sweep/sweep-deps.js'
import { sweepSource } from '../crawler/dist/sweep.js'
import { startEmbeddedServer } from '../store/dist/embedded-server.js'
import { migrate } from '../store/dist/migrate.js'
import { serviceUrl } from '../store/dist/roles.js'
import { openStore } from '../store/dist/store.js'
import { testVault } from '../store/dist/testing-vault.js'

const from = createRequire(new URL('../crawler/package.json', import.meta.url))
const { BasicCrawler, Configuration, log: crawleeLog, LogLevel } = from('@crawlee/basic')
const { request } = from('undici')
// Cheerio is Crawlee's own: the product reads pages without it.
const inCrawlee = createRequire(createRequire(from.resolve('@crawlee/basic')).resolve('@crawlee/utils'))
const { load } = inCrawlee('cheerio')
const { pino } = from('pino')
const count = Number(process.argv[2] ?? 400)
const text = '枫渡路的路灯坏了一个多月，晚上出行非常不方便，希望尽快派人来修理。'.repeat(10)
const paths = Array.from({ length: count }, (_, n) => `/t2026_${n}.shtml`)
const pageOf = (path) =>
  path === '/list'
    ? `<ul class="list">${paths.map((one) => `<li><a href="${one}">第${one}号来信</a></li>`).join('')}</ul>`
    : `<html><head><title>来信${path}</title></head><body>${'<nav><a href="/">首页</a></nav>'.repeat(30)}<h1>来信${path}</h1><p>发布时间：2026-08-03 09:30</p><div id="Zoom"><p>${path}${text}</p></div></body></html>`
const site = createServer((incoming, response) => {
  if (incoming.url === '/robots.txt') response.writeHead(404).end()
  else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(incoming.url))
})
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${site.address().port}`
const rate = (pages, ms) => Math.round((pages * 1000) / ms)
const timed = async (work) => {
  const before = performance.now()
  await work()
  return performance.now() - before
}

/** What each rival does with a page: parse, title, text. */
const readPlain = (html) => {
  const $ = load(html)
  return [$('h1').text(), $('#Zoom').text()]
}
async function undiciCheerio() {
  const get = async (path) => await (await request(origin + path)).body.text()
  const $ = load(await get('/list'))
  const links = $('li a')
    .toArray()
    .map((a) => $(a).attr('href'))
  const worker = async () => {
    for (let path = links.shift(); path; path = links.shift()) readPlain(await get(path))
  }
  await Promise.all([worker(), worker()])
}
/** CheerioCrawler is BasicCrawler with got-scraping and cheerio; where it is installed it runs itself. */
async function crawlee() {
  let CheerioCrawler = null
  try {
    ;({ CheerioCrawler } = from('@crawlee/cheerio'))
  } catch {
    CheerioCrawler = null
  }
  crawleeLog.setLevel(LogLevel.OFF)
  const configuration = new Configuration({ persistStorage: false })
  const visit = async (crawler, url, $) => {
    if (!url.endsWith('/list')) return readPlain($.html())
    await crawler.addRequests(
      $('li a')
        .toArray()
        .map((a) => origin + $(a).attr('href')),
    )
  }
  const crawler = CheerioCrawler
    ? new CheerioCrawler(
        {
          minConcurrency: 8,
          maxConcurrency: 8,
          requestHandler: ({ request: one, $ }) => visit(crawler, one.url, $),
        },
        configuration,
      )
    : new BasicCrawler(
        {
          minConcurrency: 8,
          maxConcurrency: 8,
          requestHandler: async ({ request: one, sendRequest }) => {
            const { body } = await sendRequest({ url: one.url })
            await visit(crawler, one.url, load(body))
          },
        },
        configuration,
      )
  await crawler.run([`${origin}/list`])
  return CheerioCrawler
    ? 'CheerioCrawler'
    : 'BasicCrawler with got-scraping and cheerio, as CheerioCrawler is made'
}

const dataDir = mkdtempSync(join(tmpdir(), 'huiyin-bench-'))
const log = pino({ level: 'silent' })
const server = await startEmbeddedServer({ dataDir, log })
await migrate(server.ownerUrl, log)
const clock = { now: () => new Date() }
const store = await openStore({ databaseUrl: serviceUrl(server.ownerUrl), clock, log, max: 5 })
const config = {
  userAgent: 'Huiyin-bench',
  allowedNetworks: ['127.0.0.0/8'],
  minHostDelayMs: 0,
  loopbackDelayMs: 0,
  secret: 'bench',
  vault: testVault(),
}
const egress = openEgress(config)
const reading = openReadingWorker()
const deps = { store, egress, reader: reading.read, config, clock, log }
try {
  const definition = {
    id: 'bench',
    name: '来信',
    kind: 'board',
    level: 'county',
    url: `${origin}/list`,
    everySeconds: 600,
    read: { type: 'html', list: { entry: 'ul.list li' } },
  }
  const id = await store.as(crawlerActor).transaction((tx) => tx.sources.upsert(definition))
  const rssBefore = process.memoryUsage().rss
  let first
  const ours = await timed(async () => {
    first = await sweepSource(id, deps)
  })
  let second
  const again = await timed(async () => {
    second = await sweepSource(id, deps)
  })
  let kind
  const bare = await timed(async () => {
    kind = await crawlee()
  })
  const plain = await timed(undiciCheerio)
  console.log(
    JSON.stringify(
      {
        pages: count,
        stored: first.new,
        pagesPerSecond: {
          ours: rate(count, ours),
          crawlee: rate(count, bare),
          undiciCheerio: rate(count, plain),
        },
        ratio: { toCrawlee: +(bare / ours).toFixed(2), toUndiciCheerio: +(plain / ours).toFixed(2) },
        crawlee: kind,
        resweep: { requests: [first.requests, second.requests], ms: [Math.round(ours), Math.round(again)] },
        rssRiseMb: Math.round((process.memoryUsage().rss - rssBefore) / 2 ** 20),
      },
      null,
      1,
    ),
  )
} finally {
  await reading.close()
  await egress.close()
  await store.close()
  await server.stop()
  site.closeAllConnections()
  site.close()
  rmSync(dataDir, { recursive: true, force: true })
}
