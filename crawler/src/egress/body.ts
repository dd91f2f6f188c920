import { type Readable, Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { FetchError } from './fetch-error.js'
import { type FetchLimits, largeBytes } from './limits.js'

/** More layers of compression than this are an attack, not a page. */
const maxCodings = 2

const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`

/**
 * Reads a body to the end with both caps held while reading, so that a small bomb never unfolds in memory.
 * A stream that is cut short is read as far as it goes, as browsers do.
 * `onLarge` is waited for once, when the body turns out to be large.
 * @throws FetchError `too-large` or `bad-response`
 */
export async function readBody(
  body: Readable,
  contentEncoding: string,
  url: string,
  limits: FetchLimits,
  onLarge: () => Promise<void> = async () => {},
): Promise<{ bytes: Buffer; wireBytes: number }> {
  const codings = contentEncoding
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (codings.length > maxCodings)
    throw new FetchError('bad-response', url, `回应压缩了 ${codings.length} 层，不像正常页面，已停止读取`)
  const decoders = codings.reverse().map((coding) => decoderOf(coding, url))
  const sink = gathered(limits.decodedBytes, onLarge)
  const wire = counted(
    limits.wireBytes,
    () => new FetchError('too-large', url, `页面超过 ${mebibytes(limits.wireBytes)}，已停止读取`),
  )
  const bomb = `页面解压后超过 ${mebibytes(limits.decodedBytes)}，已停止读取（可能是压缩炸弹）`
  const decoded = counted(limits.decodedBytes, () => new FetchError('too-large', url, bomb))
  await pipeline([body, wire, ...decoders, decoded, sink]).catch((error: NodeJS.ErrnoException) => {
    if (error.code?.startsWith('Z_') || error.code?.startsWith('ERR__ERROR'))
      throw new FetchError('bad-response', url, `回应的压缩数据已损坏（${error.code}）`)
    throw error
  })
  return { bytes: sink.bytes(), wireBytes: wire.seen() }
}

/**
 * Takes in a body of at most `limit` bytes. A large one is written into one buffer of the full size, of which only
 * what is written takes memory, so that it never stands there twice; it waits for `onLarge` first.
 */
function gathered(limit: number, onLarge: () => Promise<void>): Writable & { bytes: () => Buffer } {
  let chunks: Buffer[] = []
  let whole: Buffer | null = null
  let length = 0
  const put = (chunk: Buffer): null => {
    length += whole ? chunk.copy(whole, length) : chunk.length
    if (!whole) chunks.push(chunk)
    return null
  }
  const widen = async () => {
    await onLarge()
    const begun = chunks
    chunks = []
    length = 0
    whole = Buffer.allocUnsafeSlow(limit)
    for (const one of begun) put(one)
  }
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const isGrown = !whole && length + chunk.length > largeBytes
      if (isGrown) void widen().then(() => done(put(chunk)), done)
      else done(put(chunk))
    },
    destroy: (error, done) => {
      if (error) chunks = []
      if (error) whole = null
      done(error)
    },
  })
  return Object.assign(sink, { bytes: () => whole?.subarray(0, length) ?? Buffer.concat(chunks) })
}

/** Lets bytes through until there are more than `limit`. */
function counted(limit: number, error: () => FetchError): Transform & { seen: () => number } {
  let seen = 0
  const through = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      seen += chunk.length
      if (seen > limit) done(error())
      else done(null, chunk)
    },
  })
  return Object.assign(through, { seen: () => seen })
}

function decoderOf(coding: string, url: string): Transform {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip({ finishFlush: constants.Z_SYNC_FLUSH })
    case 'deflate':
      return createInflate({ finishFlush: constants.Z_SYNC_FLUSH })
    case 'br':
      return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH })
    default:
      throw new FetchError('bad-response', url, `回应用了不认识的压缩方式 ${coding}`)
  }
}
