import type { Role } from '@huiyin/domain/actor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from '../testing.js'
import { addressOf, isUnsafe, type Operation, operationsOf } from './openapi-requests.js'

/** What guards every route that changes something, tried on every one the OpenAPI document names. */
let api: TestApi
let operations: Operation[]
const people = new Map<Role, Person>()
const ids = {
  entry: '1',
  id: '3f2b8c1d-0000-4000-8000-00000000dead',
  token: 'x'.repeat(43),
  date: '2026-03-02',
}
const roles: Role[] = ['administrator', 'auditor', 'duty-officer', 'office', 'leader', 'unit']

beforeAll(async () => {
  api = await openTestApi({ config: { publicOrigin: 'https://yq.example.gov.cn' } })
  operations = operationsOf(api.app)
  for (const role of roles)
    people.set(role, await api.signedIn(`as-${role}`, [role], role === 'unit' ? 'shuiwu-ju' : undefined))
})
afterAll(() => api.close())

const unsafe = () => operations.filter(isUnsafe)
/** Routes anyone may call: they carry their proof in the request and need no session. */
const needsSession = async (operation: Operation) =>
  (await api.ask({ method: operation.method, url: addressOf(operation, ids) })).statusCode === 401

/** Somebody whose role the route lets in. */
async function whoMay(operation: Operation): Promise<Person | undefined> {
  for (const person of people.values()) {
    const answer = await person.send(
      operation.method as 'POST',
      addressOf(operation, ids),
      {},
      { 'x-huiyin-csrf': '' },
    )
    if (answer.json().title === '页面已过期，请刷新后重试') return person
  }
  return undefined
}

const ask = (person: Person, operation: Operation, headers: Record<string, string>) =>
  api.ask({
    method: operation.method,
    url: addressOf(operation, ids),
    headers: { cookie: person.cookie, ...headers },
    ...(operation.body ? { payload: operation.body } : {}),
  })

test('there is something to guard', () => {
  expect(unsafe().length).toBeGreaterThan(15)
})

test('an act without the session’s own token, or from another site, is refused on every route', async () => {
  const guarded: string[] = []
  for (const operation of unsafe()) {
    if (!(await needsSession(operation))) continue
    const person = await whoMay(operation)
    if (!person) continue
    guarded.push(operation.name)
    const other = [...people.values()].find((someone) => someone !== person)!
    const forgeries: Record<string, string>[] = [
      {},
      { 'x-huiyin-csrf': '' },
      { 'x-huiyin-csrf': other.me.csrf },
      { 'x-huiyin-csrf': `${person.me.csrf}x` },
      { 'x-huiyin-csrf': person.me.csrf, origin: 'https://evil.example' },
      { 'x-huiyin-csrf': person.me.csrf, origin: 'null' },
      { 'x-huiyin-csrf': person.me.csrf, origin: 'https://yq.example.gov.cn.evil.example' },
      { 'x-huiyin-csrf': person.me.csrf, origin: 'https://yq.example.gov.cn@evil.example' },
      { 'x-huiyin-csrf': person.me.csrf, 'sec-fetch-site': 'cross-site' },
      { 'x-huiyin-csrf': person.me.csrf, 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of forgeries) {
      const answer = await ask(person, operation, headers)
      expect([operation.name, headers, answer.statusCode]).toEqual([operation.name, headers, 403])
    }
  }
  expect(guarded.length).toBeGreaterThan(15)
})

test('sign-in and links, which need no session, are refused from another site all the same', async () => {
  const open: Operation[] = []
  for (const operation of unsafe()) if (!(await needsSession(operation))) open.push(operation)
  expect(open.length).toBeGreaterThan(1)
  for (const operation of open)
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await api.ask({
        method: operation.method,
        url: addressOf(operation, ids),
        headers,
        ...(operation.body ? { payload: operation.body } : {}),
      })
      expect([operation.name, answer.statusCode]).toEqual([operation.name, 403])
    }
})

test('only JSON is read, so that no form of another site can be sent', async () => {
  for (const operation of unsafe().filter(({ body }) => body)) {
    const person = (await whoMay(operation)) ?? people.get('administrator')!
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const answer = await api.ask({
        method: operation.method,
        url: addressOf(operation, ids),
        headers: { cookie: person.cookie, 'x-huiyin-csrf': person.me.csrf, 'content-type': type },
        payload: JSON.stringify(operation.body),
      })
      expect([operation.name, type, [403, 415].includes(answer.statusCode)]).toEqual([
        operation.name,
        type,
        true,
      ])
    }
  }
})

test('a field or a filter nobody asked for is refused by name', async () => {
  let refused = 0
  for (const operation of operations) {
    // What a provider adds to its answer is to be ignored, not refused (RFC 6749 4.1.2).
    if (['GET /api/stream', 'GET /api/oidc/callback'].includes(operation.name)) continue
    for (const person of people.values()) {
      const values = operation.path.startsWith('/api/sources/') ? { id: 'board' } : ids
      const url = `${addressOf(operation, values)}?kumquat=1`
      const answer = await (operation.method === 'GET'
        ? person.get(url)
        : person.send(operation.method, url, operation.body ?? undefined))
      if ([401, 403].includes(answer.statusCode)) continue
      expect([operation.name, answer.statusCode, answer.body]).toEqual([
        operation.name,
        400,
        expect.stringContaining('kumquat 没有这一项'),
      ])
      refused += 1
    }
  }
  expect(refused).toBeGreaterThan(40)
})

test('every object in every body is closed, however deep', () => {
  const open: string[] = []
  const look = (schema: unknown, place: string): void => {
    if (typeof schema !== 'object' || schema === null) return
    const { type, properties, additionalProperties, patternProperties } = schema as Record<string, unknown>
    if (type === 'object' && properties && additionalProperties !== false && !patternProperties)
      open.push(place)
    for (const [key, value] of Object.entries(schema)) look(value, `${place}.${key}`)
  }
  const { paths } = api.app.swagger() as { paths: Record<string, Record<string, { requestBody?: unknown }>> }
  for (const [path, methods] of Object.entries(paths))
    for (const [method, { requestBody }] of Object.entries(methods)) look(requestBody, `${method} ${path}`)
  expect(open).toEqual([])
})

test('a body that is too large is refused in words that say what to do', async () => {
  const answer = await people
    .get('administrator')!
    .send('POST', '/api/sources', { yaml: 'x'.repeat(1_100_000) })
  expect([answer.statusCode, answer.json().title]).toEqual([
    413,
    '提交的内容过大，没有保存：请精简后重试，长材料请作为附件上传',
  ])
})

test('prototype keys in a body are refused', async () => {
  const { cookie, me } = people.get('duty-officer')!
  for (const payload of ['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"admin":true}}}']) {
    const answer = await api.ask({
      method: 'POST',
      url: `/api/opinion-events/${ids.id}/dismiss`,
      headers: { cookie, 'x-huiyin-csrf': me.csrf, 'content-type': 'application/json' },
      payload,
    })
    expect([payload, answer.statusCode]).toEqual([payload, 400])
  }
})
