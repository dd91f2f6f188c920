import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@huiyin/domain/actor'
import type { AuditEntryView } from '@huiyin/domain/http/audit'
import { exportHead } from '@huiyin/store/audit-heads'
import { auditKeyFrom } from '@huiyin/store/audit-key'
import { tamperAsOwner } from '@huiyin/store/audit-tampering'
import { buildEvent } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { self } from './deps.js'
import { openTestApi, type Person, type TestApi, testPassword, testSecret } from './testing.js'

let api: TestApi
let officer: Person
let auditor: Person
let administrator: Person
const heads = mkdtempSync(join(tmpdir(), 'audit-heads-'))

beforeAll(async () => {
  api = await openTestApi({
    config: { auditHeadsDir: heads },
    reports: {
      specialReport: async () => new Uint8Array([0x25, 0x50, 0x44, 0x46]),
      caseLetter: async () => new Uint8Array([0x25, 0x50, 0x44, 0x46]),
      draftSheet: async () => new Uint8Array([0x25, 0x50, 0x44, 0x46]),
      opinionLog: async () => new Uint8Array([0x25, 0x50, 0x44, 0x46]),
    },
  })
  officer = await api.signedIn('officer', ['duty-officer'])
  auditor = await api.signedIn('auditor', ['auditor'])
  administrator = await api.signedIn('administrator', ['administrator'])
})
afterAll(async () => {
  await api.close()
  rmSync(heads, { recursive: true })
})

const entries = async (query = ''): Promise<AuditEntryView[]> =>
  (await auditor.get(`/api/audit-entries?limit=200${query}`)).json().rows

/** What was recorded while `work` ran, oldest first, without the searches themselves. */
const recordedBy = async (work: () => Promise<unknown>): Promise<AuditEntryView[]> => {
  const before = (await entries()).at(0)?.seq ?? 0
  await work()
  return (await entries()).filter(({ seq, action }) => seq > before && !action.startsWith('audit.')).reverse()
}
const acts = async (work: () => Promise<unknown>) =>
  (await recordedBy(work)).map(({ action, actor, subject }) => [action, actor.name, subject.kind])

const walled = () => api.run((tx) => buildEvent(tx, { judgement: { accused: ['shuiwu-ju'] } }))

test('signing in, failing to and signing out are recorded with the address, under the person', async () => {
  const signIn = (password: string, name = 'officer') =>
    api.ask({ method: 'POST', url: '/api/sessions', payload: { name, password } })
  const recorded = await recordedBy(async () => {
    await signIn('wrong')
    await signIn('wrong', 'my secret, in the wrong field')
    await signIn(testPassword)
  })
  expect(recorded).toMatchObject([
    { action: 'session.refused', detail: { name: 'officer', address: '127.0.0.1' } },
    { action: 'session.refused', subject: { kind: 'account', id: null } },
    { action: 'session.opened', actor: { kind: 'user', id: officer.me.id, name: 'officer同志' } },
  ])
  expect(JSON.stringify(recorded)).not.toContain('my secret')
})

test('five failures are followed by entries of a locked account', async () => {
  const locked = await api.signedIn('locked', ['leader'])
  const recorded = await recordedBy(async () => {
    for (let n = 0; n < 6; n += 1)
      await api.ask({ method: 'POST', url: '/api/sessions', payload: { name: 'locked', password: 'wrong' } })
  })
  expect(recorded.map(({ action }) => action)).toEqual([
    ...Array.from({ length: 5 }, () => 'session.refused'),
    'session.locked-out',
  ])
  expect(recorded.at(-1)!.subject.id).toBe(locked.me.id)
})

test('what the administrator does to accounts, screens and sources is recorded under him', async () => {
  const name = 'administrator同志'
  const recorded = await acts(async () => {
    const made = (
      await administrator.send('POST', '/api/accounts', {
        name: 'lisi',
        displayName: '李四',
        roles: ['leader'],
      })
    ).json()
    await administrator.send('POST', `/api/accounts/${made.account.id}/sign-in-link`)
    await administrator.send('POST', `/api/accounts/${made.account.id}/disable`)
    const screen = (await administrator.send('POST', '/api/display-links', { name: '大厅' })).json()
    await administrator.send('DELETE', `/api/display-links/${screen.view.id}`)
    const yaml = JSON.stringify({
      ...{
        id: 'county-board',
        name: '县留言板',
        kind: 'board',
        level: 'county',
        url: 'https://example.com/',
      },
      ...{ everySeconds: 600, local: true, read: { type: 'feed' } },
    })
    await administrator.send('POST', '/api/sources', { yaml })
    await administrator.send('PATCH', '/api/sources/county-board', { enabled: false })
    await administrator.send('PATCH', '/api/sources/county-board', { enabled: true })
    await administrator.send('POST', '/api/sources/county-board/sweep')
  })
  expect(recorded).toEqual([
    ['account.created', name, 'account'],
    ['sign-in-link.issued', name, 'account'],
    ['account.disabled', name, 'account'],
    ['display-link.issued', name, 'display-link'],
    ['display-link.revoked', name, 'display-link'],
    ['source.saved', name, 'source'],
    ['source.disabled', name, 'source'],
    ['source.enabled', name, 'source'],
    ['source.swept', name, 'source'],
  ])
})

test('an event is recorded from decision to closing, by number and never by its words', async () => {
  const id = await api.run((tx) => buildEvent(tx, { title: '不得出现的标题' }))
  const at = `/api/opinion-events/${id}`
  const recorded = await recordedBy(async () => {
    await officer.get(at)
    await officer.send('PUT', `${at}/decision`, { grade: 'III', reason: '不得出现的理由' })
    await officer.send('POST', `${at}/dismiss`, { reason: '不得出现的理由' })
    await officer.send('POST', `${at}/restore`)
    const { id: file } = (await officer.send('POST', `${at}/accept`, { unitCode: 'shuiwu-ju' })).json()
    await officer.send('POST', `/api/case-files/${file}/receive`, {})
    await officer.send('POST', `/api/case-files/${file}/note`, { note: '不得出现的备注' })
  })
  expect(recorded.map(({ action }) => action)).toEqual([
    'event.decided',
    'event.dismissed',
    'event.restored',
    'event.accepted',
    'case.received',
    'case.noted',
  ])
  expect(JSON.stringify(recorded)).not.toContain('不得出现')
})

test('what is refused is not recorded as done', async () => {
  const id = await api.run((tx) => buildEvent(tx))
  const recorded = await acts(() => officer.send('POST', `/api/opinion-events/${id}/restore`))
  expect(recorded).toEqual([])
})

test('whoever reads a walled event, its case or its report is known; an open event is read unrecorded', async () => {
  const open = await api.run((tx) => buildEvent(tx))
  expect(await acts(() => officer.get(`/api/opinion-events/${open}`))).toEqual([])
  const id = await walled()
  const read = await recordedBy(async () => {
    await officer.get(`/api/opinion-events/${id}`)
    const file = (await officer.send('POST', `/api/opinion-events/${id}/accept`, {})).json()
    await officer.get(`/api/case-files/${file.id}`)
    await officer.get(`/api/opinion-events/${id}/special-report`)
  })
  expect(read.map(({ action, detail }) => [action, detail.via])).toEqual([
    ['event.walled-read', 'event'],
    ['event.accepted', undefined],
    ['event.walled-read', 'case-file'],
    ['report.downloaded', undefined],
    ['event.walled-read', 'special-report'],
  ])
  for (const { actor } of read) expect(actor.name).toBe('officer同志')
})

test('the opinion log of a day names the walled events it showed', async () => {
  const id = await walled()
  const { number } = (await officer.get(`/api/opinion-events/${id}`)).json()
  const [read] = await recordedBy(() => officer.get('/api/opinion-logs/2026-03-02'))
  expect(read).toMatchObject({
    action: 'event.walled-read',
    detail: { via: 'opinion-log', day: '2026-03-02' },
  })
  expect(read!.detail.numbers).toContain(number)
})

test('an accused unit that asks for a walled event leaves no trace that there is one', async () => {
  const id = await walled()
  const unit = await api.signedIn('shuiwu', ['unit'], 'shuiwu-ju')
  expect(await acts(() => unit.get(`/api/opinion-events/${id}`))).toEqual([])
})

test('searching finds by act, person, subject and day, and pages to the end without loss', async () => {
  const made = (await administrator.send('POST', '/api/display-links', { name: '值班室' })).json()
  const byAct = await entries('&action=display-link.issued')
  expect(new Set(byAct.map(({ action }) => action))).toEqual(new Set(['display-link.issued']))
  expect((await entries(`&subject=${made.view.id}`)).map(({ action }) => action)).toEqual([
    'display-link.issued',
  ])
  expect((await entries(`&subject=${encodeURIComponent('值班室')}`)).length).toBe(1)
  expect((await entries(`&actor=${encodeURIComponent('administrator同')}`)).length).toBeGreaterThan(5)
  expect(await entries('&actor=%25')).toEqual([])
  expect(await entries('&from=2026-03-03')).toEqual([])
  expect((await entries('&from=2026-03-02&to=2026-03-02')).length).toBeGreaterThan(5)
  const all = (await entries('&to=2026-03-02&action=session.refused')).map(({ seq }) => seq)
  const paged: number[] = []
  for (let next: string | null = ''; next !== null; ) {
    const cursor: string = next ? `&cursor=${next}` : ''
    const page: { rows: AuditEntryView[]; next: string | null } = (
      await auditor.get(`/api/audit-entries?action=session.refused&limit=2${cursor}`)
    ).json()
    paged.push(...page.rows.map(({ seq }) => seq))
    next = page.next
  }
  expect(paged).toEqual(all)
})

test.each([
  'from=2026-02-30',
  'from=2026-03-02&to=2026-03-01',
  'action=nonsense',
  'cursor=abc',
  'limit=1000',
])('a search for %s is refused with what is wrong', async (query) => {
  const answer = await auditor.get(`/api/audit-entries?${query}`)
  expect(answer.statusCode).toBe(400)
  expect(answer.json().fields.length).toBeGreaterThan(0)
})

test('reading, checking and taking out the audit are recorded themselves', async () => {
  await auditor.get('/api/audit-entries?action=session.refused')
  await auditor.get('/api/audit-entries/verification')
  await auditor.get('/api/audit-entries/export?format=jsonl')
  const [exported, verified, searched] = await entries()
  expect(searched).toMatchObject({ action: 'audit.searched', detail: { action: 'session.refused' } })
  expect(verified).toMatchObject({ action: 'audit.verified', detail: { intact: true } })
  expect(exported).toMatchObject({ action: 'audit.exported', actor: { id: auditor.me.id } })
})

test('an export is a file of all that was asked for, and a name that is a formula stays text', async () => {
  await administrator.send('POST', '/api/accounts', {
    ...{ name: 'wangwu', displayName: '=cmd|calc', roles: ['leader'] },
  })
  const evil = await api.signedIn('evil', ['administrator'])
  await api.run((tx) =>
    tx.db.updateTable('account').set({ display_name: '=1+1' }).where('id', '=', evil.me.id).execute(),
  )
  await evil.send('POST', '/api/display-links', { name: '@SUM(A1)' })
  const csv = await auditor.get('/api/audit-entries/export?action=display-link.issued')
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(csv.headers['content-disposition']).toBe('attachment; filename="audit-2026-03-02.csv"')
  expect(csv.body).toContain(`"'=1+1"`)
  expect(csv.body).not.toMatch(/(^|,)"?[=+@]/m)
  const lines = (await auditor.get('/api/audit-entries/export?format=jsonl')).body.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).seq)).toEqual(lines.map((_, index) => index + 1))
})

const closed: readonly (readonly [string, Role[]])[] = [
  ['administrator', ['administrator']],
  ['duty officer', ['duty-officer']],
  ['leader', ['leader']],
]
test.each(closed)('the %s may neither read nor check nor take out the audit', async (_who, roles) => {
  const person = await api.signedIn(`closed-${roles[0]}`, roles)
  for (const path of ['', '/verification', '/export'])
    expect((await person.get(`/api/audit-entries${path}`)).statusCode).toBe(403)
})

test('a chain that was tampered with is shown broken, and where', async () => {
  await exportHead(api.store.as(self), auditKeyFrom(testSecret), heads)
  const whole = (await auditor.get('/api/audit-entries/verification')).json()
  expect(whole).toMatchObject({ intact: true, headsCompared: 1, problems: [] })
  await tamperAsOwner(api.ownerUrl, `update audit_entry set actor_name = '别人' where seq = 3`)
  expect((await auditor.get('/api/audit-entries/verification')).json()).toMatchObject({
    intact: false,
    problems: [{ kind: 'changed', from: 3, to: 3 }],
  })
})
