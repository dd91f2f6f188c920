import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureFirstAdministrator } from './first-administrator.js'
import { asPerson, openTestApi, redeem, type TestApi, testPassword } from './testing.js'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const signIn = (name: string, password: string) =>
  api.ask({ method: 'POST', url: '/api/sessions', payload: { name, password } })

test('the first start yields a one-time link that works exactly once, and later starts a fresh one until it is used', async () => {
  const roles = ['administrator', 'duty-officer'] as const
  const first = await ensureFirstAdministrator(api.store, { roles })
  const second = await ensureFirstAdministrator(api.store, { roles })
  expect(first).toMatch(/^\/sign-in\/[\w-]{43}$/)
  expect(second).not.toBe(first)
  const stale = await api.ask({ url: `/api/sign-in-links/${first?.split('/').at(-1)}` })
  expect(stale.statusCode).toBe(404)

  const url = `/api/sign-in-links/${second?.split('/').at(-1)}`
  expect((await api.ask({ url })).json()).toMatchObject({ name: 'admin', displayName: '管理员' })
  const person = await redeem(api.ask, second ?? '')
  expect(person.me).toMatchObject({ name: 'admin', roles: [...roles] })
  const again = await api.ask({ method: 'POST', url, payload: { password: testPassword } })
  expect(again.statusCode).toBe(410)
  expect(again.json().title).toContain('已使用过')
  expect(await ensureFirstAdministrator(api.store, { roles })).toBeNull()
})

test('a weak or short password is refused and the link stays unspent', async () => {
  const { path } = await api.run(async (tx) => {
    const { issueLink } = await import('./links.js')
    const account = await tx.accounts.create({
      name: 'zhangwei',
      displayName: '张伟',
      roles: ['leader'],
      unitCode: null,
    })
    return await issueLink(tx, account)
  })
  const url = `/api/sign-in-links/${path.split('/').at(-1)}`
  const set = (password: string) => api.ask({ method: 'POST', url, payload: { password } })
  const short = await set('short')
  expect(short.statusCode).toBe(400)
  expect(short.json().fields).toEqual([{ field: 'password', message: '至少 10 个字' }])
  expect((await set('ZhangWei-2026')).json().title).toContain('不能包含登录名')
  expect((await set('aaaaaaaaaaaa')).json().title).toContain('不同的字符太少')
  expect((await set(testPassword)).statusCode).toBe(201)
})

test('a link that was not used in time has expired', async () => {
  const issued = await api.run(async (tx) => {
    const { issueLink } = await import('./links.js')
    return await issueLink(
      tx,
      await tx.accounts.create({ name: 'late', displayName: '迟到', roles: ['leader'], unitCode: null }),
    )
  })
  api.clock.advance(24 * 3_600_000)
  const answer = await api.ask({ url: `/api/sign-in-links/${issued.path.split('/').at(-1)}` })
  expect(answer.statusCode).toBe(410)
})

test('five wrong passwords close the account for fifteen minutes, with one message for every reason', async () => {
  await api.signedIn('officer', ['duty-officer'])
  const unknown = await signIn('nobody', testPassword)
  for (let n = 0; n < 5; n += 1) expect((await signIn('officer', 'wrong password')).statusCode).toBe(401)
  const locked = await signIn('officer', testPassword)
  expect(locked.statusCode).toBe(401)
  expect(locked.json()).toEqual(unknown.json())
  api.clock.advance(15 * 60_000)
  expect((await signIn('officer', testPassword)).statusCode).toBe(201)
})

test('tries made at the same moment do not slip past the lock', async () => {
  await api.signedIn('hasty', ['leader'])
  const answers = await Promise.all(Array.from({ length: 9 }, () => signIn('hasty', 'wrong password')))
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([401]))
  expect((await signIn('hasty', testPassword)).statusCode).toBe(401)
})

test('a session ends after thirty idle minutes, and after twelve hours however busy', async () => {
  const person = await api.signedIn('idle', ['leader'])
  api.clock.advance(29 * 60_000)
  expect((await person.get('/api/session')).statusCode).toBe(200)
  api.clock.advance(30 * 60_000)
  expect((await person.get('/api/session')).statusCode).toBe(401)

  const busy = asPerson(api.ask, await signIn('idle', testPassword))
  for (let quarter = 0; quarter < 12 * 3; quarter += 1) {
    expect((await busy.get('/api/session')).statusCode).toBe(200)
    api.clock.advance(20 * 60_000)
  }
  expect((await busy.get('/api/session')).statusCode).toBe(401)
})

test('setting the password by a new link ends the sessions that were open', async () => {
  const admin = await api.signedIn('boss', ['administrator'])
  const person = await api.signedIn('lostit', ['leader'])
  const link = await admin.send('POST', `/api/accounts/${person.me.id}/sign-in-link`)
  expect(link.statusCode).toBe(201)
  expect((await person.get('/api/session')).statusCode).toBe(200)
  const fresh = await redeem(api.ask, link.json().path, 'Another horse 电池')
  expect((await person.get('/api/session')).statusCode).toBe(401)
  expect((await fresh.get('/api/session')).statusCode).toBe(200)
})

test('an act needs the CSRF token of its own session and the same origin', async () => {
  const admin = await api.signedIn('careful', ['administrator'])
  const other = await api.signedIn('careless', ['administrator'])
  const create = (headers: Record<string, string>) =>
    admin.send('POST', '/api/display-links', { name: '大厅' }, headers)
  expect((await create({ 'x-huiyin-csrf': '' })).statusCode).toBe(403)
  expect((await create({ 'x-huiyin-csrf': other.me.csrf })).statusCode).toBe(403)
  expect((await create({ origin: 'https://evil.example' })).statusCode).toBe(403)
  expect((await create({ origin: 'http://localhost:80' })).statusCode).toBe(201)
  const foreign = await api.ask({
    method: 'POST',
    url: '/api/sessions',
    headers: { origin: 'https://evil.example' },
    payload: { name: 'careful', password: testPassword },
  })
  expect(foreign.statusCode).toBe(403)
})

test('signing out ends the session on the server', async () => {
  const person = await api.signedIn('leaving', ['leader'])
  expect((await person.send('DELETE', '/api/session')).statusCode).toBe(204)
  expect((await person.get('/api/session')).statusCode).toBe(401)
})

test('a disabled account is out at once, and nobody disables himself', async () => {
  const admin = await api.signedIn('keeper', ['administrator'])
  const person = await api.signedIn('goer', ['leader'])
  expect((await admin.send('POST', `/api/accounts/${person.me.id}/disable`)).statusCode).toBe(200)
  expect((await person.get('/api/session')).statusCode).toBe(401)
  expect((await signIn('goer', testPassword)).statusCode).toBe(401)
  expect((await admin.send('POST', `/api/accounts/${admin.me.id}/disable`)).statusCode).toBe(409)
})

test('an account mixes no offices and a taken name is refused', async () => {
  const admin = await api.signedIn('registrar', ['administrator'])
  const create = (body: object) => admin.send('POST', '/api/accounts', { displayName: '某', ...body })
  expect((await create({ name: 'both', roles: ['administrator', 'duty-officer'] })).statusCode).toBe(400)
  expect((await create({ name: 'nounit', roles: ['unit'] })).statusCode).toBe(400)
  expect((await create({ name: 'lost-unit', roles: ['unit'], unitCode: 'no-such' })).statusCode).toBe(400)
  const made = await create({ name: 'water', roles: ['unit'], unitCode: 'shuiwu-ju' })
  expect(made.statusCode).toBe(201)
  expect(made.json().account).toMatchObject({ hasPassword: false, unitCode: 'shuiwu-ju' })
  expect((await create({ name: 'water', roles: ['leader'] })).statusCode).toBe(409)
  expect(made.body).not.toContain('argon2')
})

test('tries for one account from one address are slowed down, with the time to wait', async () => {
  const strict = await openTestApi({ config: { limits: { general: 10_000, signIn: 3 } } })
  try {
    const attempt = (name: string) =>
      strict.ask({ method: 'POST', url: '/api/sessions', payload: { name, password: 'no such password' } })
    for (let n = 0; n < 3; n += 1) expect((await attempt('someone')).statusCode).toBe(401)
    const slowed = await attempt('someone')
    expect([slowed.statusCode, slowed.json().title]).toEqual([429, '登录过于频繁，请一分钟后再试'])
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0)
    expect((await attempt('someone-else')).statusCode).toBe(401)
  } finally {
    await strict.close()
  }
})
