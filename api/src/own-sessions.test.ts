import { afterAll, beforeAll, expect, test } from 'vitest'
import { asPerson, openTestApi, type TestApi, testPassword } from './testing.js'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const edge = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0'
const signIn = async (name: string, agent = edge, remoteAddress = '10.0.0.7') =>
  asPerson(
    api.ask,
    await api.ask({
      method: 'POST',
      url: '/api/sessions',
      payload: { name, password: testPassword },
      headers: { 'user-agent': agent },
      remoteAddress,
    }),
  )

test('one sees one’s own sessions with place, device and since when, and no one else’s', async () => {
  const first = await api.signedIn('two-desks', ['leader'])
  await api.signedIn('other', ['leader'])
  api.clock.advance(60_000)
  await signIn('two-desks')
  const seen = (await first.get('/api/sessions')).json()
  expect(seen).toHaveLength(2)
  const there = seen.find(({ own }: { own: boolean }) => !own)
  expect(there).toMatchObject({
    address: '10.0.0.7',
    device: 'Edge 131 · Windows',
    means: 'password',
    createdAt: api.clock.now().toISOString(),
  })
  expect(seen.find(({ own }: { own: boolean }) => own)).toMatchObject({ means: 'link' })
  expect(JSON.stringify(seen)).not.toContain('token')
})

test('a session is ended by its owner and no one else’s is by guessing its id', async () => {
  const person = await api.signedIn('ender', ['leader'])
  const stranger = await api.signedIn('stranger', ['leader'])
  const elsewhere = await signIn('ender')
  const list = (await person.get('/api/sessions')).json() as { id: string; own: boolean }[]
  const target = list.find(({ own }) => !own)!.id
  expect((await stranger.send('DELETE', `/api/sessions/${target}`)).statusCode).toBe(404)
  expect((await elsewhere.get('/api/session')).statusCode).toBe(200)
  expect((await person.send('DELETE', `/api/sessions/${target}`)).statusCode).toBe(204)
  expect((await elsewhere.get('/api/session')).statusCode).toBe(401)
  expect((await person.get('/api/session')).statusCode).toBe(200)
})

test('all others are ended at once, and a changed password ends them too', async () => {
  const person = await api.signedIn('many', ['leader'])
  const others = [await signIn('many'), await signIn('many')]
  expect((await person.send('DELETE', '/api/sessions')).json()).toEqual({ ended: 2 })
  for (const other of others) expect((await other.get('/api/session')).statusCode).toBe(401)
  const again = await signIn('many')
  const body = { current: testPassword, password: 'Fresh horse 电池' }
  expect((await person.send('PUT', '/api/own-account/password', body)).statusCode).toBe(200)
  expect((await again.get('/api/session')).statusCode).toBe(401)
  expect((await person.get('/api/session')).statusCode).toBe(200)
})

test('an administrator sees and ends the sessions of others', async () => {
  const admin = await api.signedIn('root', ['administrator'])
  const person = await api.signedIn('left-open', ['leader'])
  await signIn('left-open')
  const url = `/api/accounts/${person.me.id}/sessions`
  expect((await admin.get(url)).json()).toHaveLength(2)
  expect((await admin.send('DELETE', url)).json()).toEqual({ ended: 2 })
  expect((await person.get('/api/session')).statusCode).toBe(401)
  expect((await admin.get(url)).json()).toEqual([])
})

test('a screen is seen when it last asked', async () => {
  const admin = await api.signedIn('hall-keeper', ['administrator'])
  const made = (await admin.send('POST', '/api/display-links', { name: '大厅' })).json()
  expect(made.view.seenAt).toBeNull()
  const key = new URL(made.link.path, 'http://x').searchParams.get('key')
  const entered = await api.ask({ method: 'POST', url: '/api/display-sessions', payload: { token: key } })
  const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? ''
  await api.ask({ url: '/api/wall', headers: { cookie } })
  const [seen] = (await admin.get('/api/display-links')).json()
  expect(seen.seenAt).toBe(api.clock.now().toISOString())
})
