import type { NoticeRulesView } from '@huiyin/domain/http/notice-rules'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { buildEvent } from '@huiyin/store/testing-builders'
import { asOwner } from '@huiyin/store/testing-policies'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { carryOnce } from './notices/courier.js'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let administrator: Person
let office: Person
let officer: Person
let deputy: Person
let leader: Person
let water: Person

beforeAll(async () => {
  api = await openTestApi({ at: '2026-03-02T10:00:00+08:00' })
  administrator = await api.signedIn('admin', ['administrator'])
  office = await api.signedIn('office', ['office'])
  officer = await api.signedIn('duty', ['duty-officer'])
  deputy = await api.signedIn('deputy', ['deputy-leader'])
  leader = await api.signedIn('leader', ['leader'])
  water = await api.signedIn('water', ['unit'], 'shuiwu-ju')
})
afterAll(() => api.close())
beforeEach(async () => {
  await asOwner(api.ownerUrl, 'truncate notice, notice_cause restart identity cascade')
  await asOwner(api.ownerUrl, 'delete from rule_change')
})

const rules = async (): Promise<NoticeRulesView> => (await officer.get('/api/notice-rules')).json()
const propose = (yaml: string, by = administrator) =>
  by.send('POST', '/api/notice-rules', { yaml, reason: '本县调整通知安排' })
const decide = (by: Person, id: string, approve = true) =>
  by.send('POST', `/api/rule-changes/${id}/decision`, {
    approve,
    ...(approve ? {} : { reason: '措辞请再斟酌' }),
  })
const agreed = async (yaml: string) => {
  const asked = await propose(yaml)
  expect([asked.statusCode, asked.body]).toEqual([201, asked.body])
  const answer = await decide(leader, asked.json().id)
  expect(answer.json()).toMatchObject({ kind: 'edit-notices', state: 'approved' })
}
const told = async (person: Person): Promise<string[]> =>
  (await person.get('/api/notices')).json().rows.map(({ kind }: { kind: string }) => kind)
const find = (grade: SeverityGrade) =>
  api.run((tx) => buildEvent(tx, { title: '水质异味', judgement: { grade, accused: [] } }))
const carry = () => carryOnce(api.options)
/** The leaders are told of what is found as well. */
const alsoLeader = (yaml: string) =>
  yaml.replace('kind: event-found, to: [duty]', 'kind: event-found, to: [duty, leader]')

test('a version counts once a second person agreed, and from that moment', async () => {
  const { yaml, version } = await rules()
  expect(version).toBe(0)
  const asked = (await propose(alsoLeader(yaml))).json()
  expect(asked).toMatchObject({ version: 1, state: 'pending', mayDecide: false })
  await find('I')
  await carry()
  expect(await told(leader)).toEqual(['approval-notices'])
  expect((await decide(administrator, asked.id)).statusCode).toBe(403)
  expect((await decide(leader, asked.id)).statusCode).toBe(200)
  await find('I')
  await carry()
  expect((await told(leader)).sort()).toEqual(['approval-notices', 'event-found'])
  expect(await told(officer)).toEqual(['event-found', 'event-found'])
  const now = await rules()
  expect(now.version).toBe(1)
  expect(now.rules[0]).toMatchObject({ kind: 'event-found', to: ['duty', 'leader'] })
  expect(now.changes).toMatchObject([
    { version: 1, requestedBy: 'admin同志', decidedBy: 'leader同志', reason: '本县调整通知安排' },
  ])
})

const counts = async (person: Person) => (await person.get('/api/approval-counts')).json()
const unread = async (person: Person) => (await person.get('/api/notices/counts')).json().unread

test('those who may agree are told, never who asked; decided or taken back it waits for nobody', async () => {
  const asked = (await propose(alsoLeader((await rules()).yaml), office)).json()
  await carry()
  for (const person of [leader, deputy]) {
    expect(await told(person)).toEqual(['approval-notices'])
    expect(await counts(person)).toMatchObject({ noticeRules: 1, regimes: 0, judgement: 0 })
  }
  for (const person of [office, officer, administrator, water]) {
    expect(await told(person)).toEqual([])
    expect(await counts(person)).toMatchObject({ noticeRules: 0 })
  }
  const [notice] = (await leader.get('/api/notices')).json().rows
  expect(notice).toMatchObject({ words: '通知规则第 1 版待第二人批准', path: '/notices?tab=rules' })
  expect((await decide(deputy, asked.id, false)).statusCode).toBe(200)
  expect([await unread(leader), await counts(leader)]).toEqual([
    0,
    expect.objectContaining({ noticeRules: 0 }),
  ])

  const again = (await propose(alsoLeader((await rules()).yaml), office)).json()
  const withdraw = (by: Person) => by.send('POST', `/api/rule-changes/${again.id}/withdrawal`)
  const other = await withdraw(administrator)
  expect([other.statusCode, other.json().title]).toEqual([403, '只有申请人本人可以撤回通知规则修订'])
  expect((await withdraw(office)).json()).toMatchObject({ state: 'withdrawn', mayWithdraw: false })
  await carry()
  // Taken back before anybody was told: nobody ever is.
  expect(await told(leader)).toEqual(['approval-notices'])
  expect((await decide(leader, again.id)).statusCode).toBe(409)
  expect((await propose(alsoLeader((await rules()).yaml), office)).statusCode).toBe(201)
})

test('a refused version changes nothing; what waits is decided before another is asked for', async () => {
  const { yaml } = await rules()
  const asked = (await propose(alsoLeader(yaml))).json()
  const second = await propose(yaml.replace("'14:00'", "'13:30'"), office)
  expect([second.statusCode, second.json().title]).toEqual([409, expect.stringContaining('待批准')])
  await decide(deputy, asked.id, false)
  expect(await rules()).toMatchObject({ version: 0, yaml, changes: [{ state: 'refused' }] })
})

test('the office may not agree to its own version', async () => {
  const asked = (await propose(alsoLeader((await rules()).yaml), office)).json()
  const own = await decide(office, asked.id)
  expect([own.statusCode, own.json().title]).toEqual([
    403,
    expect.stringContaining('通知规则的修订须由申请人以外的第二人批准'),
  ])
})

test('the shipped rules can be returned to, by two people as well', async () => {
  const { yaml } = await rules()
  await agreed(alsoLeader(yaml))
  const { shippedYaml } = await rules()
  expect(shippedYaml).toBe(yaml)
  await agreed(shippedYaml)
  expect(await rules()).toMatchObject({ version: 2, yaml: shippedYaml })
  await find('I')
  await carry()
  expect(await told(leader)).toEqual([])
})

test('the same text again is no version', async () => {
  const same = await propose((await rules()).yaml)
  expect([same.statusCode, same.json().title]).toEqual([400, expect.stringContaining('没有需要批准的改动')])
})

test('what is wrong is named by line and field, while typing and when proposed', async () => {
  const { yaml } = await rules()
  const wrong = yaml.replace('kind: event-found, to: [duty]', 'kind: event-found, to: [everybody]')
  const line = yaml.slice(0, yaml.indexOf('kind: event-found')).split('\n').length
  const where = `通知规则 第 ${line} 行，字段 rules.0.to.0`
  const checked = await administrator.send('POST', '/api/notice-rule-checks', { yaml: wrong })
  expect(checked.json().problems).toMatchObject([{ message: expect.stringContaining(where) }])
  const refused = await propose(wrong)
  expect([refused.statusCode, refused.json().title]).toEqual([400, expect.stringContaining(where)])
  const fine = await administrator.send('POST', '/api/notice-rule-checks', { yaml: alsoLeader(yaml) })
  expect(fine.json()).toEqual({ problems: [] })
  expect((await rules()).changes).toEqual([])
})

test('nobody can keep grave matters from the duty officer', async () => {
  const silent = (await rules()).yaml.replace(/(event-found,.*)when: by-grade/, '$1when: never')
  const refused = await propose(silent)
  expect([refused.statusCode, refused.json().title]).toEqual([
    400,
    expect.stringContaining('特别重大、重大舆情必须即时通知值班员'),
  ])
})

test('what a county switched off is told to nobody', async () => {
  const off = (yaml: string) => yaml.replace(/(kind: source-blind,.*)when: at-once/, '$1when: never')
  const note = (ref: string) => api.run((tx) => tx.noticeCauses.note(ref, 'source-blind', {}))
  await note('source:before')
  await carry()
  expect(await told(administrator)).toEqual(['source-blind'])
  await agreed(off((await rules()).yaml))
  await note('source:after')
  await carry()
  const ofSources = (await told(administrator)).filter((kind) => kind === 'source-blind')
  expect(ofSources).toHaveLength(1)
})

test('the ladder climbs by the minutes the county set', async () => {
  await agreed(
    (await rules()).yaml.replace('deputy-leader, afterMinutes: 10', 'deputy-leader, afterMinutes: 3'),
  )
  await find('I')
  await carry()
  api.clock.set('2026-03-02T10:02:00+08:00')
  await carry()
  expect(await told(deputy)).toEqual([])
  api.clock.set('2026-03-02T10:04:00+08:00')
  await carry()
  expect(await told(deputy)).toEqual(['event-found'])
})

test('a kind the program learned after the county set its rules is told as shipped', async () => {
  await agreed(alsoLeader((await rules()).yaml))
  await asOwner(
    api.ownerUrl,
    `update rule_change set body = jsonb_set(body, '{rules}',
      (select jsonb_agg(rule) from jsonb_array_elements(body -> 'rules') rule where rule ->> 'kind' <> 'event-spike'))`,
  )
  const { rules: inForce } = await rules()
  expect(inForce.filter(({ kind }) => kind === 'event-spike')).toMatchObject([{ to: ['duty', 'desk'] }])
})

test('regimes and 通知规则 are each listed by themselves', async () => {
  await agreed(alsoLeader((await rules()).yaml))
  expect((await office.get('/api/rules')).json().changes).toEqual([])
})

test('a unit reads the rules and drafts none', async () => {
  expect((await water.get('/api/notice-rules')).statusCode).toBe(200)
  expect((await propose((await rules()).yaml, water)).statusCode).toBe(403)
})
