/**
 * `sum-rows.wat` beside this file, by wat2wasm of wabt 1.0.39. SIMD adds sixteen columns at once: scoring a post takes
 * a fifth of what the same loop takes in plain code (bench/analyze.mjs).
 */
const code =
  'AGFzbQEAAAABCAFgBH9/f38AAwIBAAUDAQABBxACBm1lbW9yeQIAA3N1bQAACqUBAaIBAgF/B3sgACABQQN0aiEEAkADQCAAIARPDQEgACgCACACav0AAAAhBSAA/QgBBCEHIAX9hwEhBiAIIAYgB/28Af2uASEIIAkgBiAH/b0B/a4BIQkgBf2IASEGIAogBiAH/bwB/a4BIQogCyAGIAf9vQH9rgEhCyAAQQhqIQAMAAsLIAMgCP0LBAAgAyAJ/QsEECADIAr9CwQgIAMgC/0LBDAL'

interface Exports {
  readonly memory: WebAssembly.Memory
  sum(list: number, count: number, column: number, out: number): void
}

const step = 16
const entryBytes = 8
const listAt = 64 * 8
/** More tokens than a text of the length that is read can have. */
const mostEntries = 16_384
const rowsAt = listAt + mostEntries * entryBytes
const pageBytes = 65_536

/** Rows of eight-bit weights, and the sum of some of them, each times a factor. */
export class RowSums {
  readonly #sum: Exports['sum']
  readonly #width: number
  readonly #rows: Int8Array
  readonly #addresses: Int32Array
  readonly #factors: Int16Array
  readonly #out: Int32Array

  constructor(rows: number, width: number) {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(code, 'base64')))
    const { memory, sum } = exports as unknown as Exports
    // Whole steps a row: one of sixty columns then never lies across two lines of the cache.
    const stride = Math.ceil(width / step) * step
    memory.grow(Math.ceil((rowsAt + rows * stride + step) / pageBytes))
    this.#sum = sum
    this.#width = stride
    this.#rows = new Int8Array(memory.buffer, rowsAt, rows * stride)
    this.#addresses = new Int32Array(memory.buffer, listAt, mostEntries * 2)
    this.#factors = new Int16Array(memory.buffer, listAt, mostEntries * 4)
    this.#out = new Int32Array(memory.buffer, 0, listAt / 4)
  }

  /** Writes weights into a row from `column` on. */
  set(row: number, column: number, weights: Int8Array): void {
    this.#rows.set(weights, row * this.#width + column)
  }

  /**
   * Adds `factor · row` over `count` rows into `sums`, columns `from` to `to`. Factors are rounded to as many bits as
   * the sum of that many rows leaves room for: thirteen for 2,000.
   */
  add(
    rows: Int32Array,
    factors: Float32Array,
    count: number,
    sums: Float64Array,
    from: number,
    to: number,
  ): void {
    const entries = Math.min(count, mostEntries)
    let largest = 0
    for (let i = 0; i < entries; i += 1) largest = Math.max(largest, Math.abs(factors[i] as number))
    if (largest === 0) return
    const steps = Math.min(32_767, Math.floor(0x7fffffff / (127 * entries)))
    const scale = steps / largest
    for (let i = 0; i < entries; i += 1) {
      this.#addresses[2 * i] = rowsAt + (rows[i] as number) * this.#width
      this.#factors[4 * i + 2] = Math.round((factors[i] as number) * scale)
    }
    for (let column = from; column < to; column += step) {
      this.#sum(listAt, entries, column, 0)
      for (let c = column; c < Math.min(to, column + step); c += 1)
        sums[c] = (sums[c] as number) + (this.#out[c - column] as number) / scale
    }
  }
}
