import { importLimitRows } from '@huiyin/domain/item-import'
import { writtenOfLine } from '@huiyin/domain/received-line'
import { readReceivedPost } from '@huiyin/domain/received-post'
import { cleanUrl } from '@huiyin/store/clean-url'
import { decodeText } from './decode-text.js'
import type { ReadRow } from './posts-of-table.js'
import { tooManyRows } from './table.js'

/** Reads one post a line, as `POST /api/pushed-items` does. @throws InvalidInput before the first for too many */
export async function* postsOfJsonl(bytes: Uint8Array, now: Date): AsyncGenerator<ReadRow> {
  const pieces = decodeText(bytes)
  let breaks = 0
  for (const piece of pieces()) breaks += piece.split('\n').length - 1
  if (breaks >= importLimitRows + 100) tooManyRows()
  let number = 0
  for (const line of linesOf(pieces())) {
    number += 1
    if (line.trim() === '') continue
    yield { number, ...readLine(line, now) }
  }
}

function* linesOf(pieces: Iterable<string>): Generator<string> {
  let open: string[] = []
  for (const piece of pieces) {
    const [first = '', ...others] = piece.split('\n')
    open.push(first)
    for (const next of others) {
      yield open.join('')
      open = [next]
    }
  }
  yield open.join('')
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
