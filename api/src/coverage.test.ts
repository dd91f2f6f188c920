import { buildSource, buildSweep } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
const hourMs = 3_600_000

beforeAll(async () => {
  api = await openTestApi({ at: '2026-03-02T00:00:00+08:00' })
  await api.run(async (tx) => {
    await buildSource(tx, 'board', { name: '县长信箱', key: true })
    await buildSource(tx, 'forum', { name: '青禾论坛', kind: 'forum' })
    for (const id of ['board', 'forum']) await buildSweep(tx, id)
  })
  // From two o'clock on the forum answers nothing; by four o'clock that has been so for two hours.
  const error = { url: 'https://example.com/forum', code: 'http-500', message: '网站返回错误 500' }
  const failed = { outcome: 'failed', counts: { fetched: 0, new: 0, duplicates: 0 }, error } as const
  for (const hour of [1, 2, 3, 4]) {
    api.clock.set(new Date(Date.parse('2026-03-02T00:00:00+08:00') + hour * hourMs))
    await api.run(async (tx) => {
      await buildSweep(tx, 'board', { outcome: 'quiet' })
      for (let n = 0; n < 2; n++) await buildSweep(tx, 'forum', hour === 1 ? {} : failed)
    })
  }
  officer = await api.signedIn('officer', ['duty-officer'])
})
afterAll(() => api.close())

const coverage = async (query: string) => (await officer.get(`/api/coverage${query}`)).json()
const today = '?from=2026-03-02&to=2026-03-02'

test('the coverage of a day names who was not seen, for how long and why, and adds up', async () => {
  const view = await coverage(today)
  expect(view).toMatchObject({
    from: '2026-03-02',
    to: '2026-03-02',
    gaps: [{ id: 'forum', name: '青禾论坛', state: '失明', blindMs: 2 * hourMs }],
  })
  expect(view.gaps[0].reason).toContain('网站返回错误 500')
  expect(view.statement).toBe(`未能监测：青禾论坛（${view.gaps[0].reason}）`)
  expect(view.sources.map(({ name }: { name: string }) => name)).toEqual(['县长信箱', '青禾论坛'])
  for (const { watchedMs, seenMs, quietMs, doubtfulMs, blindMs } of view.sources)
    expect([watchedMs, seenMs + quietMs + doubtfulMs + blindMs]).toEqual([4 * hourMs, 4 * hourMs])
})

test('the log of the day says the same', async () => {
  const { coverage: ofLog } = (await officer.get('/api/opinion-logs/2026-03-02')).json()
  const { statement, gaps } = await coverage(today)
  expect(ofLog.statement).toBe(statement)
  expect(ofLog.blind).toEqual([{ name: gaps[0].name, reason: gaps[0].reason, key: false }])
})

test('a period that is none, or has not begun, is refused in words', async () => {
  for (const [query, words] of [
    ['?from=2026-03-02', '同时填写起止日期'],
    ['?from=2026-03-05&to=2026-03-02', '早于起始日期'],
    ['?from=2026-02-30&to=2026-03-02', '不是有效的日期'],
    ['?from=2026-03-03&to=2026-03-04', '尚未开始'],
  ] as const) {
    const answer = await officer.get(`/api/coverage${query}`)
    expect([answer.statusCode, answer.json().title]).toEqual([400, expect.stringContaining(words)])
  }
})

test('an alarm is acknowledged once, with what is done about it, under the name of who did, and is on record', async () => {
  const [alarm] = await api.run((tx) => tx.sourceAlarms.standing())
  const acknowledge = (person: Person, note: string) =>
    person.send('POST', `/api/source-alarms/${alarm?.id}/acknowledge`, { note })
  expect((await acknowledge(officer, '')).statusCode).toBe(400)
  expect((await acknowledge(officer, '已电话联系论坛站长')).statusCode).toBe(200)
  expect(await api.run((tx) => tx.sourceAlarms.standing())).toMatchObject([
    { sourceName: '青禾论坛', note: '已电话联系论坛站长', acknowledgedByName: expect.stringMatching(/./) },
  ])
  const again = await acknowledge(officer, '再确认一次')
  expect([again.statusCode, again.json().title]).toEqual([409, expect.stringContaining('已经确认过')])
  const leader = await api.signedIn('leader', ['leader'])
  expect((await acknowledge(leader, '知道了')).statusCode).toBe(403)
})

test('what was acknowledged stands until a good sweep ends it, and comes anew when it happens anew', async () => {
  await api.run((tx) => buildSweep(tx, 'forum'))
  expect(await api.run((tx) => tx.sourceAlarms.standing())).toEqual([])
  const counts = { fetched: 0, new: 0, duplicates: 0 }
  for (let n = 0; n < 2; n++) await api.run((tx) => buildSweep(tx, 'forum', { outcome: 'blind', counts }))
  expect(await api.run((tx) => tx.sourceAlarms.standing())).toMatchObject([
    { acknowledgedAt: null, fault: 'zero' },
  ])
})
