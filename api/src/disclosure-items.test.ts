import type { DisclosureView } from '@huiyin/domain/http/disclosure-items'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person

const path = '/api/disclosure-items'
const table = (...rows: string[]) => ['序号\t事项名称\t责任单位\t公开时限\t关键词', ...rows].join('\n')
const bring = (text: string, basedOn: number, reason = '年度梳理') =>
  officer.send('POST', path, { text, basedOn, reason })
const seen = async (version?: number): Promise<DisclosureView> =>
  (await officer.get(version ? `${path}?version=${version}` : path)).json()
const item = {
  number: 2,
  name: '学区划分公告',
  content: '',
  unitCode: 'jiaoyu-ju',
  timeLimit: '每年 6 月',
  means: '网站',
  basis: '',
  keywords: ['学区'],
}

beforeAll(async () => {
  api = await openTestApi()
  officer = await api.signedIn('duty', ['duty-officer'])
})
afterAll(() => api.close())

test('a catalogue is brought as a table, and its versions are kept', async () => {
  expect(await seen()).toMatchObject({ version: 0, items: [], versions: [] })
  const first = await bring(
    table('1\t供水水质公告\t水务局\t每季度\t水质', '2\t学区划分公告\t教育局\t每年'),
    0,
  )
  expect([first.statusCode, first.json().version]).toEqual([200, 1])
  const second = await officer.send('PUT', path, { basedOn: 1, reason: '补充时限', item })
  expect(second.json()).toMatchObject({
    version: 2,
    versions: [
      { version: 2, changed: 1 },
      { version: 1, changed: 2 },
    ],
  })
  expect((await seen()).items[1]).toMatchObject({ timeLimit: '每年 6 月', unitName: '教育局' })
  expect((await seen(1)).items[1]).toMatchObject({ timeLimit: '每年' })
  const third = await officer.send('POST', '/api/disclosure-removals', {
    basedOn: 2,
    reason: '依据废止',
    number: 1,
  })
  expect(third.json().items.map(({ number }: { number: number }) => number)).toEqual([2])
  expect((await seen(2)).items.length).toBe(2)
})

test('the judge knows the catalogue in force', async () => {
  const known = await api.run((tx) => tx.jurisdiction.knowledge())
  expect(known?.catalogue).toMatchObject([{ number: 2, unitCode: 'jiaoyu-ju', keywords: ['学区'] }])
})

test('who saves over another one, changes nothing, or names what is not there is refused in words', async () => {
  const stale = await officer.send('PUT', path, { basedOn: 1, reason: '补充', item })
  expect([stale.statusCode, stale.json().title]).toEqual([409, expect.stringContaining('刷新')])
  expect((await officer.send('PUT', path, { basedOn: 3, reason: '补充', item })).statusCode).toBe(409)
  const unknown = await officer.send('PUT', path, {
    basedOn: 3,
    reason: '补充',
    item: { ...item, unitCode: 'no-such-unit' },
  })
  expect(unknown.json().fields[0].field).toBe('unitCode')
  const wrong = await bring(table('1\t供水水质公告\t卫生局\t'), 3)
  expect([wrong.statusCode, wrong.json().fields[0]]).toEqual([
    400,
    { field: '第 2 行 责任单位', message: '单位名录中没有“卫生局”' },
  ])
  expect((await seen()).version).toBe(3)
})

test('a table is looked through before it is agreed to: what it would change, or each wrong row, and nothing is saved', async () => {
  const check = async (text: string) =>
    (await officer.send('POST', '/api/disclosure-checks', { text })).json()
  const { version } = await seen()
  const titled = [
    '青禾县公开事项目录（2026 年）',
    '',
    table('2\t学区划分公告\t教育局\t每学年\t学区', '9\t停水通知\t水务局\t\t'),
  ].join('\n')
  expect(await check(titled)).toEqual({
    difference: { added: 1, changed: 1, removed: 0, same: 0 },
    problems: [],
  })
  const wrong = await check(['目录', table('1\t水\t水务局\t', '1\t停水通知\t卫生局\t')].join('\n'))
  expect(wrong).toEqual({
    difference: null,
    problems: [
      { field: '第 3 行 事项名称', message: '事项名称至少 2 个字' },
      { field: '第 4 行 责任单位', message: '单位名录中没有“卫生局”' },
      { field: '第 4 行 序号', message: '序号 1 重复' },
    ],
  })
  expect((await seen()).version).toBe(version)
})
