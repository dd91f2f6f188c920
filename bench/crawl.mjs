// Pages a second of our sweep (robots, frontier, masking, sealing, stored in PostgreSQL with fsync, announced) beside
// a bare Crawlee CheerioCrawler and undici + cheerio that only read, over one loopback site; requests and bytes of a
// second sweep beside the first. Rivals take turns, each with eight pages at once; medians:
// node bench/crawl.mjs [PAGES] [RUNS] (after `npx tsc -b crawler`; needs the embedded PostgreSQL). Prints JSON.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
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
const { CheerioCrawler, Configuration, log: crawleeLog, LogLevel } = from('@crawlee/cheerio')
const { load } = createRequire(from.resolve('@crawlee/cheerio'))('cheerio')
const { Agent, request } = from('undici')
const { pino } = from('pino')
const count = Number(process.argv[2] ?? 400)
const runs = Number(process.argv[3] ?? 7)
const atOnce = 8

const site = new Worker(new URL('./crawl-site.mjs', import.meta.url), { workerData: { count } })
const [port] = await once(site, 'message')
const origin = `http://127.0.0.1:${port}`
const served = async () => {
  site.postMessage('served')
  const [sofar] = await once(site, 'message')
  return sofar
}
const measured = async (work) => {
  const before = await served()
  const startedAt = performance.now()
  await work()
  const ms = performance.now() - startedAt
  const after = await served()
  return { ms, requests: after.requests - before.requests, bytes: after.bytes - before.bytes }
}

/** What each rival does with a page: title and text. */
const readPlain = ($) => [$('h1').text(), $('#Zoom').text()]
const linksOf = ($) =>
  $('li a')
    .toArray()
    .map((a) => origin + $(a).attr('href'))
const mustHaveRead = (read, name) => {
  if (read !== count) throw new Error(`${name} read ${read} of ${count} pages`)
}

async function undiciCheerio() {
  const dispatcher = new Agent({ connections: atOnce })
  const get = async (url) => load(await (await request(url, { dispatcher })).body.text())
  const links = linksOf(await get(`${origin}/list`))
  let read = 0
  const one = async () => {
    for (let url = links.shift(); url; url = links.shift()) if (readPlain(await get(url))[1]) read += 1
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  await dispatcher.close()
  mustHaveRead(read, 'undici + cheerio')
}

async function crawlee() {
  crawleeLog.setLevel(LogLevel.OFF)
  let read = 0
  const crawler = new CheerioCrawler(
    {
      minConcurrency: atOnce,
      maxConcurrency: atOnce,
      requestHandler: async ({ request: { url }, $ }) => {
        if (url.endsWith('/list')) await crawler.addRequests(linksOf($))
        else if (readPlain($)[1]) read += 1
      },
    },
    new Configuration({ persistStorage: false }),
  )
  await crawler.run([`${origin}/list`])
  mustHaveRead(read, 'Crawlee')
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
/** A source of its own each time: nothing of it is stored yet. */
const newSource = (n) =>
  store.as(crawlerActor).transaction((tx) =>
    tx.sources.upsert({
      id: `bench-${n}`,
      name: '来信',
      kind: 'board',
      level: 'county',
      url: `${origin}/list`,
      everySeconds: 600,
      read: { type: 'html', list: { entry: 'ul.list li' } },
    }),
  )
const sweep = async (id, expected) => {
  const { new: added } = await sweepSource(id, deps)
  if (added !== expected) throw new Error(`our sweep stored ${added}, not ${expected}`)
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const msOf = (taken) => median(taken.map(({ ms }) => ms))
const rate = (taken) => Math.round((count * 1000) / msOf(taken))
const cost = ([{ requests, bytes }]) => ({ requests, bytes })
try {
  const taken = { ours: [], again: [], crawlee: [], plain: [] }
  // The first round warms everybody up and counts for nobody.
  for (let n = 0; n <= runs; n++) {
    const id = await newSource(n)
    const round = {
      ours: await measured(() => sweep(id, count)),
      again: await measured(() => sweep(id, 0)),
      crawlee: await measured(crawlee),
      plain: await measured(undiciCheerio),
    }
    if (n > 0) for (const [name, one] of Object.entries(round)) taken[name].push(one)
  }
  const { ours, again, crawlee: bare, plain } = taken
  const report = {
    pages: count,
    runs,
    pagesPerSecond: { ours: rate(ours), crawlee: rate(bare), undiciCheerio: rate(plain) },
    ratio: {
      toCrawlee: +(msOf(bare) / msOf(ours)).toFixed(2),
      toUndiciCheerio: +(msOf(plain) / msOf(ours)).toFixed(2),
      toCrawleeByRun: bare.map(({ ms }, n) => +(ms / ours[n].ms).toFixed(2)),
    },
    cost: { first: cost(ours), again: cost(again), crawlee: cost(bare), undiciCheerio: cost(plain) },
    againMs: Math.round(msOf(again)),
    rssMb: Math.round(process.memoryUsage().rss / 2 ** 20),
  }
  console.log(JSON.stringify(report, null, 1))
} finally {
  await reading.close()
  await egress.close()
  await store.close()
  await server.stop()
  await site.terminate()
  rmSync(dataDir, { recursive: true, force: true })
}
