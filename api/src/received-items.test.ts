import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
let admin: Person
beforeAll(async () => {
  api = await openTestApi()
  officer = await api.signedIn('desk', ['duty-officer'])
  admin = await api.signedIn('keeper', ['administrator'])
})
afterAll(() => api.close())

const issue = async (name: string, scopes = ['items:push']) =>
  (await admin.send('POST', '/api/api-tokens', { name, scopes, days: 30 })).json().token as string
const push = (token: string, lines: (object | string)[], type = 'application/x-ndjson') =>
  api.ask({
    method: 'POST',
    url: '/api/pushed-items',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    payload: lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  })
const answersOf = (body: string) =>
  body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

test('what a liaison writes is stored masked, with a pseudonym, and known when it comes again', async () => {
  const post = { text: '城东花园停水三天，我是张伟，电话13912345678', author: '张伟', seenWhere: '业主群' }
  const first = await officer.send('POST', '/api/entered-items', post)
  expect([first.statusCode, first.json()]).toEqual([201, { id: expect.any(String), isNew: true }])
  const stored = (await officer.get(`/api/entered-items/${first.json().id}`)).json()
  expect(stored).toMatchObject({ seenWhere: '业主群', admitted: null, event: null, url: null })
  expect(stored.text).not.toContain('13912345678')
  expect(stored.text).not.toContain('张伟')

  const check = (await officer.send('POST', '/api/entered-items/check', post)).json()
  expect(check.same).toEqual([expect.objectContaining({ id: first.json().id, by: 'words' })])
  const again = await officer.send('POST', '/api/entered-items', post)
  expect(again.json()).toEqual({ id: first.json().id, isNew: false })
})

test('an entry that is wrong says where, and is not stored', async () => {
  const before = (await officer.get('/api/entered-items')).json().total
  const refused = await officer.send('POST', '/api/entered-items', {
    text: '停水',
    url: 'www.x',
    reads: '多',
  })
  expect([refused.statusCode, refused.json().fields.map((f: { field: string }) => f.field)]).toEqual([
    400,
    ['url', 'reads'],
  ])
  expect((await officer.get('/api/entered-items')).json().total).toBe(before)
})

test('a push is answered line by line in order, and a bad line stops nothing', async () => {
  const token = await issue('市热线')
  const answer = await push(token, [
    { id: 't1', text: '西门桥积水，车过不去' },
    '{"id":',
    { id: 't2', text: '北街路灯不亮', publishedAt: '大前年' },
    { id: 't3', url: 'https://bbs.example.cn/t/9', text: '南湖公园有人落水' },
  ])
  expect(answer.statusCode).toBe(200)
  expect(answersOf(answer.body)).toEqual([
    { line: 1, id: 't1', item: expect.any(String), new: true },
    { line: 2, id: null, error: expect.stringContaining('JSON') },
    { line: 3, id: 't2', error: expect.stringContaining('时间') },
    { line: 4, id: 't3', item: expect.any(String), new: true },
  ])
})

test('sent again by id, by address or by words it is the same item; another token is another source', async () => {
  const [one, other] = [await issue('甲平台'), await issue('乙平台')]
  const posts = [
    { id: 'a', text: '城南菜场涨价' },
    { url: 'https://bbs.example.cn/t/11', text: '城北停电' },
  ]
  const first = answersOf((await push(one, posts)).body)
  const again = answersOf((await push(one, [...posts, { id: 'z', text: '城南菜场涨价' }])).body)
  expect(again.map(({ item, new: isNew }) => [item, isNew])).toEqual([
    [first[0].item, false],
    [first[1].item, false],
    [first[0].item, false],
  ])
  expect(answersOf((await push(other, posts)).body).map((line) => line.new)).toEqual([true, true])
  const sources = (await admin.get('/api/sources')).json() as {
    name: string
    received: string
    health: string
  }[]
  expect(sources.filter(({ received }) => received === 'push').map(({ name }) => name)).toContain(
    '接口推送：甲平台',
  )
})

test('a program without the scope is refused, and so is a person', async () => {
  expect((await push(await issue('只读', ['status:read']), [{ text: 'x' }])).statusCode).toBe(403)
  expect((await officer.send('POST', '/api/pushed-items', { text: 'x' })).statusCode).toBe(403)
  const token = await issue('一次一条')
  expect(answersOf((await push(token, [{ text: '单独一条也收' }], 'application/json')).body)).toMatchObject([
    { line: 1, new: true },
  ])
})

test('what people bring is never swept, and its silence blinds no report', async () => {
  const [due, listed, coverage] = await api.run(async (tx) => [
    await tx.sources.due(),
    await tx.sources.list(),
    await tx.coverage.between(new Date(tx.now.getTime() - 86_400_000), tx.now),
  ])
  const received = listed.filter((source) => source.received !== null).map(({ id }) => id)
  expect(received.length).toBeGreaterThan(0)
  expect(due.filter((id) => received.includes(id))).toEqual([])
  expect(coverage.sources.filter(({ id }) => received.includes(id))).toEqual([])
  expect((await admin.send('POST', `/api/sources/${received[0]}/sweep`)).statusCode).toBe(404)
})
