import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let admin: Person
beforeAll(async () => {
  api = await openTestApi()
  admin = await api.signedIn('issuer', ['administrator'])
})
afterAll(() => api.close())

const issue = async (scopes: string[], days = 30) => {
  const made = await admin.send('POST', '/api/api-tokens', { name: '市级平台', scopes, days })
  expect(made.statusCode).toBe(201)
  return made.json() as { token: string; view: { id: string } }
}
const asProgram = (token: string, url: string, headers: Record<string, string> = {}) =>
  api.ask({ url, headers: { authorization: `Bearer ${token}`, ...headers } })

test('a token opens what its scope names and nothing else', async () => {
  const reports = await issue(['reports:read'])
  const status = await issue(['status:read'])
  expect((await asProgram(reports.token, '/api/opinion-logs/2026-03-02')).statusCode).toBe(200)
  expect((await asProgram(status.token, '/api/sources')).statusCode).toBe(200)
  const refused = await asProgram(status.token, '/api/opinion-logs/2026-03-02')
  expect([refused.statusCode, refused.json().title]).toEqual([403, '接口令牌的范围不包括此项'])
  for (const url of [
    '/api/opinion-events',
    '/api/accounts',
    '/api/session',
    '/api/stream',
    '/api/own-account',
  ])
    expect([url, (await asProgram(reports.token, url)).statusCode]).toEqual([url, 403])
})

test('a token never borrows the powers of a cookie, and never acts', async () => {
  const { token } = await issue(['status:read'])
  const beside = await asProgram(token, '/api/accounts', { cookie: admin.cookie })
  expect(beside.statusCode).toBe(403)
  const act = await api.ask({
    method: 'POST',
    url: '/api/display-links',
    headers: { authorization: `Bearer ${token}`, cookie: admin.cookie, 'x-huiyin-csrf': admin.me.csrf },
    payload: { name: '大厅' },
  })
  expect(act.statusCode).toBe(403)
})

test('a token is shown once, kept as a hash, and remembers when and whence it was used', async () => {
  const { token, view } = await issue(['status:read'])
  expect(token).toMatch(/^huiyin_[\w-]{43}$/)
  await asProgram(token, '/api/sources')
  const rows = await api.run((tx) => tx.db.selectFrom('api_token').selectAll().execute())
  expect(JSON.stringify(rows)).not.toContain(token.slice(7))
  const list = await admin.get('/api/api-tokens')
  expect(list.body).not.toContain(token.slice(7))
  const listed = list.json().find(({ id }: { id: string }) => id === view.id)
  expect(listed).toMatchObject({
    createdBy: 'issuer同志',
    lastUsedAt: api.clock.now().toISOString(),
    lastUsedFrom: '127.0.0.1',
  })
})

test('revoked, run out or made up: no token', async () => {
  const revoked = await issue(['status:read'])
  expect((await admin.send('DELETE', `/api/api-tokens/${revoked.view.id}`)).statusCode).toBe(204)
  const short = await issue(['status:read'], 1)
  expect((await asProgram(short.token, '/api/sources')).statusCode).toBe(200)
  api.clock.advance(86_400_000)
  for (const token of [revoked.token, short.token, `huiyin_${'x'.repeat(43)}`, 'short']) {
    const answer = await asProgram(token, '/api/sources')
    expect([answer.statusCode, answer.json().title]).toEqual([401, '接口令牌无效、已撤销或已过期'])
  }
})

test('a token lives a year at most and has a purpose', async () => {
  admin = await api.signedIn('issuer-2', ['administrator'])
  const create = (body: object) => admin.send('POST', '/api/api-tokens', { name: '某', ...body })
  expect((await create({ scopes: [], days: 30 })).statusCode).toBe(400)
  expect((await create({ scopes: ['everything'], days: 30 })).statusCode).toBe(400)
  expect((await create({ scopes: ['status:read'], days: 4000 })).statusCode).toBe(400)
})
