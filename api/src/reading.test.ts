import { buildEvent, buildItem, buildSource, buildSweep } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
const start = '2026-03-02T09:00:00+08:00'
const at = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000)

beforeAll(async () => {
  api = await openTestApi({ at: start })
  officer = await api.signedIn('officer', ['duty-officer'])
  await api.run(async (tx) => {
    await buildSource(tx, 'board', { name: '县长信箱', key: true })
    const forum = await buildSource(tx, 'forum', { name: '青禾论坛', kind: 'forum' })
    for (let n = 0; n < 23; n += 1)
      // Three share each instant, so that a page may end in the middle of a tie.
      await buildEvent(tx, { title: `事件${n}`, foundAt: at(-Math.floor(n / 3)) })
    await buildEvent(tx, {
      title: '青石小区停水',
      foundAt: at(-600),
      judgement: {
        grade: 'III',
        field: '公用事业',
        units: [
          {
            code: 'shuiwu-ju',
            name: '水务局',
            group: '供水',
            role: 'lead',
            confidence: 0.9,
            reason: '供水职责',
          },
        ],
      },
      items: [
        { engagement: { reads: 100, comments: 3 } },
        { sourceId: forum, text: '半价 100%_真的 没有水', engagement: { reads: 20 }, foundAt: at(-480) },
      ],
    })
    for (let n = 0; n < 5; n += 1)
      await buildItem(tx, { title: `无关${n}`, admitted: false, foundAt: at(-n) })
  })
})
afterAll(() => api.close())

const walk = async (url: string) => {
  const rows: { id: string }[] = []
  let pages = 0
  for (let cursor: string | null = ''; cursor !== null; pages += 1) {
    const answer = await officer.get(
      `${url}${url.includes('?') ? '&' : '?'}limit=7${cursor && `&cursor=${cursor}`}`,
    )
    expect(answer.statusCode).toBe(200)
    rows.push(...answer.json().rows)
    cursor = answer.json().next
  }
  return { rows, pages }
}

test('the feed is paged to its last page without losing or repeating an event', async () => {
  const whole = (await officer.get('/api/opinion-events?limit=200')).json()
  const { rows, pages } = await walk('/api/opinion-events')
  expect(whole).toMatchObject({ total: 24, next: null })
  expect(pages).toBe(4)
  expect(rows.map(({ id }) => id)).toEqual(whole.rows.map(({ id }: { id: string }) => id))
  expect(new Set(rows.map(({ id }) => id)).size).toBe(24)
})

test('the case list and the rejected items are paged to their last page', async () => {
  const { rows: events } = (await officer.get('/api/opinion-events?limit=9')).json()
  for (const { id } of events)
    expect((await officer.send('POST', `/api/opinion-events/${id}/accept`, {})).statusCode).toBe(201)
  const cases = await walk('/api/case-files')
  expect([cases.pages, new Set(cases.rows.map(({ id }) => id)).size]).toEqual([2, 9])
  const rejected = (await officer.get('/api/rejected-items?limit=2')).json()
  expect(rejected.total).toBe(5)
  expect(rejected.rows[0]).toMatchObject({ title: '无关0', sourceName: '县长信箱', reason: '与本地无关' })
})

test('a cursor that is none of ours is refused in words', async () => {
  for (const cursor of ['x', 'AAAA', Buffer.from("2026-01-01' or 1=1~x").toString('base64url')])
    for (const list of ['opinion-events', 'case-files', 'rejected-items']) {
      const answer = await officer.get(`/api/${list}?cursor=${encodeURIComponent(cursor)}`)
      expect([list, answer.statusCode, answer.json().title]).toEqual([
        list,
        400,
        '翻页位置无效，请回到第一页',
      ])
    }
})

test('the feed finds words in title and text, and signs that mean something to SQL are only signs', async () => {
  const found = async (q: string) =>
    (await officer.get(`/api/opinion-events?q=${encodeURIComponent(q)}`))
      .json()
      .rows.map((row: { title: string }) => row.title)
  expect(await found('青石')).toEqual(['青石小区停水'])
  expect(await found('青石 没有水')).toEqual(['青石小区停水'])
  expect(await found('100%_真')).toEqual(['青石小区停水'])
  expect(await found('%_%_%')).toEqual([])
  expect(await found("' or 1=1 --")).toEqual([])
  const filtered = await officer.get('/api/opinion-events?grade=III&unit=shuiwu-ju&state=open')
  expect(filtered.json().rows.map((row: { title: string }) => row.title)).toEqual(['青石小区停水'])
})

test('the feed is narrowed to one field, and a field nobody knows is refused', async () => {
  const of = async (field: string) =>
    await officer.get(`/api/opinion-events?field=${encodeURIComponent(field)}`)
  const rows: { title: string; field: string }[] = (await of('公用事业')).json().rows
  expect(rows.map(({ title, field }) => [title, field])).toEqual([['青石小区停水', '公用事业']])
  expect((await of('教育')).json().rows).toEqual([])
  expect((await of('没有的领域')).statusCode).toBe(400)
})

test('a row sums what its posts say and keeps silent where none does', async () => {
  const [row] = (await officer.get(`/api/opinion-events?q=${encodeURIComponent('青石')}`)).json().rows
  expect(row).toMatchObject({
    itemCount: 2,
    engagement: { reads: 120, comments: 3 },
    unit: { code: 'shuiwu-ju', name: '水务局', confidence: 0.9, reason: '供水职责' },
    walled: false,
  })
  expect(row.engagement).not.toHaveProperty('likes')
  expect(row.sources.map(({ id }: { id: string }) => id)).toEqual(['board', 'forum'])
  const view = (await officer.get(`/api/opinion-events/${row.id}`)).json()
  expect(view.items).toHaveLength(2)
  expect(view.items[0].judgement).toMatchObject({ grade: 'III' })
  expect(view.trend.map(({ items }: { items: number }) => items)).toEqual([1, 0, 1])
})

test('the counts are those of the lists', async () => {
  const counts = (await officer.get('/api/opinion-events/counts')).json()
  const open = (await officer.get('/api/opinion-events?state=open')).json()
  expect(counts.open).toBe(open.total)
  expect(counts).toMatchObject({ rejected: 5, openByGrade: { I: 0, II: 0, III: 1 } })
})

test('the opinion log counts its day and says what could not be seen', async () => {
  const log = await officer.get('/api/opinion-logs/2026-03-02')
  expect(log.statusCode).toBe(200)
  expect(log.json()).toMatchObject({
    jurisdiction: '青禾县',
    demonstration: true,
    summary: { events: 23, byGrade: { III: 0, IV: 23 }, itemsFound: 29, itemsAdmitted: 24, accepted: 9 },
    coverage: { sources: 2, calm: false },
  })
  expect(log.json().coverage.statement).toContain('未能监测：县长信箱（没有完成任何一次采集）')
  expect(log.json().entries.at(-1)).toMatchObject({
    disposition: '已受理，待交办',
    url: expect.stringMatching(/^https:/),
  })
  expect((await officer.get('/api/opinion-logs/2026-03-01')).json().summary.events).toBe(1)
})

test('平稳 needs every key source seeing and nothing graver than IV', async () => {
  await api.run(async (tx) => {
    for (const id of ['board', 'forum']) await buildSweep(tx, id, { outcome: 'quiet' })
  })
  const coverage = async () => (await officer.get('/api/opinion-logs/2026-03-02')).json().coverage
  expect(await coverage()).toMatchObject({
    calm: true,
    blind: [],
    statement: '当日 2 个信源均正常采集，未发现监测盲区',
  })
  await api.run(async (tx) => {
    const error = { url: 'https://example.com/board', code: 'http-500', message: '网站返回错误 500' }
    const counts = { fetched: 0, new: 0, duplicates: 0 }
    for (let n = 0; n < 2; n++) await buildSweep(tx, 'board', { outcome: 'failed', counts, error })
  })
  expect(await coverage()).toMatchObject({ calm: false, blind: [{ name: '县长信箱', key: true }] })
})

test('a day that does not exist or has not come has no log', async () => {
  for (const [date, words] of [
    ['2026-02-30', '不是有效的日期'],
    ['2026-03-03', '尚未到来'],
    ['today', '不是有效的日期'],
  ] as const) {
    const answer = await officer.get(`/api/opinion-logs/${date}`)
    expect([date, answer.statusCode]).toEqual([date, 400])
    expect(answer.json().title).toContain(words)
  }
})

test('bad input names each field in Chinese, and unknown addresses are problems too', async () => {
  const limit = await officer.get('/api/opinion-events?limit=9999&grade=V')
  expect(limit.json()).toMatchObject({ status: 400, type: 'urn:huiyin:problem:invalid-input' })
  expect(limit.json().fields).toEqual(
    expect.arrayContaining([
      { field: 'limit', message: '不能大于 200' },
      expect.objectContaining({ field: 'grade', message: expect.stringContaining('I、II、III、IV') }),
    ]),
  )
  const id = (await officer.get('/api/opinion-events?limit=1')).json().rows[0].id
  const extra = await officer.send('POST', `/api/opinion-events/${id}/dismiss`, { because: '无关' })
  expect(extra.json().fields).toEqual(
    expect.arrayContaining([
      { field: 'reason', message: '必须填写' },
      { field: 'because', message: '没有这一项' },
    ]),
  )
  expect((await officer.get('/api/opinion-events/not-an-id')).statusCode).toBe(400)
  const unknown = await officer.get('/api/no-such-thing')
  expect([unknown.statusCode, unknown.headers['content-type'], unknown.json().title]).toEqual([
    404,
    'application/problem+json; charset=utf-8',
    '没有这个地址',
  ])
  const broken = await api.ask({
    method: 'POST',
    url: '/api/sessions',
    headers: { 'content-type': 'application/json' },
    payload: '{"name":',
  })
  expect([broken.statusCode, broken.json().title]).toEqual([400, '提交的内容不是有效的 JSON'])
  const form = await api.ask({
    method: 'POST',
    url: '/api/sessions',
    headers: { 'content-type': 'text/plain' },
    payload: '{"name":"a","password":"b"}',
  })
  expect([form.statusCode, form.json().title]).toEqual([415, '请以 JSON 格式提交'])
})

test('the wall shows gravest first and counts what may be counted', async () => {
  const wall = (await officer.get('/api/wall')).json()
  expect(wall).toMatchObject({
    jurisdiction: '青禾县',
    demonstration: true,
    today: { events: 23, openCases: 9, items: 29 },
  })
  expect(wall.events[0]).toMatchObject({ title: '青石小区停水', grade: 'III' })
  expect(wall.trend).toHaveLength(24)
  expect(wall.trend.at(-1).items).toBe(3 + 1)
  expect(wall.topics[0]).toMatchObject({ name: '城乡建设' })
})
