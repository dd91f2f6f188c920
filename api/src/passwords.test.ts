import { passwordPolicies } from '@huiyin/domain/password-policy'
import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isCommonPassword } from './common-passwords.js'
import { hashPassword, isOutdated, isPassword, refuseUnfitPassword } from './passwords.js'
import { openTestApi, type TestApi, testPassword } from './testing.js'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi({ config: { passwordPolicy: 'asvs' } })
})
afterAll(() => api.close())

const cheap = { memoryCost: 8_192, timeCost: 1, parallelism: 1 }

test.each([
  'Admin@123456',
  'P@ssw0rd2026!',
  'Huawei@12#$',
  '1qaz2wsx!QAZ',
  'Woaini1314!!',
  'Beijing#2026',
  'QWERTYuiop123',
])('%s is on every guesser’s list', (password) => {
  expect(isCommonPassword(password)).toBe(true)
})

test.each(['Correct horse 电池', 'qingshan dukou zaofan', 'Tr7v!kpm-Ozue', '渡口早饭铅笔晴天雨天'])(
  '%s is not',
  (password) => {
    expect(isCommonPassword(password)).toBe(false)
  },
)

test('a known password is refused under either policy', async () => {
  for (const policy of Object.values(passwordPolicies))
    await expect(refuseUnfitPassword('Administrator@2026', { policy, names: [], past: [] })).rejects.toThrow(
      '常见密码',
    )
})

test('passwords are argon2id at the parameters OWASP asks for, and an account that does not exist costs the same', async () => {
  const made = await hashPassword(testPassword)
  expect(made).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await isPassword(made, testPassword)).toBe(true)
  expect(await isPassword(null, 'nobody has this password')).toBe(false)
})

test('a hash made cheaper than today’s is made anew at the next sign-in, and the session stays', async () => {
  const old = await hash(testPassword, cheap)
  expect([isOutdated(old), isOutdated(await hashPassword(testPassword))]).toEqual([true, false])
  const person = await api.signedIn('veteran', ['leader'])
  const stored = () =>
    api.run(
      async (tx) =>
        (
          await tx.db
            .selectFrom('account')
            .select('password_hash')
            .where('id', '=', person.me.id)
            .executeTakeFirstOrThrow()
        ).password_hash,
    )
  await api.run((tx) =>
    tx.db.updateTable('account').set({ password_hash: old }).where('id', '=', person.me.id).execute(),
  )
  const signIn = (password: string) =>
    api.ask({ method: 'POST', url: '/api/sessions', payload: { name: 'veteran', password } })
  expect((await signIn('not the password')).statusCode).toBe(401)
  expect(await stored()).toBe(old)
  expect((await signIn(testPassword)).statusCode).toBe(201)
  expect(await stored()).toMatch(/m=19456,t=2,p=1/)
  expect((await person.get('/api/session')).statusCode).toBe(200)
})

test('under ASVS length is enough, nothing expires, and the site says so', async () => {
  const person = await api.signedIn('plain', ['leader'])
  expect(person.me.passwordDueAt).toBeNull()
  const change = (current: string, password: string) =>
    person.send('PUT', '/api/own-account/password', { current, password })
  expect((await change(testPassword, 'qing dukou')).json().title).toContain('至少 12 个字符')
  expect((await change(testPassword, 'qingshan dukou')).statusCode).toBe(200)
  expect((await api.ask({ url: '/api/site' })).json()).toMatchObject({ passwordPolicy: 'asvs', oidc: null })
})
