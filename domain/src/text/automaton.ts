import { Trie } from './trie.js'

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
  readonly #trie = new Trie()
  readonly #value: (T | undefined)[] = [undefined]
  readonly #depth: Int32Array
  /** The longest other state that ends alike. */
  readonly #fail: Int32Array
  /** The longest word that ends in a state, itself or a shorter one; 0 when none. */
  readonly #word: Int32Array

  constructor(words: Iterable<readonly [string, T]>) {
    for (const [word, value] of words) if (word.length > 0) this.#value[this.#trie.add(word)] = value
    const { size } = this.#trie
    this.#depth = new Int32Array(size)
    this.#fail = new Int32Array(size)
    this.#word = new Int32Array(size)
    this.#link()
  }

  /** States by depth: what fails is shorter and linked before. */
  #link(): void {
    const trie = this.#trie
    const byDepth: number[][] = []
    for (let state = 1; state < trie.size; state += 1) {
      const depth = (this.#depth[trie.parent(state)] as number) + 1
      this.#depth[state] = depth
      const same = byDepth[depth]
      if (same) same.push(state)
      else byDepth[depth] = [state]
    }
    for (const state of byDepth.flat()) {
      const parent = trie.parent(state)
      const fail = parent === 0 ? 0 : this.#step(this.#fail[parent] as number, trie.code(state))
      this.#fail[state] = fail
      this.#word[state] = this.#value[state] === undefined ? (this.#word[fail] as number) : state
    }
  }

  #step(from: number, code: number): number {
    for (let state = from; ; state = this.#fail[state] as number) {
      const next = this.#trie.step(state, code)
      if (next !== 0 || state === 0) return next
    }
  }

  /** Every occurrence of every word, overlapping ones too, by the place they end. */
  matches(text: string): Match<T>[] {
    const found: Match<T>[] = []
    this.each(text, (start, end, value) => found.push({ start, end, value }))
    return found
  }

  /** Calls `meet` with what `matches` would list. */
  each(text: string, meet: (start: number, end: number, value: T) => void): void {
    let state = 0
    for (let i = 0; i < text.length; i += 1) {
      state = this.#step(state, text.charCodeAt(i))
      for (
        let at = this.#word[state] as number;
        at !== 0;
        at = this.#word[this.#fail[at] as number] as number
      )
        meet(i + 1 - (this.#depth[at] as number), i + 1, this.#value[at] as T)
    }
  }
}
