import { buildEvent } from '@huiyin/store/testing-builders'
import { asOwner } from '@huiyin/store/testing-policies'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
let water: Person
let school: Person
let caseId: string

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF')

/** One stored entry of a zip; enough for whoever looks at signatures and names. */
function zipEntry(name: string, content: string): Buffer {
  const head = Buffer.alloc(30)
  head.write('PK\u0003\u0004', 0, 'latin1')
  head.writeUInt32LE(content.length, 18)
  head.writeUInt32LE(content.length, 22)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, Buffer.from(name), Buffer.from(content)])
}
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const docx = (...more: Buffer[]) =>
  Buffer.concat([
    zipEntry('[Content_Types].xml', `<Types><Override ContentType="${word}"/></Types>`),
    zipEntry('word/document.xml', '<w/>'),
    ...more,
  ])

beforeAll(async () => {
  api = await openTestApi()
  officer = await api.signedIn('desk', ['duty-officer'])
  water = await api.signedIn('water', ['unit'], 'shuiwu-ju')
  school = await api.signedIn('school', ['unit'], 'jiaoyu-ju')
  const id = await api.run((tx) => buildEvent(tx))
  caseId = (await officer.send('POST', `/api/opinion-events/${id}/accept`, { unitCode: 'shuiwu-ju' })).json()
    .id
})
afterAll(() => api.close())

const boundary = '----huiyin'
const upload = (person: Person, name: string, content: Buffer, { query = '', id = caseId } = {}) => {
  const body = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return person.send('POST', `/api/case-files/${id}/attachments${query}`, body, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
  })
}
const list = async (person: Person) => (await person.get(`/api/case-files/${caseId}/attachments`)).json()

test('a paper is kept sealed and comes back as it was, only to be saved', async () => {
  const added = await upload(water, '现场照片.png', png)
  expect([added.statusCode, added.json()]).toEqual([
    201,
    expect.objectContaining({ name: '现场照片.png', mediaType: 'image/png', preview: true, removable: true }),
  ])
  const { id } = added.json()
  const answer = await officer.get(`/api/attachments/${id}`)
  expect(answer.rawPayload.equals(png)).toBe(true)
  expect(answer.headers).toMatchObject({
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('现场照片.png')}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  })
  const shown = await officer.get(`/api/attachments/${id}?preview=true`)
  expect(shown.headers['content-disposition']).toMatch(/^inline/)
  const [row] = await asOwner<{ sealed: Buffer }>(
    api.ownerUrl,
    `select sealed from attachment where id = '${id}'`,
  )
  expect(row?.sealed.includes(png.subarray(0, 8))).toBe(false)
  expect((await upload(water, '同一张.png', png)).json().title).toContain('内容相同的附件“现场照片.png”')
})

test.each([
  ['..\\\\..\\\\x.exe', png, '含有路径'],
  ['../x.pdf', pdf, '含有路径'],
  ['x.exe', Buffer.from('MZ\u0090'), '不接收程序、脚本和网页文件（.exe）'],
  ['x.pdf', Buffer.from('MZ\u0090\0\u0003'), '内容却是 exe'],
  ['x.pdf', png, '扩展名是 .pdf，内容却是 png'],
  ['合同.zip', zipEntry('a', 'b'), '请解压后逐个上传'],
  ['旧表.xls', Buffer.from('x'), '请另存为 docx、xlsx、pptx 或 PDF'],
  ['报告.docx', docx(zipEntry('word/vbaProject.bin', 'x')), '含有宏'],
  ['报告.docm', docx(), '不接收含宏的 Office 文件'],
  ['页面.txt', Buffer.from('<script>alert(1)</script>'), '是脚本或网页'],
  ['脚本.csv', Buffer.from('#!/bin/sh\nrm'), '是脚本或网页'],
  ['x.svg', Buffer.from('<svg/>'), '不接收程序、脚本和网页文件'],
  ['公文.pdf', Buffer.from('%PDF-1.7\n<< /OpenAction << /S /JavaScript /JS (app.alert) >> >>'), '含有脚本'],
  ['空.pdf', Buffer.alloc(0), '是空文件'],
  ['倒\u202egnp.exe', png, '不可见字符'],
  ['con.pdf', pdf, '不能用'],
])('a file called %j is refused: %#', async (name, content, why) => {
  const before = await list(officer)
  const answer = await upload(officer, name, content)
  expect([answer.statusCode, answer.json().title]).toEqual([400, expect.stringContaining(why)])
  expect(await list(officer)).toEqual(before)
})

test('Word without macros, PDF and text in either encoding are taken', async () => {
  for (const [name, content] of [
    ['报告.docx', docx()],
    ['公文.pdf', pdf],
    ['说明.txt', Buffer.from('供水已恢复')],
    ['国标.csv', Buffer.from([0xb9, 0xa9, 0xcb, 0xae])],
  ] as const)
    expect([name, (await upload(officer, name, content)).statusCode]).toEqual([name, 201])
})

test('more than twenty megabytes are refused in words and leave nothing', async () => {
  const before = await list(officer)
  const answer = await upload(officer, '大.pdf', Buffer.concat([pdf, Buffer.alloc(20 * 1024 * 1024)]))
  expect([answer.statusCode, answer.json().title]).toEqual([413, expect.stringContaining('文件超过 20 MB')])
  expect(await list(officer)).toEqual(before)
}, 20_000)

test('what the desk keeps to itself no unit lists, opens or hears of; another unit finds nothing at all', async () => {
  const { id } = (
    await upload(officer, '内部.txt', Buffer.from('内部材料'), { query: '?audience=desk' })
  ).json()
  expect((await list(water)).map((file: { name: string }) => file.name)).not.toContain('内部.txt')
  expect((await water.get(`/api/attachments/${id}`)).statusCode).toBe(404)
  expect((await water.get(`/api/case-files/${caseId}`)).body).not.toContain('内部.txt')
  const mine = (await list(officer))[0].id
  const unknown = '00000000-0000-4000-8000-000000000000'
  expect((await school.get(`/api/attachments/${mine}`)).body).toBe(
    (await school.get(`/api/attachments/${unknown}`)).body,
  )
  expect((await upload(school, '探.txt', Buffer.from('x'))).statusCode).toBe(404)
})

test('a removed paper loses its content and keeps its line; a unit removes only its own', async () => {
  const added = (await upload(officer, '误传.txt', Buffer.from('传错了'))).json()
  expect((await water.send('DELETE', `/api/attachments/${added.id}`)).json().title).toBe(
    '只能移除本人上传的附件',
  )
  expect((await officer.send('DELETE', `/api/attachments/${added.id}`)).statusCode).toBe(204)
  expect((await officer.get(`/api/attachments/${added.id}`)).statusCode).toBe(404)
  expect((await list(officer)).find((file: { id: string }) => file.id === added.id)).toMatchObject({
    removedBy: officer.me.displayName,
    sha256: added.sha256,
  })
})
