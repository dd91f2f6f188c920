import { checkImport, takeImport } from '@huiyin/domain/job'
import { asOwner } from '@huiyin/store/testing-policies'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
beforeAll(async () => {
  api = await openTestApi()
  officer = await api.signedIn('desk', ['duty-officer'])
})
afterAll(() => api.close())

const send = (name: string, content: Buffer | string, by = officer) => {
  const mark = 'part-of-a-form'
  const payload = Buffer.concat([
    Buffer.from(
      `--${mark}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from(`\r\n--${mark}--\r\n`),
  ])
  return api.ask({
    method: 'POST',
    url: '/api/item-imports',
    headers: {
      cookie: by.cookie,
      'x-huiyin-csrf': by.me.csrf,
      'content-type': `multipart/form-data; boundary=${mark}`,
    },
    payload,
  })
}
const preview = { sheets: [], headers: ['标题'], rows: [], problems: [], good: 1, bad: 0, notes: [] }
const reading = { sheet: null, headerRow: 1, columns: { title: 0 } }
const looked = (id: string, over = {}) =>
  api.run((tx) => tx.itemImports.looked(id, 1, { reading, preview: { ...preview, ...over } }))

test('a file is sealed as it comes and waits to be looked through; nobody reads its words in the database', async () => {
  const answer = await send('七月台账.csv', '标题,内容\n停水,城东花园停水三天')
  expect([answer.statusCode, answer.json()]).toEqual([
    201,
    expect.objectContaining({ name: '七月台账.csv', format: 'csv', state: 'reading', preview: null }),
  ])
  const { id } = answer.json()
  const [row] = await asOwner<{ sealed: Buffer }>(
    api.ownerUrl,
    `select sealed from item_import_file where import_id = '${id}'`,
  )
  expect(row?.sealed.includes('停水')).toBe(false)
  expect(checkImport.key({ importId: id, look: 1 })).toContain(id)
})

test.each([
  ['旧表.xlsx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), '另存为 .xlsx'],
  ['台账.csv', Buffer.from('PK\x03\x04'), '压缩包'],
  ['台账.csv', Buffer.from('a\0b'), '不是文本'],
  ['台账.exe', 'MZ', '不能导入 .exe'],
  ['../台账.csv', '标题', '路径'],
  ['空.csv', '', '空的'],
])('“%s” that is not what it says is refused with what to do', async (name, content, words) => {
  const answer = await send(name, content)
  expect([answer.statusCode, answer.json().title]).toEqual([400, expect.stringContaining(words)])
})

test('only what was looked through can be agreed to, once; the columns may be changed before', async () => {
  const { id } = (await send('台账.csv', '甲,乙\n1,2')).json()
  expect((await officer.send('POST', `/api/item-imports/${id}/confirm`)).statusCode).toBe(409)
  await looked(id)
  const choice = { sheet: null, headerRow: 2, columns: { text: 1 } }
  const chosen = await officer.send('PUT', `/api/item-imports/${id}/reading`, choice)
  expect([chosen.statusCode, chosen.json()]).toEqual([
    200,
    expect.objectContaining({ state: 'reading', reading: null }),
  ])
  const { look } = await api.run((tx) => tx.itemImports.get(id))
  await api.run((tx) => tx.itemImports.looked(id, look, { reading, preview }))
  expect((await officer.send('POST', `/api/item-imports/${id}/confirm`)).json().state).toBe('saving')
  expect((await officer.send('POST', `/api/item-imports/${id}/confirm`)).statusCode).toBe(409)
  expect((await officer.send('PUT', `/api/item-imports/${id}/reading`, choice)).statusCode).toBe(409)
  expect(takeImport.key({ importId: id })).toContain(id)
})

test('a file of which nothing can be taken cannot be agreed to', async () => {
  const { id } = (await send('台账.csv', '甲\n1')).json()
  await looked(id, { good: 0, bad: 1 })
  const answer = await officer.send('POST', `/api/item-imports/${id}/confirm`)
  expect([answer.statusCode, answer.json().title]).toEqual([400, expect.stringContaining('没有一行')])
  expect((await officer.get(`/api/item-imports/${id}`)).json().state).toBe('ready')
})

test('cancelled, the file is gone at once and the list says who, when and how it ended', async () => {
  api.clock.advance(60_000)
  const { id } = (await send('台账.csv', '甲\n1')).json()
  expect((await officer.send('POST', `/api/item-imports/${id}/cancel`)).json().state).toBe('cancelled')
  expect(await api.run((tx) => tx.itemImports.file(id))).toBeNull()
  const page = (await officer.get('/api/item-imports?limit=1')).json()
  expect(page.rows[0]).toMatchObject({ id, state: 'cancelled', uploadedBy: 'desk同志' })
  expect(page.next).toEqual(expect.any(String))
  const next = (await officer.get(`/api/item-imports?limit=1&cursor=${page.next}`)).json()
  expect(next.rows[0].id).not.toBe(id)
})

test('refused rows are handed out as a table that runs nothing', async () => {
  const { id } = (await send('台账.csv', '甲\n1')).json()
  const refused = [{ row: 3, column: '=cmd', message: '时间“大前年”看不懂' }]
  await api.run((tx) => tx.itemImports.took(id, { done: 1, new: 0, known: 0, refusedRows: 1, refused }))
  const answer = await officer.get(`/api/item-imports/${id}/refusals`)
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(answer.body).toBe('\uFEFF"行","列","原因"\r\n3,"\'=cmd","时间“大前年”看不懂"\r\n')
  expect((await officer.get(`/api/item-imports/${id}`)).json().refusals).toEqual(refused)
})
