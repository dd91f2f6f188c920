import { readFileSync } from 'node:fs'
import { extend, nowhere, Trie } from '@huiyin/domain/text/trie'
import nodejieba from 'nodejieba'

/** The dictionary's files lie in the package `nodejieba`; its native half, of 250 MB, is not loaded. */
const files = nodejieba as unknown as Record<
  'DEFAULT_DICT' | 'DEFAULT_USER_DICT' | 'DEFAULT_IDF_DICT' | 'DEFAULT_STOP_WORD_DICT' | 'DEFAULT_HMM_DICT',
  string
>

/** The shipped files make 513,737 nodes; words of the place come on top. */
const expectedNodes = 524_288

/** Words with how likely, how rare and of what kind they are. */
export class Dictionary {
  readonly trie = new Trie(expectedNodes)
  /**
   * Two numbers a node, side by side, since who asks for one will ask for the other: the logarithm of a word's share of
   * all words (0 is no word), and its inverse document frequency (0 is unknown).
   */
  #facts = new Float64Array(2 * expectedNodes)
  #tag = new Uint8Array(expectedNodes)
  #isStop = new Uint8Array(expectedNodes)
  readonly #tags: string[] = ['']
  /** What a character weighs that is no word. */
  readonly leastWeight: number
  /** What words of the place weigh: as much as the middle one of the dictionary. */
  readonly middleWeight: number
  /** What a word counts that no document list knows. */
  readonly middleIdf: number

  constructor() {
    const counts = this.#readWords(readFileSync(files.DEFAULT_DICT, 'utf8'))
    this.leastWeight = Math.log((counts.sorted[0] as number) / counts.sum)
    this.middleWeight = Math.log((counts.sorted[counts.sorted.length >> 1] as number) / counts.sum)
    for (const line of readFileSync(files.DEFAULT_USER_DICT, 'utf8').split('\n')) {
      const [word, a, b] = line.split(' ')
      if (word) this.#put(word, b ? Math.log(Number(a) / counts.sum) : this.middleWeight, b ?? a ?? '')
    }
    this.middleIdf = this.#readIdf(readFileSync(files.DEFAULT_IDF_DICT, 'utf8'))
    for (const word of readFileSync(files.DEFAULT_STOP_WORD_DICT, 'utf8').split('\n'))
      if (word !== '') this.#isStop[this.#node(word)] = 1
  }

  /** Adds a word of the place. */
  insert(word: string): void {
    this.#put(word, this.middleWeight, '')
  }

  weight(node: number): number {
    return this.#facts[2 * node] as number
  }

  /** Inverse document frequency of a node. */
  idf(node: number): number {
    return (this.#facts[2 * node + 1] as number) || this.middleIdf
  }

  isStop(node: number): boolean {
    return this.#isStop[node] === 1
  }

  /** Part of speech of a node as the dictionary has it; '' for what is no word. */
  tagOf(node: number): string {
    return this.#tags[this.#tag[node] as number] ?? ''
  }

  /** Part of speech as jieba tags it; what is no word is `x`, digits `m`, other letters `eng`. */
  tag(word: string): string {
    const node = this.trie.find(word)
    const known = node === nowhere ? '' : (this.#tags[this.#tag[node] as number] ?? '')
    if (known !== '') return known
    const half = Math.floor([...word].length / 2)
    const latin = [...word].filter((char) => char.charCodeAt(0) < 0x80).slice(0, half)
    if (latin.length === 0) return 'x'
    return latin.every((char) => char >= '0' && char <= '9') ? 'm' : 'eng'
  }

  #put(word: string, weight: number, tag: string): void {
    const node = this.#node(word)
    this.#facts[2 * node] = weight
    this.#tag[node] = this.#tagNumber(tag)
  }

  #tagNumber(tag: string): number {
    const known = this.#tags.indexOf(tag)
    return known >= 0 ? known : this.#tags.push(tag) - 1
  }

  #node(text: string, start = 0, end = text.length): number {
    const node = this.trie.add(text, start, end)
    if (node >= this.#tag.length) this.#grow()
    return node
  }

  #grow(): void {
    const size = this.#tag.length * 2
    this.#facts = extend(this.#facts, new Float64Array(2 * size))
    this.#tag = extend(this.#tag, new Uint8Array(size))
    this.#isStop = extend(this.#isStop, new Uint8Array(size))
  }

  /** Lines `word count tag`. */
  #readWords(text: string): { sum: number; sorted: Float64Array } {
    const nodes: number[] = []
    const counts: number[] = []
    let sum = 0
    for (let start = 0; start < text.length; ) {
      const end = lineEnd(text, start)
      const second = text.lastIndexOf(' ', end - 1)
      const first = text.lastIndexOf(' ', second - 1)
      if (first > start) {
        const count = Number(text.slice(first + 1, second))
        const node = this.#node(text, start, first)
        this.#tag[node] = this.#tagNumber(text.slice(second + 1, end))
        nodes.push(node)
        counts.push(count)
        sum += count
      }
      start = end + 1
    }
    nodes.forEach((node, i) => {
      this.#facts[2 * node] = Math.log((counts[i] as number) / sum)
    })
    return { sum, sorted: Float64Array.from(counts).sort() }
  }

  /** Lines `word idf`; gives the mean. */
  #readIdf(text: string): number {
    let [sum, lines] = [0, 0]
    for (let start = 0; start < text.length; ) {
      const end = lineEnd(text, start)
      const space = text.indexOf(' ', start)
      lines += 1
      if (space > start && space < end) {
        const idf = Number(text.slice(space + 1, end))
        this.#facts[2 * this.#node(text, start, space) + 1] = idf
        sum += idf
      }
      start = end + 1
    }
    return sum / lines
  }
}

const lineEnd = (text: string, start: number): number => {
  const end = text.indexOf('\n', start)
  return end < 0 ? text.length : end
}

let loaded: Dictionary | null = null

/** The dictionary, one a process: words of the place are added to it. */
export function dictionary(): Dictionary {
  loaded ??= new Dictionary()
  return loaded
}

/** Lines of the hidden Markov model that names are cut with. */
export const hiddenMarkovLines = (): string[] =>
  readFileSync(files.DEFAULT_HMM_DICT, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
