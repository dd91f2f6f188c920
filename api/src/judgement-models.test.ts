import { shippedRules } from '@huiyin/keywords/lexicon'
import { buildEvent } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carryOnce } from './notices/courier.js'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
let leader: Person
beforeAll(async () => {
  api = await openTestApi()
  officer = await api.signedIn('desk', ['duty-officer'])
  leader = await api.signedIn('head', ['leader'])
})
afterAll(() => api.close())

const raised = shippedRules('severity.yml').replaceAll('III: {deaths: 3', 'III: {deaths: 5')

async function proposed(): Promise<string> {
  const answer = await officer.send('POST', '/api/judgement-changes/rules', {
    note: '死亡五人以上再定较大',
    files: { 'severity.yml': raised },
  })
  expect(answer.statusCode).toBe(201)
  return answer.json().id
}

const switchTo = (person: Person, changeId: string | null) =>
  person.send('POST', '/api/judgement-activations', { scope: 'rules', changeId, reason: '看过回放' })

test('the page says how well each task was measured, on which file and by which command', async () => {
  const { tasks } = (await officer.get('/api/judgement-model')).json()
  const severity = tasks.find(({ task }: { task: string }) => task === 'severity')
  expect(severity).toMatchObject({ name: '等级', trained: false, measuredOn: 'severity/dev.jsonl' })
  expect(severity.command).toContain('huiyin evaluate severity')
  expect(severity.classes.map(({ label }: { label: string }) => label)).toEqual(['I', 'II', 'III', 'IV'])
})

test('a rule file with a mistake is refused with file, line and field, and nothing is kept', async () => {
  const answer = await officer.send('POST', '/api/judgement-changes/rules', {
    note: '改错了',
    files: { 'severity.yml': raised.replace('deaths: 30', 'deaths: 三十') },
  })
  expect(answer.statusCode).toBe(400)
  expect(answer.json().title).toMatch(/severity\.yml 第 \d+ 行，字段 kinds/)
  expect((await officer.get('/api/judgement-model')).json().changes).toEqual([])
})

test('rules that change nothing are not a change', async () => {
  const answer = await officer.send('POST', '/api/judgement-changes/rules', {
    note: '没有改',
    files: { 'severity.yml': shippedRules('severity.yml') },
  })
  expect(answer.statusCode).toBe(400)
  expect(answer.json().title).toContain('没有需要变更的内容')
})

test('nobody switches on what was not replayed, nor what he proposed himself; the desk does not switch at all', async () => {
  const id = await proposed()
  expect((await switchTo(officer, id)).statusCode).toBe(403)
  const early = await switchTo(leader, id)
  expect(early.json().title).toContain('尚未完成回放')
  const office = await api.signedIn('second-person', ['office'])
  const own = await office.send('POST', '/api/judgement-changes/rules', {
    note: '办公室提出',
    files: { 'severity.yml': raised },
  })
  const ownId = own.json().id
  await api.run((tx) =>
    tx.judgementChanges.keepReplay(ownId, { gold: 1, past: 0, fixes: 0, breaks: 0, moved: 0, rows: [] }),
  )
  const refused = await switchTo(office, ownId)
  expect(refused.statusCode).toBe(403)
  expect(refused.json().title).toContain('研判规则的变更须由提出人以外的第二人启用')
})

test('replayed and switched on by a leader it is in force, shown as such, and taken back again', async () => {
  const id = await proposed()
  const rows = [
    {
      task: 'grade' as const,
      source: 'gold' as const,
      id: 'g',
      title: '题',
      expected: 'III',
      before: 'III',
      after: 'IV',
    },
  ]
  await api.run((tx) =>
    tx.judgementChanges.keepReplay(id, { gold: 1, past: 0, fixes: 0, breaks: 1, moved: 0, rows }),
  )
  expect((await switchTo(leader, id)).statusCode).toBe(204)
  const whole = (await leader.get(`/api/judgement-changes/${id}`)).json()
  expect(whole).toMatchObject({ state: 'active', rows })
  expect(whole.files).toEqual([{ file: 'severity.yml', before: shippedRules('severity.yml'), after: raised }])
  expect((await officer.get('/api/judgement-model/rules')).json()['severity.yml']).toBe(raised)
  expect((await switchTo(leader, id)).statusCode).toBe(409)
  expect((await switchTo(leader, null)).statusCode).toBe(204)
  expect((await leader.get(`/api/judgement-changes/${id}`)).json().state).toBe('retired')
})

test('who may switch a replayed change on is told of it; not adopted it waits for nobody and is switched on by nobody', async () => {
  const office = await api.signedIn('replay-reader', ['office'])
  const clerk = await api.signedIn('clerk', ['unit'], 'shuiwu-ju')
  const told = async (person: Person) =>
    (await person.get('/api/notices'))
      .json()
      .rows.filter(({ kind }: { kind: string }) => kind === 'approval-judgement')
  const waiting = async (person: Person) => (await person.get('/api/approval-counts')).json().judgement
  await carryOnce(api.options)
  const before = (await told(leader)).length
  const id = await proposed()
  await carryOnce(api.options)
  expect([(await told(leader)).length, await waiting(leader)]).toEqual([before, 0])
  const replay = { gold: 1, past: 0, fixes: 1, breaks: 0, moved: 0, rows: [] }
  await api.run((tx) => tx.judgementChanges.keepReplay(id, replay))
  await carryOnce(api.options)
  for (const person of [leader, office]) {
    expect(await waiting(person)).toBe(1)
    expect((await told(person))[0]).toMatchObject({ path: `/judgement/changes/${id}`, readAt: null })
  }
  for (const person of [officer, clerk]) {
    expect([await waiting(person), await told(person)]).toEqual([0, []])
  }
  const setAside = (by: Person) =>
    by.send('POST', `/api/judgement-changes/${id}/set-aside`, { reason: '改错的多' })
  expect((await setAside(leader)).json()).toMatchObject({ state: 'set-aside', maySwitch: false })
  expect([await waiting(office), (await told(office))[0].readAt]).toEqual([0, expect.any(String)])
  expect((await setAside(officer)).statusCode).toBe(409)
  expect((await switchTo(office, id)).statusCode).toBe(409)
})

test('corrections are listed beside what was proposed, counted, and taken out as training rows', async () => {
  const event = await api.run((tx) =>
    buildEvent(tx, {
      title: '东街停水',
      judgement: {
        units: [
          {
            code: 'zhujian-ju',
            name: '住房和城乡建设局',
            group: '其他',
            role: 'lead',
            confidence: 0.7,
            reason: '',
          },
        ],
      },
    }),
  )
  await api.run((tx) =>
    tx.db
      .updateTable('opinion_event')
      .set(({ selectFrom }) => ({
        representative_id: selectFrom('item').select('id').where('event_id', '=', event),
      }))
      .where('id', '=', event)
      .execute(),
  )
  await officer.send(
    'PUT',
    `/api/opinion-events/${event}/decision`,
    { grade: 'III', unitCode: 'shuiwu-ju' },
    { 'if-match': '*' },
  )
  const { rows, total } = (await officer.get('/api/corrections')).json()
  expect(total).toBe(1)
  expect(rows[0]).toMatchObject({
    title: '东街停水',
    proposedGrade: 'IV',
    grade: 'III',
    proposedUnit: '住房和城乡建设局',
    unit: '水务局',
  })
  const { agreement } = (await officer.get('/api/judgement-model')).json()
  expect(agreement).toMatchObject({ decided: 1, gradeAgreed: 0, unitDecided: 1, unitAgreed: 0 })
  const taken = await officer.get('/api/corrections/export?task=dispatch')
  expect(JSON.parse(taken.body)).toMatchObject({ id: event, unit: '其他', unitName: '水务局' })
  expect((await leader.get('/api/corrections/export?task=dispatch')).statusCode).toBe(403)
})

test('a unit and the administrator see nothing of it', async () => {
  const unit = await api.signedIn('water', ['unit'], 'shuiwu-ju')
  const administrator = await api.signedIn('it', ['administrator'])
  for (const person of [unit, administrator])
    for (const path of ['/api/judgement-model', '/api/corrections'])
      expect((await person.get(path)).statusCode).toBe(403)
})
