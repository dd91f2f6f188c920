import { type BuildEvent, buildEvent } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
let other: Person
let leader: Person
let water: Person
let housing: Person
let school: Person
const start = '2026-03-02T09:00:00+08:00'

let mornings = 0
/** Sessions do not outlive the hours that pass in these tests. */
async function everyoneSignsIn() {
  mornings += 1
  officer = await api.signedIn(`desk-${mornings}`, ['duty-officer'])
  other = await api.signedIn(`desk-two-${mornings}`, ['duty-officer'])
  leader = await api.signedIn(`head-${mornings}`, ['leader'])
  water = await api.signedIn(`water-${mornings}`, ['unit'], 'shuiwu-ju')
  housing = await api.signedIn(`housing-${mornings}`, ['unit'], 'zhujian-ju')
  school = await api.signedIn(`school-${mornings}`, ['unit'], 'jiaoyu-ju')
}
beforeAll(async () => {
  api = await openTestApi({
    at: start,
    // Set as text: what a letter would say can then be read here.
    reports: {
      specialReport: async (input) => Buffer.from(JSON.stringify(input)),
      caseLetter: async (input) => Buffer.from(JSON.stringify(input)),
      draftSheet: async (input) => Buffer.from(JSON.stringify(input)),
      opinionLog: async (input) => Buffer.from(JSON.stringify(input)),
    },
  })
})
beforeEach(async () => {
  api.clock.set(start)
  await everyoneSignsIn()
})
afterAll(() => api.close())

const hours = async (count: number) => {
  api.clock.advance(count * 3_600_000)
  await everyoneSignsIn()
}
async function opened(body: object = { unitCode: 'shuiwu-ju' }, over: BuildEvent = {}) {
  const id = await api.run((tx) => buildEvent(tx, over))
  return (await officer.send('POST', `/api/opinion-events/${id}/accept`, body)).json()
}
const act = (person: Person, id: string, verb: string, body?: object, headers?: Record<string, string>) =>
  person.send('POST', `/api/case-files/${id}/${verb}`, body, headers)
const refusal = async (asked: ReturnType<typeof act>) => {
  const answer = await asked
  expect(answer.statusCode).toBeGreaterThanOrEqual(400)
  return answer.json().title as string
}
const evidence = { kind: 'reply', reference: 'https://example.gov.cn/1', summary: '已恢复供水。' }
const parts = (view: { progress: { assisting: { unitCode: string; part: string }[] } }) =>
  view.progress.assisting.map(({ unitCode, part }) => [unitCode, part])

test('an assisting unit receives and answers its part, and the case is not closed before it has', async () => {
  const file = await opened()
  await act(officer, file.id, 'assist', { unitCodes: ['zhujian-ju'], note: '核实小区内管网' })
  expect((await housing.get(`/api/case-files/${file.id}`)).statusCode).toBe(200)
  expect(await refusal(act(housing, file.id, 'respond', { timerCode: 'response', evidence }))).toBe(
    '回应由牵头单位登记；协办单位请用“协办答复”',
  )
  expect(parts((await act(housing, file.id, 'receive')).json())).toEqual([['zhujian-ju', 'received']])
  await act(water, file.id, 'respond', { timerCode: 'response', evidence })
  expect(await refusal(act(officer, file.id, 'close', { conclusion: '已解决' }))).toContain(
    '还有 1 个协办单位没有答复',
  )
  expect(parts((await act(housing, file.id, 'contribute', { text: '管网已检修' })).json())).toEqual([
    ['zhujian-ju', 'answered'],
  ])
  expect((await act(officer, file.id, 'close', { conclusion: '已解决' })).json().state).toBe('closed')
})

test('a unit acts in its own name only', async () => {
  const file = await opened()
  await act(officer, file.id, 'assist', { unitCodes: ['zhujian-ju'] })
  expect(await refusal(act(housing, file.id, 'receive', { unitCode: 'shuiwu-ju' }))).toBe(
    '只能以本单位名义办理',
  )
})

test('a return rests on a written basis, is arbitrated, and can be made once', async () => {
  const file = await opened()
  expect((await act(water, file.id, 'return', { reason: '不归我局管' })).statusCode).toBe(400)
  const basis = { basis: '水务局三定规定第四条', reason: '小区内管网不属本局职责' }
  expect((await act(water, file.id, 'return', basis)).json().state).toBe('returned')
  expect(await refusal(act(water, file.id, 'respond', { timerCode: 'response', evidence }))).toContain(
    '退单待裁定，不能登记回应',
  )
  const arbitrate = (upheld: boolean) =>
    act(officer, file.id, 'arbitrate', { unitCode: 'shuiwu-ju', upheld, reason: '入户前由水务局负责' })
  expect((await arbitrate(false)).json()).toMatchObject({
    state: 'dispatched',
    leadUnit: { code: 'shuiwu-ju' },
  })
  expect(await refusal(act(water, file.id, 'return', basis))).toContain('只能退单一次')

  const second = await opened()
  await act(water, second.id, 'return', basis)
  const upheld = await act(officer, second.id, 'arbitrate', {
    unitCode: 'shuiwu-ju',
    upheld: true,
    reason: '确属住建',
  })
  expect(upheld.json()).toMatchObject({ state: 'accepted', leadUnit: null })
  expect((await water.get(`/api/case-files/${second.id}`)).statusCode).toBe(404)
  expect((await act(officer, second.id, 'dispatch', { unitCode: 'zhujian-ju' })).json().state).toBe(
    'dispatched',
  )
})

test('a dissolved unit cannot be handed a case, as lead or assisting', async () => {
  const file = await opened({})
  const dissolve = (at: Date | null) =>
    api.run((tx) =>
      tx.db
        .updateTable('responsible_unit')
        .set({ dissolved_at: at })
        .where('code', '=', 'jiaoyu-ju')
        .execute(),
    )
  await dissolve(api.clock.now())
  try {
    expect(await refusal(act(officer, file.id, 'dispatch', { unitCode: 'jiaoyu-ju' }))).toBe(
      '教育局已撤销，不能承办案件：请选择承接其职能的单位',
    )
    await act(officer, file.id, 'dispatch', { unitCode: 'shuiwu-ju' })
    expect(await refusal(act(officer, file.id, 'assist', { unitCodes: ['jiaoyu-ju'] }))).toContain('已撤销')
  } finally {
    await dissolve(null)
  }
})

test('a case referred to another authority is off this desk and keeps its first clock when it comes back', async () => {
  const file = await opened({})
  expect(
    (await act(officer, file.id, 'transfer', { direction: 'up', destination: '市水务局', reason: '跨县' }))
      .statusCode,
  ).toBe(400)
  const gone = await act(officer, file.id, 'transfer', {
    direction: 'up',
    destination: '市水务局',
    documentNumber: '青舆转〔2026〕3号',
    reason: '跨县输水管线',
  })
  expect(gone.json()).toMatchObject({ state: 'transferred', nextDueAt: null })
  await hours(1)
  const back = await act(officer, file.id, 'reopen', { reason: '市局退回' })
  expect(back.json()).toMatchObject({ state: 'accepted', nextDueAt: file.nextDueAt, closedAt: null })
})

test('an instruction reaches the unit it is addressed to, is listed by limit, and must be answered', async () => {
  const file = await opened()
  await act(officer, file.id, 'assist', { unitCodes: ['zhujian-ju'] })
  const given = await act(leader, file.id, 'instruct', {
    by: '分管副县长',
    unitCode: 'shuiwu-ju',
    text: '请立即抢修并公开说明',
    limitAt: '2026-03-02T04:00:00.000Z',
  })
  const { actionId } = given.json().progress.openInstructions[0]
  expect((await housing.get(`/api/case-files/${file.id}`)).body).not.toContain('立即抢修')
  expect((await housing.get('/api/instructions')).json().rows).toEqual([])
  expect((await water.get('/api/instructions')).json().rows).toMatchObject([
    { by: '分管副县长', overdue: false, unit: { code: 'shuiwu-ju' }, case: { id: file.id } },
  ])
  await hours(4)
  expect((await leader.get('/api/instructions')).json().rows[0]).toMatchObject({ actionId, overdue: true })
  expect(await refusal(act(housing, file.id, 'feed-back', { actionId, text: '代为反馈' }))).toContain(
    '该批示不存在',
  )
  await act(water, file.id, 'respond', { timerCode: 'response', evidence })
  await act(housing, file.id, 'contribute', { text: '已配合' })
  expect(await refusal(act(officer, file.id, 'close', { conclusion: '已解决' }))).toContain(
    '领导批示没有反馈',
  )
  const told = await act(water, file.id, 'feed-back', { actionId, text: '已抢修' })
  expect(told.json().progress.openInstructions).toEqual([])
  expect((await leader.get('/api/instructions?scope=answered')).json().rows).toMatchObject([{ actionId }])
  const late = await act(leader, file.id, 'instruct', {
    by: '县长',
    text: '再报',
    limitAt: '2026-03-01T04:00:00.000Z',
  })
  expect(late.json().title).toBe('批示办理时限不能早于现在，请重新选择')
})

test('what the desk says among itself is not read by a unit, not even that it was said', async () => {
  const file = await opened()
  const before = (await water.get(`/api/case-files/${file.id}`)).json()
  await act(officer, file.id, 'note', { note: '内部研判：可能升级', audience: 'desk' })
  await act(officer, file.id, 'consult', {
    at: '2026-03-02T00:30:00.000Z',
    place: '县政府 302 室',
    participants: ['政府办副主任', '网信办主任'],
    conclusions: '由水务局先行回应',
  })
  await act(officer, file.id, 'escalate', { to: 'leader', reason: '影响较大' })
  expect((await water.get(`/api/case-files/${file.id}`)).json()).toEqual(before)
  expect((await leader.get(`/api/case-files/${file.id}`)).json().actions).toHaveLength(
    before.actions.length + 3,
  )
  expect(await refusal(act(water, file.id, 'note', { note: '悄悄说', audience: 'desk' }))).toContain(
    '只有值班员和领导',
  )
})

test('overdue with neither answer nor explanation is listed to be named; naming is recorded by a person', async () => {
  const file = await opened()
  const listed = async () =>
    (await officer.get('/api/case-files?scope=unexplained&limit=200'))
      .json()
      .rows.map(({ id }: { id: string }) => id)
  expect(await listed()).not.toContain(file.id)
  await hours(49)
  expect(await listed()).toContain(file.id)
  const named = await act(leader, file.id, 'measure', {
    measure: 'notice',
    unitCode: 'shuiwu-ju',
    documentNumber: '青舆通〔2026〕1号',
    text: '超过规定期限既未回复又未说明',
  })
  expect(named.json().state).toBe('dispatched')
  await act(water, file.id, 'explain', { reason: '主管网抢修，预计明日恢复' })
  expect(await listed()).not.toContain(file.id)
})

test('supervision has its limit and ends with the answer', async () => {
  const file = await opened()
  const limitAt = '2026-03-03T01:00:00.000Z'
  const supervised = await act(leader, file.id, 'supervise', { note: '请按期办结', limitAt })
  expect(supervised.json().supervisedUntil).toBe(limitAt)
  const list = async () => (await officer.get('/api/case-files?scope=supervised')).json().rows
  expect(await list()).toMatchObject([{ id: file.id }])
  await act(water, file.id, 'respond', { timerCode: 'response', evidence })
  expect(await list()).toEqual([])
})

test('merged files keep both histories and both clocks, one answer meets both, and the merged one can be reopened', async () => {
  const first = await opened()
  await hours(2)
  const keeper = await opened({ unitCode: 'zhujian-ju' })
  const merged = await act(officer, first.id, 'merge', { intoId: keeper.id, reason: '同一停水事件' })
  expect(merged.json()).toMatchObject({
    state: 'merged',
    kin: [{ id: keeper.id, relation: 'merged-into' }],
  })
  const held = (await housing.get(`/api/case-files/${keeper.id}`)).json()
  expect(held.deadlines.map(({ code, from }: { code: string; from: number }) => [code, from])).toEqual([
    ['response', first.number],
    ['response', null],
  ])
  expect(held.nextDueAt).toBe(first.nextDueAt)
  const answered = (await act(housing, keeper.id, 'respond', { timerCode: 'response', evidence })).json()
  expect(answered.deadlines.map(({ state }: { state: string }) => state)).toEqual(['met', 'met'])
  const before = (await officer.get(`/api/case-files/${first.id}`)).json()
  expect(before.actions.map(({ action }: { action: { kind: string } }) => action.kind)).toEqual([
    'accepted',
    'dispatched',
    'merged',
    'responded',
  ])
  const reopened = (await act(officer, first.id, 'reopen', { reason: '实为两事' })).json()
  expect(reopened).toMatchObject({ state: 'handling', deadlines: [{ state: 'met' }], kin: [] })
  expect(await refusal(act(officer, keeper.id, 'merge', { intoId: keeper.id, reason: '自身' }))).toContain(
    '不能并入自身',
  )
})

test('a file that accuses a unit is not merged into one that unit handles', async () => {
  const accusing = await opened({}, { judgement: { accused: ['shuiwu-ju'] } })
  const handled = await opened()
  expect(await refusal(act(officer, accusing.id, 'merge', { intoId: handled.id, reason: '相似' }))).toContain(
    '信访工作条例第三十条',
  )
  expect((await officer.get(`/api/case-files/${accusing.id}`)).json().state).toBe('accepted')
})

test('a split-off matter is a case of its own with the clocks that were left', async () => {
  const file = await opened()
  const parent = (await act(officer, file.id, 'split', { matter: '二次供水收费', reason: '另一部门' })).json()
  const [child] = parent.kin
  expect(child).toMatchObject({ title: '二次供水收费', relation: 'split' })
  const view = (await officer.get(`/api/case-files/${child.id}`)).json()
  expect(view).toMatchObject({ state: 'accepted', nextDueAt: file.nextDueAt, title: '二次供水收费' })
  await act(officer, child.id, 'dispatch', { unitCode: 'jiaoyu-ju' })
  expect((await school.get(`/api/case-files/${child.id}`)).statusCode).toBe(200)
  expect((await school.get(`/api/case-files/${file.id}`)).statusCode).toBe(404)
  const feed = (await officer.get('/api/opinion-events?state=accepted&limit=200')).json()
  const ids = feed.rows.map(({ id }: { id: string }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('closed is not solved: a visit and 72 quiet hours come before the archive', async () => {
  const file = await opened()
  await act(water, file.id, 'respond', { timerCode: 'response', evidence })
  await act(officer, file.id, 'close', { conclusion: '已恢复供水' })
  expect(await refusal(act(officer, file.id, 'archive', {}))).toContain('请先登记回访')
  await act(officer, file.id, 'visit', { means: '原帖回复', result: 'satisfied' })
  await hours(71)
  expect(await refusal(act(officer, file.id, 'archive', {}))).toContain('办结未满 72 小时')
  await hours(1)
  expect((await act(officer, file.id, 'archive', {})).json().state).toBe('archived')
  expect(await refusal(act(officer, file.id, 'note', { note: '补记' }))).toContain('案件已归档，不能备注')
})

test('the last own action can be taken back within ten seconds, and the clock runs again', async () => {
  const file = await opened()
  const answered = (await act(water, file.id, 'respond', { timerCode: 'response', evidence })).json()
  const last = answered.actions.at(-1)
  expect([answered.state, last.mine]).toEqual(['answered', true])
  expect(await refusal(act(officer, file.id, 'undo', { actionId: last.id }))).toContain('他人')
  const undone = (await act(water, file.id, 'undo', { actionId: last.id })).json()
  expect(undone).toMatchObject({ state: 'dispatched', deadlines: [{ state: 'running', evidence: null }] })
  expect(undone.nextDueAt).toBe(file.nextDueAt)
  expect(undone.actions.at(-1).action).toEqual({ kind: 'undone', actionId: last.id })
  const again = (await act(water, file.id, 'respond', { timerCode: 'response', evidence })).json()
  api.clock.advance(10_001)
  expect(await refusal(act(water, file.id, 'undo', { actionId: again.actions.at(-1).id }))).toContain(
    '已超过 10 秒',
  )
})

test('of two officers on one case the second is told who did what, and nothing of his is taken', async () => {
  const file = await opened({})
  const headers = { 'if-match': `"${file.version}"` }
  expect((await act(other, file.id, 'dispatch', { unitCode: 'shuiwu-ju' }, headers)).statusCode).toBe(200)
  const late = await act(officer, file.id, 'dispatch', { unitCode: 'zhujian-ju' }, headers)
  expect(late.statusCode).toBe(412)
  expect(late.json().title).toBe(
    `${other.me.displayName} 刚刚（09:00）对本案作了“交办”，您填写的内容没有丢失：请看过最新的办理经过，再决定是否提交`,
  )
  expect((await officer.get(`/api/case-files/${file.id}`)).json().leadUnit.code).toBe('shuiwu-ju')
})

test('two units acting in the same moment are taken one after the other', async () => {
  const file = await opened()
  const answers = await Promise.all(
    [1, 2, 3].map(() => act(water, file.id, 'respond', { timerCode: 'response', evidence })),
  )
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409])
})

test('a remark of ten megabytes is refused in words', async () => {
  const file = await opened()
  const answer = await act(officer, file.id, 'note', { note: '长'.repeat(3_500_000) })
  expect([answer.statusCode, answer.json().title]).toEqual([
    413,
    '提交的内容过大，没有保存：请精简后重试，长材料请作为附件上传',
  ])
  expect(await refusal(act(officer, file.id, 'note', { note: '长'.repeat(2001) }))).toContain(
    '最多 2000 个字',
  )
  expect(await refusal(act(officer, file.id, 'note', { note: '   ' }))).toContain('格式不对')
})

test('two officers see each other, who writes first has the turn, and the other may take it over', async () => {
  const file = await opened()
  const there = async (person: Person, body: object) =>
    (await person.send('PUT', `/api/case-files/${file.id}/presence`, body)).json()
  await there(officer, { editing: true })
  api.clock.advance(1000)
  const seen = await there(other, { editing: true })
  expect(seen.writer).toMatchObject({ name: officer.me.displayName, mine: false })
  expect(seen.present).toHaveLength(2)
  expect((await there(water, { editing: false })).present).toMatchObject([{ mine: true }])
  expect((await there(other, { editing: true, takeOver: true })).writer).toMatchObject({ mine: true })
  expect((await there(officer, { editing: false })).writer).toMatchObject({ name: other.me.displayName })
  await other.send('DELETE', `/api/case-files/${file.id}/presence`)
  expect(
    (await there(officer, { editing: false })).present.map(({ mine }: { mine: boolean }) => mine),
  ).toEqual([true, false])
  api.clock.advance(41_000)
  expect((await there(officer, { editing: false })).present).toHaveLength(1)
})

test('a letter is read by whoever reads its case, and one that was taken back is gone', async () => {
  const file = await opened()
  const entry = file.actions.at(-1).id
  const letter = (person: Person, at = entry) => person.get(`/api/case-files/${file.id}/letters/${at}`)
  expect((await letter(water)).json()).toMatchObject({
    kind: 'dispatch',
    serial: 1,
    unit: { name: '水务局' },
    clocks: [{ name: expect.any(String) }],
  })
  expect((await letter(school)).statusCode).toBe(404)
  expect((await letter(officer, file.actions[0].id)).json().title).toContain('没有交办单或督办单')
  await act(officer, file.id, 'dispatch', { unitCode: 'zhujian-ju' })
  const view = (await officer.get(`/api/case-files/${file.id}`)).json()
  const second = view.actions.at(-1).id
  expect((await letter(officer, second)).json().serial).toBe(2)
  await act(officer, file.id, 'undo', { actionId: second })
  expect((await letter(officer, second)).statusCode).toBe(404)
})
