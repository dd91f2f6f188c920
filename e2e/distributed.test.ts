import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { startEmbeddedServer } from '@huiyin/store/embedded-server'
import { startTestRedis } from '@huiyin/store/testing-redis'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually, freePort, type HuiyinProcess, huiyin, temporaryFolder } from './huiyin-process.js'

/** The topology of docker-compose.yml as plain processes: PostgreSQL and Redis of their own, one process a service. */
const log = pino({ level: 'silent' })
const password = 'huiyin-分布式-2026'
let database: Awaited<ReturnType<typeof startEmbeddedServer>>
let redis: Awaited<ReturnType<typeof startTestRedis>>
let site: Server
let siteUrl: string
let url: string
let env: NodeJS.ProcessEnv
const processes: HuiyinProcess[] = []

const run = (...args: string[]): HuiyinProcess => {
  const started = huiyin(args, env)
  processes.push(started)
  return started
}

const letters = [
  {
    title: '山阳小区停水三天无人管',
    text: '云河县城关镇山阳小区全小区停水三天，八百多户居民无水可用，多次打电话给自来水公司无人理睬，业主们准备联名上访，请水务局尽快恢复供水。',
  },
  {
    title: '咨询城关镇路灯何时修复',
    text: '云河县城关镇中心街的路灯坏了两周，晚上出行不便，请问什么时候能够修好？',
  },
  {
    title: '建议在城关镇增加公交站',
    text: '云河县城关镇东街居民出行不便，建议增加一个公交站点，方便老人就医和孩子上学。',
  },
]
const page = (title: string, body: string) =>
  `<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`
const pages = new Map([
  [
    '/letters/',
    page(
      '县长信箱',
      `<ul class="letters">${letters.map(({ title }, n) => `<li><a href="/letters/${n}.html">${title}</a><span>2026-03-01</span></li>`).join('')}</ul>`,
    ),
  ],
  ...letters.map(({ title, text }, n): [string, string] => [
    `/letters/${n}.html`,
    page(title, `<h1>${title}</h1><p class="date">2026-03-01 08:30</p><div id="Zoom"><p>${text}</p></div>`),
  ]),
])

beforeAll(async () => {
  site = createServer((request, response) => {
    const html = pages.get(request.url ?? '')
    response.writeHead(html ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  }).listen(0, '127.0.0.1')
  await once(site, 'listening')
  siteUrl = `http://127.0.0.1:${(site.address() as { port: number }).port}/letters/`
  database = await startEmbeddedServer({ dataDir: temporaryFolder(), log })
  redis = await startTestRedis()
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  env = {
    DATABASE_URL: database.ownerUrl,
    REDIS_URL: redis.url,
    HUIYIN_SECRET: 'a-secret-of-at-least-thirty-two-characters',
    HUIYIN_ALLOWED_NETWORKS: '127.0.0.0/8',
    HUIYIN_DATA: temporaryFolder(),
    PORT: String(port),
  }
})

afterAll(async () => {
  await Promise.all(processes.map((each) => each.stop()))
  await redis?.stop()
  await database?.stop()
  site?.close()
})

/** A signed-in person's requests. */
async function signIn(path: string) {
  const redeemed = await fetch(`${url}/api/sign-in-links/${path.split('/').at(-1)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ password }),
  })
  expect(redeemed.status).toBe(201)
  const cookie = redeemed.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const { csrf } = (await redeemed.json()) as { csrf: string }
  const headers = { cookie, 'x-huiyin-csrf': csrf, origin: url, 'content-type': 'application/json' }
  return {
    get: async (at: string) => (await fetch(`${url}${at}`, { headers })).json(),
    post: (at: string, body: object) =>
      fetch(`${url}${at}`, { method: 'POST', headers, body: JSON.stringify(body) }),
  }
}

describe.sequential('on PostgreSQL and Redis with one process a service', () => {
  let signInPath: string

  test('migrate makes the database ready and gives the first link', async () => {
    const migrate = run('migrate')
    expect(await migrate.ended).toBe(0)
    ;({ signInPath } = JSON.parse(migrate.stdout()))
    expect(signInPath).toMatch(/^\/sign-in\//)
  })

  test('a post goes from a real page to a running countdown', async () => {
    const services = ['api', 'crawler', 'analyzer'].map((name) => run('service', name))
    await Promise.all(services.map((service) => service.says(/service is ready/)))
    const administrator = await signIn(signInPath)
    const started = await administrator.post('/api/jurisdiction', {
      name: '云河县',
      aliases: ['云河'],
      parents: [],
      regimeCode: 'national-2016',
      units: ['云河县水务局', '云河县自来水公司', '城关镇'],
      sourceUrl: siteUrl,
      dutyOfficer: { name: 'duty', displayName: '值班员' },
    })
    expect(started.status).toBeLessThan(300)
    const { dutyOfficerLink, source } = (await started.json()) as {
      dutyOfficerLink: string
      source: { id: string }
    }
    expect(source.id).not.toBe('')
    const officer = await signIn(dutyOfficerLink)
    const event = await eventually('the post is an event', 60, async () => {
      const { rows } = await officer.get('/api/opinion-events')
      return rows.find((row: { title: string }) => row.title === letters[0]?.title)
    })
    expect(event).toMatchObject({ grade: 'III', unit: { name: expect.stringContaining('水') } })
    const accepted = await officer.post(`/api/opinion-events/${event.id}/accept`, {
      unitCode: event.unit.code,
    })
    expect(accepted.status).toBe(201)
    expect(await accepted.json()).toMatchObject({
      state: 'dispatched',
      deadlines: [{ code: 'response', state: 'running' }],
    })
  })

  test('the queues really are in Redis', async () => {
    const state = await eventually('all three letters are stored', 30, async () => {
      const status = run('status')
      expect(await status.ended).toBe(0)
      const answer = JSON.parse(status.stdout())
      return answer.items.total === 3 && answer
    })
    expect(state.cases).toEqual({ open: 1, overdue: 0 })
    const keys = execFileSync('redis-cli', ['-u', redis.url, '--scan', '--pattern', '*analyze*'], {
      encoding: 'utf8',
    })
    expect(keys.trim().split('\n').length).toBeGreaterThan(1)
  })
})
