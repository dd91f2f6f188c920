import type { Readable } from 'node:stream'
import type { ReceivedPost } from '@huiyin/domain/received-post'
import { cleanUrl } from '@huiyin/store/clean-url'
import { WARCParser, type WARCRecord } from 'warcio'
import { decodePage } from '../charset.js'
import { extractArticle } from '../extract/article.js'

/** One record of an archive that is a page: a post, or why not. */
export type ArchivedPage = {
  /** Its place among the records of the archive, from 1. */ number: number
  url: string
} & ({ post: ReceivedPost } | { error: string })

/** No page of text is larger unpacked; what is larger is left unread. */
const pageLimit = 10 * 1024 * 1024

/**
 * Reads the pages of an archive (ISO 28500, packed or not) by the extractor that sweeps use. Requests, pictures,
 * scripts and answers other than 200 are passed over; a list of links is no post.
 */
export async function* postsOfWarc(stream: Readable, now: Date): AsyncGenerator<ArchivedPage> {
  let number = 0
  for await (const record of new WARCParser(stream)) {
    number += 1
    const contentType = pageTypeOf(record)
    if (contentType === null) continue
    const url = cleanUrl(record.warcTargetURI ?? '')
    if (url === null) continue
    yield { number, url, ...(await readPage(record, url, { contentType, now })) }
  }
}

/** The content type of a page: answered with 200, or kept without its answer (ISO 28500 6.4, 6.8). Null: no page. */
function pageTypeOf(record: WARCRecord): string | null {
  const isKept = record.warcType === 'resource' || record.warcType === 'conversion'
  if (!isKept && (record.warcType !== 'response' || Number(record.httpHeaders?.statusCode) !== 200))
    return null
  const contentType = isKept
    ? record.warcHeader('Content-Type')
    : record.httpHeaders?.headers.get('content-type')
  return contentType && /html/i.test(contentType) ? contentType : null
}

async function readPage(
  record: WARCRecord,
  url: string,
  { contentType, now }: { contentType: string; now: Date },
): Promise<{ post: ReceivedPost } | { error: string }> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of record) {
      size += chunk.length
      if (size > pageLimit) return { error: `网页解开后超过 ${pageLimit / 1024 / 1024} MB，没有读取` }
      chunks.push(chunk)
    }
  } catch {
    return { error: '记录已损坏，解不开' }
  }
  const { text, doubtful } = decodePage(Buffer.concat(chunks), { contentType })
  if (doubtful) return { error: '文字编码认不出，可能是乱码' }
  const archivedAt = new Date(record.warcDate ?? '')
  const page = extractArticle(text, url, { now: Number.isNaN(archivedAt.getTime()) ? now : archivedAt })
  if (page.kind === 'list') return { error: '是列表页，不是一条信息' }
  if (page.text.trim() === '') return { error: '没有读出正文' }
  return {
    post: {
      title: page.title,
      text: page.text,
      publishedAt: page.publishedAt,
      url,
      author: page.author,
      seenWhere: null,
      number: null,
      engagement: page.engagement,
    },
  }
}
