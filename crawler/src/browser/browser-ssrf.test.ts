import { createSocket, type Socket } from 'node:dgram'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium as browsers } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Egress, openEgress } from '../egress/egress.js'
import { openLoopbackProxy } from '../egress/loopback-proxy.js'
import { memoryFrontier } from '../sweep/frontier.js'
import { type LoopbackSite, openLoopbackSite } from '../testing/loopback-site.js'
import { crawlInBrowser, launchOptionsBy } from './crawl-in-browser.js'
import { chromiumAdvice, findChromium } from './find-chromium.js'

/**
 * A hostile page in our browser: it may be read, and through it nothing else. The page stands on 127.0.0.1, which is
 * allowed; the canary on 127.0.0.2, which is not.
 */
const config = {
  userAgent: 'Huiyin/0.1 (+test)',
  allowedNetworks: ['127.0.0.1/32'],
  minHostDelayMs: 0,
  loopbackDelayMs: 0,
}
const chromium = findChromium()
if (!chromium) process.stderr.write(`no Chromium, browser test skipped: ${chromiumAdvice()}\n`)

let canary: Server
/** On the allowed address, too, nothing is to arrive past the egress: WebRTC speaks UDP. */
let udp: Socket
let inner: string
let site: LoopbackSite
let egress: Egress
const hits: string[] = []

beforeAll(async () => {
  canary = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`)
    response.setHeader('access-control-allow-origin', '*')
    response.end('secret')
  })
  canary.on('upgrade', (request, socket) => {
    hits.push(`upgrade ${request.url}`)
    socket.destroy()
  })
  await new Promise<void>((resolve) => canary.listen(0, '0.0.0.0', resolve))
  inner = `127.0.0.2:${(canary.address() as AddressInfo).port}`
  udp = createSocket('udp4', (message) => hits.push(`udp ${message.length}`))
  await new Promise<void>((resolve) => udp.bind(0, '0.0.0.0', resolve))
  const { port: udpPort } = udp.address()
  egress = openEgress(config)
  site = await openLoopbackSite({
    '/frame': { status: 302, headers: { location: `http://${inner}/redirected-frame` } },
    '/beacon': `<script>location = 'http://${inner}/navigated-frame'</script>`,
    '/worker.js': {
      headers: { 'content-type': 'text/javascript' },
      body: `fetch('http://${inner}/worker').catch(() => 0); try { importScripts('http://${inner}/imported') } catch {}`,
    },
    '/service-worker.js': {
      headers: { 'content-type': 'text/javascript' },
      body: `addEventListener('install', (e) => e.waitUntil(fetch('http://${inner}/service-worker').catch(() => 0)))
        addEventListener('fetch', (e) => e.respondWith(fetch('http://${inner}/through-service-worker')))`,
    },
    '/page': `<!doctype html><meta charset="utf-8"><title>诱饵</title>
      <link rel="stylesheet" href="http://${inner}/stylesheet">
      <link rel="preload" as="script" href="http://${inner}/preload">
      <link rel="prefetch" href="http://${inner}/prefetch">
      <link rel="dns-prefetch" href="//${inner}"><link rel="preconnect" href="http://${inner}">
      <link rel="icon" href="http://${inner}/icon"><link rel="manifest" href="http://${inner}/manifest">
      <link rel="modulepreload" href="http://${inner}/module">
      <style>@import 'http://${inner}/imported-style'; body { background: url(http://${inner}/background) }
        @font-face { font-family: x; src: url(http://${inner}/font) } p { font-family: x }</style>
      <p id="list">列表</p>
      <img src="http://${inner}/image" srcset="http://${inner}/srcset 2x">
      <picture><source srcset="http://${inner}/picture"><img></picture>
      <svg><image href="http://${inner}/svg-image"/><use href="http://${inner}/svg-use#a"/></svg>
      <video src="http://${inner}/video" poster="http://${inner}/poster" autoplay></video>
      <audio src="http://${inner}/audio"></audio><track src="http://${inner}/track">
      <object data="http://${inner}/object"></object><embed src="http://${inner}/embed">
      <iframe src="http://${inner}/iframe"></iframe><iframe src="/frame"></iframe><iframe src="/beacon"></iframe>
      <iframe srcdoc="<img src='http://${inner}/srcdoc'>"></iframe>
      <iframe src="file:///etc/passwd"></iframe><iframe src="view-source:http://${inner}/view-source"></iframe>
      <form id="form" method="post" action="http://${inner}/form" target="hidden"><input name="a" value="b"></form>
      <iframe name="hidden"></iframe>
      <a id="ping" href="#x" ping="http://${inner}/ping">x</a>
      <script src="http://${inner}/script"></script>
      <script type="module">import('http://${inner}/dynamic-import').catch(() => 0)</script>
      <script>
        const tries = []
        const quiet = (work) => { try { tries.push(Promise.resolve(work()).catch(() => 0)) } catch {} }
        quiet(() => fetch('http://${inner}/fetch'))
        quiet(() => fetch('http://${inner}/no-cors', { mode: 'no-cors', method: 'POST', body: 'x' }))
        quiet(() => fetch('http://${inner}/put', { method: 'PUT', body: 'x' }))
        quiet(() => fetch('/frame'))
        quiet(() => { const x = new XMLHttpRequest(); x.open('GET', 'http://${inner}/xhr'); x.send() })
        quiet(() => new WebSocket('ws://${inner}/websocket'))
        quiet(() => new EventSource('http://${inner}/event-source'))
        quiet(() => navigator.sendBeacon('http://${inner}/send-beacon', 'x'))
        quiet(() => new Worker('/worker.js'))
        quiet(() => new SharedWorker('/worker.js'))
        quiet(() => navigator.serviceWorker.register('/worker.js'))
        quiet(() => { new Image().src = 'http://${inner}/script-image' })
        quiet(() => window.open('http://${inner}/popup'))
        quiet(() => document.querySelector('#form').submit())
        quiet(() => document.querySelector('#ping').click())
        quiet(() => { const pc = new RTCPeerConnection({ iceServers: [{ urls: 'turn:${inner}?transport=tcp', username: 'a', credential: 'b' }] })
          pc.createDataChannel('x'); pc.createOffer().then((o) => pc.setLocalDescription(o)) })
        for (const host of ['127.0.0.1:${udpPort}', '127.0.0.2:${udpPort}'])
          quiet(() => { const pc = new RTCPeerConnection({ iceServers: [{ urls: 'stun:' + host }] })
            pc.createDataChannel('y'); return pc.createOffer().then((o) => pc.setLocalDescription(o)) })
        quiet(() => fetch('http://169.254.169.254/latest/meta-data/'))
        quiet(() => navigator.serviceWorker.register('/service-worker.js'))
        quiet(() => new WebTransport('https://${inner}/web-transport'))
        Promise.all(tries).then(() => addEventListener('load', () => document.body.append(Object.assign(document.createElement('p'), { id: 'tried' }))))
      </script>`,
    '/leaves': `<!doctype html><title>走开</title><script>location.href = 'http://${inner}/navigated'</script>`,
    '/refreshes': `<!doctype html><meta http-equiv="refresh" content="0;url=http://${inner}/refreshed"><p>等</p>`,
  })
})
afterAll(async () => {
  await egress?.close()
  await site?.close()
  canary?.closeAllConnections()
  canary?.close()
  udp?.close()
})

test.skipIf(!chromium)(
  'a hostile page reaches no inner address by any element, script, socket or turn',
  async () => {
    await fetch(`http://${inner}/control`)
    await new Promise<void>((sent) => {
      udp.once('message', () => sent())
      udp.send('control', udp.address().port, '127.0.0.2')
    })
    expect(hits.splice(0)).toEqual(['GET /control', 'udp 7'])
    const rendered: string[] = []
    let refused: Record<string, number> = {}
    for (const path of ['/page', '/leaves', '/refreshes']) {
      const url = site.url(path)
      await crawlInBrowser(
        memoryFrontier([{ kind: 'list', url, page: 1 }]),
        async (_, { render }) => {
          rendered.push(
            (await render?.(url, path === '/page' ? '#tried' : 'body').catch(
              (error: Error) => error.message,
            )) ?? 'no browser',
          )
        },
        {
          egress,
          config,
          onRefused: (byHost) => {
            if (path === '/page') refused = byHost
          },
        },
      )
    }
    expect(rendered).toHaveLength(3)
    expect(rendered[0]?.includes('列表')).toBe(true)
    expect(rendered.join()).not.toContain('secret')
    expect(hits).toEqual([])
    // Script, style, frames, fetches, socket, beacon …: each was told, by the host it was for.
    expect(refused[inner]).toBeGreaterThan(20)
    expect(refused['169.254.169.254']).toBe(1)
  },
)

const plainTries = ['iframe', 'prefetch', 'fetch', 'send-beacon', 'worker', 'ping', 'image']

test.skipIf(!chromium)(
  'with the interception off the proxy alone holds: the page is read through the egress, nothing inner is',
  async () => {
    const refused: string[] = []
    const proxy = await openLoopbackProxy(egress.get, (target) => refused.push(target))
    const browser = await browsers.launch({ executablePath: chromium ?? '', ...launchOptionsBy(proxy.port) })
    try {
      const page = await browser.newPage()
      await page.goto(site.url('/page'), { waitUntil: 'commit' })
      const tries = [...plainTries.map((path) => `http://${inner}/${path}`), `tunnel://${inner}`]
      await expect.poll(() => tries.filter((one) => !refused.includes(one)), { timeout: 20_000 }).toEqual([])
      expect(await page.title()).toBe('诱饵')
    } finally {
      await browser.close()
      await proxy.close()
    }
    expect(hits).toEqual([])
  },
)
