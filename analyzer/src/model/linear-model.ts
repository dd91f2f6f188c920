import { dampen } from './sparse.js'
import type { Tokens } from './tokens.js'
import type { Head, Weights } from './weights-file.js'

/** A label with its probability. */
export interface Guess {
  readonly label: string
  readonly probability: number
}

/** Answers of one task; scratch space is reused, so one model serves one thread. */
export class LinearModel {
  readonly #weights: Weights
  /** Open addressing: hash → row + 1; the table is at most half full. */
  readonly #slots: Int32Array
  readonly #mask: number
  readonly #times: Float32Array
  #touched = new Int32Array(4_096)

  constructor(weights: Weights) {
    this.#weights = weights
    let size = 16
    while (size < weights.keys.length * 2) size *= 2
    this.#slots = new Int32Array(size)
    this.#mask = size - 1
    this.#times = new Float32Array(weights.keys.length)
    weights.keys.forEach((key, row) => {
      let slot = key & this.#mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask
      this.#slots[slot] = row + 1
    })
  }

  get labels(): readonly string[] {
    return this.#weights.labels
  }

  get unsureBelow(): number {
    return this.#weights.unsureBelow
  }

  /** Probabilities in the order of `labels`. */
  probabilities(tokens: Tokens): Float64Array {
    return applyHead(this.#weights.head, this.columns(tokens), this.#weights.labels.length)
  }

  /** Labels best first. */
  rank(tokens: Tokens): Guess[] {
    const probabilities = this.probabilities(tokens)
    return this.#weights.labels
      .map((label, i) => ({ label, probability: probabilities[i] as number }))
      .sort((a, b) => b.probability - a.probability)
  }

  /** The margins behind the probabilities. */
  columns({ hashes, weights, count }: Tokens): Float64Array {
    const { keys, idf, scale, bytes, bias } = this.#weights
    const columns = bias.length
    if (this.#touched.length < count) this.#touched = new Int32Array(count * 2)
    let touched = 0
    for (let i = 0; i < count; i += 1) {
      const hash = hashes[i] as number
      let slot = hash & this.#mask
      for (let row = this.#slots[slot] as number; row !== 0; row = this.#slots[slot] as number) {
        if (keys[row - 1] === hash) {
          if (this.#times[row - 1] === 0) this.#touched[touched++] = row - 1
          this.#times[row - 1] = (this.#times[row - 1] as number) + (weights[i] as number)
          break
        }
        slot = (slot + 1) & this.#mask
      }
    }
    const sums = new Float64Array(columns)
    let square = 0
    for (let t = 0; t < touched; t += 1) {
      const row = this.#touched[t] as number
      const x = dampen(this.#times[row] as number) * (idf[row] as number)
      this.#times[row] = 0
      square += x * x
      const factor = x * (scale[row] as number)
      const from = row * columns
      for (let c = 0; c < columns; c += 1)
        sums[c] = (sums[c] as number) + factor * (bytes[from + c] as number)
    }
    const norm = square > 0 ? 1 / Math.sqrt(square) : 0
    for (let c = 0; c < columns; c += 1) sums[c] = (sums[c] as number) * norm + (bias[c] as number)
    return sums
  }
}

/** Probabilities of margins. */
export function softmax(margins: Float64Array, temperature: number): Float64Array {
  const largest = margins.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const raised = margins.map((m) => Math.exp((m - largest) / temperature))
  const sum = raised.reduce((a, b) => a + b, 0)
  return raised.map((v) => v / sum)
}

/** Probabilities of the columns as the head says; experts are pooled by their logarithms. */
export function applyHead(head: Head, columns: Float64Array, labels: number): Float64Array {
  if (head.kind === 'one') return softmax(columns, head.temperature)
  const local = softmax(columns.subarray(0, labels), head.temperatures[0])
  const general = softmax(columns.subarray(labels, 2 * labels), head.temperatures[1])
  const atHome = 1 / (1 + Math.exp(-head.gate.slope * ((columns[2 * labels] as number) - head.gate.centre)))
  const share = head.general[0] * atHome + head.general[1] * (1 - atHome)
  return softmax(
    local.map((p, i) => (1 - share) * Math.log(p + 1e-6) + share * Math.log((general[i] as number) + 1e-6)),
    1,
  )
}
