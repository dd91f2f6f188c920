import { importLimitRows } from '@huiyin/domain/item-import'
import { writtenOfLine } from '@huiyin/domain/received-line'
import { readReceivedPost } from '@huiyin/domain/received-post'
import { cleanUrl } from '@huiyin/store/clean-url'
import type { ReadRow } from './posts-of-table.js'
import { decodeTable } from './read-csv.js'
import { tooManyRows } from './table.js'

/** Reads one post a line, as `POST /api/pushed-items` does. */
export async function* postsOfJsonl(bytes: Uint8Array, now: Date): AsyncGenerator<ReadRow> {
  const lines = decodeTable(bytes).split('\n')
  if (lines.length > importLimitRows + 100) tooManyRows()
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue
    yield { number: at + 1, ...readLine(line, now) }
  }
}

function readLine(line: string, now: Date): ReturnType<typeof readReceivedPost> {
  const refused = (message: string) => ({ problems: [{ field: 'text' as const, message }] })
  let parsed: unknown
  try {
    parsed = JSON.parse(line.replace(/^\uFEFF/, ''))
  } catch {
    return refused('不是有效的 JSON：每行应为一个完整的 JSON 对象')
  }
  const found = writtenOfLine(parsed)
  return 'error' in found ? refused(found.error) : readReceivedPost(found.written, { now, cleanUrl })
}
