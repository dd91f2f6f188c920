import { createHmac } from 'node:crypto'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { buildEvent } from '@huiyin/store/testing-builders'
import { asOwner } from '@huiyin/store/testing-policies'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { self } from '../deps.js'
import { openTestApi, type Person, type TestApi } from '../testing.js'
import { carryOnce } from './courier.js'
import { openReceiver, type Receiver } from './testing-receiver.js'

let api: TestApi
let receiver: Receiver
let administrator: Person
let officer: Person
let deputy: Person
let leader: Person
let water: Person
let housing: Person

/** A county's own words, and a caller's: neither may leave the house. */
const secretTitle = '张某某举报水务局乱收费'

const carry = () => carryOnce(api.options)
const inbox = async (person: Person, scope = 'all') =>
  (await person.get(`/api/notices?scope=${scope}`)).json().rows as {
    id: string
    kind: string
    words: string
    title: string | null
    steps: { to: string; told: string[]; remark: string | null }[]
  }[]
const addChannel = async (body: object) => {
  const answer = await administrator.send('POST', '/api/notice-channels', body)
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body])
  return answer.json().id as string
}
const hook = (name: string, over: object = {}) =>
  addChannel({
    name,
    audience: 'duty',
    settings: { kind: 'webhook', url: `${receiver.url}/hook`, secret: 's3cret' },
    ...over,
  })
const find = (grade: SeverityGrade, accused: string[] = []) =>
  api.run((tx) => buildEvent(tx, { title: secretTitle, judgement: { grade, accused } }))
const clearAll = () =>
  asOwner(
    api.ownerUrl,
    'truncate notice, notice_channel, notice_cause, duty_shift, notice_contact restart identity cascade',
  )

beforeAll(async () => {
  api = await openTestApi({
    config: { allowedNetworks: ['127.0.0.0/8'], publicOrigin: 'https://yq.example.gov.cn' },
  })
  receiver = await openReceiver()
  administrator = await api.signedIn('admin', ['administrator'])
  officer = await api.signedIn('duty', ['duty-officer'])
  deputy = await api.signedIn('deputy', ['deputy-leader'])
  leader = await api.signedIn('leader', ['leader'])
  water = await api.signedIn('water', ['unit'], 'shuiwu-ju')
  housing = await api.signedIn('housing', ['unit'], 'zhujian-ju')
})
afterAll(async () => {
  await receiver.close()
  await api.close()
})
beforeEach(async () => {
  await clearAll()
  // The clock of these tests leaps over days; sessions that end are tested elsewhere.
  await asOwner(api.ownerUrl, "update session set seen_at = '2027-01-01', expires_at = '2027-01-01'")
  receiver.received.length = 0
  receiver.answer(200, '{"errcode":0,"code":0}')
  api.clock.set('2026-03-02T10:00:00+08:00')
})

test('a grave event is told at once, in the program with its title and outside without it', async () => {
  await hook('值班群')
  const id = await find('I')
  expect(await carry()).toMatchObject({ sent: 1 })
  expect(await inbox(officer)).toMatchObject([{ kind: 'event-found', title: secretTitle }])
  const [sent] = receiver.received
  expect(sent?.body).not.toContain('举报')
  expect(JSON.parse(sent?.body ?? '').notices).toMatchObject([
    { grade: 'I', link: `https://yq.example.gov.cn/events/${id}` },
  ])
})

test('a webhook is signed over its time and body, and carries the number of the message', async () => {
  await hook('值班群')
  await find('II')
  await carry()
  const { headers, body } = receiver.received[0]!
  const timestamp = headers['x-huiyin-timestamp']
  expect(headers['x-huiyin-signature']).toBe(
    `sha256=${createHmac('sha256', 's3cret').update(`${timestamp}.${body}`).digest('hex')}`,
  )
  expect(headers['x-huiyin-delivery']).toBe(JSON.parse(body).id)
})

test('what is sent once is not sent again, however often the round is made', async () => {
  await hook('值班群')
  await find('I')
  await carry()
  await carry()
  api.clock.advance(86_400_000)
  await carry()
  expect(receiver.received).toHaveLength(1)
})

test('events of grades III and IV go out together, at the next of the times set for it', async () => {
  await hook('值班群')
  await find('III')
  await find('IV')
  await carry()
  expect(receiver.received).toHaveLength(0)
  // What is 一般 waits in the daily feed and does not lie in anybody's own notices.
  expect(await inbox(officer)).toMatchObject([{ grade: 'III' }])
  api.clock.set('2026-03-02T14:00:00+08:00')
  await carry()
  expect(receiver.received.map(({ body }) => JSON.parse(body).notices.length)).toEqual([2])
})

test('by night only what is grave rings; the rest waits for the morning', async () => {
  await hook('值班群')
  api.clock.set('2026-03-02T23:00:00+08:00')
  await api.run((tx) => tx.noticeCauses.note('source:x', 'source-blind', {}))
  await carry()
  expect(receiver.received).toHaveLength(0)
  await find('I')
  await carry()
  expect(receiver.received).toHaveLength(1)
  api.clock.set('2026-03-03T07:00:00+08:00')
  await carry()
  expect(JSON.parse(receiver.received[1]?.body ?? '{}').notices).toMatchObject([{ kind: 'source-blind' }])
})

test('a grave matter climbs from duty to deputy to leader until somebody acknowledges it', async () => {
  await find('I')
  await carry()
  expect(await inbox(deputy)).toEqual([])
  api.clock.advance(10 * 60_000)
  await carry()
  expect((await inbox(deputy)).map(({ kind }) => kind)).toEqual(['event-found'])
  expect(await inbox(leader)).toEqual([])
  api.clock.advance(10 * 60_000)
  await carry()
  const [told] = await inbox(leader)
  expect(told?.steps.map(({ to }) => to)).toEqual(['duty', 'deputy-leader', 'leader'])
  expect(told?.steps[0]?.remark).toContain('无人排班')
})

test('acknowledged in time, it climbs no further', async () => {
  await find('I')
  await carry()
  const [told] = await inbox(officer)
  expect((await officer.send('POST', `/api/notices/${told?.id}/acknowledge`)).statusCode).toBe(204)
  api.clock.advance(3_600_000)
  await carry()
  expect(await inbox(deputy)).toEqual([])
  expect((await officer.get('/api/notices/counts')).json()).toMatchObject({ waiting: 0, unread: 0 })
})

test('nobody can acknowledge what he was not told', async () => {
  await find('I')
  await carry()
  const [told] = await inbox(officer)
  expect((await leader.send('POST', `/api/notices/${told?.id}/acknowledge`)).statusCode).toBe(404)
})

test('who is on duty is told and the others are not', async () => {
  const other = await api.signedIn('second', ['duty-officer'])
  const pasted = await officer.send('POST', '/api/duty-shifts', {
    text: '日期\t值班员\t带班领导\n2026-03-02\tsecond同志\tdeputy同志',
  })
  expect(pasted.json()).toEqual({ days: 1, shifts: 2 })
  await find('I')
  await carry()
  expect(await inbox(other)).toHaveLength(1)
  expect(await inbox(officer)).toEqual([])
  expect((await water.get('/api/duty-shifts/now')).json()).toMatchObject({ empty: false })
})

test('a roster that names nobody we know enters nothing and names the line', async () => {
  const answer = await officer.send('POST', '/api/duty-shifts', {
    text: '日期\t值班员\n2026-03-02\tduty同志\n2026-02-30\tduty同志\n2026-03-04\t无此人',
  })
  expect(answer.statusCode).toBe(400)
  expect(answer.json().title).toContain('第 3 行')
  expect(answer.json().title).toContain('无此人')
  expect((await officer.get('/api/duty-shifts/now')).json()).toMatchObject({ empty: true })
})

test('the accused unit gets no word by any way, and whoever handles it does', async () => {
  await hook('水务局群', { audience: 'unit', unitCode: 'shuiwu-ju' })
  await hook('住建局群', { audience: 'unit', unitCode: 'zhujian-ju' })
  const eventId = await find('II', ['shuiwu-ju'])
  const caseId = (await officer.send('POST', `/api/opinion-events/${eventId}/accept`, {})).json().id
  const dispatched = await officer.send('POST', `/api/case-files/${caseId}/dispatch`, {
    unitCode: 'zhujian-ju',
  })
  expect([dispatched.statusCode, dispatched.body]).toEqual([200, dispatched.body])
  api.clock.advance(11_000)
  await carry()
  api.clock.advance(60 * 86_400_000)
  await api.run((tx) => tx.deadlineWarnings.give(100))
  for (let round = 0; round < 3; round++) await carry()
  expect((await inbox(housing)).map(({ kind }) => kind)).toContain('case-dispatched')
  expect(await inbox(water)).toEqual([])
  const told = receiver.received.flatMap(({ body }) => JSON.parse(body).notices)
  expect(told.length).toBeGreaterThan(0)
  const deliveries = (await administrator.get('/api/notice-deliveries')).json() as {
    channel: string
    words: string | null
  }[]
  expect(deliveries.some(({ channel }) => channel === '水务局群')).toBe(false)
  expect(deliveries.every(({ words }) => words === null)).toBe(true)
})

test('a wall raised after a notice was told takes it back, read or waiting', async () => {
  const eventId = await find('III')
  const caseId = (await officer.send('POST', `/api/opinion-events/${eventId}/accept`, {})).json().id
  await officer.send('POST', `/api/case-files/${caseId}/dispatch`, { unitCode: 'shuiwu-ju' })
  await hook('水务局群', { audience: 'unit', unitCode: 'shuiwu-ju' })
  await carry()
  expect(await inbox(water)).toHaveLength(1)
  await officer.send('POST', `/api/opinion-events/${eventId}/wall-changes`, {
    direction: 'raise',
    unitCode: 'shuiwu-ju',
    reason: '信件反映该单位',
  })
  api.clock.set('2026-03-02T14:00:00+08:00')
  await carry()
  expect(await inbox(water)).toEqual([])
  expect(receiver.received).toHaveLength(0)
})

test('a receiver that is down is tried again and then said to have failed, on screen', async () => {
  const id = await hook('值班群')
  receiver.answer(503, 'busy')
  await find('I')
  await carry()
  for (const minutes of [1, 2, 6, 16, 31]) {
    api.clock.advance(minutes * 60_000)
    await carry()
  }
  expect(new Set(receiver.received.map(({ headers }) => headers['x-huiyin-delivery'])).size).toBe(1)
  expect((await administrator.get('/api/notice-deliveries?troubled=true')).json()).toMatchObject([
    { state: 'failed', attempts: 6, answer: 'HTTP 503 busy' },
  ])
  expect((await officer.get('/api/notices/counts')).json()).toMatchObject({ troubles: 1 })
  const [channel] = (await administrator.get('/api/notice-channels')).json()
  expect(channel).toMatchObject({ id, lastAnswer: 'HTTP 503 busy' })
  expect(channel.failingSince).not.toBeNull()
})

test('a sender that dies between sending and marking: a webhook hears the same number again, a bot is not told twice', async () => {
  await hook('平台')
  await addChannel({
    name: '机器人',
    audience: 'duty',
    settings: { kind: 'wecom', url: `${receiver.url}/bot` },
  })
  await find('I')
  await carry()
  const first = receiver.received.find(({ url }) => url.pathname === '/hook')
  // What a crash leaves: claimed and sent, never marked.
  await asOwner(
    api.ownerUrl,
    `update notice_delivery set state = 'sending', sent_at = null,
       claimed_until = '${api.clock.now().toISOString()}'::timestamptz + interval '1 minute'`,
  )
  api.clock.advance(61_000)
  expect(await carry()).toMatchObject({ uncertain: 1 })
  const hooks = receiver.received.filter(({ url }) => url.pathname === '/hook')
  expect(hooks.map(({ headers }) => headers['x-huiyin-delivery'])).toEqual(
    Array(2).fill(first?.headers['x-huiyin-delivery']),
  )
  expect(receiver.received.filter(({ url }) => url.pathname === '/bot')).toHaveLength(1)
  expect((await administrator.get('/api/notice-deliveries?troubled=true')).json()).toMatchObject([
    { channel: '机器人', state: 'uncertain' },
  ])
})

test('an action taken back within ten seconds is not told outside', async () => {
  await hook('住建局群', { audience: 'unit', unitCode: 'zhujian-ju' })
  const eventId = await find('II')
  const caseId = (await officer.send('POST', `/api/opinion-events/${eventId}/accept`, {})).json().id
  const dispatched = await officer.send('POST', `/api/case-files/${caseId}/dispatch`, {
    unitCode: 'zhujian-ju',
  })
  const last = dispatched.json().actions.at(-1).id
  await carry()
  const undone = await officer.send('POST', `/api/case-files/${caseId}/undo`, { actionId: last })
  expect([undone.statusCode, undone.body]).toEqual([200, undone.body])
  api.clock.advance(11_000)
  await carry()
  expect(receiver.received).toHaveLength(0)
})

test('the fact and the outbox row are one transaction: rolled back, nobody is told', async () => {
  await expect(
    api.options.store.as(self).transaction(async (tx) => {
      await buildEvent(tx, { judgement: { grade: 'I' } })
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  expect(await carry()).toMatchObject({ planned: 0 })
})
