import type { DutyCalendarView, DutyView } from '@huiyin/domain/http/regime-duties'
import { asOwner } from '@huiyin/store/testing-policies'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carryOnce } from './notices/courier.js'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
let office: Person
let leader: Person

const calendar = async (query = '', person = officer): Promise<DutyCalendarView> => {
  const answer = await person.get(`/api/regime-duties${query}`)
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, ''])
  return answer.json()
}
const dutyOf = async (name: string, query = ''): Promise<DutyView> => {
  const found = (await calendar(query)).duties.filter((duty) => duty.name === name)
  expect(found.length).toBe(1)
  return found[0]!
}
const monthly = '督查办理情况'
const record = (duty: DutyView, over: object = {}, person = officer) =>
  person.send('POST', '/api/duty-records', {
    regimeCode: duty.regimeCode,
    name: duty.name,
    periodFrom: duty.periodFrom,
    doneOn: '2026-03-10',
    reference: '青政办督〔2026〕3号',
    ...over,
  })
const choose = async (base: string, effectiveOn: string, adopted: string[] = []) => {
  const asked = await office.send('POST', '/api/regime-choices', {
    choice: { base, adopted },
    effectiveOn,
    reason: '按本镇制度执行',
  })
  expect([asked.statusCode, asked.body]).toEqual([201, asked.body])
  await leader.send('POST', `/api/rule-changes/${asked.json().id}/decision`, { approve: true })
}

beforeAll(async () => {
  api = await openTestApi({ at: '2026-03-02T08:00:00+08:00' })
  officer = await api.signedIn('duty', ['duty-officer'])
  office = await api.signedIn('office', ['office'])
  leader = await api.signedIn('leader', ['leader'])
})
afterAll(() => api.close())

/** The clock of these tests leaps over weeks; sessions that end are tested elsewhere. */
const itIs = async (at: string) => {
  api.clock.set(at)
  await asOwner(api.ownerUrl, "update session set seen_at = '2027-01-01', expires_at = '2027-01-01'")
}

test('a county whose regime sets no periodic duty has an empty calendar that names the regime', async () => {
  expect(await calendar()).toMatchObject({
    duties: [],
    undated: [],
    regimes: [expect.stringContaining('国')],
  })
})

test('a chosen regime owes its duties for the periods that end while it is in force', async () => {
  await choose('shaomi', '2026-03-02', ['shangluo-2013'])
  const { duties } = await calendar()
  expect(duties.map(({ name, dueOn, state }) => [name, dueOn, state])).toContainEqual([
    monthly,
    '2026-03-31',
    'ahead',
  ])
  expect(duties.find(({ name }) => name === '经济社会发展全局性新闻发布例会')).toMatchObject({
    atLeast: 2,
    clause: '二.1',
    dueOn: '2026-12-31',
  })
  expect(
    (await calendar('?from=2026-01-01&to=2026-02-28')).duties.filter(({ name }) => name === monthly),
  ).toEqual([])
})

test('it is done with a day and a proof; without either the form says which field', async () => {
  const duty = await dutyOf(monthly)
  const wrong = async (over: object) => {
    const answer = await record(duty, over)
    return [answer.statusCode, answer.json().fields?.[0]?.field ?? answer.json().title]
  }
  expect(await wrong({ doneOn: '2026-03-03' })).toEqual([400, 'doneOn'])
  expect(await wrong({ doneOn: '2026-02-28' })).toEqual([400, 'doneOn'])
  expect(await wrong({ doneOn: '2026-02-30' })).toEqual([400, 'doneOn'])
  expect(await wrong({ reference: ' ' })).toEqual([400, 'reference'])
  expect((await record(duty, { name: '没有的工作' })).statusCode).toBe(404)
  expect((await record(duty, { doneOn: '2026-03-02' }, leader)).statusCode).toBe(403)
  const made = await record(duty, { doneOn: '2026-03-02' })
  expect([made.statusCode, made.json().periodWords]).toEqual([201, '2026年3月'])
  expect(await dutyOf(monthly)).toMatchObject({ state: 'done', late: false, done: 1 })
  expect((await record(duty, { doneOn: '2026-03-02' })).json().fields[0].field).toBe('doneOn')
})

test('taken back at once it needs no reason, later or by another one, and the line stays', async () => {
  const { records } = await dutyOf(monthly)
  const { id } = records[0]!
  const withdraw = (person: Person, body: object = {}) =>
    person.send('POST', `/api/duty-records/${id}/withdrawal`, body)
  expect((await withdraw(office)).json().fields[0].field).toBe('reason')
  await itIs('2026-03-02T08:01:00+08:00')
  expect((await withdraw(officer)).statusCode).toBe(400)
  expect((await withdraw(office, { reason: '登记有误' })).statusCode).toBe(200)
  expect((await withdraw(office, { reason: '登记有误' })).statusCode).toBe(409)
  expect(await dutyOf(monthly)).toMatchObject({ state: 'ahead', records: [] })
  const history = (await officer.get(`/api/duty-records?name=${encodeURIComponent(monthly)}`)).json()
  expect(history).toMatchObject({
    total: 1,
    rows: [{ withdrawnBy: 'office同志', withdrawnReason: '登记有误' }],
  })
})

test('two of at least two a year settle the year', async () => {
  const name = '经济社会发展全局性新闻发布例会'
  await itIs('2026-03-20T08:00:00+08:00')
  await record(await dutyOf(name), { doneOn: '2026-03-05' })
  expect(await dutyOf(name)).toMatchObject({ state: 'ahead', done: 1 })
  await record(await dutyOf(name), { doneOn: '2026-03-19' })
  expect(await dutyOf(name)).toMatchObject({ state: 'done', done: 2 })
})

const told = async () =>
  ((await office.get('/api/notices')).json().rows as { kind: string; words: string }[])
    .filter(({ kind }) => kind.startsWith('duty-'))
    .map(({ kind, words }) => `${kind} ${words}`)
    .sort()

test('seven days before it is told once, once more when overdue, and never what is done', async () => {
  const march = () => told().then((lines) => lines.filter((line) => line.includes(monthly)))
  await itIs('2026-03-23T09:00:00+08:00')
  await carryOnce(api.options)
  expect(await march()).toEqual([])
  await itIs('2026-03-24T09:00:00+08:00')
  await carryOnce(api.options)
  await carryOnce(api.options)
  expect(await march()).toEqual([
    'duty-coming 定期工作即将到期：督查办理情况（2026年3月，3月31日前），完成后请登记依据',
  ])
  await itIs('2026-04-01T09:00:00+08:00')
  for (let round = 0; round < 3; round += 1) await carryOnce(api.options)
  expect(await march()).toEqual([
    expect.stringContaining('duty-coming'),
    'duty-overdue 定期工作已逾期：督查办理情况（2026年3月，3月31日前），尚未登记完成',
  ])
  expect((await told()).filter((line) => line.includes('新闻发布例会'))).toEqual([])
})

test('what is overdue stays in sight in the next month until it is done, then counts as late', async () => {
  const march = async () =>
    (await calendar()).duties.find(({ name, periodWords }) => name === monthly && periodWords === '2026年3月')
  expect(await march()).toMatchObject({ state: 'overdue' })
  expect((await record((await march())!, { doneOn: '2026-04-01' })).statusCode).toBe(201)
  expect(await march()).toBeUndefined()
  expect((await calendar('?from=2026-03-01&to=2026-03-31')).duties).toContainEqual(
    expect.objectContaining({ name: monthly, state: 'done', late: true }),
  )
})

test('another regime ends the duties of the one before and leaves their history', async () => {
  await choose('heshuo-2018', '2026-04-02')
  await itIs('2026-04-03T09:00:00+08:00')
  const { duties } = await calendar()
  const ahead = duties.filter(({ state }) => state !== 'overdue')
  expect(ahead.map(({ regimeCode }) => regimeCode)).toEqual(['heshuo-2018'])
  // what was due while the old one was in force and was not done is still owed
  expect(duties.filter(({ state }) => state === 'overdue').map(({ periodWords }) => periodWords)).toEqual(
    Array(3).fill('2026年第一季度'),
  )
  expect((await calendar('?from=2026-03-01&to=2026-03-31')).duties.map(({ name }) => name)).toContain(monthly)
  const history = (await officer.get(`/api/duty-records?name=${encodeURIComponent(monthly)}`)).json()
  expect(history.total).toBe(2)
})
