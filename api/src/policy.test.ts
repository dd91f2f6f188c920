import type { Role } from '@huiyin/domain/actor'
import { roles } from '@huiyin/domain/actor'
import Fastify, { type InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Api } from './deps.js'
import { requirePolicies } from './plugins/guard.js'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
const people = new Map<Role, Person>()

beforeAll(async () => {
  api = await openTestApi()
  for (const role of roles)
    if (role !== 'display')
      people.set(role, await api.signedIn(`as-${role}`, [role], role === 'unit' ? 'shuiwu-ju' : undefined))
  const made = await people.get('administrator')!.send('POST', '/api/display-links', { name: '大厅' })
  const token = new URL(made.json().link.path, 'http://x').searchParams.get('key')
  const entered = await api.ask({ method: 'POST', url: '/api/display-sessions', payload: { token } })
  const cookie = String(entered.headers['set-cookie']).split(';')[0]
  const ask = (options: InjectOptions) => api.ask({ headers: { cookie }, ...options })
  people.set('display', {
    me: { csrf: '' } as Person['me'],
    cookie: String(cookie),
    get: (url) => ask({ method: 'GET', url }),
    send: (method, url, payload) => ask({ method, url, ...(payload ? { payload } : {}) }),
  })
})
afterAll(() => api.close())

const open = [
  'GET /api/health',
  'GET /api/site',
  'POST /api/sessions',
  'GET /api/sign-in-links/{token}',
  'POST /api/sign-in-links/{token}',
  'POST /api/display-sessions',
  'GET /api/oidc/start',
  'GET /api/oidc/callback',
  'POST /api/oidc/code',
]

const officers: Role[] = ['duty-officer', 'office']
const readers: Role[] = [...officers, 'leader', 'deputy-leader']
const persons = roles.filter((role) => role !== 'display')

/** Written out a second time, by route: what the HTTP contract grants. */
const granted: Record<string, readonly Role[]> = {
  'GET /api/session': roles,
  'DELETE /api/session': persons,
  'GET /api/sessions': persons,
  'DELETE /api/sessions': persons,
  'DELETE /api/sessions/{id}': persons,
  'GET /api/approval-counts': persons,
  'GET /api/own-account': persons,
  'PUT /api/own-account/password': persons,
  'POST /api/own-account/notices-read': persons,
  'POST /api/own-account/second-factor': persons,
  'POST /api/own-account/second-factor/confirmation': persons,
  'POST /api/own-account/second-factor/removal': persons,
  'POST /api/own-account/recovery-codes': persons,
  'GET /api/accounts': ['administrator'],
  'PUT /api/accounts/{id}/roles': ['administrator'],
  'POST /api/accounts/{id}/unlock': ['administrator'],
  'POST /api/accounts/{id}/second-factor-reset': ['administrator'],
  'GET /api/accounts/{id}/sessions': ['administrator'],
  'DELETE /api/accounts/{id}/sessions': ['administrator'],
  'GET /api/address-locks': ['administrator'],
  'DELETE /api/address-locks/{address}': ['administrator'],
  'GET /api/api-tokens': ['administrator'],
  'POST /api/api-tokens': ['administrator'],
  'DELETE /api/api-tokens/{id}': ['administrator'],
  'POST /api/accounts': ['administrator'],
  'POST /api/accounts/{id}/sign-in-link': ['administrator'],
  'POST /api/accounts/{id}/disable': ['administrator'],
  'GET /api/display-links': ['administrator'],
  'POST /api/display-links': ['administrator'],
  'DELETE /api/display-links/{id}': ['administrator'],
  'GET /api/notices': persons,
  'GET /api/notices/counts': persons,
  'POST /api/notices/read': persons,
  'POST /api/notices/{id}/acknowledge': persons,
  'GET /api/notice-rules': persons,
  'POST /api/notice-rule-checks': ['administrator', 'office'],
  'POST /api/notice-rules': ['administrator', 'office'],
  'GET /api/own-contact': persons,
  'PUT /api/own-contact': persons,
  'GET /api/notice-deliveries': [...readers, 'administrator'],
  'POST /api/notice-deliveries/{entry}/again': ['administrator'],
  'GET /api/notice-channels': [...readers, 'administrator'],
  'POST /api/notice-channels': ['administrator'],
  'PUT /api/notice-channels/{id}/enabled': ['administrator'],
  'DELETE /api/notice-channels/{id}': ['administrator'],
  'POST /api/notice-channels/{id}/test': ['administrator'],
  'GET /api/duty-shifts/now': persons,
  'GET /api/duty-shifts': persons,
  'POST /api/duty-shifts': officers,
  'DELETE /api/duty-shifts/{id}': officers,
  'GET /api/regime-duties': readers,
  'GET /api/duty-records': readers,
  'POST /api/duty-records': officers,
  'POST /api/duty-records/{id}/withdrawal': officers,
  'GET /api/supervisor-suggestions': [...readers, 'unit'],
  'POST /api/supervisor-suggestions': officers,
  'GET /api/supervisor-suggestions/{id}': [...readers, 'unit'],
  'POST /api/supervisor-suggestions/{id}/hand-on': officers,
  'POST /api/supervisor-suggestions/{id}/answer': [...officers, 'unit'],
  'POST /api/supervisor-suggestions/{id}/feed-back': officers,
  'POST /api/supervisor-suggestions/{id}/close': officers,
  'POST /api/supervisor-suggestions/{id}/wall': officers,
  'POST /api/supervisor-suggestions/{id}/ask-lift': officers,
  'POST /api/supervisor-suggestions/{id}/decide-lift': ['leader', 'deputy-leader', 'office'],
  'GET /api/supervisor-notice': readers,
  'GET /api/disclosure-items': persons,
  'POST /api/disclosure-items': officers,
  'POST /api/disclosure-checks': officers,
  'PUT /api/disclosure-items': officers,
  'POST /api/disclosure-removals': officers,
  'GET /api/duty-handovers': readers,
  'POST /api/duty-shifts/{id}/handover': readers,
  'POST /api/duty-handovers/{id}/take-over': readers,
  'GET /api/opinion-events': [...readers, 'unit'],
  'GET /api/opinion-events/counts': [...readers, 'unit'],
  'GET /api/opinion-events/{id}': [...readers, 'unit'],
  'PUT /api/opinion-events/{id}/decision': officers,
  'POST /api/opinion-events/{id}/accept': officers,
  'POST /api/opinion-events/{id}/dismiss': officers,
  'POST /api/opinion-events/{id}/restore': officers,
  'POST /api/opinion-events/{id}/merge': officers,
  'POST /api/opinion-events/{id}/split': officers,
  'PUT /api/opinion-events/{id}/lock': officers,
  'POST /api/opinion-events/{id}/acknowledge-alarm': officers,
  'POST /api/event-merges/{id}/undo': officers,
  'GET /api/opinion-events/{id}/special-report': readers,
  'GET /api/opinion-events/{id}/evidence': officers,
  'GET /api/unit-appraisals': [...readers, 'unit'],
  'GET /api/drafts': [...readers, 'unit'],
  'GET /api/drafts/{id}': [...readers, 'unit'],
  'GET /api/drafts/{id}/sheet': [...readers, 'unit'],
  'GET /api/case-files/{id}/drafts': [...readers, 'unit'],
  'POST /api/case-files/{id}/drafts': [...officers, 'unit'],
  'POST /api/drafts/{id}/versions': [...officers, 'unit'],
  'PUT /api/drafts/{id}/disclosure': [...readers, 'unit'],
  'POST /api/drafts/{id}/submission': [...officers, 'unit'],
  'POST /api/drafts/{id}/withdrawal': [...officers, 'unit'],
  'POST /api/drafts/{id}/verdict': [...readers, 'unit'],
  'POST /api/drafts/{id}/wordings': [...officers, 'unit'],
  'POST /api/drafts/{id}/wording-overrule': ['leader', 'deputy-leader'],
  'POST /api/drafts/{id}/publication': [...officers, 'unit'],
  'GET /api/wording-requests': ['unit'],
  'POST /api/wording-requests/{id}/answer': ['unit'],
  'GET /api/review-rules': [...readers, 'unit'],
  'PUT /api/review-rules': ['leader'],
  'GET /api/opinion-events/{id}/wall': readers,
  'POST /api/opinion-events/{id}/wall-changes': officers,
  'GET /api/wall-changes': readers,
  'POST /api/wall-changes/{id}/decision': ['leader', 'deputy-leader', 'office'],
  'GET /api/rejected-items': readers,
  'GET /api/watched-subjects': readers,
  'POST /api/watched-subjects': officers,
  'POST /api/watched-subjects/dry-runs': officers,
  'GET /api/watched-subjects/{id}': readers,
  'PUT /api/watched-subjects/{id}': officers,
  'PUT /api/watched-subjects/{id}/enabled': officers,
  'GET /api/watched-subjects/{id}/items': readers,
  'GET /api/case-files': [...readers, 'unit'],
  'GET /api/case-files/{id}': [...readers, 'unit'],
  'POST /api/case-files/{id}/dispatch': officers,
  'POST /api/case-files/{id}/assist': officers,
  'POST /api/case-files/{id}/receive': [...officers, 'unit'],
  'POST /api/case-files/{id}/contribute': [...officers, 'unit'],
  'POST /api/case-files/{id}/return': [...officers, 'unit'],
  'POST /api/case-files/{id}/arbitrate': officers,
  'POST /api/case-files/{id}/transfer': officers,
  'POST /api/case-files/{id}/supervise': readers,
  'POST /api/case-files/{id}/escalate': officers,
  'POST /api/case-files/{id}/respond': [...officers, 'unit'],
  'POST /api/case-files/{id}/explain': [...officers, 'unit'],
  'POST /api/case-files/{id}/consult': officers,
  'POST /api/case-files/{id}/instruct': readers,
  'POST /api/case-files/{id}/ask-interpretation': officers,
  'POST /api/case-files/{id}/interpret': [...officers, 'unit'],
  'POST /api/case-files/{id}/feed-back': [...officers, 'unit'],
  'POST /api/case-files/{id}/measure': readers,
  'POST /api/case-files/{id}/note': [...readers, 'unit'],
  'POST /api/case-files/{id}/close': officers,
  'POST /api/case-files/{id}/visit': officers,
  'POST /api/case-files/{id}/archive': officers,
  'POST /api/case-files/{id}/reopen': officers,
  'POST /api/case-files/{id}/merge': officers,
  'POST /api/case-files/{id}/split': officers,
  'POST /api/case-files/{id}/undo': [...readers, 'unit'],
  'GET /api/case-files/{id}/letters/{entry}': [...readers, 'unit'],
  'PUT /api/case-files/{id}/presence': [...readers, 'unit'],
  'DELETE /api/case-files/{id}/presence': [...readers, 'unit'],
  'GET /api/case-files/{id}/attachments': [...readers, 'unit'],
  'GET /api/supervisor-suggestions/{id}/attachments': [...readers, 'unit'],
  'POST /api/case-files/{id}/attachments': [...readers, 'unit'],
  'POST /api/supervisor-suggestions/{id}/attachments': [...readers, 'unit'],
  'GET /api/attachments/{id}': [...readers, 'unit'],
  'DELETE /api/attachments/{id}': [...readers, 'unit'],
  'GET /api/instructions': [...readers, 'unit'],
  'POST /api/case-files/{id}/resume': officers,
  'POST /api/case-files/{id}/start': officers,
  'GET /api/case-files/{id}/clocks': [...readers, 'unit'],
  'POST /api/case-files/{id}/clock-changes': [...officers, 'unit'],
  'GET /api/clock-changes': [...readers, 'unit'],
  'POST /api/clock-changes/{id}/decision': ['leader', 'deputy-leader', 'office'],
  'GET /api/deadline-warnings': [...readers, 'unit'],
  'GET /api/rules': persons,
  'POST /api/regimes': ['administrator', 'office'],
  'POST /api/regime-choices': ['administrator', 'office'],
  'POST /api/rule-changes/{id}/withdrawal': ['administrator', 'office'],
  'POST /api/rule-changes/{id}/decision': ['leader', 'deputy-leader', 'office'],
  'GET /api/calendar': persons,
  'POST /api/calendar': ['administrator', 'office'],
  'POST /api/calendar-previews': ['administrator', 'office'],
  'GET /api/opinion-logs/{date}': readers,
  'GET /api/opinion-logs/{date}/report': readers,
  'GET /api/coverage': [...readers, 'administrator'],
  'GET /api/judgement-model': readers,
  'GET /api/judgement-model/rules': readers,
  'GET /api/judgement-changes/{id}': readers,
  'POST /api/judgement-changes/rules': officers,
  'POST /api/judgement-changes/learning': officers,
  'POST /api/judgement-changes/{id}/set-aside': readers,
  'POST /api/judgement-activations': ['leader', 'deputy-leader', 'office'],
  'GET /api/corrections': readers,
  'GET /api/corrections/export': officers,
  'GET /api/sources': [...readers, 'administrator'],
  'GET /api/sources/{id}': [...readers, 'administrator'],
  'POST /api/sources': ['administrator'],
  'POST /api/source-probes': ['administrator'],
  'POST /api/source-checks': ['administrator'],
  'PATCH /api/sources/{id}': ['administrator'],
  'POST /api/sources/{id}/sweep': [...officers, 'administrator'],
  'POST /api/pushed-items': [],
  'GET /api/matters': [...readers, 'unit'],
  'GET /api/matters/counts': [...readers, 'unit'],
  'POST /api/matters/check': officers,
  'POST /api/matters': officers,
  'GET /api/case-files/{id}/matter': [...readers, 'unit'],
  'POST /api/case-files/{id}/ask-amendment': officers,
  'POST /api/case-files/{id}/receive-amendment': officers,
  'POST /api/case-files/{id}/correct-matter': officers,
  'POST /api/case-files/{id}/correct-matter/check': officers,
  'POST /api/entered-items/check': officers,
  'POST /api/entered-items': officers,
  'GET /api/item-imports': officers,
  'POST /api/item-imports': officers,
  'GET /api/item-imports/{id}': officers,
  'PUT /api/item-imports/{id}/reading': officers,
  'POST /api/item-imports/{id}/confirm': officers,
  'POST /api/item-imports/{id}/cancel': officers,
  'GET /api/item-imports/{id}/refusals': officers,
  'GET /api/entered-items': readers,
  'GET /api/entered-items/{id}': readers,
  'POST /api/source-alarms/{id}/acknowledge': [...officers, 'administrator'],
  'GET /api/units': persons,
  'GET /api/regimes': persons,
  'GET /api/jurisdiction': persons,
  'POST /api/jurisdiction': ['administrator'],
  'GET /api/wall': [...readers, 'display'],
  'GET /api/stream': roles,
  'GET /api/privacy': persons,
  'GET /api/reveal-requests': readers,
  'POST /api/reveal-requests': officers,
  'POST /api/reveal-requests/{id}/decision': ['leader', 'deputy-leader', 'office'],
  'POST /api/reveal-requests/{id}/read': officers,
  'GET /api/data-requests': readers,
  'POST /api/data-requests': officers,
  'GET /api/data-requests/{id}/subject': readers,
  'POST /api/data-requests/{id}/decision': ['leader', 'deputy-leader', 'office'],
  'POST /api/data-requests/{id}/execution': officers,
  'GET /api/audit-entries': ['auditor'],
  'GET /api/audit-entries/verification': ['auditor'],
  'GET /api/audit-entries/export': ['auditor'],
}

const example: Record<string, string> = {
  id: '00000000-0000-4000-8000-000000000000',
  date: '2026-03-02',
  entry: '1',
  token: 'x'.repeat(43),
  address: '192.0.2.1',
}

const documented = () => {
  const { paths } = api.app.swagger() as { paths: Record<string, object> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => {
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => example[name] ?? '')
      return { name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), url: filled }
    }),
  )
}

test('every documented route is either open on purpose or granted to somebody', () => {
  expect(
    documented()
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...open, ...Object.keys(granted)].sort())
})

test('without a session every route that is not open answers 401 as a problem', async () => {
  for (const { name, method, url } of documented().filter(({ name }) => !open.includes(name))) {
    const answer = await api.ask({ method, url })
    expect([name, answer.statusCode]).toEqual([name, 401])
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({ status: 401, title: '请先登录，或登录已过期' })
  }
})

test.each(roles.map((role) => [role]))(
  'as %s every route that is not granted answers 403, the others let in',
  async (role) => {
    const person = people.get(role)!
    // Signing out and the endless stream are tried elsewhere.
    const tried = documented().filter(
      ({ name }) => !open.includes(name) && name !== 'DELETE /api/session' && name !== 'GET /api/stream',
    )
    for (const { name, method, url } of tried) {
      const answer =
        method === 'GET'
          ? await person.get(url)
          : await person.send(method as 'POST', url, { nonsense: true })
      const may = granted[name]!.includes(role)
      if (may) expect([name, answer.statusCode]).not.toEqual([name, 403])
      else expect([name, answer.statusCode]).toEqual([name, 403])
    }
  },
)

test('an /api route that declares no policy keeps the server from starting', () => {
  const app = Fastify() as unknown as Api
  requirePolicies(app)
  expect(() => app.get('/api/forgotten', () => 'open to all')).toThrow('declares no policy')
  expect(() => app.get('/elsewhere', () => 'a page')).not.toThrow()
})

test('a revoked display link closes the screen that used it, and a forged one opens none', async () => {
  const admin = people.get('administrator')!
  const made = (await admin.send('POST', '/api/display-links', { name: '值班室' })).json()
  const token = new URL(made.link.path, 'http://x').searchParams.get('key')!
  const enter = (key: string) =>
    api.ask({ method: 'POST', url: '/api/display-sessions', payload: { token: key } })
  const cookie = String((await enter(token)).headers['set-cookie']).split(';')[0]
  const wall = () => api.ask({ url: '/api/wall', headers: { cookie } })
  expect((await wall()).statusCode).toBe(200)
  expect((await enter(`${token.split('.')[0]}.${'A'.repeat(43)}`)).statusCode).toBe(401)
  expect((await admin.send('DELETE', `/api/display-links/${made.view.id}`)).statusCode).toBe(204)
  expect((await wall()).statusCode).toBe(401)
  expect((await enter(token)).statusCode).toBe(401)
})
