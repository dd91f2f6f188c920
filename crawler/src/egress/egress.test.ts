import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LoopbackSite, openLoopbackSite } from '../testing/loopback-site.js'
import { type Egress, type EgressMeans, openEgress } from './egress.js'
import { FetchError } from './fetch-error.js'
import { fetchLimits } from './limits.js'

const config = { userAgent: 'Huiyin/0.1 (+test)', allowedNetworks: ['127.0.0.0/8'], minHostDelayMs: 0 }
let site: LoopbackSite
const opened: Egress[] = []

const open = (
  means: EgressMeans = {},
  overrides: Partial<typeof config & { loopbackDelayMs: number }> = {},
) => {
  const egress = openEgress({ ...config, ...overrides }, means)
  opened.push(egress)
  return egress
}

const failure = async (promise: Promise<unknown>): Promise<FetchError> => {
  const error = await promise.then(
    () => new Error('the fetch succeeded'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(FetchError)
  return error as FetchError
}

beforeEach(async () => {
  site = await openLoopbackSite()
})
afterEach(async () => {
  for (const egress of opened.splice(0)) await egress.close()
  await site.close()
})

test('a page is read with an honest user agent and no cookie', async () => {
  site.pages.set('/a', (request, response) => {
    response.setHeader('set-cookie', 'id=1')
    response.end(JSON.stringify([request.headers['user-agent'], request.headers.cookie ?? null]))
  })
  const egress = open()
  await egress.get(site.url('/a'))
  expect(JSON.parse((await egress.get(site.url('/a'))).bytes.toString())).toEqual([
    'Huiyin/0.1 (+test)',
    null,
  ])
})

test('a contact in Chinese can be sent', async () => {
  site.pages.set('/a', (request, response) => response.end(request.headers['user-agent']))
  const egress = open({}, { userAgent: 'Huiyin/0.1 (政务舆情监测)' })
  const { bytes } = await egress.get(site.url('/a'))
  expect(Buffer.from(bytes.toString(), 'latin1').toString()).toBe('Huiyin/0.1 (政务舆情监测)')
})

test('an unchanged page is answered with 304 and its validators', async () => {
  site.pages.set('/a', (request, response) => {
    response.setHeader('etag', '"7"')
    if (request.headers['if-none-match'] === '"7"') response.writeHead(304).end()
    else response.end('page')
  })
  const egress = open()
  const { validators } = await egress.get(site.url('/a'))
  expect(validators).toEqual({ etag: '"7"', lastModified: null })
  expect(await egress.get(site.url('/a'), { validators })).toMatchObject({ notModified: true })
})

test('a path robots.txt disallows is not asked for', async () => {
  site.pages.set('/robots.txt', 'User-agent: *\nDisallow: /private')
  site.pages.set('/open', 'ok')
  const egress = open()
  expect((await failure(egress.get(site.url('/private/a')))).code).toBe('robots')
  await egress.get(site.url('/open'))
  expect(site.requests).toEqual(['/open'])
})

test('a robots.txt with status 500 forbids all, one with 404 allows all', async () => {
  site.pages.set('/a', 'ok')
  await open().get(site.url('/a'))
  site.pages.set('/robots.txt', { status: 500 })
  const error = await failure(open().get(site.url('/a')))
  expect(error.code).toBe('robots-unreachable')
  expect(error.message).toContain('禁止采集')
  expect(site.requests).toEqual(['/a'])
})

test('robots.txt is asked for once a day', async () => {
  let asked = 0
  let now = 0
  site.pages.set('/a', 'ok')
  site.pages.set('/robots.txt', (_request, response) => {
    asked++
    response.end('User-agent: *\nAllow: /')
  })
  const egress = open({ ticks: () => now })
  await egress.get(site.url('/a'))
  now = 23 * 3_600_000
  await egress.get(site.url('/a'))
  expect(asked).toBe(1)
  now = 24 * 3_600_000
  await egress.get(site.url('/a'))
  expect(asked).toBe(2)
})

test('the delay between two requests to a host, and a longer Crawl-delay, are kept', async () => {
  site.pages.set('/a', 'ok')
  const waits: number[] = []
  const means = {
    ticks: () => 0,
    wait: async (ms: number) => {
      waits.push(ms)
    },
  }
  const usual = open(means, { minHostDelayMs: 1_500 })
  await usual.get(site.url('/a'))
  await usual.get(site.url('/a'))
  expect(waits.splice(0)).toEqual([1_500, 3_000])
  site.pages.set('/robots.txt', 'User-agent: huiyin\nCrawl-delay: 7')
  const slow = open(means, { minHostDelayMs: 1_500, loopbackDelayMs: 10 })
  await slow.get(site.url('/a'))
  await slow.get(site.url('/a'))
  expect(waits).toEqual([10, 7_010])
})

test('a body over the limit, announced or not, is not read on', async () => {
  const limits = { ...fetchLimits, wireBytes: 1_000_000 }
  site.pages.set('/announced', { body: Buffer.alloc(1_000_001) })
  site.pages.set('/endless', (_request, response) => {
    const more = () => {
      while (response.write(Buffer.alloc(65_536, 'a')));
      response.once('drain', more)
    }
    more()
  })
  const egress = open({ limits })
  expect((await failure(egress.get(site.url('/announced')))).code).toBe('too-large')
  expect((await failure(egress.get(site.url('/endless')))).code).toBe('too-large')
})

test('a gzip bomb is stopped before it unfolds', async () => {
  const bomb = gzipSync(Buffer.alloc(50 * 2 ** 20))
  site.pages.set('/bomb', { headers: { 'content-encoding': 'gzip' }, body: bomb })
  const before = process.memoryUsage().rss
  const error = await failure(open().get(site.url('/bomb')))
  expect(error.code).toBe('too-large')
  expect(error.message).toContain('压缩炸弹')
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20)
})

test('a compressed page is unpacked, a damaged one is refused', async () => {
  site.pages.set('/gzip', { headers: { 'content-encoding': 'gzip' }, body: gzipSync('停水通知') })
  site.pages.set('/bad', { headers: { 'content-encoding': 'gzip' }, body: '停水通知' })
  const egress = open()
  expect((await egress.get(site.url('/gzip'))).bytes.toString()).toBe('停水通知')
  expect((await failure(egress.get(site.url('/bad')))).code).toBe('bad-response')
})

test('a redirect loop ends after five hops', async () => {
  site.pages.set('/loop', { status: 302, headers: { location: '/loop' } })
  expect((await failure(open().get(site.url('/loop')))).code).toBe('redirect')
  expect(site.requests).toHaveLength(6)
})

test('a redirect is followed and the page known by where it ended', async () => {
  site.pages.set('/old', { status: 301, headers: { location: 'new?x=1' } })
  site.pages.set('/new?x=1', 'ok')
  expect((await open().get(site.url('/old'))).url).toBe(site.url('/new?x=1'))
})

test('a redirect to an inner address is refused', async () => {
  site.pages.set('/out', { status: 302, headers: { location: 'http://169.254.169.254/latest' } })
  const error = await failure(open().get(site.url('/out')))
  expect(error.code).toBe('address')
  expect(error.message).toContain('169.254.169.254')
})

test.each(['http://10.0.0.1/', 'http://[::1]:9/', 'http://[::ffff:192.168.1.1]/', 'http://0.0.0.0/'])(
  '%s is refused without being asked',
  async (url) => {
    expect((await failure(open().get(url))).code).toBe('address')
  },
)

test('a name that resolves to an inner address is refused', async () => {
  const { port } = new URL(site.url())
  const error = await failure(open({}, { allowedNetworks: [] }).get(`http://localhost:${port}/a`))
  expect(error.code).toBe('address')
  expect(site.requests).toEqual([])
})

test('a closed port, an unknown name and a silent server each say what to do', async () => {
  const closed = await openLoopbackSite()
  const url = closed.url('/')
  await closed.close()
  expect(await failure(open().get(url))).toMatchObject({
    code: 'refused',
    message: expect.stringContaining('拒绝连接'),
  })
  const unknown = await failure(open().get('http://no-such-name.invalid/'))
  expect(unknown).toMatchObject({ code: 'dns', message: expect.stringContaining('no-such-name.invalid') })
  site.pages.set('/silent', () => {})
  const limits = { ...fetchLimits, totalMs: 60 }
  expect((await failure(open({ limits }).get(site.url('/silent')))).code).toBe('timeout')
})

test('a body that drips without end is cut at the time limit', async () => {
  const drips: NodeJS.Timeout[] = []
  site.pages.set('/drip', (_request, response) => {
    drips.push(setInterval(() => response.write('a'), 5))
  })
  const error = await failure(open({ limits: { ...fetchLimits, totalMs: 60 } }).get(site.url('/drip')))
  for (const drip of drips) clearInterval(drip)
  expect(error.code).toBe('timeout')
})

test('404 and 500 are errors of their own', async () => {
  site.pages.set('/500', { status: 500, body: 'x' })
  const egress = open()
  expect((await failure(egress.get(site.url('/404')))).message).toContain('页面不存在')
  expect((await failure(egress.get(site.url('/500')))).code).toBe('http-500')
})

test('what is not http is refused', async () => {
  expect((await failure(open().get('file:///etc/passwd'))).code).toBe('address')
})
