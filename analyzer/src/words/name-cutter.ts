import { hiddenMarkovLines } from './dictionary.js'

/** Begin, end and middle of a word, and single: their places in the file. */
const states = 4
const [end, single] = [1, 3] as const
const never = -3.14e100
const plane = 0x10000

/**
 * Cuts what no dictionary knows — names mostly — by how likely a character begins, ends or stands alone: the hidden
 * Markov model of jieba, read from its file, most likely path (Viterbi 1967).
 */
export class NameCutter {
  readonly #start: readonly number[]
  /** By the states before and after. */
  readonly #turn: Float64Array
  /** Emission by code and state. */
  readonly #emit = new Float64Array(plane * states).fill(never)
  #path = new Uint8Array(64 * states)
  #isEnd = new Uint8Array(64)
  /** How likely the best path to each state is, at the character before and at this one. */
  #last = new Float64Array(states)
  #now = new Float64Array(states)

  constructor() {
    const [start = '', ...rest] = hiddenMarkovLines()
    this.#start = start.split(' ').map(Number)
    this.#turn = Float64Array.from(rest.slice(0, states).flatMap((line) => line.split(' ').map(Number)))
    rest.slice(states, 2 * states).forEach((line, state) => {
      for (const pair of line.split(',')) {
        const code = pair.codePointAt(0) ?? plane
        if (code < plane) this.#emit[code * states + state] = Number(pair.slice(pair.indexOf(':') + 1))
      }
    })
  }

  /** Calls `put` for each piece of `codes` from `from` to `to`. */
  cut(codes: Int32Array, from: number, to: number, put: (from: number, to: number) => void): void {
    if (to - from === 1) {
      put(from, to)
      return
    }
    const isEnd = this.#mostLikely(codes, from, to)
    let left = from
    for (let i = from; i < to; i += 1)
      if (isEnd[i - from] === 1) {
        put(left, i + 1)
        left = i + 1
      }
  }

  /** 1 where a piece ends; valid until the next call. */
  #mostLikely(codes: Int32Array, from: number, to: number): Uint8Array {
    const length = to - from
    if (this.#isEnd.length < length) {
      this.#path = new Uint8Array(2 * length * states)
      this.#isEnd = new Uint8Array(2 * length)
    }
    const [path, isEnd, turn] = [this.#path, this.#isEnd, this.#turn]
    let [last, now] = [this.#last, this.#now]
    for (let y = 0; y < states; y += 1)
      last[y] = (this.#start[y] as number) + this.#emission(codes[from] as number, y)
    for (let x = 1; x < length; x += 1) {
      for (let y = 0; y < states; y += 1) {
        const emission = this.#emission(codes[from + x] as number, y)
        let best = never
        let before: number = end
        for (let y0 = 0; y0 < states; y0 += 1) {
          const sum = (last[y0] as number) + (turn[y0 * states + y] as number) + emission
          if (sum > best) {
            best = sum
            before = y0
          }
        }
        now[y] = best
        path[x * states + y] = before
      }
      ;[last, now] = [now, last]
    }
    let state: number = (last[end] as number) >= (last[single] as number) ? end : single
    for (let x = length - 1; x >= 0; x -= 1) {
      isEnd[x] = state === end || state === single ? 1 : 0
      state = path[x * states + state] as number
    }
    return isEnd
  }

  #emission(code: number, state: number): number {
    return code < plane ? (this.#emit[code * states + state] as number) : never
  }
}
