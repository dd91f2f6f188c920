// Rise of resident memory of one process that sweeps harmful sites one after another (the reading thread included;
// the sites run in a process of their own): node bench/bad-input.mjs (after `npx tsc -b crawler`; needs the embedded
// PostgreSQL). Prints JSON; ends with 1 above 150 MB.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const most = 150
const post = '<h1>路灯坏了</h1><div id="Zoom"><p>枫渡路的路灯坏了一个多月，希望尽快派人来修理。</p></div>'
const listOf = (paths) =>
  `<ul>${paths.map((path) => `<li><a href="${path}">帖子${path}</a></li>`).join('')}</ul>`
const zip = (body) => [{ 'content-encoding': 'gzip' }, gzipSync(body)]
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }

/** Name → what the site answers under it. */
const pages = {
  good: () => [{}, listOf(['/post'])],
  post: () => [{}, post],
  'gzip-bomb': () => zip(Buffer.alloc(2 ** 29)),
  'brotli-bomb': () => [{ 'content-encoding': 'br' }, brotliCompressSync(Buffer.alloc(2 ** 29), quick)],
  'nested-tags': () => zip(`<ul>${'<div>'.repeat(5_000_000)}</ul>`),
  'header-flood': () => [
    Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x-${n}`, 'flood'])),
    '',
  ],
  calendar: () => [{}, listOf(Array.from({ length: 2_000 }, (_, n) => `/post?d=${n}`))],
  feed: () =>
    zip(
      `<rss version="2.0"><channel><title>t</title>${Array.from({ length: 100_000 }, (_, n) => `<item><title>第${n}条</title><link>http://a.cn/${n}</link></item>`).join('')}</channel></rss>`,
    ),
}

if (process.argv[2] === 'site') {
  const site = createServer(({ url }, response) => {
    const [name] = url.slice(1).split('?')
    if (name === 'endless') {
      const pour = () => {
        while (response.write(Buffer.alloc(256 * 1024, 'a')));
        response.once('drain', pour)
      }
      response.writeHead(200, { 'content-type': 'text/html' })
      return pour()
    }
    if (!pages[name]) return response.writeHead(404).end()
    const [headers, body] = pages[name]()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
  })
  site.listen(0, '127.0.0.1', () => process.send(site.address().port))
} else await measure()

async function measure() {
  const { openEgress } = await import('../crawler/dist/egress/egress.js')
  const { openReadingWorker } = await import('../crawler/dist/read/reading-worker.js')
  const { crawlerActor } = await import('../crawler/dist/sweep/sweep-deps.js')
  const { sweepSource } = await import('../crawler/dist/sweep.js')
  const { loopbackConfig: config } = await import('../crawler/dist/testing/loopback-config.js')
  const { startEmbeddedServer } = await import('../store/dist/embedded-server.js')
  const { migrate } = await import('../store/dist/migrate.js')
  const { serviceUrl } = await import('../store/dist/roles.js')
  const { openStore } = await import('../store/dist/store.js')
  const { pino } = createRequire(new URL('../crawler/package.json', import.meta.url))('pino')

  const site = fork(fileURLToPath(import.meta.url), ['site'])
  const [port] = await once(site, 'message')
  const dataDir = mkdtempSync(join(tmpdir(), 'huiyin-bench-'))
  const log = pino({ level: 'silent' })
  const server = await startEmbeddedServer({ dataDir, log })
  await migrate(server.ownerUrl, log)
  const clock = { now: () => new Date() }
  const store = await openStore({ databaseUrl: serviceUrl(server.ownerUrl), clock, log, max: 5 })
  const egress = openEgress(config)
  const reading = openReadingWorker()
  const deps = { store, egress, reader: reading.read, config, clock, log }
  const sweep = async (id, path) => {
    const read = path === 'feed' ? { type: 'feed' } : { type: 'html', list: { entry: 'li' } }
    const definition = { id, name: id, kind: 'board', level: 'county', everySeconds: 600, read }
    const url = `http://127.0.0.1:${port}/${path}`
    const source = await store.as(crawlerActor).transaction((tx) => tx.sources.upsert({ ...definition, url }))
    return await sweepSource(source, deps)
  }
  const rss = () => process.memoryUsage().rss / 2 ** 20
  try {
    await sweep('warm', 'good')
    const before = rss()
    let peak = before
    const watch = setInterval(() => {
      peak = Math.max(peak, rss())
    }, 10)
    const seen = {}
    for (const path of [...Object.keys(pages).slice(2), 'endless']) {
      const { outcome, errors } = await sweep(path, path)
      seen[path] = { outcome, error: errors[0]?.code ?? null, riseSoFarMb: Math.round(peak - before) }
    }
    const good = await sweep('after', 'good')
    clearInterval(watch)
    const riseMb = Math.round(peak - before)
    console.log(
      JSON.stringify({ seen, goodAfter: good.outcome, beforeMb: Math.round(before), riseMb, most }, null, 1),
    )
    if (riseMb > most || good.outcome !== 'ok') process.exitCode = 1
  } finally {
    await reading.close()
    await egress.close()
    await store.close()
    await server.stop()
    site.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
