import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type TestApi, testPassword } from '../testing.js'

let overHttp: TestApi
let overHttps: TestApi
const dashboardDir = mkdtempSync(join(tmpdir(), 'huiyin-headers-'))

beforeAll(async () => {
  mkdirSync(join(dashboardDir, 'assets'))
  writeFileSync(join(dashboardDir, 'index.html'), '<!doctype html><title>x</title>')
  writeFileSync(join(dashboardDir, 'assets', 'a-12345678.js'), 'export {}')
  overHttp = await openTestApi({ config: { dashboardDir } })
  overHttps = await openTestApi({ config: { dashboardDir, secureCookies: true } })
})
afterAll(async () => {
  await overHttp.close()
  await overHttps.close()
})

const pages = [
  '/',
  '/feed',
  '/wall',
  '/assets/a-12345678.js',
  '/api/health',
  '/api/session',
  '/api/nothing',
  '/x.js',
]

const directives = (csp: unknown): Record<string, string> =>
  Object.fromEntries(
    String(csp)
      .split(';')
      .map((part) => part.trim().split(/ (.*)/s).slice(0, 2) as [string, string]),
  )

test.each(pages)('%s may not run what is written into a page, be framed, or be guessed at', async (url) => {
  const { headers } = await overHttps.ask({ url, headers: { accept: 'text/html' } })
  const csp = directives(headers['content-security-policy'])
  expect(csp).toMatchObject({
    'default-src': "'self'",
    'script-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    'connect-src': "'self'",
  })
  expect(String(headers['content-security-policy'])).not.toMatch(
    /unsafe-eval|script-src[^;]*unsafe-inline|\*|https?:/,
  )
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(headers['x-powered-by'] ?? headers.server).toBeUndefined()
})

test('over plain HTTP nothing is promised that only HTTPS can keep', async () => {
  const { headers } = await overHttp.ask({ url: '/' })
  expect(headers['strict-transport-security']).toBeUndefined()
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
})

test('what the API answers is kept by nobody on the way', async () => {
  for (const url of pages.filter((page) => page.startsWith('/api/')))
    expect((await overHttp.ask({ url })).headers['cache-control']).toBe('no-store')
})

test('the session’s cookie is out of reach of scripts, other sites and plain HTTP', async () => {
  const { path } = await overHttps.run(async (tx) => {
    const { issueLink } = await import('../links.js')
    return issueLink(
      tx,
      await tx.accounts.create({ name: 'someone', displayName: '某人', roles: ['leader'], unitCode: null }),
    )
  })
  const answer = await overHttps.ask({
    method: 'POST',
    url: `/api${path.replace('/sign-in/', '/sign-in-links/')}`,
    payload: { password: testPassword },
  })
  const cookie = String(answer.headers['set-cookie'])
  expect(answer.statusCode).toBe(201)
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/'])
    expect(cookie).toContain(attribute)
})

test('a path that climbs out of the dashboard’s folder finds nothing of the machine', async () => {
  for (const url of [
    '/../../etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/assets/..%5c..%5cetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/%00',
  ])
    expect((await overHttp.ask({ url, headers: { accept: '*/*' } })).body).not.toContain('root:')
})
