import type { Evidence, EvidenceItem } from '@huiyin/domain/evidence'
import { toShanghaiIso } from '@huiyin/domain/shanghai'
import { WARCRecord, WARCSerializer } from 'warcio'

const warcVersion = 'WARC/1.1'
const html = 'text/html; charset=utf-8'
const encoder = new TextEncoder()

/** What a reader of the archive must know before he takes a word of it for the page itself. */
const statement =
  '内容为采集时读出并脱敏的标题、正文与答复，不是网页原样；未脱敏的原文加密保存在系统内，须另一人同意方可查看。metadata 记录中的 sealedOriginalSha256 是该密文的校验值。'

/**
 * Evidence as a WARC (ISO 28500:2017), each record packed by itself: `warcinfo`, then for each post a `conversion` (6.8:
 * what was made of the page, here its masked words; one more for each earlier wording) and a `metadata` with times, counts
 * and digests, then a `resource` for each published answer. Every record but the first carries the SHA-256 of its block.
 */
export async function writeEvidence(evidence: Evidence, version: string): Promise<Uint8Array> {
  const { event, jurisdiction, exportedAt, items, answers } = evidence
  const date = exportedAt.toISOString()
  const info = WARCRecord.createWARCInfo(
    { filename: `event-${event.number}.warc.gz`, date, warcVersion },
    {
      software: `Huiyin ${version}`,
      format: 'WARC File Format 1.1',
      conformsTo: 'https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
      operator: jurisdiction,
      isPartOf: `舆情〔${event.number}〕${event.title}`,
      description: statement,
    },
  )
  const records = [info, ...items.flatMap(recordsOf)]
  for (const { reference, publishedAt, text } of answers) {
    const url = /^https?:\/\//.test(reference)
      ? reference
      : `urn:huiyin:answer:${encodeURIComponent(reference)}`
    const body = pageOf({ title: reference, publishedAt, author: null, text })
    records.push(record('resource', url, publishedAt.toISOString(), html, body))
  }
  const parts: Uint8Array[] = []
  for (const one of records)
    parts.push(
      await WARCSerializer.serialize(one, {
        gzip: true,
        digest: { algo: 'sha-256', prefix: 'sha256:', base32: true },
      }),
    )
  return Buffer.concat(parts)
}

function recordsOf(item: EvidenceItem): WARCRecord[] {
  const url = /^https?:\/\//.test(item.url) ? item.url : `urn:huiyin:item:${item.id}`
  const { title, author, answer } = item
  const publishedAt = item.publishedAt === null ? null : new Date(item.publishedAt)
  const answered = answer?.text ? `\n答复${answer.unit ? `（${answer.unit}）` : ''}\n${answer.text}` : ''
  const read = record(
    'conversion',
    url,
    item.foundAt,
    html,
    pageOf({ title, publishedAt, author, text: `${item.text}${answered}` }),
  )
  const particulars = {
    itemId: item.id,
    source: item.source.name,
    sourceName: item.sourceName,
    foundAt: item.foundAt,
    publishedAt: item.publishedAt,
    engagement: item.engagement,
    countedAt: item.countedAt,
    attachments: item.attachments,
    answer,
    contentHash: item.contentHash,
    sealedOriginalSha256: item.sealedSha256,
    duplicateOf: item.duplicateOf,
    correction: item.correction ?? null,
  }
  const about = record(
    'metadata',
    url,
    item.foundAt,
    'application/json',
    JSON.stringify(particulars, null, 2),
    {
      'WARC-Refers-To': read.warcHeader('WARC-Record-ID') ?? '',
    },
  )
  // Earlier wordings stand by the moment they were replaced, the last at which they are known to have stood.
  const former = item.versions.map((one) =>
    record(
      'conversion',
      `${url}#version-${one.number}`,
      one.replacedAt,
      html,
      pageOf({ ...one, publishedAt, author }),
    ),
  )
  return [read, about, ...former]
}

const record = (
  type: 'conversion' | 'metadata' | 'resource',
  url: string,
  date: string,
  contentType: string,
  body: string,
  more: Record<string, string> = {},
): WARCRecord =>
  WARCRecord.create(
    {
      type,
      url,
      date: new Date(date).toISOString(),
      warcVersion,
      warcHeaders: { 'Content-Type': contentType, ...more },
    },
    (function* () {
      yield encoder.encode(body)
    })(),
  )

const escaped = (text: string) => text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`)

function pageOf(post: {
  title: string
  publishedAt: Date | null
  author: string | null
  text: string
}): string {
  const title = escaped(post.title)
  const time = post.publishedAt
    ? `<p>发布时间：${toShanghaiIso(post.publishedAt).slice(0, 16).replace('T', ' ')}</p>`
    : ''
  const author = post.author ? `<p>作者：${escaped(post.author)}</p>` : ''
  const paragraphs = post.text.split(/\n+/).map((line) => `<p>${escaped(line)}</p>`)
  return `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${time}${author}<article>${paragraphs.join('')}</article></body></html>\n`
}
