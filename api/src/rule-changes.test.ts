import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  admin,
  api,
  ask,
  at,
  clocksOf,
  decide,
  detail,
  leader,
  office,
  officer,
  openDesk,
  opened,
  start,
  work,
} from './testing-clocks.js'

beforeAll(openDesk)
afterAll(() => api.close())

describe('a county edits a regime', () => {
  const edited = async () =>
    (await admin.get('/api/rules'))
      .json()
      .regimes.find(({ regime }: { regime: { code: string } }) => regime.code === 'national-2016')

  test('in words that name line and field when it is wrong', async () => {
    const { yaml } = await edited()
    const wrong = await admin.send('POST', '/api/regimes', {
      yaml: yaml.replace('amount: 48', 'amount: -1'),
      effectiveOn: '2026-03-02',
      reason: '本县收紧',
    })
    expect([wrong.statusCode, wrong.json().title]).toEqual([
      400,
      expect.stringMatching(/第 \d+ 行，字段 timers\.2\.amount/),
    ])
  })

  test('with a second person, for cases to come; an open one keeps its own until somebody chooses otherwise', async () => {
    await work('national-2016')
    const before = await opened({})
    const { yaml } = await edited()
    const asked = await admin.send('POST', '/api/regimes', {
      yaml: yaml.replaceAll('amount: 48', 'amount: 36'),
      effectiveOn: '2026-03-02',
      reason: '本县收紧为 36 小时',
    })
    expect(asked.json()).toMatchObject({ version: 1, state: 'pending' })
    expect((await opened({})).deadlines).toMatchObject([{ amount: 48 }])
    expect((await decide(admin, asked.json().id)).statusCode).toBe(403)
    await leader.send('POST', `/api/rule-changes/${asked.json().id}/decision`, { approve: true })
    expect((await opened({})).deadlines).toMatchObject([{ amount: 36 }])
    expect((await detail(before.id)).deadlines).toMatchObject([{ amount: 48 }])
    expect((await clocksOf(before.id)).newerRegimes).toBe(true)
    const adopt = await ask(officer, before.id, { kind: 'adopt-regimes' })
    await decide(leader, adopt.json().id)
    expect((await detail(before.id)).deadlines).toMatchObject([{ amount: 36 }])
    expect((await clocksOf(before.id)).newerRegimes).toBe(false)
  })
})

test('a calendar imported over an open case counts it anew and writes old and new dates into its history', async () => {
  await work('shaomi')
  const file = await opened({ kind: 'message.consult' })
  const notice = (off: string) => `year: 2026
papers: [https://www.gov.cn/zhengce/2026.htm]
holidays:
  - name: 放假
    off: [${off}]
`
  const wrong = await admin.send('POST', '/api/calendar', { name: '2026.yml', yaml: notice('2026-02-30') })
  expect([wrong.statusCode, wrong.json().title]).toEqual([400, expect.stringContaining('2026.yml 第 5 行')])
  const year = { name: '2026.yml', yaml: notice('2026-03-03') }
  const foreseen = (await office.send('POST', '/api/calendar-previews', year)).json()
  expect(foreseen).toMatchObject({ year: 2026, replaces: true })
  expect(foreseen.moves).toContainEqual(
    expect.objectContaining({
      caseFile: expect.objectContaining({ id: file.id }),
      from: file.deadlines[0].dueAt,
      to: '2026-03-06T16:00:00.000Z',
    }),
  )
  // Who runs the machine imports years, and reads of no case.
  const counted = (await admin.send('POST', '/api/calendar-previews', year)).json()
  expect(counted).toMatchObject({ changed: foreseen.changed, cases: foreseen.cases, moves: [] })
  expect((await detail(file.id)).deadlines[0].dueAt).toBe(file.deadlines[0].dueAt)
  const done = await admin.send('POST', '/api/calendar', year)
  expect(done.json()).toMatchObject({ changed: foreseen.changed, cases: foreseen.cases })
  expect(done.json()).toMatchObject({ year: 2026, offDays: 1 })
  const after = await detail(file.id)
  expect(after.deadlines[0].lastDay).toBe('2026-03-06')
  expect(after.actions.at(-1)).toMatchObject({
    actor: expect.stringContaining('admin'),
    action: { kind: 'recomputed', cause: '导入 2026 年节假日安排' },
  })
})

test('from 1 December the missing year is said', async () => {
  expect((await officer.get('/api/calendar')).json().missing).toBeNull()
  await at('2026-12-01T09:00:00+08:00')
  expect((await officer.get('/api/calendar')).json().missing).toMatchObject({ year: 2027 })
  await at(start)
})
