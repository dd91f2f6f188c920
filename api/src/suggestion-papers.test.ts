import type { SuggestionView } from '@huiyin/domain/http/supervisor-suggestions'
import { asOwner } from '@huiyin/store/testing-policies'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carryOnce } from './notices/courier.js'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let office: Person
let leader: Person
let water: Person
let housing: Person

const path = '/api/supervisor-suggestions'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const boundary = '----huiyin'
const upload = (person: Person, id: string, name: string, content = png, query = '') =>
  person.send(
    'POST',
    `${path}/${id}/attachments${query}`,
    Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
    { 'content-type': `multipart/form-data; boundary=${boundary}` },
  )
const registered = async (accusedUnits: string[] = []): Promise<SuggestionView> =>
  (
    await office.send('POST', path, {
      supervisor: '人大代表监督员',
      means: 'meeting',
      area: '村务公开',
      content: '公示栏三个月没有更新，建议按季公布。',
      receivedOn: '2026-03-02',
      accusedUnits,
    })
  ).json()
const step = (person: Person, id: string, verb: string, body: object) =>
  person.send('POST', `${path}/${id}/${verb}`, body)
const handOn = (id: string, unitCode = 'shuiwu-ju') =>
  step(office, id, 'hand-on', { unitCode, limitOn: '2026-03-10' })
const told = async (person: Person) => {
  await carryOnce(api.options)
  return ((await person.get('/api/notices')).json().rows as { kind: string }[])
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('suggestion-'))
}

beforeAll(async () => {
  api = await openTestApi({ at: '2026-03-02T08:00:00+08:00' })
  office = await api.signedIn('office', ['office'])
  leader = await api.signedIn('leader', ['leader'])
  water = await api.signedIn('water', ['unit'], 'shuiwu-ju')
  housing = await api.signedIn('housing', ['unit'], 'zhujian-ju')
})
afterAll(() => api.close())

test('a paper of a suggestion is sealed, read by the unit it is handed to, and by no other', async () => {
  const { id } = await registered()
  const added = await upload(office, id, '公示栏.png')
  expect([added.statusCode, added.json()]).toEqual([201, expect.objectContaining({ mediaType: 'image/png' })])
  const paper = added.json().id
  const [stored] = await asOwner<{ sealed: Buffer }>(
    api.ownerUrl,
    `select sealed from attachment where id = '${paper}'`,
  )
  expect([stored?.sealed.length, stored?.sealed.includes(png)]).toEqual([png.length + 16, false])
  expect((await water.get(`/api/attachments/${paper}`)).statusCode).toBe(404)
  await handOn(id)
  expect((await water.get(`/api/attachments/${paper}`)).rawPayload.equals(png)).toBe(true)
  expect((await housing.get(`/api/attachments/${paper}`)).statusCode).toBe(404)
  expect((await housing.get(`${path}/${id}/attachments`)).statusCode).toBe(404)
  expect((await upload(housing, id, '别人.png')).statusCode).toBe(404)
})

test('what the desk keeps to itself the unit does not see; what it brings itself it may take back', async () => {
  const { id } = await registered()
  await handOn(id)
  await upload(office, id, '来信.png', png, '?audience=desk')
  const answer = Buffer.concat([png, Buffer.from([0])])
  const own = (await upload(water, id, '整改后.png', answer)).json()
  const names = async (person: Person) =>
    (await person.get(`${path}/${id}/attachments`)).json().map(({ name }: { name: string }) => name)
  expect(await names(water)).toEqual(['整改后.png'])
  expect(new Set(await names(office))).toEqual(new Set(['来信.png', '整改后.png']))
  expect((await water.send('DELETE', `/api/attachments/${own.id}`)).statusCode).toBe(204)
  const kept = (await office.get(`${path}/${id}/attachments`)).json()
  expect(kept.find((paper: { id: string }) => paper.id === own.id)).toMatchObject({
    removedAt: expect.any(String),
    removable: false,
  })
  expect((await office.get(`/api/attachments/${own.id}`)).statusCode).toBe(404)
})

test('a name or content that is not taken, the same twice, a closed one: refused in words', async () => {
  const { id } = await registered()
  expect((await upload(office, id, '照片.pdf')).json().title).toContain('内容却是 png')
  expect((await upload(office, id, '..\\..\\x.exe')).statusCode).toBe(400)
  expect((await upload(office, id, '照片.png')).statusCode).toBe(201)
  expect((await upload(office, id, '又一张.png')).json().title).toContain('本条意见已有内容相同的附件')
  await handOn(id)
  await step(water, id, 'answer', { outcome: 'done', text: '已按季公布，照片附后。' })
  await step(office, id, 'feed-back', { means: 'phone', on: '2026-03-02', text: '已电话告知' })
  await step(office, id, 'close', {})
  const late = await upload(office, id, '迟到.png', Buffer.concat([png, Buffer.from([1])]))
  expect([late.statusCode, late.json().title]).toEqual([409, expect.stringContaining('已办结')])
})

test('turned against the unit it was handed to, its papers are gone for it', async () => {
  const { id } = await registered()
  await handOn(id)
  const paper = (await upload(office, id, '照片.png')).json().id
  expect((await water.get(`/api/attachments/${paper}`)).statusCode).toBe(200)
  await step(office, id, 'wall', { unitCode: 'shuiwu-ju', reason: '反映的正是该局' })
  expect((await water.get(`/api/attachments/${paper}`)).statusCode).toBe(404)
})

test('a lift is told to who decides it, its outcome to who asked, and the unit when it is handed the suggestion', async () => {
  const { id } = await registered(['zhujian-ju'])
  const lift = { unitCode: 'zhujian-ju', reason: '登记时选错单位' }
  await step(office, id, 'ask-lift', lift)
  expect(await told(leader)).toEqual(['suggestion-lift-asked'])
  expect(await told(office)).not.toContain('suggestion-lift-decided')
  expect((await step(leader, id, 'decide-lift', { ...lift, approve: true })).statusCode).toBe(200)
  expect(await told(office)).toContain('suggestion-lift-decided')
  const rows = (await office.get('/api/notices')).json().rows as { kind: string }[]
  expect(rows.find(({ kind }) => kind === 'suggestion-lift-decided')).toMatchObject({
    words: expect.stringMatching(/^您申请的监督员意见第 \d+ 号“解除隔离”：同意$/),
    decision: { by: leader.me.displayName, reason: lift.reason },
  })
  expect(await told(housing)).toEqual([])
  expect((await handOn(id, 'zhujian-ju')).statusCode).toBe(200)
  expect(await told(housing)).toEqual(['suggestion-handed-on'])
})

test('a step of one who may only read moves nothing and is not written down', async () => {
  const { id } = await registered()
  const [me] = await asOwner<{ id: string }>(
    api.ownerUrl,
    "select id from account where 'leader' = any (roles)",
  )
  const reader = {
    kind: 'user',
    userId: me?.id,
    name: 'leader',
    roles: ['leader'],
    unitCode: null,
  } as const
  const taken = api.store
    .as(reader as never)
    .transaction((tx) =>
      tx.supervisorSuggestions.take(
        id,
        { kind: 'handed-on', unitCode: 'shuiwu-ju', limitOn: '2026-03-10' },
        reader as never,
      ),
    )
  await expect(taken).rejects.toThrow('不能办理“转办”')
  expect((await office.get(`${path}/${id}`)).json().steps).toEqual([])
})
