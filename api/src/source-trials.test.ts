import { DomainError, InvalidInput } from '@huiyin/domain/errors'
import { buildDefinition } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TriedSource } from './deps.js'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let admin: Person
let officer: Person

const tried = (yaml: string): TriedSource => ({
  definition: buildDefinition('board'),
  yaml,
  make: { code: 'message-board', name: '互动留言板', why: ['表头有信件标题'] },
  columns: [{ name: '领导信箱', url: 'https://board.example/xinxiang/' }],
  preview: {
    found: 12,
    nextPage: 'https://board.example/?p=2',
    errors: [],
    entries: [
      {
        url: 'https://board.example/1',
        title: '楼上漏水找张三 13912345678',
        publishedAt: new Date('2026-03-01T00:00:00Z'),
      },
    ],
    items: [
      {
        url: 'https://board.example/1',
        title: '楼上漏水',
        text: `电话13912345678，${'漏'.repeat(500)}`,
        publishedAt: null,
        author: '张三',
        images: ['https://board.example/1.jpg'],
        engagement: { reads: 7 },
        answer: { unit: '县住建局', text: '已联系物业', repliedAt: new Date('2026-03-02T00:00:00Z') },
      },
    ],
  },
})

beforeAll(async () => {
  api = await openTestApi({
    config: {
      probeSource: async (url) => {
        if (url.includes('down')) throw new DomainError('网站返回错误 500，请稍后再试')
        return tried('id: board\n')
      },
      checkSource: async (yaml) => {
        if (yaml.includes('bad'))
          throw new InvalidInput('第 1 行：YAML 写法有误', [{ field: 'id', message: '第 1 行' }])
        const { make: _make, columns: _columns, ...rest } = tried(yaml)
        return rest
      },
    },
  })
  admin = await api.signedIn('root', ['administrator'])
  officer = await api.signedIn('desk', ['duty-officer'])
})
afterAll(() => api.close())

test('an address is recognised with its reasons; what was read is masked and nobody is named', async () => {
  const answer = await admin.send('POST', '/api/source-probes', { url: 'https://board.example/' })
  expect(answer.json()).toMatchObject({
    yaml: 'id: board\n',
    make: { name: '互动留言板', why: ['表头有信件标题'] },
    found: 12,
    entries: [{ title: expect.stringContaining('〔手机号〕') }],
    items: [{ reads: 7, images: 1, replyNumber: 0, answer: { unit: '县住建局', text: '已联系物业' } }],
    columns: [{ name: '领导信箱' }],
  })
  const [item] = answer.json().items
  expect(item.text.length).toBeLessThanOrEqual(200)
  expect(answer.body).not.toContain('13912345678')
  expect(item).not.toHaveProperty('author')
})

test('a definition is tried as it stands in the editor', async () => {
  const answer = await admin.send('POST', '/api/source-checks', { yaml: 'id: board-of-county\n' })
  expect(answer.json()).toMatchObject({ yaml: 'id: board-of-county\n', make: null, found: 12, columns: [] })
  const refused = await admin.send('POST', '/api/source-checks', { yaml: 'bad: yaml here' })
  expect([refused.statusCode, refused.json().fields]).toEqual([400, [{ field: 'id', message: '第 1 行' }]])
})

test('a site that cannot be read is said at the address, not as a fault of this server', async () => {
  const answer = await admin.send('POST', '/api/source-probes', { url: 'https://down.example/' })
  expect(answer.statusCode).toBe(400)
  expect(answer.json().fields).toEqual([{ field: 'url', message: '网站返回错误 500，请稍后再试' }])
})

test('a trial is the administrator’s; without a crawler it says where to go', async () => {
  expect(
    (await officer.send('POST', '/api/source-probes', { url: 'https://board.example/' })).statusCode,
  ).toBe(403)
  const bare = await openTestApi()
  try {
    const person = await bare.signedIn('root', ['administrator'])
    const answer = await person.send('POST', '/api/source-checks', { yaml: 'id: board-of-county\n' })
    expect([answer.statusCode, answer.json().title]).toEqual([503, expect.stringContaining('采集服务')])
  } finally {
    await bare.close()
  }
})
