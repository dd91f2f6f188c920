import { buildEvent } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { carryOnce } from './notices/courier.js'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
let water: Person
let housing: Person
let school: Person
let rounds = 0

beforeAll(async () => {
  api = await openTestApi({ at: '2026-03-02T09:00:00+08:00' })
})
beforeEach(async () => {
  api.clock.set('2026-03-02T09:00:00+08:00')
  await signIn()
})
afterAll(() => api.close())

async function signIn() {
  rounds += 1
  officer = await api.signedIn(`officer-${rounds}`, ['duty-officer'])
  water = await api.signedIn(`water-${rounds}`, ['unit'], 'shuiwu-ju')
  housing = await api.signedIn(`housing-${rounds}`, ['unit'], 'zhujian-ju')
  school = await api.signedIn(`school-${rounds}`, ['unit'], 'jiaoyu-ju')
}

async function handledCase(focus: 'a' | 'b' = 'a', accused: string[] = []) {
  const eventId = await api.run((tx) =>
    buildEvent(tx, { judgement: { focus: [focus], grade: 'IV', accused } }),
  )
  const accepted = await officer.send('POST', `/api/opinion-events/${eventId}/accept`, {
    unitCode: 'shuiwu-ju',
  })
  expect(accepted.statusCode).toBe(201)
  const { id } = accepted.json() as { id: string }
  await act(officer, id, 'assist', { unitCodes: ['zhujian-ju'] })
  return id
}
const act = (by: Person, id: string, verb: string, body: object) =>
  by.send('POST', `/api/case-files/${id}/${verb}`, body)
const ask = (id: string, over: object = {}) =>
  act(officer, id, 'ask-interpretation', {
    policy: '青政发〔2026〕3号 城区水价调整办法',
    unitCode: 'zhujian-ju',
    limitAt: '2026-03-04T09:00:00+08:00',
    ...over,
  })
const refusal = async (asked: ReturnType<typeof act>) => {
  const answer = await asked
  expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  return answer.json().title as string
}
const published = { reference: 'https://www.example.gov.cn/jiedu/3.html', text: '逐条说明调整依据和减免范围' }
const told = async (person: Person) =>
  (await person.get('/api/notices')).json().rows.map((row: { words: string }) => row.words) as string[]

test('the unit that drafted a misread policy is asked, publishes, and only then is the case closed', async () => {
  const id = await handledCase()
  const [task] = (await ask(id)).json().progress.openInterpretations
  await act(housing, id, 'contribute', { text: '已核实' })
  await act(water, id, 'respond', {
    timerCode: 'response',
    evidence: { kind: 'reply', reference: 'https://example.gov.cn/1', summary: '已答复。' },
  })
  expect(await refusal(act(officer, id, 'close', { conclusion: '已解决' }))).toContain(
    '还有 1 项政策解读没有发布',
  )
  expect(await refusal(act(water, id, 'interpret', { actionId: task.actionId, ...published }))).toBe(
    '政策解读由负责解读的单位登记（谁起草、谁解读）',
  )
  const bare = await act(housing, id, 'interpret', { actionId: task.actionId, text: '已解读' })
  expect([bare.statusCode, bare.json().fields?.[0]?.field]).toEqual([400, 'reference'])
  const done = await act(housing, id, 'interpret', { actionId: task.actionId, ...published })
  expect(done.json().progress.openInterpretations).toEqual([])
  expect(await refusal(act(housing, id, 'interpret', { actionId: task.actionId, ...published }))).toBe(
    '该解读任务不存在，或已经登记解读',
  )
  expect((await act(officer, id, 'close', { conclusion: '已解决' })).json().state).toBe('closed')
})

test('a task is refused where no policy was misread, for a unit outside the case, and with a limit gone by', async () => {
  const other = await handledCase('b')
  expect(await refusal(ask(other))).toContain('关注点不是政策误解误读')
  expect((await officer.get(`/api/case-files/${other}`)).json().policyMisread).toBe(false)
  const id = await handledCase()
  expect(await refusal(ask(id, { unitCode: 'jiaoyu-ju' }))).toContain('请先将政策起草单位列为牵头或协办单位')
  expect(await refusal(ask(id, { limitAt: '2026-03-01T09:00:00+08:00' }))).toBe(
    '解读期限不能早于现在，请重新选择',
  )
})

test('who is asked is told at once, and he and the desk once more when it is late', async () => {
  const { number } = (await ask(await handledCase())).json()
  const ofThis = async (person: Person, word: string) =>
    (await told(person)).filter((words) => words.includes(word) && words.includes(`第 ${number} 号`)).length
  await carryOnce(api.options)
  expect(await ofThis(housing, '请解读')).toBe(1)
  expect(await ofThis(housing, '政策解读超过期限')).toBe(0)
  api.clock.advance(49 * 3_600_000)
  await signIn()
  await carryOnce(api.options)
  await carryOnce(api.options)
  expect(await ofThis(housing, '政策解读超过期限')).toBe(1)
  expect(await ofThis(officer, '政策解读超过期限')).toBe(1)
  expect(await ofThis(water, '政策解读超过期限')).toBe(0)
})

test('it is no instruction of a leader: it does not stand among them', async () => {
  await ask(await handledCase())
  expect((await officer.get('/api/instructions')).json().rows).toEqual([])
})

test('a unit outside the case, or accused in it, learns of no task', async () => {
  const id = await handledCase('a', ['jiaoyu-ju'])
  await ask(id)
  await carryOnce(api.options)
  expect((await school.get(`/api/case-files/${id}`)).statusCode).toBe(404)
  expect(await told(school)).toEqual([])
  expect(await refusal(act(officer, id, 'assist', { unitCodes: ['zhujian-ju', 'jiaoyu-ju'] }))).toContain(
    '信访工作条例第三十条',
  )
})
