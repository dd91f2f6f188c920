import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { identityProvider } from './oidc.js'
import { openTestApi, type TestApi, testPassword } from './testing.js'
import { openTestProvider, type TestProvider, testClient } from './testing-identity-provider.js'
import { codeAt } from './totp.js'

const origin = 'https://yq.example.gov.cn'
let api: TestApi
let provider: TestProvider

const settings = () => ({
  issuer: provider.issuer,
  ...testClient,
  claim: 'preferred_username',
  label: '市统一身份认证',
})

beforeAll(async () => {
  provider = await openTestProvider()
  api = await openTestApi({ config: { publicOrigin: origin, oidc: settings() } })
  await api.signedIn('zhangsan', ['leader'])
})
afterAll(async () => {
  await api.close()
  await provider.close()
})
beforeEach(() => {
  provider.answer = { name: 'zhangsan' }
  provider.refused = []
})

const cookiesOf = (answer: { headers: Record<string, unknown> }) =>
  [answer.headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => String(cookie).split(';')[0])
    .join('; ')

/** The browser's way there: our redirect, the provider's consent, and the address it comes back to. */
async function leave(back = '/feed') {
  const started = await api.ask({ url: `/api/oidc/start?back=${encodeURIComponent(back)}` })
  expect(started.statusCode).toBe(302)
  const there = String(started.headers.location)
  const consented = await fetch(there, { redirect: 'manual' })
  const returned = new URL(consented.headers.get('location') ?? '')
  expect(returned.origin).toBe(origin)
  return { there: new URL(there), cookie: cookiesOf(started), returned }
}

const comeBack = (returned: URL, cookie: string) =>
  api.ask({ url: `${returned.pathname}${returned.search}`, headers: { cookie } })

test('the provider’s word signs in the account of that name and leads back', async () => {
  const { there, cookie, returned } = await leave('/cases?unit=x')
  expect(Object.fromEntries(there.searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'huiyin',
    code_challenge_method: 'S256',
    redirect_uri: `${origin}/api/oidc/callback`,
  })
  const entered = await comeBack(returned, cookie)
  expect([entered.statusCode, entered.headers.location]).toEqual([302, '/cases?unit=x'])
  const me = await api.ask({ url: '/api/session', headers: { cookie: cookiesOf(entered) } })
  expect(me.json()).toMatchObject({ name: 'zhangsan', roles: ['leader'] })
  const sessions = await api.ask({ url: '/api/sessions', headers: { cookie: cookiesOf(entered) } })
  expect(sessions.json().some(({ means }: { means: string }) => means === 'oidc')).toBe(true)
})

test('a name without an account gets none, and a disabled one stays out', async () => {
  provider.answer = { name: 'lisi' }
  const unknown = await leave()
  const refused = await comeBack(unknown.returned, unknown.cookie)
  expect(refused.headers.location).toBe('/login?oidc=unknown')
  expect(await api.run((tx) => tx.accounts.named('lisi'))).toBeNull()

  const gone = await api.signedIn('gone', ['leader'])
  await api.run((tx) => tx.accounts.disable(gone.me.id))
  provider.answer = { name: 'gone' }
  const disabled = await leave()
  const out = await comeBack(disabled.returned, disabled.cookie)
  expect([out.headers.location, cookiesOf(out)]).not.toContain('huiyin_session')
  expect(out.headers.location).toBe('/login?oidc=unknown')
})

test('a code works once, in the browser that asked, with the state that was sent', async () => {
  const first = await leave()
  const stranger = await api.ask({ url: `${first.returned.pathname}${first.returned.search}` })
  expect(stranger.headers.location).toBe('/login?oidc=refused')

  const other = await leave()
  const swapped = await comeBack(first.returned, other.cookie)
  expect(swapped.headers.location).toBe('/login?oidc=refused')

  const third = await leave()
  expect((await comeBack(third.returned, third.cookie)).headers.location).toBe('/feed')
  expect((await comeBack(third.returned, third.cookie)).headers.location).toBe('/login?oidc=refused')
  expect(provider.refused).toEqual(['code'])
})

test.each([
  ['another nonce', { nonce: 'of another sign-in' }],
  ['another audience', { audience: 'another-client' }],
  ['another issuer', { issuer: 'https://elsewhere.example' }],
  ['a signature by a key that is not the provider’s', { foreignKey: true }],
])('an ID token with %s is refused', async (_, lie) => {
  provider.answer = { name: 'zhangsan', ...lie }
  const { cookie, returned } = await leave()
  const answer = await comeBack(returned, cookie)
  expect(answer.headers.location).toBe('/login?oidc=refused')
  expect(cookiesOf(answer)).not.toContain('huiyin_session')
})

test('a second factor is asked for after the provider’s word too', async () => {
  const person = await api.signedIn('careful', ['leader'])
  const begun = await person.send('POST', '/api/own-account/second-factor', { password: testPassword })
  const secret = begun.json().secret.replaceAll(' ', '')
  const confirm = { code: codeAt(secret, api.clock.now()) }
  await person.send('POST', '/api/own-account/second-factor/confirmation', confirm)
  provider.answer = { name: 'careful' }
  const { cookie, returned } = await leave('/log')
  const half = await comeBack(returned, cookie)
  expect(half.headers.location).toBe('/login?oidc=code&back=%2Flog')
  const finish = (code: string, pending = cookiesOf(half)) =>
    api.ask({ method: 'POST', url: '/api/oidc/code', headers: { cookie: pending }, payload: { code } })
  expect((await finish('000000')).statusCode).toBe(400)
  api.clock.advance(30_000)
  const code = codeAt(secret, api.clock.now())
  expect((await finish(code, '')).statusCode).toBe(401)
  expect((await finish(code)).json()).toMatchObject({ name: 'careful' })
  api.clock.advance(300_000)
  expect((await finish(codeAt(secret, api.clock.now()))).statusCode).toBe(401)
})

test('after signing in nobody is led to another site', async () => {
  for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const { cookie, returned } = await leave(back)
    expect((await comeBack(returned, cookie)).headers.location).toBe('/')
  }
})

test('requests go to the issuer’s own origin, whatever its discovery document says', async () => {
  const canary = await openTestProvider()
  const misled = await openTestProvider()
  try {
    misled.answer = { name: 'zhangsan', tokenEndpoint: `${canary.issuer}/token` }
    const asked = identityProvider({ ...settings(), issuer: misled.issuer }, `${origin}/api/oidc/callback`)
    const { url, checks } = await asked.begin()
    const consented = await fetch(url, { redirect: 'manual' })
    const { search } = new URL(consented.headers.get('location') ?? '')
    await expect(asked.finish(search.slice(1), checks)).rejects.toThrow()
    expect(canary.refused).toEqual([])
  } finally {
    await canary.close()
    await misled.close()
  }
})

test('a provider that does not answer is said on the sign-in page, and one over plain HTTP is not taken', async () => {
  const silent = await openTestProvider()
  await silent.close()
  const down = await openTestApi({
    config: { publicOrigin: origin, oidc: { ...settings(), issuer: silent.issuer } },
  })
  try {
    const answer = await down.ask({ url: '/api/oidc/start' })
    expect(answer.headers.location).toBe('/login?oidc=unavailable')
    expect((await down.ask({ url: '/api/site' })).json().oidc).toEqual({ label: '市统一身份认证' })
  } finally {
    await down.close()
  }
  for (const issuer of ['http://id.example.gov.cn', 'not an address'])
    expect(() => identityProvider({ ...settings(), issuer }, origin)).toThrow('https://')
})
