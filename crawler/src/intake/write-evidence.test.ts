import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import type { Evidence, EvidenceItem } from '@huiyin/domain/evidence'
import { beforeAll, expect, test } from 'vitest'
import { postsOfWarc } from './posts-of-warc.js'
import { writeEvidence } from './write-evidence.js'

const words = '小区连续三天没有自来水，居民到处打水，物业说不清何时恢复供水，盼有关部门尽快解决。'
const item = {
  id: '3f2b8c1d-0000-4000-8000-000000000001',
  title: '城东花园<停水>三天',
  text: `${words}\n请回电 139****5678`,
  url: 'https://bbs.example.cn/t/1',
  source: { id: 's', name: '县论坛', kind: 'forum', level: 'county' },
  author: '网友-a1b2',
  publishedAt: '2026-08-03T02:00:00.000Z',
  foundAt: '2026-08-03T04:00:00.000Z',
  engagement: {},
  countedAt: '2026-08-03T04:00:00.000Z',
  countedFirst: null,
  sourceName: null,
  attachments: [],
  answer: { unit: '水务局', text: '管网已修复，今晚八点恢复供水。', repliedAt: null },
  versions: [
    {
      number: 1,
      title: '城东花园停水',
      text: `${words}先前的说法。`,
      replacedAt: '2026-08-03T05:00:00.000Z',
    },
  ],
  contentHash: 'c0ffee',
  duplicateOf: null,
  judgement: null,
  shared: { words: [], places: [] },
  placedBy: null,
  sealedSha256: 'ab'.repeat(32),
} as const satisfies EvidenceItem as unknown as EvidenceItem
const evidence: Evidence = {
  jurisdiction: '青禾县',
  event: { number: 7, title: '城东花园停水' },
  exportedAt: new Date('2026-08-10T04:00:00Z'),
  items: [item],
  answers: [
    {
      publishedAt: new Date('2026-08-04T00:00:00Z'),
      reference: 'https://www.example.gov.cn/a.html',
      text: `情况说明\n${words}`,
    },
  ],
}

let file: Uint8Array
beforeAll(async () => {
  file = await writeEvidence(evidence, '0.0.0-test')
})

/** A second reader, by the letter of ISO 28500 4 and nothing else. */
function recordsOf(bytes: Uint8Array): { headers: Map<string, string>; block: Buffer }[] {
  const records = []
  let rest: Buffer = gunzipSync(bytes)
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n')
    const [first, ...lines] = rest.subarray(0, end).toString('utf8').split('\r\n')
    expect(first).toBe('WARC/1.1')
    const headers = new Map(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
    )
    const from = end + 4
    const to = from + Number(headers.get('content-length'))
    records.push({ headers, block: rest.subarray(from, to) })
    expect(rest.subarray(to, to + 4).toString()).toBe('\r\n\r\n')
    rest = rest.subarray(to + 4)
  }
  return records
}
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}

test('every record is whole by its length, has the fields it must have, and its digest is of its block', () => {
  const records = recordsOf(file)
  expect(records.map(({ headers }) => headers.get('warc-type'))).toEqual([
    'warcinfo',
    'conversion',
    'metadata',
    'conversion',
    'resource',
  ])
  for (const { headers, block } of records) {
    for (const name of ['warc-record-id', 'warc-date', 'content-type', 'content-length'])
      expect([name, headers.get(name)]).toEqual([name, expect.stringMatching(/./)])
    // Of the head of the archive the library gives none (ISO 28500 5.8: it may).
    if (headers.get('warc-type') === 'warcinfo') continue
    const digest = createHash('sha256').update(block).digest()
    expect(headers.get('warc-block-digest')?.replace(/=+$/, '')).toBe(`sha256:${base32(digest)}`)
  }
  expect(new Set(records.map(({ headers }) => headers.get('warc-record-id'))).size).toBe(records.length)
  const [info, read, about] = records
  expect(info?.block.toString('utf8')).toContain('脱敏')
  expect(about?.headers.get('warc-refers-to')).toBe(read?.headers.get('warc-record-id'))
  expect(JSON.parse(String(about?.block))).toMatchObject({
    contentHash: 'c0ffee',
    sealedOriginalSha256: 'ab'.repeat(32),
  })
})

test('each record is packed by itself, so that one can be read without the others', () => {
  const starts: number[] = []
  const bytes = Buffer.from(file)
  for (
    let at = bytes.indexOf('\x1f\x8b\x08', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('\x1f\x8b\x08', at + 1, 'latin1')
  )
    starts.push(at)
  expect(starts.length).toBeGreaterThanOrEqual(5)
  expect(gunzipSync(bytes.subarray(0, starts[1])).toString('utf8')).toContain('WARC-Type: warcinfo')
})

test('what was exported is read back by the import: the post with its answer, the earlier wording, our answer', async () => {
  const posts = []
  for await (const page of postsOfWarc(Readable.from([Buffer.from(file)]), evidence.exportedAt))
    posts.push(page)
  expect(posts).toMatchObject([
    {
      url: 'https://bbs.example.cn/t/1',
      post: {
        title: '城东花园<停水>三天',
        publishedAt: new Date('2026-08-03T02:00:00Z'),
        text: expect.stringContaining('管网已修复'),
      },
    },
    { post: { text: expect.stringContaining('先前的说法') } },
    { url: 'https://www.example.gov.cn/a.html', post: { text: expect.stringContaining(words) } },
  ])
})
