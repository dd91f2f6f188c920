import { InvalidInput } from '@huiyin/domain/errors'
import { buildDefinition, buildItem, buildSource } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiConfig } from './deps.js'
import { openTestApi, type Person, redeem, type TestApi } from './testing.js'

let api: TestApi
let admin: Person

beforeAll(async () => {
  api = await openTestApi()
  admin = await api.signedIn('root', ['administrator', 'duty-officer'])
})
afterAll(() => api.close())

const county = {
  name: '临溪县',
  aliases: [],
  parents: ['示范市'],
  regimeCode: 'beilun-2017',
  units: ['教育局', '城关镇'],
  dutyOfficer: { name: 'wangmin', displayName: '王敏' },
}

test('a real jurisdiction ends the demonstration: its content goes and duty parts from administration', async () => {
  await api.run(async (tx) => {
    await buildSource(tx, 'demo-board')
    await buildItem(tx, { admitted: false })
  })
  const unitPerson = await api.signedIn('demo-water', ['unit'], 'shuiwu-ju')
  const unknownRegime = await admin.send('POST', '/api/jurisdiction', { ...county, regimeCode: 'nowhere' })
  expect(unknownRegime.statusCode).toBe(400)
  api.clock.advance(60_000)
  const started = await admin.send('POST', '/api/jurisdiction', {
    ...county,
    sourceUrl: 'https://example.com/',
  })
  expect(started.statusCode).toBe(201)
  expect(started.json()).toMatchObject({
    name: '临溪县',
    units: 2,
    source: { id: '', note: expect.stringContaining('YAML') },
  })
  expect((await admin.get('/api/session')).json().roles).toEqual(['administrator'])
  expect((await admin.get('/api/opinion-events')).statusCode).toBe(403)
  expect((await unitPerson.get('/api/session')).statusCode).toBe(401)

  const duty = await redeem(api.ask, started.json().dutyOfficerLink)
  expect(duty.me).toMatchObject({ name: 'wangmin', displayName: '王敏', roles: ['duty-officer'] })
  expect((await duty.get('/api/opinion-events')).json()).toEqual({ rows: [], next: null, total: 0 })
  expect((await duty.get('/api/sources')).json()).toEqual([])
  expect((await duty.get('/api/jurisdiction')).json()).toMatchObject({
    name: '临溪县',
    demonstration: false,
    regime: { code: 'beilun-2017' },
  })
  expect(
    (await duty.get('/api/units'))
      .json()
      .map(({ name }: { name: string }) => name)
      .sort(),
  ).toEqual(['城关镇', '教育局'])
  expect((await duty.get('/api/opinion-logs/2026-03-02')).json().coverage).toMatchObject({
    calm: false,
    statement: expect.stringContaining('没有启用任何信源'),
  })

  const again = await admin.send('POST', '/api/jurisdiction', {
    ...county,
    dutyOfficer: { name: 'other', displayName: '另一位' },
  })
  expect([again.statusCode, again.json().title]).toEqual([409, expect.stringContaining('已正式运行')])
})

test('a first source is probed; one that cannot be read does not hold up the start', async () => {
  const probes: Record<string, NonNullable<ApiConfig['probeSource']>> = {
    'https://good.example/': async () => ({
      definition: buildDefinition('good', { name: '好站' }),
      yaml: '',
      preview: {
        found: 1,
        entries: [],
        errors: [],
        nextPage: null,
        items: [
          {
            url: 'https://good.example/1',
            title: '一则公告，电话 13912345678',
            text: '公告',
            publishedAt: null,
            author: null,
            images: [],
            engagement: {},
          },
        ],
      },
    }),
    'https://bad.example/': async () => {
      throw new InvalidInput('网站返回错误 500，请稍后再试')
    },
  }
  for (const [url, expected] of [
    [
      'https://good.example/',
      { id: 'good', name: '好站', note: '试采成功，读到：《一则公告，电话 〔手机号〕》' },
    ],
    ['https://bad.example/', { id: '', name: '', note: expect.stringContaining('网站返回错误 500') }],
  ] as const) {
    const other = await openTestApi({ config: { probeSource: (asked) => probes[asked]!(asked) } })
    try {
      const person = await other.signedIn('root', ['administrator'])
      const started = await person.send('POST', '/api/jurisdiction', { ...county, sourceUrl: url })
      expect(started.json().source).toEqual(expected)
    } finally {
      await other.close()
    }
  }
})
