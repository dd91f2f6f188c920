// Rise of resident memory of one process that sweeps harmful sites one after another (the reading thread included;
// the sites run in a process of their own): node bench/bad-input.mjs (after `npx tsc -b crawler`; needs the embedded
// PostgreSQL). The process is started as the service is; `node bench/bad-input.mjs plain` starts it as Node does by
// itself. Prints one line a step on stderr and the highest rise as JSON; ends with 1 above 120 MB.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const mostMb = 120
const post = '<h1>路灯坏了</h1><div id="Zoom"><p>枫渡路的路灯坏了一个多月，希望尽快派人来修理。</p></div>'
const listOf = (paths) =>
  `<ul>${paths.map((path) => `<li><a href="${path}">帖子${path}</a></li>`).join('')}</ul>`
const zip = (body) => [{ 'content-encoding': 'gzip' }, gzipSync(body)]
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }

/** Name → what that site answers at `/`; each stands on a port, so behind a robots.txt, of its own. */
const sites = {
  good: () => [{}, listOf(['/post'])],
  'gzip-bomb': () => zip(Buffer.alloc(2 ** 29)),
  'brotli-bomb': () => [{ 'content-encoding': 'br' }, brotliCompressSync(Buffer.alloc(2 ** 29), quick)],
  'nested-tags': () => zip(`<ul>${'<div>'.repeat(5_000_000)}</ul>`),
  // As many as the egress lets through to the reader.
  'nested-tags-read': () => zip(`<ul>${'<div>'.repeat(2_400_000)}</ul>`),
  'header-flood': () => [
    Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x-${n}`, 'flood'])),
    '',
  ],
  calendar: () => [{}, listOf(Array.from({ length: 2_000 }, (_, n) => `/post?d=${n}`))],
  feed: () =>
    zip(
      `<rss version="2.0"><channel><title>t</title>${Array.from({ length: 100_000 }, (_, n) => `<item><title>第${n}条</title><link>http://a.cn/${n}</link></item>`).join('')}</channel></rss>`,
    ),
  'slow-loris': (response) => pourInto(response, () => response.write('<'), 50),
  'endless-body': (response) => pourInto(response, () => response.write(Buffer.alloc(256 * 1024, 'a')), 1),
  'large-posts': () => [{}, listOf([...'abcdefghijklmnop'].map((letter) => `/large-${letter}`))],
  'full-posts': () => [{}, listOf([...'abcdefghijklmnop'].map((letter) => `/full-${letter}`))],
  'robots-500': () => [{}, listOf(['/post'])],
  'robots-hangs': () => [{}, listOf(['/post'])],
  'robots-1mb': () => [{}, listOf(['/post'])],
}

/** Name → what that site answers at `/robots.txt`; the others have none. */
const robots = {
  'robots-500': (response) => response.writeHead(500).end(),
  'robots-hangs': (response) => pourInto(response, () => response.write('#'), 50),
  'robots-1mb': (response) =>
    response.writeHead(200).end(`User-agent: *\nDisallow: /private\n${'# padding\n'.repeat(100_000)}`),
}

/** Writes again and again and never ends. */
function pourInto(response, write, everyMs) {
  response.writeHead(200, { 'content-type': 'text/html' })
  const timer = setInterval(() => response.writableNeedDrain || write(), everyMs)
  response.on('close', () => clearInterval(timer))
}

/** As many lines as asked: 400,000 are 27 MB as they are read and 3 MB on the way, 170,000 just below 12 MB. */
const made = new Map()
const longPost = (lines) => {
  const body =
    made.get(lines) ??
    zip(
      `<h1>路灯</h1>${Array.from({ length: lines }, (_, n) => `<p>第${n}条留言：路灯坏了一个多月，晚上不便。</p>`).join('')}`,
    )
  made.set(lines, body)
  return body
}

async function openSite(name) {
  const answer = (response) => {
    const made = sites[name](response)
    if (made) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...made[0] }).end(made[1])
  }
  const site = createServer(({ url }, response) => {
    if (url === '/') answer(response)
    else if (url === '/robots.txt' && robots[name]) robots[name](response)
    else if (url.startsWith('/large-') || url.startsWith('/full-')) {
      const [headers, body] = longPost(url.startsWith('/full-') ? 170_000 : 400_000)
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
    } else if (url.startsWith('/post')) response.setHeader('content-type', 'text/html').end(post)
    else response.writeHead(404).end()
  })
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve))
  return [name, site.address().port]
}

if (process.argv[2] === 'site')
  process.send(Object.fromEntries(await Promise.all(Object.keys(sites).map(openSite))))
else if (process.argv[2] === 'measure' || process.argv[2] === 'plain') await measure()
else {
  const { leanProcess } = await import('../crawler/dist/lean-process.js')
  const { execArgv, env } = leanProcess
  const asService = fork(fileURLToPath(import.meta.url), ['measure'], {
    execArgv: [...execArgv],
    env: { ...process.env, ...env },
  })
  const [code] = await once(asService, 'exit')
  process.exitCode = code ?? 1
}

async function measure() {
  const { openEgress } = await import('../crawler/dist/egress/egress.js')
  const { fetchLimits } = await import('../crawler/dist/egress/limits.js')
  const { openReadingWorker } = await import('../crawler/dist/read/reading-worker.js')
  const { crawlerActor } = await import('../crawler/dist/sweep/sweep-deps.js')
  const { sweepSource } = await import('../crawler/dist/sweep.js')
  const { loopbackConfig: config } = await import('../crawler/dist/testing/loopback-config.js')
  const { startEmbeddedServer } = await import('../store/dist/embedded-server.js')
  const { migrate } = await import('../store/dist/migrate.js')
  const { serviceUrl } = await import('../store/dist/roles.js')
  const { openStore } = await import('../store/dist/store.js')
  const { pino } = createRequire(new URL('../crawler/package.json', import.meta.url))('pino')

  const site = fork(fileURLToPath(import.meta.url), ['site'], { execArgv: [] })
  const [ports] = await once(site, 'message')
  const dataDir = mkdtempSync(join(tmpdir(), 'huiyin-bench-'))
  const log = pino({ level: 'silent' })
  const server = await startEmbeddedServer({ dataDir, log })
  await migrate(server.ownerUrl, log)
  const clock = { now: () => new Date() }
  const store = await openStore({ databaseUrl: serviceUrl(server.ownerUrl), clock, log, max: 5 })
  // What never ends is given up sooner than in earnest: how long it is waited for takes no memory.
  const egress = openEgress(config, { limits: { ...fetchLimits, totalMs: 5_000 } })
  const reading = openReadingWorker()
  const deps = { store, egress, reader: reading.read, config, clock, log }
  const sweep = async (name, id = name) => {
    const read = name === 'feed' ? { type: 'feed' } : { type: 'html', list: { entry: 'li' } }
    const definition = { id, name, kind: 'board', level: 'county', everySeconds: 600, read }
    const url = `http://127.0.0.1:${ports[name]}/`
    const source = await store.as(crawlerActor).transaction((tx) => tx.sources.upsert({ ...definition, url }))
    return await sweepSource(source, deps)
  }
  const mb = (bytes) => Math.round(bytes / 2 ** 20)
  try {
    await sweep('good', 'warm')
    const before = process.memoryUsage().rss
    let peak = process.memoryUsage()
    let most = before
    const watch = setInterval(() => {
      const now = process.memoryUsage()
      if (now.rss > peak.rss) peak = now
      most = Math.max(most, now.rss)
    }, 10)
    for (const name of Object.keys(sites).slice(1)) {
      peak = process.memoryUsage()
      const { outcome, errors } = await sweep(name)
      const { rss, heapTotal, external } = peak
      console.error(
        JSON.stringify({
          step: name,
          outcome,
          error: errors[0]?.code ?? null,
          peakRiseMb: mb(rss - before),
          leftRiseMb: mb(process.memoryUsage().rss - before),
          mainHeapMb: mb(heapTotal),
          externalMb: mb(external),
        }),
      )
    }
    const good = await sweep('good', 'after')
    clearInterval(watch)
    const riseMb = mb(most - before)
    console.log(JSON.stringify({ goodAfter: good.outcome, beforeMb: mb(before), riseMb, mostMb }))
    if (riseMb > mostMb || good.outcome !== 'ok') process.exitCode = 1
  } finally {
    await reading.close()
    await egress.close()
    await store.close()
    await server.stop()
    site.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
