import type { AppraisalRow, AppraisalView } from '@huiyin/domain/http/unit-appraisals'
import { type BuildEvent, buildEvent } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
let leader: Person

let mornings = 0
/** Sessions do not outlive the days that pass in these tests. */
async function signIn(at: string) {
  api.clock.set(at)
  mornings += 1
  officer = await api.signedIn(`desk-${mornings}`, ['duty-officer'])
  leader = await api.signedIn(`head-${mornings}`, ['leader'])
}
const unitPerson = (code: string) => api.signedIn(`${code}-${mornings}`, ['unit'], code)
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

async function opened(unitCode: string | null, over: BuildEvent = {}) {
  const id = await api.run((tx) => buildEvent(tx, over))
  const answer = await officer.send('POST', `/api/opinion-events/${id}/accept`, unitCode ? { unitCode } : {})
  expect(answer.statusCode).toBeLessThan(300)
  return answer.json().id as string
}
async function act(person: Person, id: string, verb: string, body?: object) {
  const answer = await person.send('POST', `/api/case-files/${id}/${verb}`, body)
  expect([verb, answer.statusCode, answer.body]).toEqual([verb, 200, answer.body])
}
const evidence = { kind: 'reply', reference: 'https://example.gov.cn/1', summary: '已恢复供水。' }
const answered = (id: string) => act(officer, id, 'respond', { timerCode: 'response', evidence })
const appraisal = async (person: Person, query: string): Promise<AppraisalView> =>
  (await person.get(`/api/unit-appraisals?${query}`)).json()
const rowOf = (view: AppraisalView, code: string): AppraisalRow =>
  view.rows.find(({ unit }) => unit.code === code)!
const listed = async (person: Person, query: string) =>
  ((await person.get(`/api/case-files?${query}`)).json().rows as { id: string }[]).map(({ id }) => id).sort()

test('a quarter of three units: every figure is counted from the history, and each opens exactly its cases', async () => {
  await signIn('2026-04-01T09:00:00+08:00')
  const quick = await opened('shuiwu-ju')
  const late = await opened('shuiwu-ju')
  const refused = await opened('shuiwu-ju')
  const early = await opened('zhujian-ju')
  await signIn('2026-04-01T19:00:00+08:00')
  await answered(quick)
  await act(officer, early, 'return', { unitCode: 'zhujian-ju', basis: '三定方案', reason: '不属本单位职责' })
  await act(officer, early, 'arbitrate', { unitCode: 'zhujian-ju', upheld: true, reason: '属实' })
  await act(officer, early, 'dispatch', { unitCode: 'shuiwu-ju' })
  await act(officer, refused, 'return', {
    unitCode: 'shuiwu-ju',
    basis: '三定方案',
    reason: '不属本单位职责',
  })
  await act(officer, refused, 'arbitrate', { unitCode: 'shuiwu-ju', upheld: false, reason: '仍由其办理' })
  await signIn('2026-04-04T09:00:00+08:00')
  await answered(late)
  await act(leader, late, 'measure', {
    measure: 'notice',
    unitCode: 'shuiwu-ju',
    text: '回应不及时，通报批评',
  })
  await act(officer, quick, 'close', { conclusion: '已解决' })
  await act(officer, quick, 'reopen', { reason: '群众再次反映' })

  const query = 'from=2026-04-01&to=2026-06-30'
  const view = await appraisal(leader, query)
  expect([view.earlierFrom, view.earlierTo]).toEqual(['2026-01-01', '2026-03-31'])
  expect(rowOf(view, 'shuiwu-ju').figures).toEqual({
    received: 4,
    answered: 1,
    overdue: 3,
    responded: 2,
    returned: 1,
    reopened: 1,
    noticed: 1,
    medianHours: 41,
    p90Hours: 65.8,
  })
  expect(rowOf(view, 'zhujian-ju').figures).toMatchObject({
    received: 1,
    overdue: 0,
    answered: 0,
    returned: 1,
  })
  expect(rowOf(view, 'jiaoyu-ju').figures).toMatchObject({ received: 0, medianHours: null })

  const cases = (figure: string, unit = 'shuiwu-ju') =>
    listed(leader, `${query}&unit=${unit}&figure=${figure}`)
  expect(await cases('received')).toEqual([quick, late, refused, early].sort())
  expect(await cases('answered')).toEqual([quick])
  expect(await cases('overdue')).toEqual([late, refused, early].sort())
  expect(await cases('returned')).toEqual([refused])
  expect(await cases('returned', 'zhujian-ju')).toEqual([early])
  expect(await cases('reopened')).toEqual([quick])
  expect(await cases('noticed')).toEqual([late])
})

test('the next quarter shows the one before beside it, and counts nothing of it again', async () => {
  await signIn('2026-07-02T09:00:00+08:00')
  const row = rowOf(await appraisal(leader, 'from=2026-07-01&to=2026-09-30'), 'shuiwu-ju')
  expect([row.figures.received, row.earlier.received, row.earlier.overdue]).toEqual([0, 4, 3])
})

test('handed over anew while it leads, a case is not received twice', async () => {
  await signIn('2026-10-10T09:00:00+08:00')
  const id = await opened('jiaoyu-ju')
  await act(officer, id, 'dispatch', { unitCode: 'jiaoyu-ju', note: '补充材料' })
  const row = rowOf(await appraisal(leader, 'from=2026-10-01&to=2026-10-31'), 'jiaoyu-ju')
  expect(row.figures.received).toBe(1)
})

test('a clock that had ended before the case reached the unit is not its own', async () => {
  await signIn('2026-11-02T09:00:00+08:00')
  const id = await opened(null)
  await signIn('2026-11-05T09:00:00+08:00')
  await act(officer, id, 'dispatch', { unitCode: 'jiaoyu-ju' })
  const row = rowOf(await appraisal(leader, 'from=2026-11-01&to=2026-11-30'), 'jiaoyu-ju')
  expect([row.figures.received, row.figures.overdue]).toEqual([1, 0])
})

test('a unit reads its own row, and what accuses it is counted for nobody it may not be known to', async () => {
  await signIn('2026-12-01T09:00:00+08:00')
  await opened('zhujian-ju', { judgement: { accused: ['shuiwu-ju'] } })
  const assisted = await opened('zhujian-ju')
  await act(officer, assisted, 'assist', { unitCodes: ['shuiwu-ju'] })
  const query = 'from=2026-12-01&to=2026-12-31'
  const [water, housing] = [await unitPerson('shuiwu-ju'), await unitPerson('zhujian-ju')]
  const own = await appraisal(water, query)
  expect([own.ownOnly, own.rows.map(({ unit }) => unit.code), own.rows[0]?.figures.received]).toEqual([
    true,
    ['shuiwu-ju'],
    0,
  ])
  expect(rowOf(await appraisal(housing, query), 'zhujian-ju').figures.received).toBe(2)
  expect(rowOf(await appraisal(leader, query), 'zhujian-ju').figures.received).toBe(2)
  const figure = `${query}&unit=zhujian-ju&figure=received`
  expect(await listed(leader, figure)).toHaveLength(2)
  expect(await listed(water, figure)).toEqual([assisted])
})

test.each([
  ['from=2026-02-30&to=2026-03-01', '不是有效的日期'],
  ['from=2026-03-02&to=2026-03-01', '截止日期早于起始日期'],
  ['from=2026-03-02', '请同时填写起止日期'],
  ['from=2020-01-01&to=2026-03-01', '统计期间最长两年'],
])('%s is refused in words', async (query, words) => {
  const answer = await leader.get(`/api/unit-appraisals?${query}`)
  expect([answer.statusCode, answer.json().title]).toEqual([400, expect.stringContaining(words)])
})

test('a figure without its unit is refused in words', async () => {
  const answer = await leader.get('/api/case-files?figure=overdue')
  expect([answer.statusCode, answer.json().title]).toEqual([400, expect.stringContaining('须指明单位')])
})
