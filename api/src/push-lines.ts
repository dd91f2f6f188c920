/** One line of a body, by its number from 1; `text` null: it could not be taken, and why. */
export type BodyLine = { number: number; text: string } | { number: number; error: string; isLast?: true }

export interface LineLimits {
  bytes: number
  lines: number
  lineBytes: number
}

const newline = 0x0a

/** Splits a stream into lines without ever holding more than one, and stops at the limits with words. */
export async function* linesOf(stream: AsyncIterable<Buffer>, limits: LineLimits): AsyncGenerator<BodyLine> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let rest: Buffer[] = []
  let restBytes = 0
  let bytes = 0
  let number = 0
  const finish = (piece: Buffer): BodyLine | null => {
    const line = Buffer.concat([...rest, piece])
    const isTooLong = restBytes + piece.length > limits.lineBytes
    rest = []
    restBytes = 0
    number += 1
    if (isTooLong) return { number, error: `这一行超过 ${limits.lineBytes / 1024} KB，没有保存` }
    try {
      const text = utf8.decode(line).trim()
      return text === '' ? null : { number, text }
    } catch {
      return { number, error: '这一行不是 UTF-8 编码，没有保存' }
    }
  }
  const stop = (error: string): BodyLine => ({ number: number + 1, error, isLast: true })
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes > limits.bytes) {
      yield stop(`一次最多 ${limits.bytes / 1024 / 1024} MB，从这一行起没有保存，请分次推送`)
      return
    }
    let from = 0
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      if (number >= limits.lines) {
        yield stop(`一次最多 ${limits.lines} 行，从这一行起没有保存，请分次推送`)
        return
      }
      const line = finish(chunk.subarray(from, at))
      if (line) yield line
      from = at + 1
    }
    const left = chunk.subarray(from)
    // Of a line that is too long only its length is kept.
    if (restBytes + left.length <= limits.lineBytes) rest.push(left)
    restBytes += left.length
  }
  if (restBytes > 0) {
    const line = finish(Buffer.alloc(0))
    if (line) yield line
  }
}
