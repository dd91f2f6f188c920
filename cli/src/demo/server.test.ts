import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoDefinitions } from './county.js'
import { type DemoWeb, startDemoWeb } from './server.js'

const startedAt = new Date('2026-08-03T02:00:00.400Z')
let now = startedAt
let web: DemoWeb

beforeEach(async () => {
  now = startedAt
  web = await startDemoWeb({ startedAt, clock: { now: () => now }, log: pino({ level: 'silent' }) })
})
afterEach(() => web.close())

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${web.url}${path}`, { headers })

test('every source of the demonstration answers on the port the server took', async () => {
  for (const source of demoDefinitions(web.port)) {
    const response = await fetch(source.url)
    expect(response.status, source.id).toBe(200)
    await response.arrayBuffer()
  }
})

test('an unchanged page answers 304 with no body, by tag and by date', async () => {
  const first = await get('/weibo/feed.json')
  const etag = first.headers.get('etag') ?? ''
  const modified = first.headers.get('last-modified') ?? ''
  await first.text()
  const requests: Record<string, string>[] = [
    { 'If-None-Match': etag },
    { 'If-None-Match': `W/${etag}` },
    { 'If-Modified-Since': modified },
  ]
  for (const headers of requests) {
    const again = await get('/weibo/feed.json', headers)
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
    expect(again.headers.get('etag')).toBe(etag)
  }
})

test('after a new post the old tag and the old date no longer hold', async () => {
  const first = await get('/weibo/feed.json')
  const before = (await first.text()).length
  now = new Date(startedAt.getTime() + 3_600_000)
  const requests: Record<string, string>[] = [
    { 'If-None-Match': first.headers.get('etag') ?? '' },
    { 'If-Modified-Since': first.headers.get('last-modified') ?? '' },
    { 'If-None-Match': '"other"', 'If-Modified-Since': now.toUTCString() },
  ]
  for (const headers of requests) {
    const again = await get('/weibo/feed.json', headers)
    expect(again.status).toBe(200)
    expect((await again.text()).length).toBeGreaterThan(before)
  }
})

test('robots.txt allows everything and asks for no delay', async () => {
  const text = await (await get('/robots.txt')).text()
  expect(text).toContain('Allow: /')
  expect(text).not.toContain('Crawl-delay')
})

test('an address that does not exist is 404, a write is 405, and both say 演示', async () => {
  const missing = await get('/board/t20260803_9999.shtml')
  expect(missing.status).toBe(404)
  expect(await missing.text()).toContain('演示')
  const write = await fetch(`${web.url}/board/`, { method: 'POST', body: 'x' })
  expect(write.status).toBe(405)
  expect(await write.text()).toContain('演示')
})

test('a taken port is an error, not another port', async () => {
  const second = startDemoWeb({
    port: web.port,
    startedAt,
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
  })
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
