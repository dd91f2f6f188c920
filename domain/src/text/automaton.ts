/** One place where a word of the automaton stands. */
export interface Match<T> {
  readonly start: number
  readonly end: number
  readonly value: T
}

/**
 * All words found in one pass over the text (Aho–Corasick 1975): the cost does not grow with the number of words.
 * Hand-written because it is small and every library seen copies strings or returns no offsets.
 */
export class Automaton<T> {
  readonly #next: Map<number, number>[] = [new Map()]
  readonly #fail: number[] = [0]
  readonly #depth: number[] = [0]
  readonly #value: (T | undefined)[] = [undefined]
  /** The nearest shorter word that ends at the same place; 0 when none. */
  readonly #shorter: number[] = [0]

  constructor(words: Iterable<readonly [string, T]>) {
    for (const [word, value] of words) if (word.length > 0) this.#add(word, value)
    this.#link()
  }

  #add(word: string, value: T): void {
    let state = 0
    for (let i = 0; i < word.length; i += 1) {
      const code = word.charCodeAt(i)
      let next = this.#next[state]?.get(code)
      if (next === undefined) {
        next = this.#next.length
        this.#next[state]?.set(code, next)
        this.#next.push(new Map())
        this.#fail.push(0)
        this.#depth.push(i + 1)
        this.#value.push(undefined)
        this.#shorter.push(0)
      }
      state = next
    }
    this.#value[state] = value
  }

  #link(): void {
    const queue = [...(this.#next[0]?.values() ?? [])]
    for (let head = 0; head < queue.length; head += 1) {
      const state = queue[head] ?? 0
      for (const [code, child] of this.#next[state] ?? []) {
        const fail = this.#step(this.#fail[state] ?? 0, code)
        this.#fail[child] = fail
        this.#shorter[child] = this.#value[fail] === undefined ? (this.#shorter[fail] ?? 0) : fail
        queue.push(child)
      }
    }
  }

  #step(from: number, code: number): number {
    for (let state = from; ; state = this.#fail[state] ?? 0) {
      const next = this.#next[state]?.get(code)
      if (next !== undefined) return next
      if (state === 0) return 0
    }
  }

  /** Every occurrence of every word, overlapping ones too, by the place they end. */
  matches(text: string): Match<T>[] {
    const found: Match<T>[] = []
    let state = 0
    for (let i = 0; i < text.length; i += 1) {
      state = this.#step(state, text.charCodeAt(i))
      let at = this.#value[state] === undefined ? (this.#shorter[state] ?? 0) : state
      for (; at !== 0; at = this.#shorter[at] ?? 0)
        found.push({ start: i + 1 - (this.#depth[at] ?? 0), end: i + 1, value: this.#value[at] as T })
    }
    return found
  }
}
