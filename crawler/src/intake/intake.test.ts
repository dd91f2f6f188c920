import { Readable } from 'node:stream'
import { importFormatOf } from '@huiyin/domain/item-import'
import { expect, test } from 'vitest'
import { findHeader } from './guess-columns.js'
import { openTable } from './open-table.js'
import { postsOf, type ReadRow } from './posts-of-table.js'
import { postsOfWarc } from './posts-of-warc.js'
import { serialText } from './serial-date.js'
import type { OpenTable } from './table.js'
import { buildWorkbook, buildZip } from './testing-workbook.js'

const now = new Date('2026-08-10T12:00:00+08:00')
const all = async <T>(rows: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = []
  for await (const row of rows) found.push(row)
  return found
}
async function read(table: OpenTable): Promise<ReadRow[]> {
  const header = await findHeader(table)
  if (!header) throw new Error('no header')
  return all(postsOf(table, { headerRow: header.row.number, columns: header.columns, now }))
}
const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
const heads = `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>${cell('C2', '来电时间')}${cell('D2', '来源')}</row>`

test('a ledger with a title above, dates, formulas and joined cells is read row by row', async () => {
  const table = await openTable(
    buildWorkbook(
      `<row r="1">${cell('A1', '舆情台账')}</row>${heads}
      <row r="3">${cell('A3', '停水')}<c r="B3" t="str"><f>A3&amp;"三天"</f><v>停水三天</v></c><c r="C3" s="1"><v>46237.5</v></c>${cell('D3', '热线')}</row>
      <row r="4">${cell('A4', '停电')}<c r="B4"><f>NOW()</f></c><c r="C4"><v>46238</v></c></row>
      <row r="5">${cell('A5', '断路')}${cell('B5', '北街断路')}<c r="C5" s="1"><v>5</v></c></row>`,
      { merges: '<mergeCell ref="D3:D4"/><mergeCell ref="A1:D1"/>' },
    ),
    'xlsx',
  )
  const [first, second, third] = await read(table)
  expect(first).toMatchObject({
    number: 3,
    post: {
      title: '停水',
      text: '停水三天',
      seenWhere: '热线',
      publishedAt: new Date('2026-08-03T12:00:00+08:00'),
    },
  })
  expect(second).toMatchObject({ number: 4, problems: [{ field: 'text' }] })
  expect(third).toMatchObject({
    number: 5,
    problems: [{ field: 'publishedAt', message: expect.stringContaining('1900-01-05') }],
  })
  expect(table.notes.join()).toContain('隐藏的工作表“备查”')
})

test('a day count means another day in a workbook of the 1904 system', () => {
  expect(serialText(46237.5, false)).toBe('2026-08-03 12:00:00')
  expect(serialText(46237.5 - 1462, true)).toBe('2026-08-03 12:00:00')
  expect(serialText(1, false)).toBe('1900-01-01 00:00:00')
})

test('a csv in GBK or with a mark, its cells with line breaks and formulas, is read', async () => {
  // 标题,内容 / 停水 in GBK
  const gbk = Buffer.from([
    0xb1, 0xea, 0xcc, 0xe2, 0x2c, 0xc4, 0xda, 0xc8, 0xdd, 0x0a, 0xcd, 0xa3, 0xcb, 0xae, 0x2c, 0x78,
  ])
  expect(await read(await openTable(gbk, 'csv'))).toMatchObject([{ post: { title: '停水', text: 'x' } }])
  const marked = Buffer.from(
    '\uFEFF标题,内容,阅读量\r\n停水,"第一行\n第二行",1.2万\n,=cmd|calc,\n断路,堵,很多\n',
  )
  expect(await read(await openTable(marked, 'csv'))).toMatchObject([
    { number: 2, post: { text: '第一行\n第二行', engagement: { reads: 12_000 } } },
    { number: 3, problems: [{ field: 'text' }] },
    { number: 4, problems: [{ field: 'reads' }] },
  ])
})

test('a file that is not what its name says is refused with what to do', async () => {
  const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])
  expect(() => importFormatOf('a.xlsx', old)).toThrow('另存为 .xlsx')
  expect(() => importFormatOf('a.xlsx', Buffer.from('标题'))).toThrow('不是 Excel')
  expect(() => importFormatOf('a.csv', Buffer.alloc(0))).toThrow('空的')
  await expect(openTable(buildZip({ 'a.txt': 'x' }), 'xlsx')).rejects.toThrow('不是 Excel 工作簿')
  await expect(openTable(Buffer.from('PK\x03\x04broken'), 'xlsx')).rejects.toThrow('损坏')
})

test('a workbook that says it unpacks to a gigabyte is refused unopened', async () => {
  const bomb = buildWorkbook('')
  const at = bomb.lastIndexOf(Buffer.from('PK\x01\x02'))
  bomb.writeUInt16LE(8, at + 10)
  bomb.writeUInt32LE(1_500_000_000, at + 24)
  await expect(openTable(bomb, 'xlsx')).rejects.toThrow('压缩炸弹')
})

test('pages of an archive become posts by the extractor of the sweeps; the rest is passed over', async () => {
  const page = `<html><head><title>城东花园停水三天</title></head><body><h1>城东花园停水三天</h1><p>发布时间：2026-08-03 10:00</p><div>${'<p>小区连续三天没有自来水，居民到处打水，物业说不清何时恢复供水。</p>'.repeat(4)}</div></body></html>`
  const record = (type: string, http: string) => {
    const body = Buffer.from(http)
    return Buffer.concat([
      Buffer.from(
        `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: https://bbs.example.cn/t/1?utm_source=x\r\nWARC-Date: 2026-08-04T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=${type}\r\nContent-Length: ${body.length}\r\n\r\n`,
      ),
      body,
      Buffer.from('\r\n\r\n'),
    ])
  }
  const file = Buffer.concat([
    record('request', 'GET / HTTP/1.1\r\n\r\n'),
    record('response', `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${page}`),
    record('response', 'HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nx'),
  ])
  const found = await all(postsOfWarc(Readable.from([file]), now))
  expect(found).toMatchObject([
    {
      url: 'https://bbs.example.cn/t/1',
      post: { title: '城东花园停水三天', publishedAt: new Date('2026-08-03T10:00:00+08:00') },
    },
  ])
})
