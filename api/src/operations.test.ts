import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sweepSource } from '@huiyin/domain/job'
import { buildDefinition, buildEvent, buildSweep } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildServer } from './server.js'
import { startApi } from './start-api.js'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
let admin: Person
const asked: unknown[] = []

beforeAll(async () => {
  api = await openTestApi({
    reports: {
      caseLetter: async (input) => Buffer.from(JSON.stringify(input)),
      draftSheet: async (input) => Buffer.from(JSON.stringify(input)),
      opinionLog: async (input) => Buffer.from(JSON.stringify(input)),
      specialReport: async (input) => {
        asked.push(input)
        return new TextEncoder().encode('%PDF-1.7 test')
      },
    },
  })
  admin = await api.signedIn('root', ['administrator', 'duty-officer'])
  officer = await api.signedIn('officer', ['duty-officer'])
})
afterAll(() => api.close())

test('a busy port is named in both languages with the way out', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as { port: number }
  await expect(startApi({ ...api.options, port, host: '127.0.0.1' })).rejects.toThrow(
    new RegExp(`端口 ${port} 已被其他程序占用.*Port ${port} is already in use.*--port`),
  )
  await new Promise((resolve) => other.close(resolve))
})

test('health names the services that live and the one that does not', async () => {
  const startedAt = api.clock.now()
  const beat = (service: string, pid: number) =>
    api.run((tx) =>
      tx.serviceBeats.beat({ service, instance: 'one', pid, startedAt, detail: { restarts: 2 } }),
    )
  await beat('crawler', 11)
  expect((await api.ask({ url: '/api/health' })).json()).toMatchObject({
    status: 'ok',
    services: [{ name: 'crawler', alive: true, restarts: 2 }],
  })
  api.clock.advance(20_000)
  await beat('analyzer', 12)
  expect((await api.ask({ url: '/api/health' })).json()).toMatchObject({
    status: 'degraded',
    services: [
      { name: 'analyzer', alive: true },
      { name: 'crawler', alive: false },
    ],
  })
})

test('a source is added, swept on demand, switched off, and its health says why', async () => {
  const yaml = JSON.stringify(buildDefinition('xinxiang', { name: '书记信箱' }))
  const added = await admin.send('POST', '/api/sources', { yaml })
  expect(added.statusCode).toBe(201)
  expect(added.json()).toMatchObject({ id: 'xinxiang', health: 'waiting', enabled: true })
  expect((await officer.send('POST', '/api/sources/xinxiang/sweep')).json()).toEqual({ queued: true })
  const waiting = await api.store.queues.counts()
  expect(waiting.crawl.waiting).toBeGreaterThan(0)
  expect(sweepSource.queue).toBe('crawl')
  await api.run(async (tx) => {
    const error = { url: 'https://example.com', code: 'timeout', message: '网站 20 秒内没有响应' }
    const counts = { fetched: 0, new: 0, duplicates: 0 }
    for (let n = 0; n < 2; n += 1) await buildSweep(tx, 'xinxiang', { outcome: 'failed', counts, error })
  })
  expect((await admin.get('/api/sources/xinxiang')).json()).toMatchObject({
    health: 'blind',
    healthReason: '已连续 2 次：网站 20 秒内没有响应',
  })
  const off = await admin.send('PATCH', '/api/sources/xinxiang', { enabled: false })
  expect(off.json()).toMatchObject({ health: 'disabled', enabled: false })
  expect((await officer.send('POST', '/api/sources/xinxiang/sweep')).json()).toEqual({ queued: false })
  expect((await admin.get('/api/sources/no-such')).statusCode).toBe(404)
})

test('a special report is set from what the officer sees, with its name in Chinese', async () => {
  const id = await api.run((tx) => buildEvent(tx, { title: '青石小区停水' }))
  await officer.send('POST', `/api/opinion-events/${id}/accept`, {})
  const answer = await officer.get(`/api/opinion-events/${id}/special-report`)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('application/pdf')
  const disposition = String(answer.headers['content-disposition'])
  expect(disposition.startsWith("inline; filename*=UTF-8''")).toBe(true)
  expect(decodeURIComponent(disposition)).toContain('青石小区停水.pdf')
  expect(asked.at(-1)).toMatchObject({
    jurisdiction: '青禾县',
    demonstration: true,
    event: { id, items: [{ title: '青石小区停水' }] },
    caseFile: { state: 'accepted' },
    unitNames: { 'shuiwu-ju': '水务局' },
  })
})

test('the dashboard is served to page addresses and never in place of an answer of the API', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-dashboard-'))
  mkdirSync(join(dir, 'assets'))
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>回音</title>')
  writeFileSync(join(dir, 'assets', 'app-abc123.js'), 'export {}')
  const app = buildServer({ ...api.options, config: { ...api.options.config, dashboardDir: dir } })
  try {
    for (const url of ['/', '/events/42', '/sign-in/some-token']) {
      const page = await app.inject({ url, headers: { accept: 'text/html' } })
      expect([url, page.statusCode, page.body]).toEqual([url, 200, '<!doctype html><title>回音</title>'])
      expect(page.headers['cache-control']).toBe('no-cache')
      expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    }
    const asset = await app.inject('/assets/app-abc123.js')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await app.inject('/assets/gone.js')).statusCode).toBe(404)
    expect((await app.inject('/../../etc/passwd')).body).not.toContain('root:')
    const unknown = await app.inject({ url: '/api/unknown', headers: { accept: 'text/html' } })
    expect([unknown.statusCode, unknown.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
  } finally {
    await app.close()
    rmSync(dir, { recursive: true })
  }
})

test('without a built dashboard the page says so and what to run', async () => {
  const page = await api.ask({ url: '/', headers: { accept: 'text/html' } })
  expect([page.statusCode, page.body.includes('界面尚未构建')]).toEqual([503, true])
})

test('the documentation lists the contract', async () => {
  const page = await api.ask({ url: '/api/docs/' })
  expect(page.statusCode).toBe(200)
  const spec = (await api.ask({ url: '/api/docs/json' })).json()
  expect(spec.openapi).toBe('3.1.0')
  expect(spec.paths['/api/opinion-events/{id}/accept'].post.summary).toBe('受理')
})
