/** Values a text may leave in the slots: more than words stand in what is cut. */
export const mostWords = 4_096
const slots = 2 * mostWords

/**
 * Numbers the words of a text, the same word the same number, in the order met: by their node of the dictionary, or
 * where they have none by their letters, without making strings of them. Begun anew for each text, in the same space.
 */
export class WordTable {
  /** Where the word of a number was first met, and its node. */
  readonly starts = new Int32Array(mostWords)
  readonly ends = new Int32Array(mostWords)
  readonly #nodes = new Int32Array(mostWords)
  /** A number above `#before`; what lies below is of an earlier text. */
  readonly #slots = new Int32Array(slots)
  #before = 0
  #text = ''
  /** How many words there are. */
  size = 0

  begin(text: string): void {
    this.#text = text
    this.#before += this.size
    this.size = 0
    if (this.#before + mostWords <= 0x7fffffff) return
    this.#slots.fill(0)
    this.#before = 0
  }

  /**
   * The number of the word from `start` to `end`; the highest when it is new.
   * @throws RangeError beyond 4,096 words: no text that is cut has so many
   */
  number(start: number, end: number, node = 0): number {
    let slot = (node === 0 ? this.#hash(start, end) : Math.imul(node, 0x9e3779b1) >>> 8) & (slots - 1)
    for (;;) {
      const number = (this.#slots[slot] as number) - this.#before - 1
      if (number < 0) break
      if (this.#nodes[number] === node && (node !== 0 || this.#isSame(number, start, end))) return number
      slot = (slot + 1) & (slots - 1)
    }
    if (this.size === mostWords) throw new RangeError(`More than ${mostWords} words`)
    const number = this.size
    this.starts[number] = start
    this.ends[number] = end
    this.#nodes[number] = node
    this.#slots[slot] = this.#before + number + 1
    this.size += 1
    return number
  }

  #hash(start: number, end: number): number {
    let hash = end - start
    for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ this.#text.charCodeAt(i), 0x01000193)
    return (hash ^ (hash >>> 15)) >>> 0
  }

  #isSame(number: number, start: number, end: number): boolean {
    const from = this.starts[number] as number
    if ((this.ends[number] as number) - from !== end - start) return false
    for (let i = start; i < end; i += 1)
      if (this.#text.charCodeAt(i) !== this.#text.charCodeAt(from + i - start)) return false
    return true
  }
}
