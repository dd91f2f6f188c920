import { Readable } from 'node:stream'
import yauzl from 'yauzl'

/** Bytes handed on at once: what was found in one piece is held until it has been taken. */
const pieceBytes = 65_536

/** Views of `bytes`, in order and without a copy. */
export function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

/**
 * Bytes in memory as yauzl reads them, no faster than they are taken. Its own reader of a buffer writes a whole part into
 * a stream at once, and a stream hands on all it holds in one piece: of a part that is not packed every row became an
 * object before the first was taken, 55 MB more for 100,000 rows (`node bench/import.mjs`).
 */
export class BytesReader extends yauzl.RandomAccessReader {
  readonly #bytes: Buffer

  constructor(bytes: Buffer) {
    super()
    this.#bytes = bytes
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(piecesOf(this.#bytes.subarray(start, end)))
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const copied = this.#bytes.copy(buffer, offset, position, position + length)
    setImmediate(callback, copied === length ? null : new Error('the archive ends before its part'))
  }
}
