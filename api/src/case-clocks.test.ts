import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  api,
  ask,
  at,
  clocks,
  clocksOf,
  decide,
  detail,
  leader,
  office,
  officer,
  openDesk,
  opened,
  respond,
  start,
  wait,
  water,
  work,
} from './testing-clocks.js'

beforeAll(openDesk)
afterAll(() => api.close())

describe('勺米', () => {
  beforeAll(() => work('shaomi'))

  test.each([
    ['message.consult', {}, 3, '2026-03-05'],
    ['message.complaint', {}, 7, '2026-03-11'],
    ['message.help', {}, 7, '2026-03-11'],
    ['message.investigate', {}, 10, '2026-03-16'],
    ['message.difficult', {}, 15, '2026-03-23'],
    ['message.difficult', { limitDays: 30 }, 30, '2026-04-14'],
    ['message.other', {}, 7, '2026-03-11'],
  ] as const)('answers %s %o in %i working days, by %s', async (kind, more, amount, lastDay) => {
    const file = await opened({ kind, ...more })
    expect(file.deadlines).toMatchObject([
      { code: 'message', amount, unit: 'workdays', lastDay, clause: '第四条' },
    ])
    expect((await respond(file.id, 'message', 'statement')).statusCode).toBe(400)
    expect((await respond(file.id, 'message', 'reply')).json().state).toBe('answered')
  })

  test('warns of a complaint on its fifth working day, by the document itself', async () => {
    const file = await opened({ kind: 'message.complaint' })
    const before = api.clock.now()
    await at('2026-03-10T00:30:00+08:00')
    await api.run((tx) => tx.deadlineWarnings.give(500))
    const { warnings } = await clocksOf(file.id)
    expect(warnings.map(({ stage }: { stage: string }) => stage)).toContain('by-rule')
    await at(before)
  })

  test('a disclosure is extended once, by no more than twenty working days, by two people, before it ends', async () => {
    const file = await opened({ kind: 'disclosure' })
    expect(file.deadlines).toMatchObject([{ code: 'disclosure', lastDay: '2026-03-30', extendableBy: 20 }])
    expect(
      (await ask(water, file.id, { kind: 'extend', timerCode: 'disclosure', amount: 21 })).json().title,
    ).toContain('最多延长 20 个工作日')
    const asked = await ask(water, file.id, { kind: 'extend', timerCode: 'disclosure', amount: 20 })
    expect(asked.statusCode).toBe(201)
    expect((await decide(leader, asked.json().id)).statusCode).toBe(200)
    const after = await detail(file.id)
    expect(after.deadlines[0]).toMatchObject({ lastDay: '2026-04-28', extension: 20, extendableBy: null })
    expect(after.deadlines[0].steps.join()).toContain('经批准延长 20 个工作日')
    expect(
      (await ask(water, file.id, { kind: 'extend', timerCode: 'disclosure', amount: 5 })).json().title,
    ).toContain('只能延长一次')
    expect((await clocksOf(file.id)).revisions[0]).toMatchObject({
      cause: 'extended',
      askedBy: expect.stringContaining('water'),
      before: { lastDay: '2026-03-30' },
      after: { lastDay: '2026-04-28' },
    })
  })

  test('an extension asked or agreed to after the end is refused in words', async () => {
    const file = await opened({ kind: 'disclosure' })
    const asked = await ask(water, file.id, { kind: 'extend', timerCode: 'disclosure', amount: 5 })
    const before = api.clock.now()
    await at('2026-03-31T00:00:01+08:00')
    const refused = await decide(leader, asked.json().id)
    expect([refused.statusCode, refused.json().title]).toEqual([
      409,
      expect.stringContaining('届满，期满后不能延长'),
    ])
    const waits = (await leader.get('/api/clock-changes')).json()
    expect(waits.map(({ id }: { id: string }) => id)).toContain(asked.json().id)
    await at(before)
  })

  test('asking a third party is not counted: paused from when it was asked, resumed, and counted on', async () => {
    const file = await opened({ kind: 'disclosure' })
    expect(
      (await ask(water, file.id, { kind: 'pause', timerCode: 'disclosure', cause: 'other' })).statusCode,
    ).toBe(409)
    const asked = await ask(water, file.id, { kind: 'pause', timerCode: 'disclosure', cause: 'third-party' })
    await wait(1)
    expect((await decide(office, asked.json().id)).statusCode).toBe(200)
    expect((await detail(file.id)).deadlines[0]).toMatchObject({
      state: 'paused',
      pausedAt: '2026-03-02T01:00:00.000Z',
    })
    await wait(47)
    const resumed = await officer.send('POST', `/api/case-files/${file.id}/resume`, {
      timerCode: 'disclosure',
      reason: '第三方已回函',
    })
    expect(resumed.statusCode).toBe(200)
    expect((await detail(file.id)).deadlines[0]).toMatchObject({ state: 'running', lastDay: '2026-04-01' })
    await at(start)
  })

  test('amendment and preview run their own clocks', async () => {
    expect(clocks(await opened({ kind: 'disclosure-amend' }))).toEqual([
      'disclosure-amend 7 workdays 第四条（二）3',
    ])
    const preview = await opened({ kind: 'decision-preview' })
    expect(clocks(preview)).toEqual(['decision-preview 10 workdays 五'])
    expect((await respond(preview.id, 'decision-preview', 'publication')).json().state).toBe('answered')
  })
})

test('商洛 publishes documents in five working days and activities within a day', async () => {
  await work('shangluo-2013')
  const document = await opened({ kind: 'document-publish' })
  expect(clocks(document)).toEqual(['document-publish 5 workdays 二.2 加强政府网站建设管理'])
  const activity = await opened({ kind: 'activity-publish' })
  expect(clocks(activity)).toEqual(['activity-publish 24 hours 二.2 加强政府网站建设管理'])
  expect((await respond(activity.id, 'activity-publish', 'publication')).json().state).toBe('answered')
})

test('梅河口 wants a written reply within five days beside the public one', async () => {
  await work('meihekou')
  const file = await opened({})
  expect(clocks(file)).toEqual([
    'response 48 hours 四（三）舆情回应',
    'written-reply 5 days 四（三）舆情回应',
  ])
  expect((await respond(file.id, 'response', 'reply')).json().state).toBe('handling')
  expect((await respond(file.id, 'written-reply', 'written-reply')).json().state).toBe('answered')
})

test('北仑 takes the limit written on the order', async () => {
  await work('beilun-2017')
  const file = await opened({ limitDays: 3 })
  expect(clocks(file)).toEqual([
    'response 48 hours 二（四）公开回应',
    'assigned-limit 3 days 二（四）公开回应',
  ])
  expect((await respond(file.id, 'assigned-limit', 'written-reply')).json().state).toBe('handling')
})

describe('和硕, which adopts the national clocks', () => {
  beforeAll(() => work('heshuo-2018'))

  test('runs them with their own clauses', async () => {
    const file = await opened({}, { judgement: { grade: 'I', emergency: true } })
    expect(
      file.deadlines.map(({ code, document }: { code: string; document: string }) => [code, document]),
    ).toEqual([
      ['first-statement', '国办发〔2016〕80号'],
      ['press-briefing', '国办发〔2016〕61号'],
    ])
  })

  test('a clock whose document names no extension is not extended', async () => {
    const file = await opened({})
    expect(
      (await ask(officer, file.id, { kind: 'extend', timerCode: 'response', amount: 1 })).json().title,
    ).toContain('没有规定“政务舆情回应”可以延长')
  })

  test('a lowered grade takes a second person, and the stricter clocks stay to be seen', async () => {
    const file = await opened({}, { judgement: { grade: 'I', emergency: true } })
    const asked = await ask(office, file.id, { kind: 'lower-grade', grade: 'III' }, '核实伤亡为误报')
    const self = await decide(office, asked.json().id)
    expect([self.statusCode, self.json().title]).toEqual([403, expect.stringContaining('申请人以外的第二人')])
    expect((await ask(officer, file.id, { kind: 'lower-grade', grade: 'IV' })).statusCode).toBe(409)
    expect((await decide(leader, asked.json().id)).statusCode).toBe(200)
    const after = await detail(file.id)
    expect(after).toMatchObject({ grade: 'III', nextDueAt: '2026-03-04T01:00:00.000Z' })
    expect(after.deadlines.map(({ code, state }: { code: string; state: string }) => [code, state])).toEqual([
      ['first-statement', 'superseded'],
      ['press-briefing', 'superseded'],
      ['response', 'running'],
    ])
    expect((await officer.get(`/api/opinion-events/${file.eventId}`)).json().grade).toBe('III')
    expect((await decide(leader, asked.json().id)).statusCode).toBe(409)
  })

  test('another start is chosen from the moments the case knows; a typed one takes two, and none lies ahead', async () => {
    const file = await opened({}, { foundAt: new Date('2026-03-01T20:00:00+08:00') })
    const choose = (start: string) =>
      officer.send('POST', `/api/case-files/${file.id}/start`, { start, reason: '以研判为准' })
    expect((await choose('occurred')).statusCode).toBe(400)
    expect((await choose('typed')).statusCode).toBe(400)
    const chosen = await choose('assessed')
    expect(chosen.json().starts.find(({ chosen }: { chosen: boolean }) => chosen)).toMatchObject({
      start: 'assessed',
    })
    expect((await detail(file.id)).deadlines[0].dueAt).toBe('2026-03-04T01:00:00.000Z')
    expect(
      (await ask(officer, file.id, { kind: 'change-start', at: '2026-03-09T00:00:00Z' })).json().title,
    ).toContain('不能晚于现在')
    const typed = await ask(officer, file.id, { kind: 'change-start', at: '2026-03-01T10:00:00Z' })
    expect((await decide(leader, typed.json().id)).statusCode).toBe(200)
    expect((await detail(file.id)).deadlines[0].dueAt).toBe('2026-03-03T10:00:00.000Z')
    expect((await clocksOf(file.id)).revisions.map(({ cause }: { cause: string }) => cause)).toEqual([
      'start-changed',
      'start-changed',
      'opened',
    ])
  })
})
