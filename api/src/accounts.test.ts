import type { Role } from '@huiyin/domain/actor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asPerson, openTestApi, type Person, redeem, type TestApi, testPassword } from './testing.js'

let api: TestApi
let admin: Person
beforeAll(async () => {
  api = await openTestApi({ demonstration: false, config: { secondFactor: 'nobody' } })
  admin = await api.signedIn('first', ['administrator'])
})
afterAll(() => api.close())

const signIn = (name: string, password = testPassword, remoteAddress = '10.1.1.1') =>
  api.ask({ method: 'POST', url: '/api/sessions', payload: { name, password }, remoteAddress })
const appoint = (person: Person, wanted: Role[]) =>
  admin.send('PUT', `/api/accounts/${person.me.id}/roles`, { roles: wanted })

test('no account is appointed to administer or audit beside anything else, by whatever way', async () => {
  const person = await api.signedIn('capable', ['leader'])
  const refused = await appoint(person, ['administrator', 'leader'])
  expect([refused.statusCode, refused.json().title]).toEqual([
    400,
    '按三员分立要求，系统管理员、审计员、承办单位账号不得兼任其他角色，请为另一角色另建账号',
  ])
  const create = await admin.send('POST', '/api/accounts', {
    name: 'both',
    displayName: '兼',
    roles: ['auditor', 'office'],
  })
  expect(create.statusCode).toBe(400)
  const byHand = (roles: Role[]) =>
    api.run((tx) => tx.db.updateTable('account').set({ roles }).where('id', '=', person.me.id).execute())
  await expect(byHand(['administrator', 'leader'])).rejects.toThrow('三员分立')
  await expect(byHand(['administrator', 'duty-officer'])).rejects.toThrow('三员分立')
  await expect(byHand([])).rejects.toThrow('三员分立')
  await byHand(['deputy-leader', 'office'])
})

test('nobody changes his own roles, not even past the API', async () => {
  expect((await appoint(admin, ['auditor'])).statusCode).toBe(409)
  const { me } = admin
  const asHimself = api.store
    .as({ kind: 'user', userId: me.id as never, name: '', roles: ['administrator'], unitCode: null })
    .transaction((tx) =>
      tx.db
        .updateTable('account')
        .set({ roles: ['auditor'] })
        .where('id', '=', me.id)
        .execute(),
    )
  await expect(asHimself).rejects.toThrow('不能更改自己的角色')
})

test('the last administrator stays, by the API and by the database', async () => {
  const second = await api.signedIn('second', ['administrator'])
  const disable = (by: Person, of: Person) => by.send('POST', `/api/accounts/${of.me.id}/disable`)
  expect((await disable(second, admin)).statusCode).toBe(200)
  const byHand = api.run((tx) =>
    tx.db.updateTable('account').set({ disabled_at: tx.now }).where('id', '=', second.me.id).execute(),
  )
  await expect(byHand).rejects.toThrow('必须保留至少一个可用的系统管理员账号')
  await expect(api.run((tx) => tx.accounts.disable(second.me.id))).rejects.toThrow('最后一个系统管理员')
  await expect(
    api.run((tx) => tx.accounts.appoint(second.me.id, { roles: ['leader'], unitCode: null })),
  ).rejects.toThrow('最后一个系统管理员')
  await api.run((tx) =>
    tx.db.updateTable('account').set({ disabled_at: null }).where('id', '=', admin.me.id).execute(),
  )
  const back = await signIn('first')
  expect(back.statusCode).toBe(201)
  admin = asPerson(api.ask, back)
})

test('a new appointment counts at once and its owner is told by whom', async () => {
  const person = await api.signedIn('promoted', ['leader'])
  expect((await person.get('/api/opinion-events')).statusCode).toBe(200)
  expect((await appoint(person, ['auditor'])).statusCode).toBe(200)
  expect((await person.get('/api/opinion-events')).statusCode).toBe(403)
  expect((await person.get('/api/session')).json().notices[0].words).toBe('角色由first同志更改')
})

test('an auditor learns who issued a link for him and that it was used, and cannot lose the trace', async () => {
  const auditor = await api.signedIn('watcher', ['auditor'])
  const { path } = (await admin.send('POST', `/api/accounts/${auditor.me.id}/sign-in-link`)).json()
  const intruder = await redeem(api.ask, path, 'Chosen by admin 1')
  await intruder.send('POST', '/api/own-account/notices-read')
  const told = (await intruder.get('/api/own-account')).json().notices as { words: string }[]
  expect(told.map(({ words }) => words)).toEqual([
    '一次性登录链接已使用，来自 127.0.0.1',
    'first同志签发了重设密码的一次性登录链接',
  ])
  await expect(api.run((tx) => tx.db.deleteFrom('account_notice').execute())).rejects.toThrow(
    'permission denied',
  )
})

test('after a reset by an administrator the old password opens only the way to a new one', async () => {
  const person = await api.signedIn('asked', ['leader'])
  await admin.send('POST', `/api/accounts/${person.me.id}/sign-in-link`)
  const again = asPerson(api.ask, await signIn('asked'))
  expect(again.me.duty).toBe('change-password')
  expect((await again.get('/api/opinion-events')).json().type).toBe('urn:huiyin:problem:duty-first')
  const change = (current: string, password: string) =>
    again.send('PUT', '/api/own-account/password', { current, password })
  expect((await change('not it', 'Second horse 电池')).statusCode).toBe(400)
  expect((await change(testPassword, testPassword)).json().title).toContain('最近 5 次')
  expect((await change(testPassword, 'Second horse 电池')).json().duty).toBeNull()
  expect((await again.get('/api/opinion-events')).statusCode).toBe(200)
  expect((await person.get('/api/session')).statusCode).toBe(401)
  expect((await signIn('asked')).statusCode).toBe(401)
})

test('five passwords back none may return, the sixth may', async () => {
  const person = await api.signedIn('historian', ['leader'])
  const numbered = (n: number) => `Number ${n} horse 电池`
  let current = testPassword
  const change = async (password: string) => {
    api.clock.advance(1_000)
    const answer = await person.send('PUT', '/api/own-account/password', { current, password })
    if (answer.statusCode === 200) current = password
    return answer.statusCode
  }
  for (let n = 1; n <= 4; n += 1) expect(await change(numbered(n))).toBe(200)
  expect(await change(testPassword)).toBe(400)
  expect(await change(numbered(5))).toBe(200)
  expect(await change(numbered(1))).toBe(400)
  expect(await change(testPassword)).toBe(200)
})

test('a password is due after ninety days, and the sign-in says when', async () => {
  const { me } = await api.signedIn('aging', ['leader'])
  const days = (Date.parse(me.passwordDueAt ?? '') - api.clock.now().getTime()) / 86_400_000
  expect(days).toBe(90)
})

test('unknown, disabled, locked, never opened: the same words and headers as a wrong password', async () => {
  await api.signedIn('present', ['leader'])
  const gone = await api.signedIn('departed', ['leader'])
  await admin.send('POST', `/api/accounts/${gone.me.id}/disable`)
  await admin.send('POST', '/api/accounts', { name: 'unopened', displayName: '新', roles: ['leader'] })
  await api.signedIn('closed', ['leader'])
  for (let n = 0; n < 5; n += 1) await signIn('closed', 'Wrong horse 1')
  const seen = async (name: string, password: string) => {
    const { statusCode, body, headers } = await signIn(name, password)
    const { date: _, 'content-length': __, ...rest } = headers
    return { statusCode, body, rest }
  }
  const wrong = await seen('present', 'Wrong horse 1')
  for (const name of ['nobody-at-all', 'departed', 'unopened', 'closed'])
    expect(await seen(name, testPassword)).toEqual(wrong)
})

test('thirty failures close an address for every account, and an administrator opens it', async () => {
  await api.signedIn('neighbour', ['leader'])
  const from = '10.9.9.9'
  for (let n = 0; n < 30; n += 1)
    expect((await signIn(`stranger-${n}`, 'Wrong horse 1', from)).statusCode).toBe(401)
  const closed = await signIn('neighbour', testPassword, from)
  expect(closed.statusCode).toBe(429)
  expect(closed.json().title).toContain('本机所在地址登录失败过多')
  expect(Number(closed.headers['retry-after'])).toBe(900)
  expect((await signIn('neighbour', testPassword, '10.9.9.8')).statusCode).toBe(201)
  const locks = (await admin.get('/api/address-locks')).json()
  expect(locks).toEqual([
    { address: from, until: new Date(api.clock.now().getTime() + 900_000).toISOString() },
  ])
  expect((await admin.send('DELETE', `/api/address-locks/${from}`)).statusCode).toBe(204)
  expect((await signIn('neighbour', testPassword, from)).statusCode).toBe(201)
})

test('an account closed by failures shows until when, and an administrator opens it before', async () => {
  const person = await api.signedIn('mistyper', ['leader'])
  for (let n = 0; n < 5; n += 1) await signIn('mistyper', 'Wrong horse 1', '10.2.2.2')
  expect((await signIn('mistyper')).statusCode).toBe(401)
  const shown = async () =>
    (await admin.get('/api/accounts')).json().find(({ name }: { name: string }) => name === 'mistyper')
  expect((await shown()).lockedUntil).toBe(new Date(api.clock.now().getTime() + 900_000).toISOString())
  const opened = await admin.send('POST', `/api/accounts/${person.me.id}/unlock`)
  expect(opened.json().lockedUntil).toBeNull()
  expect((await signIn('mistyper')).statusCode).toBe(201)
})

test('what matters of an account is in the audit, with who did it', async () => {
  const entries = await api.run((tx) =>
    tx.db.selectFrom('audit_entry').select(['action', 'actor_name']).execute(),
  )
  const by = (action: string) =>
    new Set(entries.filter((entry) => entry.action === action).map((entry) => entry.actor_name))
  for (const action of [
    'account.created',
    'account.changed',
    'sign-in-link.issued',
    'account.unlocked',
    'address.unlocked',
  ])
    expect([action, [...by(action)]]).toEqual([action, ['first同志']])
  expect(by('password.changed')).toContain('historian同志')
  expect(by('session.locked-out').size).toBeGreaterThan(0)
})
