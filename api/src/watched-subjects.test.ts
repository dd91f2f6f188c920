import { buildEvent, buildItem } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
let leader: Person
let insider: Person
const rule = '停水、断水 NOT 通知'

beforeAll(async () => {
  api = await openTestApi()
  officer = await api.signedIn('officer', ['duty-officer'])
  leader = await api.signedIn('leader', ['leader'])
  // An officer who belongs to a unit, which no account made today does: walled off from what accuses it.
  insider = await api.signedIn('insider', ['duty-officer'])
  await api.run((tx) =>
    tx.db.updateTable('account').set({ unit_code: 'shuiwu-ju' }).where('name', '=', 'insider').execute(),
  )
  await api.run(async (tx) => {
    await buildEvent(tx, { items: [{ title: '柳河停水', text: '昨晚停水，今早断水。' }] })
    await buildEvent(tx, {
      judgement: { accused: ['shuiwu-ju'] },
      items: [{ title: '水务局收钱才通水', text: '不交钱就停水。' }],
    })
    await buildItem(tx, { title: '停水通知', text: '明日停水通知。' })
    await buildItem(tx, { title: '一事', text: '停水', admitted: false })
    await buildItem(tx, { title: '旧事', text: '停水', foundAt: new Date('2026-01-01T00:00:00Z') })
  })
})
afterAll(() => api.close())

const tryRule = (person: Person, body: object) => person.send('POST', '/api/watched-subjects/dry-runs', body)

test('a trial counts what the rule would have hit in the last days, with the words marked', async () => {
  const answer = await tryRule(officer, { rule })
  expect([answer.statusCode, answer.json().words]).toEqual([
    200,
    '最近 7 天共检查 4 条信息，将命中 3 条，其中 2 条仅因“停水”一词命中；有 1 条此前未纳入信息流',
  ])
  const sample = answer.json().samples.find(({ title }: { title: string }) => title === '柳河停水')
  expect(sample).toMatchObject({
    titleMarks: [{ start: 2, end: 4 }],
    excerpt: '昨晚停水，今早断水。',
    excerptMarks: [
      { start: 2, end: 4 },
      { start: 7, end: 9 },
    ],
  })
})

test('a trial does not tell of what is walled off from who asks', async () => {
  const { checked, hits, samples } = (await tryRule(insider, { rule })).json()
  expect([checked, hits]).toEqual([1, 1])
  expect(JSON.stringify(samples)).not.toContain('收钱')
})

test('a broken rule is refused at its place in words', async () => {
  const answer = await tryRule(officer, { rule: '停水（断水' })
  expect([answer.statusCode, answer.json()]).toMatchObject([
    400,
    {
      title: '监测规则第 3 个字处：这里的左括号没有对应的右括号，请补上或删去',
      fields: [{ field: 'rule' }],
    },
  ])
  const excluded = await tryRule(officer, { rule: '停水', exclusion: '“通知' })
  expect(excluded.json().fields).toMatchObject([{ field: 'exclusion' }])
})

test('saving makes a version, runs a trial, owes a match, and is recorded', async () => {
  const made = await officer.send('POST', '/api/watched-subjects', { name: ' 供水 ', rule })
  expect([made.statusCode, made.json()]).toMatchObject([
    201,
    { subject: { name: '供水', version: 1, matched: false, ownerName: 'officer同志' }, dryRun: { hits: 3 } },
  ])
  const { id } = made.json().subject
  const saved = await officer.send('PUT', `/api/watched-subjects/${id}`, {
    basedOn: 1,
    name: '供水',
    rule: '停水',
    exclusion: '通知',
    note: '收窄',
  })
  expect(saved.json().subject.versions.map(({ version }: { version: number }) => version)).toEqual([2, 1])
  const stale = await officer.send('PUT', `/api/watched-subjects/${id}`, { basedOn: 1, name: '供水', rule })
  expect([stale.statusCode, stale.json().title]).toEqual([409, expect.stringContaining('刚被别人改过')])
  const twice = await officer.send('POST', '/api/watched-subjects', { name: '供水', rule })
  expect([twice.statusCode, twice.json().fields]).toEqual([400, [{ field: 'name', message: '名称重复' }]])
  const blank = await officer.send('POST', '/api/watched-subjects', { name: '  ', rule })
  expect([blank.statusCode, blank.json().title]).toEqual([400, '请填写专题名称'])
  const entries = await api.run((tx) =>
    tx.db.selectFrom('audit_entry').select('detail').where('action', '=', 'subject.saved').execute(),
  )
  expect(entries.map(({ detail }) => detail)).toEqual([{ version: 1 }, { version: 2 }])
  expect((await api.options.store.queues.counts()).analyze.waiting).toBeGreaterThanOrEqual(1)
})

test('leaders read subjects, their hits and the feed of one; they switch and save nothing', async () => {
  const [subject] = (await leader.get('/api/watched-subjects')).json()
  await api.run(async (tx) => {
    const items = await tx.subjectMentions.itemsSince(new Date('2026-02-25T00:00:00Z'), null, 10)
    await tx.subjectMentions.replaceOf(
      { subjectId: subject.id, version: subject.version },
      items.map((item) => ({ ...item, spans: [{ start: 0, end: 1, text: item.title.slice(0, 1) }] })),
    )
  })
  const counted = (person: Person) =>
    person.get('/api/watched-subjects').then((answer) => answer.json()[0].byDay.at(-1).hits)
  expect([await counted(leader), await counted(insider)]).toEqual([4, 1])
  const items = (await insider.get(`/api/watched-subjects/${subject.id}/items`)).json()
  expect([items.total, items.rows[0].title]).toEqual([1, '柳河停水'])
  expect((await leader.get(`/api/opinion-events?subject=${subject.id}`)).json().total).toBe(2)
  expect((await insider.get(`/api/opinion-events?subject=${subject.id}`)).json().total).toBe(1)
  const off = await leader.send('PUT', `/api/watched-subjects/${subject.id}/enabled`, { enabled: false })
  expect(off.statusCode).toBe(403)
  const done = await officer.send('PUT', `/api/watched-subjects/${subject.id}/enabled`, { enabled: false })
  expect([done.statusCode, done.json().enabled]).toEqual([200, false])
})
