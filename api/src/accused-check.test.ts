import type { EventId } from '@huiyin/domain/ids'
import type { Accusation } from '@huiyin/domain/judgement'
import { buildEvent } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

/** 被反映单位待核: an accusation of nobody the directory tells (信访工作条例 第三十条). */
let api: TestApi
let officer: Person
let office: Person
let water: Person
const accusation: Accusation = { level: 'possible', evidence: [] }

beforeAll(async () => {
  api = await openTestApi({ at: '2026-03-02T09:00:00+08:00' })
  officer = await api.signedIn('officer', ['duty-officer'])
  office = await api.signedIn('office', ['office'])
  water = await api.signedIn('water', ['unit'], 'shuiwu-ju')
})
afterAll(() => api.close())

const accusing = (): Promise<EventId> =>
  api.run((tx) => buildEvent(tx, { title: '某局长收钱办事', judgement: { accusation, accused: [] } }))
const accept = (id: string, body: object) => officer.send('POST', `/api/opinion-events/${id}/accept`, body)
const move = (id: string, verb: string, body: object) =>
  officer.send('POST', `/api/case-files/${id}/${verb}`, body)
const accepted = async (id: string): Promise<string> => (await accept(id, {})).json().id

test('it is taken up without a unit, and goes to one only when whoever sends it has checked', async () => {
  const id = await accusing()
  const refused = await accept(id, { unitCode: 'shuiwu-ju' })
  expect(refused.statusCode).toBe(400)
  expect(refused.json()).toMatchObject({
    title: expect.stringContaining('被反映单位待核：请先核对并选定被反映单位'),
    fields: [{ field: 'accusedChecked' }],
  })
  expect((await officer.get(`/api/opinion-events/${id}`)).json()).toMatchObject({
    state: 'open',
    accusedUnknown: true,
    accusedCheckedBy: null,
  })
  const file = await accept(id, { unitCode: 'shuiwu-ju', accusedChecked: true })
  // The refusals before took no number: case files are cited by them, and none may be missing.
  expect(file.json()).toMatchObject({ number: 1, leadUnit: { code: 'shuiwu-ju' }, accusedChecked: true })
  expect(file.json().actions.at(-1).action).toEqual({
    kind: 'dispatched',
    unitCode: 'shuiwu-ju',
    accusedChecked: true,
  })
  expect((await officer.get(`/api/opinion-events/${id}`)).json()).toMatchObject({
    accusedUnknown: true,
    accusedCheckedBy: 'officer同志',
  })
  expect((await water.get(`/api/case-files/${file.json().id}`)).statusCode).toBe(200)
})

test.each([
  ['dispatch', { unitCode: 'shuiwu-ju' }],
  ['assist', { unitCodes: ['shuiwu-ju'] }],
  [
    'transfer',
    { direction: 'up', destination: '市信访局', documentNumber: '转〔2026〕1号', reason: '级别管辖' },
  ],
])('%s asks anew, whatever was checked before', async (verb, body) => {
  const id = await accusing()
  const file = await accepted(id)
  if (verb === 'assist') await move(file, 'dispatch', { unitCode: 'zhujian-ju', accusedChecked: true })
  expect((await move(file, verb, body)).json()).toMatchObject({ fields: [{ field: 'accusedChecked' }] })
  expect((await move(file, verb, { ...body, accusedChecked: true })).statusCode).toBe(200)
})

test('with a wall raised it goes to any other unit unasked, and never to the walled one', async () => {
  const id = await accusing()
  const raised = await officer.send('POST', `/api/opinion-events/${id}/wall-changes`, {
    direction: 'raise',
    unitCode: 'zhujian-ju',
    reason: '经核对反映的是住建局',
  })
  expect(raised.statusCode).toBe(201)
  expect((await officer.get(`/api/opinion-events/${id}`)).json()).toMatchObject({ accusedUnknown: false })
  expect((await accept(id, { unitCode: 'zhujian-ju', accusedChecked: true })).statusCode).toBe(400)
  expect((await accept(id, { unitCode: 'shuiwu-ju' })).statusCode).toBe(201)
})

test('a unit that has the case already loses sight of it until somebody has checked', async () => {
  const id = await api.run((tx) => buildEvent(tx, {}))
  const file = (await accept(id, { unitCode: 'shuiwu-ju' })).json().id
  const seen = async () => (await water.get(`/api/case-files/${file}`)).statusCode
  expect(await seen()).toBe(200)
  await api.run(async (tx) => {
    const { proposed } = await tx.eventViews.detail(id)
    await tx.events.propose(id, { ...proposed, accusation })
  })
  expect(await seen()).toBe(404)
  expect((await water.get('/api/case-files')).json().rows.map((row: { id: string }) => row.id)).not.toContain(
    file,
  )
  const checked = await office.send('PUT', `/api/opinion-events/${id}/decision`, { accusedChecked: true })
  expect(checked.json()).toMatchObject({ accusedCheckedBy: 'office同志', state: 'accepted' })
  expect(await seen()).toBe(200)
})

test('no screen shows it, checked or not, and it is not counted on one', async () => {
  const wall = async () => (await officer.get('/api/wall')).json()
  const before = await wall()
  const id = await accusing()
  const checked = await accept(await accusing(), { unitCode: 'shuiwu-ju', accusedChecked: true })
  const after = await wall()
  expect(after.today).toEqual(before.today)
  expect(after.events.map((row: { id: string }) => row.id)).not.toContain(id)
  expect(after.cases.map((row: { id: string }) => row.id)).not.toContain(checked.json().id)
})
