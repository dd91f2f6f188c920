import type { EventId } from '@huiyin/domain/ids'
import { type BuildEvent, buildEvent } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { answersNeedNoReview, openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
let water: Person
let housing: Person
const start = '2026-03-02T09:00:00+08:00'

beforeAll(async () => {
  api = await openTestApi({ at: start })
  await answersNeedNoReview(api)
})
beforeEach(async () => {
  api.clock.set(start)
  await everyoneSignsIn()
})
afterAll(() => api.close())

let mornings = 0
/** Sessions do not outlive the hours that pass in these tests. */
async function everyoneSignsIn() {
  mornings += 1
  officer = await api.signedIn(`officer-${mornings}`, ['duty-officer'])
  water = await api.signedIn(`water-${mornings}`, ['unit'], 'shuiwu-ju')
  housing = await api.signedIn(`housing-${mornings}`, ['unit'], 'zhujian-ju')
}

const hours = (count: number) => api.clock.advance(count * 3_600_000)
const evidence = { kind: 'reply', reference: 'https://example.gov.cn/1', summary: '已恢复供水。' }
const waterUnit = {
  code: 'shuiwu-ju',
  name: '水务局',
  group: '供水',
  role: 'lead',
  confidence: 0.9,
  reason: '供水职责',
} as const

const anEvent = (over: BuildEvent = {}) => api.run((tx) => buildEvent(tx, over))

async function accepted(id: EventId, body: object = {}) {
  const answer = await officer.send('POST', `/api/opinion-events/${id}/accept`, body)
  expect(answer.statusCode).toBe(201)
  return answer.json()
}

test('an accepted matter of grade IV has 48 hours from discovery and is overdue after them', async () => {
  const id = await anEvent({ judgement: { units: [waterUnit] } })
  hours(1)
  await everyoneSignsIn()
  const file = await accepted(id)
  expect(file).toMatchObject({
    state: 'accepted',
    kind: 'opinion',
    grade: 'IV',
    overdueCount: 0,
    leadUnit: null,
  })
  expect(file.deadlines).toHaveLength(1)
  expect(file.deadlines[0]).toMatchObject({
    code: 'response',
    startAt: '2026-03-02T01:00:00.000Z',
    dueAt: '2026-03-04T01:00:00.000Z',
    state: 'running',
  })
  expect(file.nextDueAt).toBe('2026-03-04T01:00:00.000Z')
  expect(file.regime).toMatchObject({ code: 'national-2016' })

  const overdue = async () =>
    (await officer.get('/api/case-files?scope=overdue')).json().rows.map((row: { id: string }) => row.id)
  api.clock.set('2026-03-04T09:00:00+08:00')
  await everyoneSignsIn()
  expect(await overdue()).not.toContain(file.id)
  api.clock.advance(1)
  expect(await overdue()).toContain(file.id)
  expect((await officer.get(`/api/case-files/${file.id}`)).json()).toMatchObject({
    overdueCount: 1,
    deadlines: [{ state: 'overdue' }],
  })
})

test('an emergency of grade II starts the five-hour and the 24-hour clock', async () => {
  const file = await accepted(await anEvent({ judgement: { grade: 'II', emergency: true } }))
  expect(file.kind).toBe('emergency')
  expect(file.deadlines.map(({ code, dueAt }: { code: string; dueAt: string }) => [code, dueAt])).toEqual([
    ['first-statement', '2026-03-02T06:00:00.000Z'],
    ['press-briefing', '2026-03-03T01:00:00.000Z'],
  ])
})

test('an officer who decides otherwise leaves the proposal standing beside the decision', async () => {
  const id = await anEvent({ judgement: { units: [waterUnit] } })
  const decided = await officer.send('PUT', `/api/opinion-events/${id}/decision`, {
    grade: 'III',
    unitCode: 'zhujian-ju',
    reason: '小区内部管网，属物业管理',
  })
  expect(decided.statusCode).toBe(200)
  expect(decided.json()).toMatchObject({
    grade: 'III',
    proposedGrade: 'IV',
    decided: true,
    unit: { code: 'zhujian-ju', name: '住房和城乡建设局', confidence: 1 },
    proposed: { grade: 'IV', units: [{ code: 'shuiwu-ju' }] },
    decision: { grade: 'III', unitCode: 'zhujian-ju' },
    decidedBy: officer.me.displayName,
  })
  const withdrawn = await officer.send('PUT', `/api/opinion-events/${id}/decision`, {})
  expect(withdrawn.json()).toMatchObject({ grade: 'IV', decided: false, decision: null })
})

test('accepting with a grade and a unit records the decision, hands the case over, and cannot be done twice', async () => {
  const id = await anEvent({ judgement: { units: [waterUnit] } })
  const file = await accepted(id, { grade: 'III', unitCode: 'shuiwu-ju', reason: '整个小区停水' })
  expect(file).toMatchObject({
    state: 'dispatched',
    grade: 'III',
    leadUnit: { code: 'shuiwu-ju', name: '水务局' },
  })
  expect(file.actions.map(({ action }: { action: { kind: string } }) => action.kind)).toEqual([
    'accepted',
    'dispatched',
  ])
  const event = (await officer.get(`/api/opinion-events/${id}`)).json()
  expect(event).toMatchObject({
    state: 'accepted',
    caseFileId: file.id,
    proposed: { grade: 'IV' },
    decision: { grade: 'III' },
  })
  const again = await officer.send('POST', `/api/opinion-events/${id}/accept`, {})
  expect([again.statusCode, again.json().title]).toEqual([409, '该事件已受理，请刷新后在案件中办理'])
  const late = await officer.send('PUT', `/api/opinion-events/${id}/decision`, { grade: 'IV' })
  expect(late.statusCode).toBe(409)
})

test('two officers accepting at the same moment open one case file', async () => {
  const id = await anEvent()
  const answers = await Promise.all(
    [1, 2, 3].map(() => officer.send('POST', `/api/opinion-events/${id}/accept`, {})),
  )
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409])
})

test('a case goes from dispatch to closing, and answering late stays late', async () => {
  const id = await anEvent()
  const file = await accepted(id, { unitCode: 'shuiwu-ju' })
  const act = (person: Person, verb: string, body?: object) =>
    person.send('POST', `/api/case-files/${file.id}/${verb}`, body)
  expect((await act(officer, 'close', { conclusion: '已解决' })).json().title).toContain(
    '请先登记各项时限的回应依据',
  )
  expect((await act(water, 'receive')).json().state).toBe('handling')
  expect((await act(water, 'note', { note: '正在抢修' })).statusCode).toBe(200)
  hours(49)
  await everyoneSignsIn()
  const answered = await act(water, 'respond', { timerCode: 'response', evidence })
  expect(answered.json()).toMatchObject({
    state: 'answered',
    nextDueAt: null,
    deadlines: [{ state: 'met-late', evidence }],
  })
  expect((await act(water, 'respond', { timerCode: 'response', evidence })).statusCode).toBe(409)
  const closed = await act(officer, 'close', { conclusion: '供水已恢复，回访满意' })
  expect(closed.json()).toMatchObject({ state: 'closed', overdueCount: 0 })
  expect((await officer.get('/api/case-files?scope=closed')).json().rows).toContainEqual(
    expect.objectContaining({ id: file.id }),
  )
  expect((await act(officer, 'reopen', { reason: '再次停水' })).json()).toMatchObject({
    state: 'handling',
    closedAt: null,
  })
})

test('a raised grade adds the stricter clocks from the same start and keeps those that run', async () => {
  const id = await anEvent({ judgement: { grade: 'III', emergency: true } })
  const file = await accepted(id, { unitCode: 'jiaoyu-ju' })
  expect(file.deadlines.map(({ code }: { code: string }) => code)).toEqual(['response'])
  const respond = await officer.send('POST', `/api/case-files/${file.id}/respond`, {
    timerCode: 'response',
    evidence,
  })
  expect(respond.json().state).toBe('answered')
  hours(0.4)
  const decide = (body: object) => officer.send('PUT', `/api/opinion-events/${id}/decision`, body)
  expect((await decide({ grade: 'II' })).json().title).toBe('调高已受理事件的等级须写明理由')
  expect((await decide({ grade: 'IV', reason: '没那么严重' })).statusCode).toBe(409)
  expect((await decide({ grade: 'II', unitCode: 'shuiwu-ju', reason: '换单位' })).json().title).toContain(
    '在案件中交办',
  )
  expect((await decide({ grade: 'II', reason: '病例增加到 120 人并有死亡' })).json()).toMatchObject({
    grade: 'II',
    proposedGrade: 'III',
  })
  const raised = (await officer.get(`/api/case-files/${file.id}`)).json()
  expect(raised).toMatchObject({ grade: 'II', state: 'handling', nextDueAt: '2026-03-02T06:00:00.000Z' })
  expect(raised.deadlines.map(({ code, state }: { code: string; state: string }) => [code, state])).toEqual([
    ['first-statement', 'running'],
    ['press-briefing', 'running'],
    ['response', 'met'],
  ])
  expect(raised.actions.at(-1).action).toEqual({
    kind: 'regraded',
    from: 'III',
    to: 'II',
    reason: '病例增加到 120 人并有死亡',
  })
})

test('a clock is met by its own proof and no other', async () => {
  const file = await accepted(await anEvent({ judgement: { grade: 'I', emergency: true } }), {
    unitCode: 'jiaoyu-ju',
  })
  const respond = (kind: string) =>
    officer.send('POST', `/api/case-files/${file.id}/respond`, {
      timerCode: 'press-briefing',
      evidence: { ...evidence, kind },
    })
  expect((await respond('statement')).json().title).toBe(
    '“新闻发布会”须以新闻发布会为依据，不能用权威信息代替',
  )
  expect((await respond('briefing')).json().deadlines.map(({ state }: { state: string }) => state)).toEqual([
    'running',
    'met',
  ])
})

test('a dismissal gives its reason and can be undone', async () => {
  const id = await anEvent()
  const dismissed = await officer.send('POST', `/api/opinion-events/${id}/dismiss`, { reason: '与本县无关' })
  expect(dismissed.json()).toMatchObject({ state: 'dismissed', dismissedReason: '与本县无关' })
  expect((await officer.send('POST', `/api/opinion-events/${id}/accept`, {})).json().title).toBe(
    '事件不予受理，不能受理',
  )
  const restored = await officer.send('POST', `/api/opinion-events/${id}/restore`)
  expect(restored.json()).toMatchObject({ state: 'open', dismissedReason: null })
})

test('whoever acts on an older view is told that it changed', async () => {
  const id = await anEvent()
  const seen = await officer.get(`/api/opinion-events/${id}`)
  const etag = String(seen.headers.etag)
  expect(etag).toBe(`"${seen.json().version}"`)
  const decide = (grade: string) =>
    officer.send('PUT', `/api/opinion-events/${id}/decision`, { grade }, { 'if-match': etag })
  expect((await decide('III')).statusCode).toBe(200)
  const stale = await decide('II')
  expect([stale.statusCode, stale.json().title]).toEqual([412, '内容已被他人更新，请刷新后再操作'])

  const file = await accepted(id)
  const note = (version: string) =>
    officer.send(
      'POST',
      `/api/case-files/${file.id}/note`,
      { note: '电话核实' },
      { 'if-match': `"${version}"` },
    )
  expect((await note(file.version)).statusCode).toBe(200)
  expect((await note(file.version)).statusCode).toBe(412)
})

test('a unit sees its own cases only', async () => {
  const mine = await accepted(await anEvent({ title: '本单位的事' }), { unitCode: 'shuiwu-ju' })
  const theirs = await accepted(await anEvent({ title: '别单位的事' }), { unitCode: 'zhujian-ju' })
  const cases = (await water.get('/api/case-files?limit=200')).json()
  expect(cases.rows.map((row: { id: string }) => row.id)).toContain(mine.id)
  expect(new Set(cases.rows.map((row: { leadUnit: { code: string } }) => row.leadUnit.code))).toEqual(
    new Set(['shuiwu-ju']),
  )
  expect(cases.total).toBe(cases.rows.length)
  expect((await water.get(`/api/case-files/${mine.id}`)).statusCode).toBe(200)
  expect((await water.get(`/api/case-files/${theirs.id}`)).statusCode).toBe(404)
  const feed = await water.get('/api/opinion-events?limit=200')
  expect(feed.body).toContain('本单位的事')
  expect(feed.body).not.toContain('别单位的事')
})

test('an accused unit learns nothing of the accusation, and gets the same answer as for an unknown id', async () => {
  const canary = '金丝雀检举内容'
  const id = await anEvent({ title: canary, judgement: { accused: ['zhujian-ju'], appeal: '举报' } })
  const refused = await officer.send('POST', `/api/opinion-events/${id}/accept`, { unitCode: 'zhujian-ju' })
  expect(refused.statusCode).toBe(400)
  expect(refused.json().title).toContain('信访工作条例第三十条')
  const file = await accepted(id)
  const dispatch = await officer.send('POST', `/api/case-files/${file.id}/dispatch`, {
    unitCode: 'zhujian-ju',
  })
  expect(dispatch.json().title).toContain('不能交办给住房和城乡建设局')
  expect(
    (await officer.send('POST', `/api/case-files/${file.id}/dispatch`, { unitCode: 'jiaoyu-ju' })).statusCode,
  ).toBe(200)

  const nowhere = '00000000-0000-4000-8000-000000000000'
  for (const kind of ['opinion-events', 'case-files']) {
    const own = kind === 'opinion-events' ? id : file.id
    const answer = await housing.get(`/api/${kind}/${own}`)
    expect([answer.statusCode, answer.body]).toEqual([
      404,
      (await housing.get(`/api/${kind}/${nowhere}`)).body,
    ])
  }
  const note = await housing.send('POST', `/api/case-files/${file.id}/note`, { note: '我们看到了' })
  expect(note.statusCode).toBe(404)
  for (const url of [
    '/api/opinion-events?limit=200',
    `/api/opinion-events?q=${encodeURIComponent('检举')}`,
    '/api/case-files?limit=200',
  ])
    expect((await housing.get(url)).body).not.toContain(canary)
  expect((await housing.get('/api/opinion-events/counts')).json().accepted).toBe(
    (await housing.get('/api/opinion-events?state=accepted&limit=200')).json().total,
  )
  const wall = await officer.get('/api/wall')
  expect(wall.statusCode).toBe(200)
  expect(wall.body).not.toContain(canary)
  expect((await officer.get(`/api/opinion-events/${id}`)).json().walled).toBe(true)
})

test('a county whose own document sets no clock for opinion falls back to the national one', async () => {
  const other = await openTestApi({ at: start })
  try {
    await other.run(async (tx) =>
      tx.jurisdiction.start(
        { name: '青禾县', aliases: [], parents: [], regimeCode: 'shangluo-2013', demonstration: true },
        [],
      ),
    )
    const person = await other.signedIn('alone', ['duty-officer'])
    const id = await other.run((tx) => buildEvent(tx))
    const file = (await person.send('POST', `/api/opinion-events/${id}/accept`, {})).json()
    expect(file.deadlines).toMatchObject([{ code: 'response', amount: 48 }])
    expect(file.deadlines[0].document).toContain('国办发')
  } finally {
    await other.close()
  }
})
