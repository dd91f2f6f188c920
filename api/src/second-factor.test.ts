import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi, testPassword } from './testing.js'
import { codeAt } from './totp.js'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi({ demonstration: false })
})
afterAll(() => api.close())

const signIn = (name: string, code?: string, password = testPassword) =>
  api.ask({
    method: 'POST',
    url: '/api/sessions',
    payload: { name, password, ...(code === undefined ? {} : { code }) },
  })

/** Enrols an authenticator; answers its secret and the recovery codes. */
async function enrol(person: Person) {
  const begun = await person.send('POST', '/api/own-account/second-factor', { password: testPassword })
  expect(begun.statusCode).toBe(201)
  const secret = begun.json().secret.replaceAll(' ', '') as string
  const code = codeAt(secret, api.clock.now())
  const done = await person.send('POST', '/api/own-account/second-factor/confirmation', { code })
  expect(done.statusCode).toBe(201)
  return { secret, recoveryCodes: done.json().recoveryCodes as string[] }
}

/** The next code: the present one was just used. */
function nextCode(secret: string): string {
  api.clock.advance(30_000)
  return codeAt(secret, api.clock.now())
}

test('in a real jurisdiction who administers can do nothing before enrolling a second factor', async () => {
  const admin = await api.signedIn('keeper', ['administrator'])
  expect(admin.me.duty).toBe('enrol-second-factor')
  const refused = await admin.get('/api/accounts')
  expect([refused.statusCode, refused.json().type, refused.json().title]).toEqual([
    403,
    'urn:huiyin:problem:duty-first',
    '您的角色须先启用二次验证，再使用其他功能',
  ])
  await enrol(admin)
  expect((await admin.get('/api/accounts')).statusCode).toBe(200)
  expect((await admin.get('/api/session')).json().duty).toBeNull()
})

test('who only reads and decides may enrol and need not', async () => {
  const officer = await api.signedIn('officer', ['duty-officer'])
  expect(officer.me.duty).toBeNull()
  expect((await officer.get('/api/own-account')).json().secondFactor).toEqual({
    enrolled: false,
    required: false,
    recoveryCodesLeft: 0,
  })
})

test('the offer is a picture and a secret, and beginning asks for the password', async () => {
  const person = await api.signedIn('starter', ['leader'])
  const begin = (password: string) => person.send('POST', '/api/own-account/second-factor', { password })
  expect((await begin('not my password')).statusCode).toBe(400)
  const offer = (await begin(testPassword)).json()
  expect(offer.picture).toMatch(/^<svg /)
  expect(offer.secret).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  const wrong = await person.send('POST', '/api/own-account/second-factor/confirmation', { code: '000000' })
  expect(wrong.statusCode).toBe(400)
  expect((await signIn('starter')).statusCode).toBe(201)
})

test('once enrolled the password alone opens nothing, and the code is asked for only after it was right', async () => {
  const person = await api.signedIn('two-step', ['leader'])
  const { secret } = await enrol(person)
  const half = await signIn('two-step')
  expect([half.statusCode, half.json().type]).toEqual([401, 'urn:huiyin:problem:code-required'])
  expect(half.headers['set-cookie']).toBeUndefined()
  const unknown = await signIn('nobody')
  const wrongPassword = await signIn('two-step', nextCode(secret), 'Wrong horse 电池')
  const wrongCode = await signIn('two-step', '123456')
  expect(wrongPassword.json()).toEqual(unknown.json())
  expect(wrongCode.json()).toEqual(unknown.json())
  expect((await signIn('two-step', nextCode(secret))).statusCode).toBe(201)
})

test('a code is taken once, and none of an earlier step after it', async () => {
  const { secret } = await enrol(await api.signedIn('replayed', ['leader']))
  const before = codeAt(secret, new Date(api.clock.now().getTime() + 30_000))
  api.clock.advance(60_000)
  const code = codeAt(secret, api.clock.now())
  expect((await signIn('replayed', code)).statusCode).toBe(201)
  expect((await signIn('replayed', code)).statusCode).toBe(401)
  expect((await signIn('replayed', before)).statusCode).toBe(401)
})

test('a clock half a minute off is no obstacle, one of a minute and a half is', async () => {
  const { secret } = await enrol(await api.signedIn('slow-clock', ['leader']))
  api.clock.advance(300_000)
  const at = (offset: number) => codeAt(secret, new Date(api.clock.now().getTime() + offset))
  expect((await signIn('slow-clock', at(-90_000))).statusCode).toBe(401)
  expect((await signIn('slow-clock', at(90_000))).statusCode).toBe(401)
  expect((await signIn('slow-clock', at(-30_000))).statusCode).toBe(201)
  expect((await signIn('slow-clock', at(30_000))).statusCode).toBe(201)
})

test('five wrong codes close the account although the password was right each time', async () => {
  const { secret } = await enrol(await api.signedIn('guessed', ['leader']))
  for (let n = 0; n < 5; n += 1) {
    expect((await signIn('guessed')).json().type).toBe('urn:huiyin:problem:code-required')
    expect((await signIn('guessed', '000000')).statusCode).toBe(401)
  }
  expect((await signIn('guessed', nextCode(secret))).statusCode).toBe(401)
  api.clock.advance(15 * 60_000)
  expect((await signIn('guessed', nextCode(secret))).statusCode).toBe(201)
})

test('each recovery code lets in once, and new ones void the old', async () => {
  const person = await api.signedIn('lost-phone', ['leader'])
  const { secret, recoveryCodes } = await enrol(person)
  expect(new Set(recoveryCodes).size).toBe(8)
  const [first = '', second = ''] = recoveryCodes
  const entered = await signIn('lost-phone', first.toUpperCase().replace('-', ' '))
  expect(entered.statusCode).toBe(201)
  expect(entered.json().notices.at(-1).words).toBe('用恢复码登录，还剩 7 个恢复码')
  expect((await signIn('lost-phone', first)).statusCode).toBe(401)
  const fresh = await person.send('POST', '/api/own-account/recovery-codes', {
    password: testPassword,
    code: nextCode(secret),
  })
  expect(fresh.statusCode).toBe(201)
  expect((await signIn('lost-phone', second)).statusCode).toBe(401)
  expect((await signIn('lost-phone', fresh.json().recoveryCodes[0])).statusCode).toBe(201)
})

test('the secret is stored sealed for its account: neither the dump nor another row opens it', async () => {
  const { secret } = await enrol(await api.signedIn('sealed', ['leader']))
  await enrol(await api.signedIn('thief', ['leader']))
  const rows = await api.run((tx) =>
    tx.db
      .selectFrom('second_factor')
      .innerJoin('account', 'account.id', 'account_id')
      .select(['name', 'account_id', 'sealed_secret'])
      .execute(),
  )
  expect(JSON.stringify(rows)).not.toContain(secret)
  const sealed = rows.find(({ name }) => name === 'sealed')!
  const thief = rows.find(({ name }) => name === 'thief')!
  await api.run((tx) =>
    tx.db
      .updateTable('second_factor')
      .set({ sealed_secret: sealed.sealed_secret })
      .where('account_id', '=', thief.account_id)
      .execute(),
  )
  expect((await signIn('thief', nextCode(secret))).statusCode).toBe(401)
})

test('a one-time link resets a password and not the second factor', async () => {
  const admin = await api.signedIn('resetter', ['administrator'])
  await enrol(admin)
  const auditor = await api.signedIn('auditor', ['auditor'])
  const { secret } = await enrol(auditor)
  const { path } = (await admin.send('POST', `/api/accounts/${auditor.me.id}/sign-in-link`)).json()
  const url = `/api${path.replace('/sign-in/', '/sign-in-links/')}`
  expect((await api.ask({ url })).json().needsCode).toBe(true)
  const set = (body: object) =>
    api.ask({ method: 'POST', url, payload: { password: 'Chosen by admin 1', ...body } })
  expect((await set({})).json().type).toBe('urn:huiyin:problem:code-required')
  expect((await set({ code: '000000' })).statusCode).toBe(400)
  expect((await set({ code: nextCode(secret) })).statusCode).toBe(201)
})

test('an administrator resets a lost second factor of another, never his own, and its owner is told', async () => {
  const admin = await api.signedIn('helper', ['administrator'])
  await enrol(admin)
  const person = await api.signedIn('helped', ['leader'])
  await enrol(person)
  const reset = (id: string) => admin.send('POST', `/api/accounts/${id}/second-factor-reset`)
  expect((await reset(admin.me.id)).statusCode).toBe(409)
  expect((await reset(person.me.id)).json()).toMatchObject({ hasSecondFactor: false })
  expect((await person.get('/api/session')).statusCode).toBe(401)
  const back = await signIn('helped')
  expect(back.statusCode).toBe(201)
  expect(back.json().notices[0].words).toContain('二次验证由helper同志重置')
})

test('removing it asks for both factors', async () => {
  const person = await api.signedIn('remover', ['leader'])
  const { secret } = await enrol(person)
  const remove = (body: object) => person.send('POST', '/api/own-account/second-factor/removal', body)
  expect((await remove({ password: testPassword, code: '000000' })).statusCode).toBe(400)
  expect((await remove({ password: 'wrong', code: nextCode(secret) })).statusCode).toBe(400)
  expect((await remove({ password: testPassword, code: nextCode(secret) })).statusCode).toBe(204)
  expect((await signIn('remover')).statusCode).toBe(201)
})

test('who ends the demonstration has half an hour to hand over what is shown once, then enrols', async () => {
  const fresh = await openTestApi()
  try {
    const admin = await fresh.signedIn('root', ['administrator', 'duty-officer'])
    fresh.clock.advance(60_000)
    const started = await admin.send('POST', '/api/jurisdiction', {
      name: '临溪县',
      aliases: [],
      parents: [],
      regimeCode: 'beilun-2017',
      units: ['教育局'],
      dutyOfficer: { name: 'wangmin', displayName: '王敏' },
    })
    expect(started.statusCode).toBe(201)
    expect((await admin.get('/api/accounts')).statusCode).toBe(200)
    expect((await admin.get('/api/session')).json().duty).toBe('enrol-second-factor')
    const later = await fresh.signedIn('late', ['administrator'])
    expect((await later.get('/api/accounts')).statusCode).toBe(403)
    fresh.clock.advance(20 * 60_000)
    await admin.get('/api/session')
    fresh.clock.advance(10 * 60_000)
    expect((await admin.get('/api/accounts')).statusCode).toBe(403)
  } finally {
    await fresh.close()
  }
})
