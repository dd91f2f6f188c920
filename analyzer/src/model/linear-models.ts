import { applyHead } from './head.js'
import { dampen } from './sparse.js'
import { RowSums } from './sum-rows.js'
import type { Tokens } from './token-list.js'
import type { Weights } from './weights-file.js'

/** Place of a task's columns in the rows. */
interface Part {
  readonly weights: Omit<Weights, 'keys' | 'idf' | 'scale' | 'bytes'>
  readonly from: number
  readonly to: number
}

/** Upper half of a hash; never 0, which means free. */
const tagOf = (hash: number): number => hash >>> 16 || 1

/**
 * Linear models of one or more tasks that read the same tokens: each token is looked up once, and its weights for all
 * tasks lie side by side. Scratch space is reused, so one object serves one thread.
 */
export class LinearModels {
  readonly #parts: readonly Part[]
  /** Open addressing, pairs of (hash, row); at most half full. */
  readonly #slots: Int32Array
  /**
   * The upper half of each slot's hash, 0 where it is free: most tokens are known to no task, and that is seen here, in
   * an eighth of the memory.
   */
  readonly #tags: Uint16Array
  readonly #mask: number
  readonly #rows: RowSums
  /** For each row and task: idf (0 when the task does not know the token) and idf · scale. */
  readonly #factors: Float32Array
  readonly #times: Float32Array
  readonly #sums: Float64Array
  /** Rows that tokens of this text touch, those a task knows, and their factors. */
  #touched = new Int32Array(4_096)
  #known = new Int32Array(4_096)
  #knownFactors = new Float32Array(4_096)

  constructor(tasks: readonly Weights[]) {
    let width = 0
    this.#parts = tasks.map(({ keys: _keys, idf: _idf, scale: _scale, bytes: _bytes, ...weights }) => {
      const from = width
      width += weights.bias.length
      return { weights, from, to: width }
    })
    this.#sums = new Float64Array(width)
    let size = 16
    const most = new Set(tasks.flatMap(({ keys }) => [...keys])).size
    while (size < most * 2) size *= 2
    this.#slots = new Int32Array(size * 2)
    this.#tags = new Uint16Array(size)
    this.#mask = size - 1
    let rows = 0
    const rowsOf = tasks.map(({ keys }) =>
      Int32Array.from(keys, (key) => {
        const slot = this.#slotOf(key)
        if (this.#tags[slot] === 0) {
          this.#tags[slot] = tagOf(key)
          this.#slots[2 * slot] = key | 0
          this.#slots[2 * slot + 1] = rows
          rows += 1
        }
        return this.#slots[2 * slot + 1] as number
      }),
    )
    this.#rows = new RowSums(rows, width)
    this.#factors = new Float32Array(rows * 2 * tasks.length)
    this.#times = new Float32Array(rows)
    tasks.forEach(({ idf, scale, bytes, bias }, task) => {
      const { from } = this.#parts[task] as Part
      ;(rowsOf[task] as Int32Array).forEach((row, i) => {
        const factor = 2 * (row * tasks.length + task)
        this.#factors[factor] = idf[i] as number
        this.#factors[factor + 1] = (idf[i] as number) * (scale[i] as number)
        this.#rows.set(row, from, bytes.subarray(i * bias.length, (i + 1) * bias.length))
      })
    })
  }

  /** The slot of a hash, or the free one where it would be. */
  #slotOf(hash: number): number {
    let slot = hash & this.#mask
    while (this.#tags[slot] !== 0 && this.#slots[2 * slot] !== (hash | 0)) slot = (slot + 1) & this.#mask
    return slot
  }

  /** Probabilities of each task, in the order of its labels. */
  probabilities(tokens: Tokens): Float64Array[] {
    return this.margins(tokens).map((margins, task) => {
      const { head, labels } = (this.#parts[task] as Part).weights
      return applyHead(head, margins, labels.length)
    })
  }

  /** The margins behind the probabilities, of each task. */
  margins(tokens: Tokens): Float64Array[] {
    const touched = this.#count(tokens)
    return this.#parts.map((part, task) => this.#score(part, task, touched))
  }

  /** Adds up the tokens that some task knows; returns how many rows they touch. */
  #count({ hashes, weights, count }: Tokens): number {
    if (this.#touched.length < count) {
      this.#touched = new Int32Array(count * 2)
      this.#known = new Int32Array(count * 2)
      this.#knownFactors = new Float32Array(count * 2)
    }
    const slots = this.#slots
    const tags = this.#tags
    const mask = this.#mask
    const times = this.#times
    const rows = this.#touched
    let touched = 0
    for (let i = 0; i < count; i += 1) {
      // As #slotOf, written out: this is the hottest line of the analyzer.
      const key = (hashes[i] as number) | 0
      const tag = key >>> 16 || 1
      let slot = key & mask
      let known = tags[slot] as number
      while (known !== 0 && (known !== tag || slots[2 * slot] !== key)) {
        slot = (slot + 1) & mask
        known = tags[slot] as number
      }
      if (known === 0) continue
      const row = slots[2 * slot + 1] as number
      const before = times[row] as number
      if (before === 0) rows[touched++] = row
      times[row] = before + (weights[i] as number)
    }
    for (let t = 0; t < touched; t += 1) {
      const row = rows[t] as number
      times[row] = dampen(times[row] as number)
    }
    return touched
  }

  #score({ weights: { bias }, from, to }: Part, task: number, touched: number): Float64Array {
    const [sums, factors, times] = [this.#sums, this.#factors, this.#times]
    const isLast = task === this.#parts.length - 1
    sums.fill(0, from, to)
    let square = 0
    let known = 0
    for (let t = 0; t < touched; t += 1) {
      const row = this.#touched[t] as number
      const at = 2 * (row * this.#parts.length + task)
      const x = times[row] as number
      if (isLast) times[row] = 0
      const idf = factors[at] as number
      if (idf === 0) continue
      square += x * x * idf * idf
      this.#known[known] = row
      this.#knownFactors[known] = x * (factors[at + 1] as number)
      known += 1
    }
    this.#rows.add(this.#known, this.#knownFactors, known, sums, from, to)
    const norm = square > 0 ? 1 / Math.sqrt(square) : 0
    return Float64Array.from(bias, (b, c) => (sums[from + c] as number) * norm + b)
  }
}
