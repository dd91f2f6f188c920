import { nowhere, Trie } from './trie.js'

/** One place where a word of the automaton stands. */
export interface Match<T> {
  readonly start: number
  readonly end: number
  readonly value: T
}

/**
 * Numbers of a state: the longest other state that ends alike, the longest word that ends in it (itself or a shorter one; 0 when
 * none), how many units lead to it, and a bit for the lower five of each unit that goes on from it, so that most that do
 * not go on are not looked for.
 */
const fields = { fail: 0, word: 1, depth: 2, after: 3, count: 4 } as const

/**
 * All words found in one pass over the text (Aho–Corasick 1975): the cost does not grow with the number of words.
 * Hand-written because it is small and every library seen copies strings or returns no offsets.
 */
export class Automaton<T> {
  readonly #trie = new Trie()
  readonly #value: (T | undefined)[] = [undefined]
  /** What is known of a state, side by side, since who asks for one will ask for the others; see `fields`. */
  readonly #states: Int32Array

  constructor(words: Iterable<readonly [string, T]>) {
    for (const [word, value] of words) if (word.length > 0) this.#value[this.#trie.add(word)] = value
    const { size } = this.#trie
    this.#states = new Int32Array(fields.count * size)
    this.#link()
  }

  /** States by depth: what fails is shorter and linked before. */
  #link(): void {
    const trie = this.#trie
    const byDepth: number[][] = []
    for (let state = 1; state < trie.size; state += 1) {
      const parent = trie.parent(state)
      const depth = this.#of(parent, fields.depth) + 1
      this.#set(state, fields.depth, depth)
      this.#set(parent, fields.after, this.#of(parent, fields.after) | (1 << (trie.code(state) & 31)))
      const same = byDepth[depth]
      if (same) same.push(state)
      else byDepth[depth] = [state]
    }
    for (const state of byDepth.flat()) {
      const parent = trie.parent(state)
      const fail = parent === 0 ? 0 : this.#step(this.#of(parent, fields.fail), trie.code(state))
      this.#set(state, fields.fail, fail)
      this.#set(state, fields.word, this.#value[state] === undefined ? this.#of(fail, fields.word) : state)
    }
  }

  #of(state: number, field: number): number {
    return this.#states[fields.count * state + field] as number
  }

  #set(state: number, field: number, value: number): void {
    this.#states[fields.count * state + field] = value
  }

  #step(from: number, code: number): number {
    for (let state = from; state !== 0; state = this.#of(state, fields.fail)) {
      if (((this.#of(state, fields.after) >>> (code & 31)) & 1) === 0) continue
      const next = this.#trie.step(state, code)
      if (next !== nowhere) return next
    }
    return this.#trie.step(0, code)
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
        let at = this.#of(state, fields.word);
        at !== 0;
        at = this.#of(this.#of(at, fields.fail), fields.word)
      )
        meet(i + 1 - this.#of(at, fields.depth), i + 1, this.#value[at] as T)
    }
  }
}
