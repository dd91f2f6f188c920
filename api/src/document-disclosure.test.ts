import { buildEvent } from '@huiyin/store/testing-builders'
import { asOwner } from '@huiyin/store/testing-policies'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
let second: Person
let office: Person
let leader: Person

beforeAll(async () => {
  api = await openTestApi({
    at: '2026-03-02T09:00:00+08:00',
    reports: {
      specialReport: async (input) => Buffer.from(JSON.stringify(input)),
      caseLetter: async (input) => Buffer.from(JSON.stringify(input)),
      draftSheet: async (input) => Buffer.from(JSON.stringify(input)),
      opinionLog: async (input) => Buffer.from(JSON.stringify(input)),
    },
  })
  officer = await api.signedIn('officer', ['duty-officer'])
  second = await api.signedIn('second', ['duty-officer'])
  office = await api.signedIn('office', ['office'])
  leader = await api.signedIn('leader', ['leader'])
})
afterAll(() => api.close())

async function handledCase(accused: string[] = []) {
  const eventId = await api.run((tx) => buildEvent(tx, { judgement: { grade: 'III', accused } }))
  const answer = await officer.send('POST', `/api/opinion-events/${eventId}/accept`, {
    unitCode: 'shuiwu-ju',
  })
  expect(answer.statusCode).toBe(201)
  return { ...(answer.json() as { id: string }), eventId }
}
async function begun(kind: 'special-report' | 'response', accused: string[] = []) {
  const file = await handledCase(accused)
  const answer = await officer.send('POST', `/api/case-files/${file.id}/drafts`, {
    kind,
    ...(kind === 'response' ? { form: 'online-reply' } : {}),
    title: '关于春晓小区停水情况的报告',
    text: '春晓小区因主管爆裂停水，供水已恢复。',
  })
  expect(answer.statusCode).toBe(201)
  return { file, ...(answer.json() as { id: string; proposedDisclosure: object; disclosure: null }) }
}
const mark = (by: Person, id: string, attribute: string, over: object = {}) =>
  by.send('PUT', `/api/drafts/${id}/disclosure`, { attribute, seen: 1, ...over })
const submit = (id: string) => officer.send('POST', `/api/drafts/${id}/submission`)
const sign = (by: Person, id: string, level: string) =>
  by.send('POST', `/api/drafts/${id}/verdict`, { verdict: 'pass', level, version: 1 })
async function beforeFinal(id: string) {
  expect((await submit(id)).statusCode).toBe(200)
  expect((await sign(second, id, 'first')).statusCode).toBe(200)
  expect((await sign(office, id, 'second')).statusCode).toBe(200)
}

test('a report is proposed as 不公开 and an answer as 主动公开, each with its clause, and neither is chosen for the officer', async () => {
  const report = await begun('special-report')
  expect(report.proposedDisclosure).toEqual({
    attribute: 'withheld',
    basis: expect.stringContaining('勺米 公文公开属性源头认定 第三条'),
  })
  expect(report.disclosure).toBeNull()
  const answer = await begun('response')
  expect(answer.proposedDisclosure).toMatchObject({ attribute: 'public' })
})

test('a report without its attribute does not pass 终审, and passes once the signer has fixed it', async () => {
  const { id, file } = await begun('special-report')
  await beforeFinal(id)
  const refused = await sign(leader, id, 'final')
  expect([refused.statusCode, refused.json().title]).toEqual([
    409,
    expect.stringContaining('专报未标识公开属性，不能终审通过'),
  ])
  expect((await mark(leader, id, 'withheld', { reason: '报上级的报告' })).statusCode).toBe(200)
  expect((await sign(leader, id, 'final')).json()).toMatchObject({
    state: 'approved',
    disclosure: { attribute: 'withheld', reason: '报上级的报告' },
  })
  const { actions } = (await officer.get(`/api/case-files/${file.id}`)).json()
  expect(actions.map(({ action }: { action: object }) => action)).toContainEqual(
    expect.objectContaining({ kind: 'reviewed', step: 'marked', remarks: '不公开（报上级的报告）' }),
  )
})

test('the database itself passes no unmarked report and keeps no 不公开 without a reason', async () => {
  const { id } = await begun('special-report')
  const asked = (change: string) =>
    asOwner(api.ownerUrl, `update review_draft set ${change} where id = '${id}'`)
  await expect(asked(`state = 'approved', approved_at = now()`)).rejects.toThrow(
    /review_draft_report_is_marked/,
  )
  await expect(asked(`disclosure = 'withheld'`)).rejects.toThrow(/review_draft_withheld_for_a_reason/)
})

test('不公开 asks for a reason; only the author and whoever has the text to sign fix the attribute', async () => {
  const { id } = await begun('special-report')
  const bare = await mark(officer, id, 'withheld')
  expect([bare.statusCode, bare.json().title]).toEqual([400, '定为不公开的，请写明理由'])
  const stranger = await mark(office, id, 'public')
  expect([stranger.statusCode, stranger.json().title]).toEqual([
    403,
    expect.stringContaining('审签中由当前环节的审核人核对'),
  ])
  const stale = await mark(officer, id, 'public', { seen: 2 })
  expect(stale.statusCode).toBe(409)
  expect((await mark(officer, id, 'on-request')).json().disclosure).toEqual({ attribute: 'on-request' })
  await submit(id)
  expect((await mark(officer, id, 'public')).statusCode).toBe(403)
  expect((await mark(second, id, 'public')).json().disclosure).toEqual({ attribute: 'public' })
})

test('a report of an accusation is 不公开 and nothing else', async () => {
  const { id, ...draft } = await begun('special-report', ['zhujian-ju'])
  expect(draft.proposedDisclosure).toEqual({
    attribute: 'withheld',
    basis: expect.stringContaining('信访工作条例 第三十条'),
  })
  const refused = await mark(officer, id, 'public')
  expect([refused.statusCode, refused.json().title]).toEqual([
    400,
    expect.stringContaining('公开属性只能为“不公开”'),
  ])
})

test('an answer marked 不公开 is not recorded as published', async () => {
  const { id } = await begun('response')
  await mark(officer, id, 'withheld', { reason: '涉及个人隐私' })
  await beforeFinal(id)
  expect((await sign(leader, id, 'final')).statusCode).toBe(200)
  const out = await officer.send('POST', `/api/drafts/${id}/publication`, {
    reference: 'https://www.example.gov.cn/2026/1.html',
    publishedAt: '2026-03-02T09:00:00+08:00',
    summary: '说明停水原因。',
    snapshot: '春晓小区因主管爆裂停水。',
  })
  expect([out.statusCode, out.json().title]).toEqual([409, expect.stringContaining('不能对外发布')])
})

test('the attribute goes into the printed report, the signing sheet, the list and the letter of the case', async () => {
  const { id, file } = await begun('special-report')
  await mark(officer, id, 'on-request')
  const printed = await officer.get(`/api/opinion-events/${file.eventId}/special-report`)
  expect(JSON.parse(printed.body).disclosure).toEqual({ attribute: 'on-request' })
  expect(JSON.parse((await officer.get(`/api/drafts/${id}/sheet`)).body).disclosure).toEqual({
    attribute: 'on-request',
  })
  const { rows } = (await officer.get('/api/drafts?scope=mine')).json()
  expect(rows.find((row: { id: string }) => row.id === id).disclosure).toEqual({ attribute: 'on-request' })

  const supervise = (disclosure: object) =>
    officer.send('POST', `/api/case-files/${file.id}/supervise`, {
      note: '请今日报送办理情况',
      limitAt: '2026-03-03T09:00:00+08:00',
      disclosure,
    })
  expect((await supervise({ attribute: 'withheld' })).statusCode).toBe(400)
  const { actions } = (await supervise({ attribute: 'on-request' })).json()
  const letter = await officer.get(`/api/case-files/${file.id}/letters/${actions.at(-1).id}`)
  expect(JSON.parse(letter.body)).toMatchObject({ disclosure: { attribute: 'on-request' }, walled: false })
})
