import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LoopbackSite, openLoopbackSite } from '../testing/loopback-site.js'
import { type Egress, openEgress } from './egress.js'
import { type LoopbackProxy, openLoopbackProxy } from './loopback-proxy.js'

/** 127.0.0.1 may be read, 127.0.0.2 may not. */
let site: LoopbackSite
let inner: Server
let egress: Egress
let proxy: LoopbackProxy
let forbidden: string
const reached: string[] = []
const refused: string[] = []

beforeEach(async () => {
  reached.length = 0
  refused.length = 0
  site = await openLoopbackSite({
    '/page': '<p>公告</p>',
    '/robots.txt': 'User-agent: *\nDisallow: /private',
  })
  inner = createServer((incoming, response) => {
    reached.push(incoming.url ?? '')
    response.end('secret')
  })
  inner.listen(0, '127.0.0.2')
  await once(inner, 'listening')
  forbidden = `127.0.0.2:${(inner.address() as AddressInfo).port}`
  egress = openEgress({
    userAgent: 'Huiyin/0.1 (+test)',
    allowedNetworks: ['127.0.0.1/32'],
    minHostDelayMs: 0,
    loopbackDelayMs: 0,
  })
  proxy = await openLoopbackProxy(egress.get, (target) => refused.push(target))
})
afterEach(async () => {
  await proxy.close()
  await egress.close()
  await site.close()
  inner.closeAllConnections()
  inner.close()
})

async function ask(path: string, { method = 'GET', body = '' } = {}) {
  const asked = request({ host: '127.0.0.1', port: proxy.port, method, path })
  asked.end(body)
  const [response] = await once(asked, 'response')
  let text = ''
  for await (const piece of response) text += piece
  return { status: response.statusCode as number, text }
}

/** The first line that comes back to raw bytes. */
async function say(words: string): Promise<string> {
  const socket = connect(proxy.port, '127.0.0.1')
  socket.write(words)
  const [piece] = await once(socket, 'data')
  socket.destroy()
  return String(piece).split('\r\n')[0] ?? ''
}

test('a plain request is answered through the egress', async () => {
  expect(await ask(site.url('/page'))).toEqual({ status: 200, text: '<p>公告</p>' })
  expect(refused).toEqual([])
})

test('an inner address and what robots.txt forbids are refused and told', async () => {
  expect((await ask(`http://${forbidden}/x`)).status).toBe(403)
  expect((await ask(site.url('/private/1'))).status).toBe(403)
  expect(refused).toEqual([`http://${forbidden}/x`, site.url('/private/1')])
  expect(reached).toEqual([])
  expect(site.requests).toEqual([])
})

test('a tunnel is refused, to whatever host', async () => {
  const { port } = new URL(site.url())
  expect(await say(`CONNECT ${forbidden} HTTP/1.1\r\nhost: ${forbidden}\r\n\r\n`)).toBe(
    'HTTP/1.1 403 Forbidden',
  )
  expect(await say(`CONNECT 127.0.0.1:${port} HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 40[03]/)
  expect(refused[0]).toBe(`tunnel://${forbidden}`)
  expect(reached).toEqual([])
})

test('an upgrade to a socket is refused', async () => {
  const words = `GET http://${forbidden}/ws HTTP/1.1\r\nhost: ${forbidden}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`
  expect(await say(words)).toBe('HTTP/1.1 403 Forbidden')
  expect(refused).toEqual([`http://${forbidden}/ws`])
  expect(reached).toEqual([])
})

test('whoever knocks at the port without naming an address gets nothing', async () => {
  expect((await ask('/page')).status).toBe(403)
  expect((await ask('https://example.com/')).status).toBe(403)
})

test('what is neither asked nor sent as a page does is refused', async () => {
  expect((await ask(site.url('/page'), { method: 'PUT', body: 'x' })).status).toBe(405)
  expect(site.requests).toEqual([])
})

test('a page that is not there, and a body of more than 1 MB, are no answers', async () => {
  expect((await ask(site.url('/gone'))).status).toBe(502)
  const large = await ask(site.url('/page'), { method: 'POST', body: 'x'.repeat(2 ** 20 + 1) }).catch(
    () => null,
  )
  expect(large?.status ?? 502).toBe(502)
  expect(site.requests).toEqual(['/gone'])
})
