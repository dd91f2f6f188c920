/** No node: the root is 0, and nothing leads back to it. */
export const nowhere = 0

/** Nodes are numbers of 24 bits: a slot of eight bytes then holds a node, its parent and its code. */
const mostNodes = 1 << 24

/**
 * Words by their UTF-16 units, in flat arrays: half a million words take 20 MB where objects would take ten times that.
 * A node is a number, a parent's is the lower; what belongs to a word is kept by its node in arrays beside the trie.
 * Words may be added at any time.
 */
export class Trie {
  /** Children of the root, by code. */
  readonly #first = new Int32Array(0x10000)
  /**
   * Open addressing over (parent, code), at most half full. A slot is two numbers: the upper half of the code and the
   * parent, its lower half and the node (0 when free). What a step compares and gives thus lies together in memory.
   */
  #slots: Int32Array
  #mask: number
  #parent: Int32Array
  #code: Uint16Array
  #count = 1

  constructor(expected = 1_024) {
    let size = 1_024
    while (size < 2 * expected) size *= 2
    this.#slots = new Int32Array(2 * size)
    this.#mask = size - 1
    this.#parent = new Int32Array(expected)
    this.#code = new Uint16Array(expected)
  }

  /** One more than the highest node. */
  get size(): number {
    return this.#count
  }

  /** The node a word's last unit was added to; 0 for words of one. */
  parent(node: number): number {
    return this.#parent[node] as number
  }

  /** The last unit of a node. */
  code(node: number): number {
    return this.#code[node] as number
  }

  /** The node after `code` from `node`, or `nowhere`. */
  step(node: number, code: number): number {
    if (node === 0) return (this.#first[code] as number | undefined) ?? nowhere
    const from = ((code >>> 8) << 24) | node
    const lower = code & 0xff
    const [slots, mask] = [this.#slots, this.#mask]
    let slot = slotOf(node, code) & mask
    for (;;) {
      const found = slots[2 * slot + 1] as number
      if (found === 0) return nowhere
      if (slots[2 * slot] === from && found >>> 24 === lower) return found & (mostNodes - 1)
      slot = (slot + 1) & mask
    }
  }

  /** The node of a whole word, or `nowhere`. */
  find(word: string): number {
    let node = 0
    for (let i = 0; i < word.length; i += 1) {
      node = this.step(node, word.charCodeAt(i))
      if (node === nowhere) return nowhere
    }
    return node
  }

  /** The node of `text` from `start` to `end`, made when it is new. */
  add(text: string, start = 0, end = text.length): number {
    let node = 0
    for (let i = start; i < end; i += 1) {
      const code = text.charCodeAt(i)
      const next = this.step(node, code)
      node = next === nowhere ? this.#grow(node, code) : next
    }
    return node
  }

  #grow(parent: number, code: number): number {
    if (this.#count === this.#parent.length) {
      this.#parent = extend(this.#parent, new Int32Array(this.#count * 2))
      this.#code = extend(this.#code, new Uint16Array(this.#count * 2))
    }
    const node = this.#count
    if (node === mostNodes) throw new RangeError(`A trie holds no more than ${mostNodes} nodes`)
    this.#count += 1
    this.#parent[node] = parent
    this.#code[node] = code
    if (parent === 0) this.#first[code] = node
    else if (this.#count * 4 > this.#slots.length) this.#rehash()
    else this.#place(node)
    return node
  }

  #place(node: number): void {
    const [parent, code] = [this.#parent[node] as number, this.#code[node] as number]
    let slot = slotOf(parent, code) & this.#mask
    while (this.#slots[2 * slot + 1] !== 0) slot = (slot + 1) & this.#mask
    this.#slots[2 * slot] = ((code >>> 8) << 24) | parent
    this.#slots[2 * slot + 1] = ((code & 0xff) << 24) | node
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    this.#mask = this.#slots.length / 2 - 1
    for (let node = 1; node < this.#count; node += 1) if (this.#parent[node] !== 0) this.#place(node)
  }
}

/** The longer array with what the shorter one holds. */
export function extend<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from)
  return to
}

function slotOf(node: number, code: number): number {
  const x = Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)
  return Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) >>> 3
}
