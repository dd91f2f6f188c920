import type { Role } from '@huiyin/domain/actor'
import { withOpenPolicy } from '@huiyin/store/testing-policies'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf, isUnsafe, type Operation, operationsOf } from './security/openapi-requests.js'
import { accusedUnit, canaries, handlingUnit, plantAccusations, plantOrdinary } from './security/planted.js'
import { openTestApi, type Person, type TestApi } from './testing.js'

/**
 * The wall, asked from outside: every operation of the OpenAPI document by everyone who may not know. What they get
 * with the accusations in the database must be, byte for byte, what they got before: a total, a header or another
 * status would give it away as surely as a title (信访工作条例 第三十条).
 */
let api: TestApi
let operations: Operation[]
let ordinary: { own: string; ownCase: string; other: string }
let planted: { event: string; caseFile: string }
const people = new Map<string, Person>()

const unknown = '3f2b8c1d-0000-4000-8000-00000000dead'
/** Those for whom nothing may have changed at all. */
const outsiders = ['accused unit', 'third unit', 'display', 'anonymous'] as const
/** Those who run the place: they count what a source yields, but read not a word. */
const operators = ['administrator', 'auditor'] as const
const staff: Role[] = ['duty-officer', 'office', 'leader', 'deputy-leader']

/** The endless stream is listened to below; who signs out has nothing more to ask. */
const notAsked = ['GET /api/stream', 'DELETE /api/session']

/** Values that make a list speak: words of the walled text, its subject, its unit, every state. */
const asked: Readonly<Record<string, readonly string[]>> = {
  q: Object.values(canaries),
  state: ['open', 'accepted', 'dismissed'],
  grade: ['III', 'IV'],
  unit: [accusedUnit, handlingUnit],
  scope: ['open', 'overdue', 'closed', 'all'],
  limit: ['1'],
  cursor: ['x'],
  figure: ['received', 'overdue'],
  group: ['message', 'disclosure'],
  from: ['2026-03-01'],
  to: ['2026-03-31'],
  subject: ['3f2b8c1d-0000-4000-8000-00000000dead'],
}

interface Answer {
  status: number
  headers: Record<string, unknown>
  body: string
}

const send = (person: Person, { method }: Operation, url: string, body: object | null) =>
  method === 'GET' ? person.get(url) : person.send(method, url, body ?? undefined)

/** An answer without what no two requests share: the moment, and the id that was asked for. */
function answerOf({ statusCode, headers, body }: LightMyRequestResponse, id: string): Answer {
  const { date: _, 'content-length': __, ...rest } = headers
  const plain = (text: string) => text.replaceAll(id, '{id}')
  return { status: statusCode, headers: JSON.parse(plain(JSON.stringify(rest))), body: plain(body) }
}

/** Reads every list to its last page, one row at a time: a cursor that skips shows as well. */
async function pages(person: Person, url: string): Promise<string[]> {
  const bodies: string[] = []
  for (let next: string | null = ''; next !== null && bodies.length < 20; ) {
    const answer = await person.get(`${url}?limit=1${next ? `&cursor=${encodeURIComponent(next)}` : ''}`)
    bodies.push(answer.body)
    next = answer.statusCode === 200 ? ((answer.json().next as string | null) ?? null) : null
  }
  return bodies
}

/** Everything one person can ask with this id in every place for one; acts only where `id` is nobody's. */
async function everything(
  who: string,
  id: string,
  acts: boolean,
): Promise<Record<string, Answer | string[]>> {
  const person = people.get(who)!
  const seen: Record<string, Answer | string[]> = {}
  for (const operation of operations) {
    if (notAsked.includes(operation.name)) continue
    const url = addressOf(operation, { id, date: '2026-03-02', token: id, entry: '1' })
    const takesId = operation.path.includes('{')
    if (isUnsafe(operation)) {
      // What needs no id has nothing to hide behind one, and doing it twice would change the place.
      if (acts && takesId)
        seen[operation.name] = answerOf(await send(person, operation, url, operation.body), id)
      continue
    }
    seen[operation.name] = answerOf(await person.get(url), id)
    for (const name of operation.query)
      for (const value of asked[name] ?? []) {
        const query = `${url}?${name}=${encodeURIComponent(value)}`
        seen[`${operation.name}?${name}=${value}`] = answerOf(await person.get(query), id)
      }
    if (operation.query.includes('cursor')) seen[`${operation.name} paged`] = await pages(person, url)
  }
  return seen
}

const spoken = (seen: object): string[] =>
  Object.entries(seen).flatMap(([name, answer]) => {
    // What was asked for is no news to who asked.
    const query = name.split('?')[1] ?? ''
    const text = JSON.stringify(answer)
    return Object.values(canaries)
      .filter((canary) => text.includes(canary) && !query.includes(canary))
      .map((canary) => `${name}: ${canary}`)
  })

const before: Record<string, Record<string, Answer | string[]>> = {}

beforeAll(async () => {
  api = await openTestApi({
    // Set as text: what a PDF would say can then be read here.
    reports: {
      specialReport: async (input) => Buffer.from(JSON.stringify(input)),
      caseLetter: async (input) => Buffer.from(JSON.stringify(input)),
      draftSheet: async (input) => Buffer.from(JSON.stringify(input)),
      opinionLog: async (input) => Buffer.from(JSON.stringify(input)),
    },
  })
  operations = operationsOf(api.app)
  ordinary = await plantOrdinary(api)
  people.set('accused unit', await api.signedIn('of-accused', ['unit'], accusedUnit))
  people.set('handling unit', await api.signedIn('of-handling', ['unit'], handlingUnit))
  people.set('third unit', await api.signedIn('of-third', ['unit'], 'jiaoyu-ju'))
  for (const role of [...operators, ...staff]) people.set(role, await api.signedIn(`as-${role}`, [role]))
  const made = await people.get('administrator')!.send('POST', '/api/display-links', { name: '大厅' })
  const token = new URL(made.json().link.path, 'http://x').searchParams.get('key')
  const entered = await api.ask({ method: 'POST', url: '/api/display-sessions', payload: { token } })
  const visitor = (cookie: string): Person => ({
    me: { csrf: '' } as Person['me'],
    cookie,
    get: (url) => api.ask({ method: 'GET', url, headers: cookie ? { cookie } : {} }),
    send: (method, url, payload) =>
      api.ask({ method, url, headers: cookie ? { cookie } : {}, ...(payload ? { payload } : {}) }),
  })
  people.set('display', visitor(String(entered.headers['set-cookie']).split(';')[0] ?? ''))
  people.set('anonymous', visitor(''))
  for (const who of outsiders) {
    before[who] = await everything(who, unknown, true)
    before[`${who} own`] = await everything(who, ordinary.own, false)
    before[`${who} own case`] = await everything(who, ordinary.ownCase, false)
  }
  planted = await plantAccusations(api)
}, 120_000)
afterAll(() => api.close())

describe.each(outsiders)('to %s', (who) => {
  test('a walled event or case answers, for every operation, exactly as one that does not exist', async () => {
    for (const id of [planted.event, planted.caseFile])
      expect(await everything(who, id, true)).toEqual(before[who])
  })

  test('a guessed id answers as it did before anything was walled', async () => {
    expect(await everything(who, unknown, true)).toEqual(before[who])
  })

  test('its own matters, every list, count, search and page are what they were', async () => {
    expect(await everything(who, ordinary.own, false)).toEqual(before[`${who} own`])
    expect(await everything(who, ordinary.ownCase, false)).toEqual(before[`${who} own case`])
  })
})

test.each(operators)('to the %s no word of what is walled is spoken', async (who) => {
  for (const id of [planted.event, planted.caseFile, unknown])
    expect(spoken(await everything(who, id, id === unknown))).toEqual([])
})

test('whoever handles it and the desk read every word, so the canaries sing', async () => {
  const heard = async (who: string) =>
    new Set(
      [
        ...spoken(await everything(who, planted.event, false)),
        ...spoken(await everything(who, planted.caseFile, false)),
      ].map((line) => line.split(': ').at(-1)),
    )
  for (const who of staff) expect([who, (await heard(who)).size]).toEqual([who, Object.keys(canaries).length])
  expect((await heard('handling unit')).size).toBeGreaterThanOrEqual(7)
})

test.each([
  ['opinion_event', 'opinion_event_seen'],
  ['case_file', 'case_file_seen'],
])('with the policy of %s open this suite would fail', async (table, policy) => {
  const read = () =>
    Promise.all([planted.event, planted.caseFile].map((id) => everything('accused unit', id, false)))
  const untouched = Array(2).fill(withoutActs(before['accused unit']!))
  expect(await read()).toEqual(untouched)
  expect(await withOpenPolicy(api.ownerUrl, { table, policy }, read)).not.toEqual(untouched)
})

const withoutActs = (seen: Record<string, Answer | string[]>) =>
  Object.fromEntries(Object.entries(seen).filter(([name]) => name.startsWith('GET')))

test('an empty answer is no answer: the accused unit does see its own matters', async () => {
  const seen = before['accused unit own']!
  expect((seen['GET /api/opinion-events/{id}'] as Answer).status).toBe(200)
  expect((before['accused unit own case']!['GET /api/case-files/{id}'] as Answer).status).toBe(200)
  expect(JSON.parse((seen['GET /api/opinion-events'] as Answer).body).total).toBe(1)
  const wall = JSON.parse((before.display!['GET /api/wall'] as Answer).body)
  expect(wall.events.length).toBeGreaterThan(0)
})

test('the desk raises a wall, a leader lifts another, and the unit sees each only as decided', async () => {
  const [desk, boss, unit] = ['duty-officer', 'leader', 'accused unit'].map((who) => people.get(who)!)
  const seen = async () => (await unit!.get(`/api/opinion-events/${ordinary.own}`)).statusCode
  const ask = (direction: string, reason = '来电反映该单位压件不办') =>
    desk!.send('POST', `/api/opinion-events/${ordinary.own}/wall-changes`, {
      direction,
      unitCode: accusedUnit,
      reason,
    })
  const raised = await ask('raise')
  expect([raised.statusCode, raised.json().state, await seen()]).toEqual([201, 'pending', 404])
  expect(raised.json().mayDecide).toBe(false)
  const waiting = (await boss!.get('/api/wall-changes')).json()
  expect(waiting).toMatchObject([{ direction: 'raise', mayDecide: true, event: { id: ordinary.own } }])
  const decide = (id: string) => boss!.send('POST', `/api/wall-changes/${id}/decision`, { approve: true })
  expect((await decide(raised.json().id)).statusCode).toBe(200)
  expect((await boss!.get(`/api/opinion-events/${ordinary.own}/wall`)).json().units).toEqual([
    { code: accusedUnit, name: '水务局', leads: true },
  ])
  const redispatch = await desk!.send('POST', `/api/case-files/${ordinary.ownCase}/dispatch`, {
    unitCode: accusedUnit,
  })
  expect([redispatch.statusCode, redispatch.json().title]).toEqual([
    expect.any(Number),
    expect.stringContaining('信访工作条例第三十条'),
  ])
  const lifted = await ask('lift')
  expect([lifted.statusCode, await seen()]).toEqual([201, 404])
  expect((await decide(lifted.json().id)).json().state).toBe('approved')
  expect(await seen()).toBe(200)
})
