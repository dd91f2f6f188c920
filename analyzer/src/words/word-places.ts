/** Pairs of characters share this many chains. */
const chains = 4_096

const chainOf = (text: string, at: number): number =>
  ((text.charCodeAt(at) * 31) ^ (text.charCodeAt(at + 1) * 1_021)) & (chains - 1)

/**
 * Where the words of a text stand in it, found without searching: all places at which the same two characters begin
 * hang together in a chain, from the first on. Read anew for each text, in the same space.
 */
export class WordPlaces {
  #text = ''
  #end = 0
  /** The first place of each chain, above `#before`; what lies below is of an earlier text. */
  readonly #first = new Int32Array(chains)
  #before = 0
  #next = new Int32Array(1_024)

  /** Reads `text` up to `end`, unless it was read last. */
  read(text: string, end: number): void {
    if (this.#text === text && this.#end === end) return
    this.#text = text
    this.#before += this.#end
    this.#end = end
    if (this.#next.length < end) this.#next = new Int32Array(2 * end)
    if (this.#before + end > 0x7fffffff) {
      this.#first.fill(0)
      this.#before = 0
    }
    for (let at = end - 2; at >= 0; at -= 1) {
      const chain = chainOf(text, at)
      this.#next[at] = (this.#first[chain] as number) - this.#before - 1
      this.#first[chain] = this.#before + at + 1
    }
  }

  /** The first place of the word of two characters or more that stands from `start` to `end`. */
  first(start: number, end: number): number {
    return this.#here((this.#first[chainOf(this.#text, start)] as number) - this.#before - 1, start, end)
  }

  /** The next place of that word after `at`; below 0 when there is none. Places may overlap. */
  next(at: number, start: number, end: number): number {
    return this.#here(this.#next[at] as number, start, end)
  }

  #here(from: number, start: number, end: number): number {
    let at = from
    while (at >= 0 && at !== start && !this.#isSame(at, start, end)) at = this.#next[at] as number
    return at
  }

  #isSame(at: number, start: number, end: number): boolean {
    if (at + end - start > this.#end) return false
    for (let i = start; i < end; i += 1)
      if (this.#text.charCodeAt(i) !== this.#text.charCodeAt(at + i - start)) return false
    return true
  }
}

/** One a process: what asks for the places of a text reads it first. */
export const wordPlaces = new WordPlaces()
