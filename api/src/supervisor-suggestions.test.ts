import type { SuggestionRow, SuggestionView } from '@huiyin/domain/http/supervisor-suggestions'
import { asOwner } from '@huiyin/store/testing-policies'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carryOnce } from './notices/courier.js'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let office: Person
let water: Person
let housing: Person

const path = '/api/supervisor-suggestions'
const register = (over: object = {}) =>
  office.send('POST', path, {
    supervisor: '人大代表监督员',
    means: 'meeting',
    area: '村务公开',
    content: '公示栏三个月没有更新，建议按季公布。',
    receivedOn: '2026-03-02',
    accusedUnits: [],
    ...over,
  })
const registered = async (over: object = {}): Promise<SuggestionView> => {
  const answer = await register(over)
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body])
  return answer.json()
}
const step = (person: Person, id: string, verb: string, body: object) =>
  person.send('POST', `${path}/${id}/${verb}`, body)
const handOn = (id: string, unitCode = 'shuiwu-ju', limitOn = '2026-03-10') =>
  step(office, id, 'hand-on', { unitCode, limitOn })
const seenBy = async (person: Person): Promise<SuggestionRow[]> =>
  (await person.get(`${path}?scope=all`)).json().rows
const told = async (person: Person) =>
  ((await person.get('/api/notices')).json().rows as { kind: string; words: string }[])
    .filter(({ kind }) => kind.startsWith('suggestion-'))
    .map(({ words }) => words)

beforeAll(async () => {
  api = await openTestApi({ at: '2026-03-02T08:00:00+08:00' })
  office = await api.signedIn('office', ['office'])
  water = await api.signedIn('water', ['unit'], 'shuiwu-ju')
  housing = await api.signedIn('housing', ['unit'], 'zhujian-ju')
})
afterAll(() => api.close())

test('a suggestion goes its whole way: registered, handed on, answered, fed back, closed', async () => {
  const { id, number } = await registered()
  expect((await handOn(id)).json()).toMatchObject({
    state: 'handed-on',
    unit: { name: '水务局' },
    late: false,
  })
  expect((await step(office, id, 'close', {})).statusCode).toBe(409)
  await carryOnce(api.options)
  expect(await told(water)).toEqual(['有监督员意见转办本单位，请办理并答复，期限 2026-03-10'])
  const answered = await step(water, id, 'answer', { outcome: 'done', text: '已更新公示栏并确定专人。' })
  expect([answered.statusCode, answered.json().state]).toEqual([200, 'answered'])
  await carryOnce(api.options)
  expect(await told(office)).toEqual([`监督员意见第 ${number} 号已有办理答复，请向监督员反馈`])
  await step(office, id, 'feed-back', { means: 'phone', on: '2026-03-02', text: '已电话告知整改情况' })
  const closed = await step(office, id, 'close', {})
  expect(closed.json()).toMatchObject({ state: 'closed' })
  expect(closed.json().steps.map((entry: { step: { kind: string } }) => entry.step.kind)).toEqual([
    'handed-on',
    'answered',
    'fed-back',
    'closed',
  ])
})

test('the unit reads what is handed to it, not who spoke up, and no other unit finds it', async () => {
  const { id } = await registered()
  await handOn(id)
  expect((await water.get(`${path}/${id}`)).json()).toMatchObject({
    supervisor: null,
    number: null,
    accused: [],
  })
  expect((await housing.get(`${path}/${id}`)).statusCode).toBe(404)
  expect(await seenBy(housing)).toEqual([])
  expect((await step(housing, id, 'answer', { outcome: 'done', text: '已经办理完毕。' })).statusCode).toBe(
    404,
  )
})

test('what accuses a unit never reaches it: not by hand, not afterwards, not as a notice told before', async () => {
  const accusing = await registered({ accusedUnits: ['shuiwu-ju'] })
  const refused = await handOn(accusing.id)
  expect([refused.statusCode, refused.json().fields[0].field]).toEqual([400, 'unitCode'])
  expect((await water.get(`${path}/${accusing.id}`)).statusCode).toBe(404)
  const later = await registered()
  await handOn(later.id)
  await carryOnce(api.options)
  const before = (await told(water)).length
  const walled = await step(office, later.id, 'wall', {
    unitCode: 'shuiwu-ju',
    reason: '补充材料反映该局压件',
  })
  expect(walled.json()).toMatchObject({ state: 'registered', unit: null, accused: [{ code: 'shuiwu-ju' }] })
  expect((await water.get(`${path}/${later.id}`)).statusCode).toBe(404)
  expect((await told(water)).length).toBe(before - 1)
  await handOn(later.id, 'zhujian-ju')
  const handling = (await housing.get(`${path}/${later.id}`)).json()
  expect([handling.accused, JSON.stringify(handling.steps).includes('shuiwu-ju')]).toEqual([
    [],
    expect.any(Boolean),
  ])
  expect(handling.steps.map((entry: { step: { kind: string } }) => entry.step.kind)).not.toContain('walled')
})

test('a wall raised by mistake is lifted by a second person, and the unit learns of none of it', async () => {
  const leader = await api.signedIn('leader', ['leader'])
  const { id } = await registered({ accusedUnits: ['shuiwu-ju'] })
  const lift = { unitCode: 'shuiwu-ju', reason: '登记时选错单位' }
  expect((await step(leader, id, 'decide-lift', { ...lift, approve: true })).statusCode).toBe(409)
  const asked = await step(office, id, 'ask-lift', lift)
  expect(asked.json().lifts).toEqual([
    { code: 'shuiwu-ju', name: '水务局', reason: '登记时选错单位', own: true },
  ])
  const own = await step(office, id, 'decide-lift', { ...lift, approve: true })
  expect([own.statusCode, own.json().title]).toEqual([403, '解除隔离须由申请人以外的第二人审批'])
  expect((await water.get(`${path}/${id}`)).statusCode).toBe(404)
  const lifted = await step(leader, id, 'decide-lift', { ...lift, approve: true })
  expect(lifted.json()).toMatchObject({ accused: [], lifts: [] })
  expect((await handOn(id)).statusCode).toBe(200)
  const seen = (await water.get(`${path}/${id}`)).json()
  expect(seen.steps.map((entry: { step: { kind: string } }) => entry.step.kind)).toEqual(['handed-on'])
})

test('a wrong form is refused by field, in words', async () => {
  const field = async (over: object) => (await register(over)).json().fields?.[0]?.field
  expect(await field({ receivedOn: '2026-03-03' })).toBe('receivedOn')
  expect(await field({ content: '短' })).toBe('content')
  expect(await field({ accusedUnits: ['no-such-unit'] })).toBe('accusedUnits')
  const { id } = await registered()
  expect((await handOn(id, 'no-such-unit')).json().fields[0].field).toBe('unitCode')
  expect((await handOn(id, 'shuiwu-ju', '2026-03-01')).json().fields[0].field).toBe('limitOn')
})

test('personal data in what was said is masked', async () => {
  const { content } = await registered({ content: '请联系 13812345678 了解公示情况。' })
  expect(content).not.toContain('13812345678')
})

test('past its limit it is told once, and the notice counts only what accuses nobody', async () => {
  api.clock.set('2026-03-11T09:00:00+08:00')
  await asOwner(api.ownerUrl, "update session set seen_at = '2027-01-01', expires_at = '2027-01-01'")
  for (let round = 0; round < 3; round += 1) await carryOnce(api.options)
  const late = (await seenBy(office)).filter((row) => row.late)
  expect((await told(office)).filter((words) => words.includes('超过办理期限')).length).toBe(late.length)
  const rows = (await seenBy(office)).filter(({ accused }) => accused.length === 0)
  const notice = (await office.get('/api/supervisor-notice')).json()
  expect(notice.title).toBe('青禾县2026年第一季度政务公开工作情况通报')
  expect(notice.text).toContain(`收到监督意见和建议 ${rows.length} 条`)
  expect(notice.leftOut).toBe(2)
})
