import { dampen } from './sparse.js'
import type { Tokens } from './token-list.js'

/**
 * `token-rows.wat` beside this file, by wat2wasm of wabt 1.0.39: eight hashes compared and sixteen columns added at
 * once. Scoring a post takes a fifth of what the same loops take in plain code (bench/analyze.mjs).
 */
const code =
  'AGFzbQEAAAABHgNgCH9/f39/f39/AX9gBH9/f38AYAZ/f39/f38BfwMFBAABAgEFAwEAAQcoBQZtZW1vcnkCAARtZWV0AAAGZGFtcGVuAAEFd2VpZ2gAAgNzdW0AAwrCBgSlAgQHfwF7AX8BfSAAIAJBAnRqIQkgByEMAkADQCAAIAlPDQEgAyAALwEAQQJ0aiEOIAD9CAECIQ8gDigCACEKIA4oAgQhCwJAA0AgDyAEIApBAXRq/QABAP0t/YQBQQFBCCALIAprIAsgCmtBCE8bdEEBa3EhDSALIAprQQhNDQEgDQ0BIApBCGohCgwACwsgDCAFIAogDWhqIAZsajYCACAMIAEqAgA4AgQgDCANQQBHQQN0aiEMIABBBGohACABQQRqIQEMAAsLIAwhCSAHIQggByEMAkADQCAIIAlPDQEgCCgCACEQIBAqAgAhESAQIBEgCCoCBJI4AgAgDCAQNgIAIAwgEUMAAAAAW0EDdGohDCAIQQhqIQgMAAsLIAwgB2tBA3YLVgEDfyAAIAFBA3RqIQQCQANAIAAgBE8NASAAKAIAIQUgBSoCAPwBIQYgACACIAYgAyAGIANJG0ECdGoqAgA4AgQgBUMAAAAAOAIAIABBCGohAAwACwsLnQIFAn8EfQF8An8BfCAAIAFBA3RqIQYgBCEOAkADQCAAIAZPDQEgACgCACEHIAAqAgQhCCAHIAJqKgIAIQkgCCAHIAJqKgIElCEKIA4gByADajYCACAOIAo4AgQgDCAIuyAIu6IgCbuiIAm7oqAhDCALIAqXIQsgDiAJQwAAAABcQQN0aiEOIABBCGohAAwACwsgDiAEa0EDdiENIAUgDDkDCCAFRAAAAAAAAPA/OQMAIAtDAAAAAF4EQEQAAAAAwP/fQEQAAMD////fQUQAAAAAAMBfQCANuKKjnKQgC7ujIQ8gBSAPOQMACwJAA0AgBCAOTw0BIAQgBCoCBLsgD6JEAAAAAAAA4D+gnPwCOwEEIARBCGohBAwACwsgDQuiAQIBfwd7IAAgAUEDdGohBAJAA0AgACAETw0BIAAoAgAgAmr9AAAAIQUgAP0IAQQhByAF/YcBIQYgCCAGIAf9vAH9rgEhCCAJIAYgB/29Af2uASEJIAX9iAEhBiAKIAYgB/28Af2uASEKIAsgBiAH/b0B/a4BIQsgAEEIaiEADAALCyADIAj9CwQAIAMgCf0LBBAgAyAK/QsEICADIAv9CwQwCw=='

interface Exports {
  readonly memory: WebAssembly.Memory
  meet(
    hashes: number,
    weights: number,
    count: number,
    starts: number,
    tags: number,
    rows: number,
    stride: number,
    list: number,
  ): number
  dampen(list: number, count: number, dampened: number, most: number): void
  weigh(list: number, count: number, factors: number, weights: number, out: number, told: number): number
  sum(list: number, count: number, column: number, out: number): void
}

/** Columns added at once. */
const step = 16
/** More tokens than a text of the length that is read can have. */
const most = 16_384
/** No token is met more often in such a text. */
const mostTimes = 4_095
const buckets = 0x10000
const pageBytes = 65_536

/** Where things lie in the memory, in bytes. */
const toldAt = 0
const sumsAt = 16
const dampenedAt = sumsAt + 4 * step
const hashesAt = dampenedAt + 4 * (mostTimes + 1)
const weightsAt = hashesAt + 4 * most
const metAt = weightsAt + 4 * most
const knownAt = metAt + 8 * (most + 1)
const startsAt = knownAt + 8 * (most + 1)
const tagsAt = startsAt + 4 * (buckets + 1)

const align = (bytes: number, to: number): number => Math.ceil(bytes / to) * to

/**
 * Rows of eight-bit weights by the hash of their token. A row's factors of each task stand before its weights, so that
 * a token costs one walk to the memory. Scratch space is reused: one object serves one thread.
 */
export class TokenRows {
  readonly #exports: Exports
  /** Bytes of a row, and of what stands before its weights. */
  readonly #stride: number
  readonly #headBytes: number
  readonly #rowsAt: number
  readonly #bytes: Int8Array
  readonly #tags: Uint16Array
  readonly #ints: Int32Array
  readonly #floats: Float32Array
  readonly #told: Float64Array
  /** The tokens of the text read last. */
  readonly #hashes: Uint32Array
  readonly #weights: Float32Array
  /** Rows that the text read last touches. */
  #met = 0

  /** Empty rows of `width` columns for each of `keys`, which are all different. */
  constructor(keys: Uint32Array, tasks: number, width: number) {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(code, 'base64')))
    this.#exports = exports as unknown as Exports
    this.#headBytes = align(4 + 8 * tasks, step)
    this.#stride = align(this.#headBytes + width, 2 * step)
    this.#rowsAt = align(tagsAt + 2 * keys.length + step, 2 * step)
    const { memory } = this.#exports
    memory.grow(Math.ceil((this.#rowsAt + (keys.length + 1) * this.#stride + step) / pageBytes))
    this.#bytes = new Int8Array(memory.buffer)
    this.#tags = new Uint16Array(memory.buffer, tagsAt, keys.length)
    this.#ints = new Int32Array(memory.buffer)
    this.#floats = new Float32Array(memory.buffer)
    this.#told = new Float64Array(memory.buffer, toldAt, 2)
    this.#hashes = new Uint32Array(memory.buffer, hashesAt, most)
    this.#weights = new Float32Array(memory.buffer, weightsAt, most)
    for (let times = 0; times <= mostTimes; times += 1) this.#floats[dampenedAt / 4 + times] = dampen(times)
    this.#number(keys)
  }

  /** Numbers the rows by the lower halves of their hashes. */
  #number(keys: Uint32Array): void {
    const starts = this.#ints.subarray(startsAt / 4, startsAt / 4 + buckets + 1)
    for (const key of keys) starts[(key & 0xffff) + 1] = (starts[(key & 0xffff) + 1] as number) + 1
    for (let b = 0; b < buckets; b += 1) starts[b + 1] = (starts[b + 1] as number) + (starts[b] as number)
    const next = starts.slice()
    for (const key of keys) {
      const row = next[key & 0xffff] as number
      next[key & 0xffff] = row + 1
      this.#tags[row] = key >>> 16
    }
  }

  /** The row of a hash that has one. */
  #rowOf(key: number): number {
    let row = this.#ints[startsAt / 4 + (key & 0xffff)] as number
    while (this.#tags[row] !== key >>> 16) row += 1
    return row
  }

  /** What a task knows of a token: its rarity and its weights, times `scale`, from `column` on. */
  set(key: number, task: number, idf: number, scale: number, column: number, weights: Int8Array): void {
    const at = this.#rowsAt + this.#rowOf(key) * this.#stride
    this.#floats[at / 4 + 1 + 2 * task] = idf
    this.#floats[at / 4 + 2 + 2 * task] = idf * scale
    this.#bytes.set(weights, at + this.#headBytes + column)
  }

  /** Reads a text; its tokens count in whole numbers. */
  read({ hashes, weights, count: all }: Tokens): void {
    const count = Math.min(all, most)
    this.#hashes.set(hashes.subarray(0, count))
    this.#weights.set(weights.subarray(0, count))
    const { meet, dampen: dampenMet } = this.#exports
    this.#met = meet(hashesAt, weightsAt, count, startsAt, tagsAt, this.#rowsAt, this.#stride, metAt)
    dampenMet(metAt, this.#met, dampenedAt, mostTimes)
  }

  /**
   * Adds the weights of the tokens read last, as `task` counts them, into `sums`, columns `from` to `to`. Factors are
   * rounded to as many bits as the sum of that many rows leaves room for: thirteen for 2,000.
   * @returns the square of the length of the text's vector
   */
  add(task: number, sums: Float64Array, from: number, to: number): number {
    const { weigh, sum } = this.#exports
    const known = weigh(metAt, this.#met, 4 + 8 * task, this.#headBytes, knownAt, toldAt)
    const [scale, square] = [this.#told[0] as number, this.#told[1] as number]
    for (let column = from; column < to; column += step) {
      sum(knownAt, known, column, sumsAt)
      for (let c = column; c < Math.min(to, column + step); c += 1)
        sums[c] = (sums[c] as number) + (this.#ints[sumsAt / 4 + c - column] as number) / scale
    }
    return square
  }
}
