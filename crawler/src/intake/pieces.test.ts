import { expect, test } from 'vitest'
import { decodeText } from './decode-text.js'
import { openZip } from './open-zip.js'
import { postsOfJsonl } from './posts-of-jsonl.js'
import { buildZip } from './testing-workbook.js'

const long = `标题,内容\n${'幸福里三号楼停水，'.repeat(20_000)}𠮷🚰`

test('a text longer than a piece is decoded whole, and as often as asked for, in each charset', () => {
  const iconv = (charset: 'utf8' | 'utf16le', mark: number[]) =>
    Buffer.concat([Buffer.from(mark), Buffer.from(long, charset)])
  for (const bytes of [
    iconv('utf8', []),
    iconv('utf8', [0xef, 0xbb, 0xbf]),
    iconv('utf16le', [0xff, 0xfe]),
  ]) {
    const pieces = decodeText(bytes)
    expect([...pieces()].join('') === long).toBe(true)
    expect([...pieces()].join('') === long).toBe(true)
  }
  // 幸 in GBK, an odd number of bytes before it, so that some pieces end within a character.
  const gbk = Buffer.concat([Buffer.from('a'), Buffer.alloc(200_000, Buffer.from([0xd0, 0xd2]))])
  expect([...decodeText(gbk)()].join('') === `a${'幸'.repeat(100_000)}`).toBe(true)
})

test('what is in no charset is refused before the first piece, also when only its end is wrong', () => {
  const wrong = Buffer.concat([Buffer.alloc(150_000, 'a'), Buffer.from([0xff, 0xff])])
  expect(() => decodeText(wrong)).toThrow('文字编码认不出')
})

test('a line longer than a piece is one post, and lines are counted through all pieces', async () => {
  const lines = [
    JSON.stringify({ id: '1', text: '幸福里三号楼停水，'.repeat(4_000) }),
    '',
    JSON.stringify({ id: '2', text: '井盖松动' }),
    'damaged',
  ]
  const rows = []
  for await (const row of postsOfJsonl(Buffer.from(lines.join('\n')), new Date('2026-08-10T04:00:00Z')))
    rows.push({ number: row.number, taken: 'post' in row })
  expect(rows).toEqual([
    { number: 1, taken: true },
    { number: 3, taken: true },
    { number: 4, taken: false },
  ])
})

test('a part of an archive, packed or not, comes in pieces as it is taken and never all at once', async () => {
  const content = '<row><c><v>1</v></c></row>'.repeat(100_000)
  for (const packed of [false, true]) {
    const zip = await openZip(buildZip({ 'xl/sheet.xml': content }, { packed }))
    const pieces: Buffer[] = []
    for await (const piece of await zip.stream('xl/sheet.xml')) pieces.push(piece as Buffer)
    expect(Buffer.concat(pieces).equals(Buffer.from(content))).toBe(true)
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(131_072)
  }
})
