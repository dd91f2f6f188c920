import { applyHeadTo } from './head.js'
import type { Tokens } from './token-list.js'
import { TokenRows } from './token-rows.js'
import type { Weights } from './weights-file.js'

/** Place of a task's columns in the rows. */
interface Part {
  readonly weights: Omit<Weights, 'keys' | 'idf' | 'scale' | 'bytes'>
  readonly from: number
  readonly to: number
  /** Scratch space for its margins, and the part of it where its probabilities come to stand. */
  readonly margins: Float64Array
  readonly probabilities: Float64Array
}

/**
 * Linear models of one or more tasks that read the same tokens: each token is looked up once, and its weights for all
 * tasks lie side by side. Scratch space is reused, so one object serves one thread.
 */
export class LinearModels {
  readonly #parts: readonly Part[]
  readonly #rows: TokenRows
  readonly #sums: Float64Array

  constructor(tasks: readonly Weights[]) {
    let width = 0
    this.#parts = tasks.map(({ keys: _keys, idf: _idf, scale: _scale, bytes: _bytes, ...weights }) => {
      const from = width
      width += weights.bias.length
      const margins = new Float64Array(weights.bias.length)
      const probabilities = margins.subarray(0, weights.labels.length)
      return { weights, from, to: width, margins, probabilities }
    })
    this.#sums = new Float64Array(width)
    this.#rows = new TokenRows(everyKey(tasks), tasks.length, width)
    tasks.forEach(({ keys, idf, scale, bytes, bias: { length } }, task) => {
      const { from } = this.#parts[task] as Part
      keys.forEach((key, i) => {
        const weights = bytes.subarray(i * length, (i + 1) * length)
        this.#rows.set(key, task, idf[i] as number, scale[i] as number, from, weights)
      })
    })
  }

  /** Probabilities of each task, in the order of its labels; valid until the next call. */
  probabilities(tokens: Tokens): Float64Array[] {
    this.#rows.read(tokens)
    return this.#parts.map((part, task) => {
      this.#score(part, task)
      const { head, labels } = part.weights
      applyHeadTo(part.margins, head, labels.length)
      return part.probabilities
    })
  }

  /** The margins behind the probabilities, of each task. */
  margins(tokens: Tokens): Float64Array[] {
    this.#rows.read(tokens)
    return this.#parts.map((part, task) => {
      this.#score(part, task)
      return part.margins.slice()
    })
  }

  #score({ weights: { bias }, from, to, margins }: Part, task: number): void {
    const sums = this.#sums
    sums.fill(0, from, to)
    const square = this.#rows.add(task, sums, from, to)
    const norm = square > 0 ? 1 / Math.sqrt(square) : 0
    for (let c = 0; c < margins.length; c += 1)
      margins[c] = (sums[from + c] as number) * norm + (bias[c] as number)
  }
}

/** The keys of all tasks, each once. */
function everyKey(tasks: readonly Weights[]): Uint32Array {
  const all = new Uint32Array(tasks.reduce((sum, { keys }) => sum + keys.length, 0))
  let count = 0
  for (const { keys } of tasks) {
    all.set(keys, count)
    count += keys.length
  }
  all.sort()
  let distinct = 0
  for (const key of all) if (distinct === 0 || all[distinct - 1] !== key) all[distinct++] = key
  return all.subarray(0, distinct)
}
