import { buildEvent } from '@huiyin/store/testing-builders'
import { asOwner } from '@huiyin/store/testing-policies'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { carryOnce } from './notices/courier.js'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let author: Person
let water: Person
let housing: Person
let officer: Person
let office: Person
let deputy: Person
let leader: Person
const start = '2026-03-02T09:00:00+08:00'
let rounds = 0

beforeAll(async () => {
  api = await openTestApi({
    at: start,
    reports: {
      specialReport: async (input) => Buffer.from(JSON.stringify(input)),
      caseLetter: async (input) => Buffer.from(JSON.stringify(input)),
      draftSheet: async (input) => Buffer.from(JSON.stringify(input)),
      opinionLog: async (input) => Buffer.from(JSON.stringify(input)),
    },
  })
})
beforeEach(async () => {
  rounds += 1
  api.clock.set(start)
  await everyoneSignsIn('')
})
afterAll(() => api.close())

async function everyoneSignsIn(mark: string) {
  const person = (name: string, role: Parameters<TestApi['signedIn']>[1][number], unit?: string) =>
    api.signedIn(`${name}-${rounds}${mark}`, [role], unit)
  author = await person('author', 'unit', 'shuiwu-ju')
  water = await person('water', 'unit', 'shuiwu-ju')
  housing = await person('housing', 'unit', 'zhujian-ju')
  officer = await person('officer', 'duty-officer')
  office = await person('office', 'office')
  deputy = await person('deputy', 'deputy-leader')
  leader = await person('leader', 'leader')
}

const text = '春晓小区因主管爆裂停水。抢修已于 3 月 2 日 8 时完成，供水恢复。'

async function handledCase(over: { grade?: string; accused?: string[] } = {}) {
  const id = await api.run((tx) =>
    buildEvent(tx, { judgement: { grade: (over.grade ?? 'III') as 'III', accused: over.accused ?? [] } }),
  )
  const answer = await officer.send('POST', `/api/opinion-events/${id}/accept`, { unitCode: 'shuiwu-ju' })
  expect(answer.statusCode).toBe(201)
  return answer.json() as { id: string }
}

async function begun(by: Person, body: object = {}, file?: { id: string }) {
  const { id } = file ?? (await handledCase())
  const answer = await by.send('POST', `/api/case-files/${id}/drafts`, {
    kind: 'response',
    form: 'online-reply',
    title: '关于春晓小区停水情况的说明',
    text,
    ...body,
  })
  expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)])
  return answer.json() as { id: string; caseFile: { id: string }; version: number }
}

const submit = (by: Person, id: string) => by.send('POST', `/api/drafts/${id}/submission`)
const sign = (by: Person, id: string, level: string, version = 1) =>
  by.send('POST', `/api/drafts/${id}/verdict`, { verdict: 'pass', level, version })
const giveBack = (by: Person, id: string, level: string, version = 1) =>
  by.send('POST', `/api/drafts/${id}/verdict`, {
    verdict: 'return',
    level,
    version,
    remarks: '请补充停水时间',
  })
const publication = {
  reference: 'https://www.example.gov.cn/2026/1.html',
  publishedAt: '2026-03-02T09:00:00+08:00',
  summary: '说明停水原因，供水已恢复。',
  snapshot: text,
}
const publish = (by: Person, id: string, over: object = {}) =>
  by.send('POST', `/api/drafts/${id}/publication`, { ...publication, ...over })

async function approved(over: object = {}, file?: { id: string }) {
  const draft = await begun(author, over, file)
  await submit(author, draft.id)
  await sign(water, draft.id, 'first')
  await sign(office, draft.id, 'second')
  const last = await sign(leader, draft.id, 'final')
  expect([last.statusCode, last.json().state]).toEqual([200, 'approved'])
  return draft
}

test('a text passes three people and goes out, and the clock is met by its own proof', async () => {
  const draft = await approved()
  const out = await publish(author, draft.id)
  expect(out.json()).toMatchObject({
    state: 'published',
    publication: { reference: publication.reference, snapshot: text },
    steps: [
      { step: 'submitted', level: null },
      { step: 'passed', level: 'first', role: 'unit' },
      { step: 'passed', level: 'second', role: 'office' },
      { step: 'passed', level: 'final', role: 'leader' },
      { step: 'published' },
    ],
  })
  const file = (await officer.get(`/api/case-files/${draft.caseFile.id}`)).json()
  expect(file).toMatchObject({
    state: 'answered',
    deadlines: [
      { code: 'response', state: 'met', evidence: { kind: 'reply', reference: publication.reference } },
    ],
  })
})

test('the author signs at no level of his own text', async () => {
  const file = await handledCase()
  const draft = await begun(office, {}, file)
  await submit(office, draft.id)
  await sign(officer, draft.id, 'first')
  const own = await sign(office, draft.id, 'second')
  expect([own.statusCode, own.json().title]).toEqual([
    403,
    expect.stringContaining('起草人不能审核自己起草的文稿'),
  ])
})

test('nobody signs one text at two levels, whatever roles he holds', async () => {
  const both = await api.signedIn(`both-${rounds}`, ['duty-officer', 'office', 'leader'])
  const draft = await begun(author)
  await submit(author, draft.id)
  expect((await sign(both, draft.id, 'first')).statusCode).toBe(200)
  const again = await sign(both, draft.id, 'second')
  expect([again.statusCode, again.json().title]).toEqual([
    403,
    expect.stringContaining('同一人不能在同一文稿上审两级'),
  ])
})

test('the database itself refuses a second seat and a verdict from a seat of another level', async () => {
  const draft = await begun(author)
  await submit(author, draft.id)
  await sign(water, draft.id, 'first')
  const [signer] = await asOwner<{ account_id: string }>(
    api.ownerUrl,
    `select account_id from review_seat where draft_id = '${draft.id}' and seat = 'first'`,
  )
  const seat = asOwner(
    api.ownerUrl,
    `insert into review_seat (draft_id, account_id, seat) values ('${draft.id}', '${signer?.account_id}', 'second')`,
  )
  await expect(seat).rejects.toThrow('review_seat_one_a_person')
  const verdict = asOwner(
    api.ownerUrl,
    `insert into review_step (draft_id, version, step, level, by_id, by_name, by_role, at)
     values ('${draft.id}', 1, 'passed', 'final', '${signer?.account_id}', '某人', 'leader', now())`,
  )
  await expect(verdict).rejects.toThrow('review_step_from_its_seat')
})

test('each level is signed by those the county named for it', async () => {
  const draft = await begun(author)
  await submit(author, draft.id)
  const early = await sign(leader, draft.id, 'first')
  expect([early.statusCode, early.json().title]).toEqual([403, '初审由承办单位或舆情管理员办理'])
  const skipped = await sign(leader, draft.id, 'final')
  expect(skipped.statusCode).toBe(409)
})

test('a returned text keeps its versions, and starts again where it was returned', async () => {
  const draft = await begun(author)
  await submit(author, draft.id)
  await sign(water, draft.id, 'first')
  const bare = await office.send('POST', `/api/drafts/${draft.id}/verdict`, {
    verdict: 'return',
    level: 'second',
    version: 1,
  })
  expect([bare.statusCode, bare.json().title]).toEqual([400, '退回修改须写明意见'])
  expect((await giveBack(office, draft.id, 'second')).json()).toMatchObject({
    state: 'returned',
    returnedFrom: 'second',
  })
  const rewritten = await author.send('POST', `/api/drafts/${draft.id}/versions`, {
    title: '关于春晓小区停水情况的说明',
    text: `${text}停水始于 3 月 1 日 22 时。`,
    seen: 1,
  })
  expect(rewritten.json().versions.map(({ version }: { version: number }) => version)).toEqual([1, 2])
  expect((await submit(author, draft.id)).json()).toMatchObject({
    state: 'reviewing',
    level: 'second',
    version: 2,
  })
  const stale = await sign(office, draft.id, 'second', 1)
  expect([stale.statusCode, stale.json().title]).toEqual([409, expect.stringContaining('重新阅读后再签')])
  expect((await sign(office, draft.id, 'second', 2)).json().level).toBe('final')
})

test('a county may ask for all three levels anew after a return', async () => {
  const { rules } = (await leader.get('/api/review-rules')).json()
  const set = (resume: string) =>
    leader.send('PUT', '/api/review-rules', { rules: { ...rules, resume }, reason: '办公会议定' })
  expect((await set('first')).statusCode).toBe(200)
  const draft = await begun(author)
  await submit(author, draft.id)
  await sign(water, draft.id, 'first')
  await giveBack(office, draft.id, 'second')
  expect((await submit(author, draft.id)).json().level).toBe('first')
  await set('returning')
})

test('a text in review is not written on; its author takes it back and it starts at the first level', async () => {
  const draft = await begun(author)
  await submit(author, draft.id)
  await sign(water, draft.id, 'first')
  const write = () =>
    author.send('POST', `/api/drafts/${draft.id}/versions`, { title: '新标题', text, seen: 1 })
  expect([(await write()).statusCode, (await write()).json().title]).toEqual([
    409,
    '文稿正在复审，不能修改：请等待退回，或先撤回',
  ])
  const foreign = await water.send('POST', `/api/drafts/${draft.id}/withdrawal`, { reason: '情况有变' })
  expect(foreign.statusCode).toBe(403)
  const back = await author.send('POST', `/api/drafts/${draft.id}/withdrawal`, { reason: '情况有变' })
  expect(back.json()).toMatchObject({ state: 'withdrawn', level: null })
  expect((await write()).statusCode).toBe(200)
  expect((await submit(author, draft.id)).json().level).toBe('first')
})

test('nothing is published before 终审, by hand or by the database', async () => {
  const draft = await begun(author)
  await submit(author, draft.id)
  const early = await publish(author, draft.id)
  expect([early.statusCode, early.json().title]).toEqual([
    409,
    '文稿审签中，终审通过后才能发布（勺米 信息审核发布 一：先审后发）',
  ])
  const [row] = await asOwner<{ author_id: string }>(
    api.ownerUrl,
    `select author_id from review_draft where id = '${draft.id}'`,
  )
  await expect(
    asOwner(
      api.ownerUrl,
      `insert into review_publication
         (draft_id, published_at, reference, summary, recorded_by, recorded_by_name, recorded_at)
       values ('${draft.id}', now(), 'x', 'y', '${row?.author_id}', 'z', now())`,
    ),
  ).rejects.toThrow('after its final approval only')
})

test('a publication said to be earlier than its approval, or later than now, is refused', async () => {
  const draft = await approved()
  const early = await publish(author, draft.id, { publishedAt: '2026-03-02T08:59:00+08:00' })
  expect([early.statusCode, early.json().title]).toEqual([400, expect.stringContaining('先审后发')])
  const late = await publish(author, draft.id, { publishedAt: '2026-03-02T09:01:00+08:00' })
  expect(late.json().title).toContain('发布时间晚于现在')
})

test('a briefing without its head or spokesman is no briefing as the document asks for', async () => {
  const draft = await approved({ form: 'briefing' })
  const said = { place: '县政府新闻发布厅', speaker: '水务局副科长', speakerIs: 'other' }
  const refused = await publish(author, draft.id, said)
  expect([refused.statusCode, refused.json().title]).toEqual([
    400,
    '还不能登记发布：相关部门主要负责人或新闻发言人应当出席（北仑 二（四））',
  ])
  const held = await publish(author, draft.id, { ...said, speaker: '水务局局长', speakerIs: 'head' })
  expect(held.json().state).toBe('published')
})

test('a publication keeps its capture: a paper of this case or the text as it stood there', async () => {
  const draft = await approved()
  expect((await publish(author, draft.id, { snapshot: '' })).json().title).toContain('留存发布页面')
  const foreign = await publish(author, draft.id, { attachmentId: '3f2b8c1d-0000-4000-8000-00000000dead' })
  expect([foreign.statusCode, foreign.json().title]).toEqual([
    400,
    expect.stringContaining('须是本案现有的附件'),
  ])
  expect((await publish(author, draft.id, { reference: 'javascript:alert(1)' })).json().title).toContain(
    '网址无效',
  )
})

test('what goes out late meets its clock late', async () => {
  const file = await handledCase()
  api.clock.set('2026-03-05T09:00:00+08:00')
  await everyoneSignsIn('-later')
  const draft = await approved({}, file)
  await publish(author, draft.id, { publishedAt: '2026-03-05T09:00:00+08:00' })
  expect((await officer.get(`/api/case-files/${file.id}`)).json().deadlines).toMatchObject([
    { state: 'met-late' },
  ])
})

test('an answer of grade III is not typed in without review; one of grade IV may be', async () => {
  const evidence = { kind: 'reply', reference: 'https://example.gov.cn/1', summary: '已恢复供水。' }
  const respond = async (grade: string) =>
    water.send('POST', `/api/case-files/${(await handledCase({ grade })).id}/respond`, {
      timerCode: 'response',
      evidence,
    })
  const refused = await respond('III')
  expect([refused.statusCode, refused.json().title]).toEqual([
    409,
    expect.stringContaining('较大舆情的回应须经初审、复审、终审后发布'),
  ])
  expect((await respond('IV')).statusCode).toBe(200)
})

test('wording about another organ needs its own yes before 终审, and other words need another', async () => {
  const file = await handledCase()
  const draft = await begun(author, { text: `${text}住房和城乡建设局将更换小区内部管网。` }, file)
  await submit(author, draft.id)
  await sign(water, draft.id, 'first')
  await sign(office, draft.id, 'second')
  const refused = await sign(leader, draft.id, 'final')
  expect([refused.statusCode, refused.json().title]).toEqual([
    409,
    expect.stringContaining('文稿涉及住房和城乡建设局，尚未取得确认'),
  ])
  const asked = await author.send('POST', `/api/drafts/${draft.id}/wordings`, {
    means: 'in-app',
    unitCode: 'zhujian-ju',
  })
  expect(asked.json().organs).toMatchObject([{ unitCode: 'zhujian-ju', state: 'asked' }])
  const waiting = (await housing.get('/api/wording-requests')).json()
  expect(waiting.map(({ wording }: { wording: string }) => wording)).toEqual([
    '住房和城乡建设局将更换小区内部管网。',
  ])
  expect((await housing.get(`/api/drafts/${draft.id}`)).statusCode).toBe(404)
  const answer = (body: object) => housing.send('POST', `/api/wording-requests/${waiting[0].id}/answer`, body)
  expect((await answer({ confirmed: false })).json().title).toContain('请写明应当怎样表述')
  expect((await answer({ confirmed: true })).statusCode).toBe(200)
  expect((await answer({ confirmed: true })).statusCode).toBe(409)
  expect((await sign(leader, draft.id, 'final')).json().state).toBe('approved')

  await author.send('POST', `/api/drafts/${draft.id}/withdrawal`, { reason: '换个说法' })
  const changed = await author.send('POST', `/api/drafts/${draft.id}/versions`, {
    title: '说明',
    text: `${text}住房和城乡建设局将于年内更换小区内部管网。`,
    seen: 1,
  })
  expect(changed.json().organs).toMatchObject([{ unitCode: 'zhujian-ju', state: 'open' }])
})

test('a letter counts as the organ’s yes, and a leader may go without one for a reason', async () => {
  const draft = await begun(author, { text: `${text}住房和城乡建设局、教育局将配合做好后续工作。` })
  await submit(author, draft.id)
  await sign(water, draft.id, 'first')
  await sign(office, draft.id, 'second')
  const letter = await author.send('POST', `/api/drafts/${draft.id}/wordings`, {
    means: 'letter',
    unitCode: 'zhujian-ju',
    reference: '青建函〔2026〕3号',
  })
  expect(letter.json().organs).toMatchObject([
    { unitCode: 'jiaoyu-ju', state: 'open' },
    { state: 'confirmed', reference: '青建函〔2026〕3号' },
  ])
  const overrule = (by: Person) =>
    by.send('POST', `/api/drafts/${draft.id}/wording-overrule`, {
      unitCode: 'jiaoyu-ju',
      reason: '已电话沟通，时限将到',
    })
  expect((await overrule(office)).statusCode).toBe(403)
  expect((await overrule(deputy)).json().organs[0]).toMatchObject({ state: 'overruled' })
  expect((await sign(leader, draft.id, 'final')).json().state).toBe('approved')
})

test('an accused organ is asked nothing about words on the matter that accuses it', async () => {
  const file = await handledCase({ accused: ['zhujian-ju'] })
  const draft = await begun(author, { text: `${text}住房和城乡建设局正在接受调查核实。` }, file)
  const asked = await author.send('POST', `/api/drafts/${draft.id}/wordings`, {
    means: 'in-app',
    unitCode: 'zhujian-ju',
  })
  expect([asked.statusCode, asked.json().title]).toEqual([
    400,
    expect.stringContaining('信访工作条例第三十条'),
  ])
  expect((await housing.get('/api/wording-requests')).json()).toEqual([])
  await expect(
    asOwner(
      api.ownerUrl,
      `insert into review_wording (draft_id, unit_code, wording, state, means, asked_by_name, asked_at)
       values ('${draft.id}', 'zhujian-ju', 'x', 'asked', 'in-app', 'y', now())`,
    ),
  ).rejects.toThrow('an accused unit is asked nothing')
})

test('a text in the making is read by its own unit and the desk, and by no other unit of the case', async () => {
  const draft = await begun(author)
  await officer.send('POST', `/api/case-files/${draft.caseFile.id}/assist`, { unitCodes: ['zhujian-ju'] })
  await submit(author, draft.id)
  expect((await housing.get(`/api/case-files/${draft.caseFile.id}`)).body).not.toContain('"reviewed"')
  expect((await housing.get(`/api/case-files/${draft.caseFile.id}/drafts`)).json()).toEqual([])
  expect((await housing.get(`/api/drafts/${draft.id}`)).statusCode).toBe(404)
  expect((await water.get(`/api/drafts/${draft.id}`)).statusCode).toBe(200)
  const assisting = await housing.send('POST', `/api/case-files/${draft.caseFile.id}/drafts`, {
    kind: 'response',
    form: 'statement',
    title: '协办单位的稿',
    text,
  })
  expect([assisting.statusCode, assisting.json().title]).toEqual([
    403,
    expect.stringContaining('由牵头单位起草'),
  ])
})

test('each finds first what waits for him, and it leaves his list when he has signed', async () => {
  const draft = await begun(author)
  const waiting = async (person: Person) =>
    (await person.get('/api/drafts?limit=200')).json().rows.find(({ id }: { id: string }) => id === draft.id)
      ?.waits
  expect(await waiting(author)).toBe('rewrite')
  await submit(author, draft.id)
  expect([await waiting(author), await waiting(water), await waiting(office)]).toEqual([
    undefined,
    'verdict',
    undefined,
  ])
  await sign(water, draft.id, 'first')
  await sign(office, draft.id, 'second')
  expect([await waiting(water), await waiting(office), await waiting(leader), await waiting(deputy)]).toEqual(
    [undefined, undefined, 'verdict', 'verdict'],
  )
  await sign(deputy, draft.id, 'final')
  expect([await waiting(leader), await waiting(author), await waiting(officer)]).toEqual([
    undefined,
    'publication',
    'publication',
  ])
})

test('a lighter grade goes through three people once the county asks for it, and by two until then', async () => {
  const file = await handledCase({ grade: 'II' })
  const body = {
    kind: 'downgrade',
    grade: 'III',
    title: '调低等级',
    text: '经核实无人员伤亡，影响限于一个小区。',
  }
  const early = await officer.send('POST', `/api/case-files/${file.id}/drafts`, body)
  expect([early.statusCode, early.json().title]).toEqual([
    409,
    expect.stringContaining('请在“时限变更”中申请'),
  ])
  const { rules } = (await leader.get('/api/review-rules')).json()
  await leader.send('PUT', '/api/review-rules', {
    rules: { ...rules, downgrades: true },
    reason: '办公会议定',
  })
  const two = await officer.send('POST', `/api/case-files/${file.id}/clock-changes`, {
    request: { kind: 'lower-grade', grade: 'III' },
    reason: '影响有限',
  })
  expect([two.statusCode, two.json().title]).toEqual([409, expect.stringContaining('须经初审、复审、终审')])
  const begunAs = await officer.send('POST', `/api/case-files/${file.id}/drafts`, body)
  const { id } = begunAs.json()
  await submit(officer, id)
  expect((await sign(water, id, 'first')).statusCode).toBe(404)
  const second = await api.signedIn(`second-${rounds}`, ['duty-officer'])
  await sign(second, id, 'first')
  await sign(office, id, 'second')
  expect((await sign(leader, id, 'final')).json().state).toBe('approved')
  expect((await officer.get(`/api/case-files/${file.id}`)).json().grade).toBe('III')
  expect((await officer.get(`/api/case-files/${file.id}/clocks`)).json().changes).toMatchObject([
    { request: { kind: 'lower-grade' }, state: 'approved' },
  ])
  await leader.send('PUT', '/api/review-rules', {
    rules: { ...rules, downgrades: false },
    reason: '恢复原规定',
  })
})

test('whose turn it is to sign is told, and nobody who sits at another level of the text', async () => {
  const { id } = await begun(author)
  /** Of this text; the texts of the tests before are told of, too. */
  const told = async (person: Person) => {
    await carryOnce(api.options)
    const { rows } = (await person.get('/api/notices?scope=all')).json() as {
      rows: { kind: string; path: string }[]
    }
    return rows.filter(({ path }) => path === `/drafts/${id}`)
  }
  await submit(author, id)
  expect(await told(water)).toMatchObject([{ kind: 'review-waiting' }])
  expect(await told(author)).toEqual([])
  // Another unit signs no text of this one.
  expect(await told(housing)).toEqual([])

  await sign(water, id, 'first')
  expect(await told(office)).toMatchObject([{ kind: 'review-waiting' }])
  expect(await told(deputy)).toEqual([])
  await giveBack(office, id, 'second')
  expect(await told(author)).toMatchObject([{ kind: 'review-returned' }])
})
