import type { Original } from '@huiyin/store/original-vault'
import { buildEvent, buildItem } from '@huiyin/store/testing-builders'
import { testVault } from '@huiyin/store/testing-vault'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
let leader: Person
let office: Person
let auditor: Person
const vault = testVault()
const original: Original = { title: '停水', text: '我叫张伟，电话13812345678', author: '小城张伟' }

beforeAll(async () => {
  api = await openTestApi({ at: '2026-03-02T09:00:00+08:00' })
  officer = await api.signedIn('duty', ['duty-officer'])
  leader = await api.signedIn('leader', ['leader'])
  office = await api.signedIn('office', ['office'])
  auditor = await api.signedIn('auditor', ['auditor'])
})
afterAll(() => api.close())

const newItem = () =>
  api.run(async (tx) => {
    const itemId = await buildItem(tx)
    await tx.originals.insertMany([{ itemId, sealed: vault.seal(itemId, original) }])
    return itemId
  })

const ask = async (by: Person, itemId: string, reason = '核实诉求人所述地址') => {
  const answer = await by.send('POST', '/api/reveal-requests', { itemId, reason })
  expect(answer.statusCode).toBe(201)
  return answer.json() as { id: string; reason: string }
}

const audited = async (action: string) => {
  const { rows } = (await auditor.get(`/api/audit-entries?action=${action}`)).json()
  return rows as { actor: { name: string }; subject: { id: string | null }; detail: object }[]
}

test('an original is read once after another person has agreed, and each step is in the audit', async () => {
  const itemId = await newItem()
  const { id } = await ask(officer, itemId)
  expect((await officer.send('POST', `/api/reveal-requests/${id}/read`)).statusCode).toBe(409)
  const [shown] = (await leader.get('/api/reveal-requests')).json()
  expect(shown).toMatchObject({ id, state: 'waiting', mayDecide: true, mayRead: false })
  await leader.send('POST', `/api/reveal-requests/${id}/decision`, { approve: true })
  const read = await officer.send('POST', `/api/reveal-requests/${id}/read`)
  expect(read.json()).toEqual(original)
  expect(read.headers['cache-control']).toBe('no-store')
  expect((await officer.send('POST', `/api/reveal-requests/${id}/read`)).statusCode).toBe(410)
  for (const action of ['reveal.asked', 'reveal.approved', 'reveal.read'])
    expect((await audited(action)).map(({ subject }) => subject.id)).toContain(id)
})

test('the office does not agree to its own request, and a refusal says why', async () => {
  const itemId = await newItem()
  const { id } = await ask(office, itemId)
  const own = await office.send('POST', `/api/reveal-requests/${id}/decision`, { approve: true })
  expect(own.statusCode).toBe(403)
  const mute = await leader.send('POST', `/api/reveal-requests/${id}/decision`, { approve: false })
  expect(mute.statusCode).toBe(400)
  const refused = await leader.send('POST', `/api/reveal-requests/${id}/decision`, {
    approve: false,
    reason: '脱敏内容已够用',
  })
  expect(refused.json()).toMatchObject({ state: 'refused' })
  expect((await office.send('POST', `/api/reveal-requests/${id}/read`)).statusCode).toBe(409)
})

test('an approval not used within a day is gone', async () => {
  const itemId = await newItem()
  const { id } = await ask(officer, itemId)
  await leader.send('POST', `/api/reveal-requests/${id}/decision`, { approve: true })
  await api.run((tx) =>
    tx.db
      .updateTable('reveal_request')
      .set({ expires_at: new Date(tx.now.getTime() - 1) })
      .where('id', '=', id)
      .execute(),
  )
  const late = await officer.send('POST', `/api/reveal-requests/${id}/read`)
  expect(late.statusCode).toBe(410)
  expect(late.json().title).toContain('24 小时')
})

test('without its key an original cannot be read, says so, and the request is not spent', async () => {
  const itemId = await api.run(async (tx) => {
    const id = await buildItem(tx)
    const sealed = testVault().seal(id, original)
    await tx.originals.insertMany([{ itemId: id, sealed: { ...sealed, keyId: 'lost-key' } }])
    return id
  })
  const { id } = await ask(officer, itemId)
  await leader.send('POST', `/api/reveal-requests/${id}/decision`, { approve: true })
  const answer = await officer.send('POST', `/api/reveal-requests/${id}/read`)
  expect(answer.statusCode).toBe(503)
  expect(answer.json().title).toContain('缺少原文密钥 lost-key')
  const mine = (await officer.get('/api/reveal-requests')).json() as { id: string; state: string }[]
  expect(mine.find((one) => one.id === id)?.state).toBe('approved')
})

test('what an officer writes as a reason is masked as well', async () => {
  const itemId = await newItem()
  expect((await ask(officer, itemId, '需联系13812345678核实')).reason).toBe('需联系〔手机号〕核实')
})

test('a deletion is registered, decided by another, carried out, and the person is readable only by opening', async () => {
  const itemId = await newItem()
  const registered = await officer.send('POST', '/api/data-requests', {
    kind: 'deletion',
    subject: { name: '张伟', contact: '13812345678', proof: '当面出示身份证' },
    itemId,
    demand: '要求删除涉及本人的帖文，电话13812345678',
    handler: '王值班',
  })
  expect(registered.statusCode).toBe(201)
  const { id, dueAt } = registered.json()
  expect(dueAt).toBe(new Date('2026-04-02T00:00:00+08:00').toISOString())
  expect(registered.body).not.toMatch(/张伟|13812345678/)
  expect((await leader.get(`/api/data-requests/${id}/subject`)).json()).toMatchObject({ name: '张伟' })
  expect((await audited('data-request.subject-read')).map(({ subject }) => subject.id)).toContain(id)
  expect((await officer.send('POST', `/api/data-requests/${id}/execution`, {})).statusCode).toBe(409)
  await leader.send('POST', `/api/data-requests/${id}/decision`, { grant: true, reason: '属实，予以删除' })
  const done = await officer.send('POST', `/api/data-requests/${id}/execution`, {})
  expect(done.json()).toMatchObject({ outcome: { items: 1 }, itemId: null })
  expect(await api.run((tx) => tx.originals.find(itemId))).toBeNull()
  expect(await audited('data-request.executed')).toMatchObject([
    { actor: { name: 'duty同志' }, detail: { items: 1, kind: 'deletion' } },
  ])
})

test('a granted correction is read beside the post it corrects', async () => {
  const eventId = await api.run((tx) => buildEvent(tx))
  const [item] = (await officer.get(`/api/opinion-events/${eventId}`)).json().items
  const registered = await officer.send('POST', '/api/data-requests', {
    kind: 'correction',
    subject: { name: '张伟', contact: '13812345678', proof: '当面出示身份证' },
    url: item.url,
    demand: '帖中所称欠费不属实',
    handler: '王值班',
  })
  const { id } = registered.json()
  await leader.send('POST', `/api/data-requests/${id}/decision`, { grant: true, reason: '经核实不属实' })
  expect((await officer.send('POST', `/api/data-requests/${id}/execution`, {})).statusCode).toBe(400)
  await officer.send('POST', `/api/data-requests/${id}/execution`, { correction: '当事人不欠费' })
  const after = (await officer.get(`/api/opinion-events/${eventId}`)).json()
  expect(after.items[0].correction).toBe('当事人不欠费')
})

test('everyone who is signed in reads what is kept, for how long and why; who reads no content gets the figures of midnight', async () => {
  api.clock.set('2026-03-03T10:00:00+08:00')
  const reader = await api.signedIn('unit', ['unit'], 'shuiwu-ju')
  const view = (await reader.get('/api/privacy')).json()
  expect(view.asOf).toBe(new Date('2026-03-03T00:00:00+08:00').toISOString())
  expect(view.figures.originals).toBeGreaterThan(0)
  expect(view.figures.nextOriginalDeletionAt).toBe(new Date('2026-08-29T09:00:00+08:00').toISOString())
  const before = view.figures.items
  await newItem()
  expect((await reader.get('/api/privacy')).json().figures.items).toBe(before)
  const desk = await api.signedIn('desk', ['duty-officer'])
  const live = (await desk.get('/api/privacy')).json()
  expect([live.asOf, live.figures.items]).toEqual([
    new Date('2026-03-03T10:00:00+08:00').toISOString(),
    before + 1,
  ])
  expect(view.kept.every((row: { clauses: string[] }) => row.clauses.length > 0)).toBe(true)
  api.clock.set('2026-03-02T09:00:00+08:00')
})

test('no route searches by author', () => {
  const { paths } = api.app.swagger() as {
    paths: Record<string, Record<string, { parameters?: { name: string }[] }>>
  }
  const names = Object.entries(paths).flatMap(([path, methods]) => [
    path,
    ...Object.values(methods).flatMap(({ parameters = [] }) => parameters.map(({ name }) => name)),
  ])
  expect(names.length).toBeGreaterThan(40)
  expect(names.filter((name) => /author|pseudonym|handle|poster|作者/i.test(name))).toEqual([])
})
