import { heaviest } from './heaviest.js'
import { type Cut, cut, wordsOf } from './words/cut.js'
import { type Dictionary, dictionary } from './words/dictionary.js'

export interface WeightedTerm {
  readonly word: string
  readonly weight: number
}

const inserted = new Set<string>()

/** Words the general dictionary cuts wrongly: ours and those of the place. The dictionary is one a process. */
export function useWords(words: Iterable<string>): void {
  for (const word of words) {
    if (inserted.has(word) || word.length < 2 || word.length > 12) continue
    inserted.add(word)
    dictionary().insert(word)
  }
}

/** One word of the dictionary, and it is a place's: 平原县. */
export function isPlaceName(word: string): boolean {
  return cut(word).count === 1 && dictionary().tag(word) === 'ns'
}

/** 贫困, 示范: nothing but words of daily language, so no name that only a place's people know. */
export const isPlainWords = (stem: string): boolean =>
  wordsOf(cut(stem)).every((word) => word.length >= 2 && !/^(?:n[rstz]|x|eng|j)/.test(dictionary().tag(word)))

/** Occurrences one after another, without cutting the text into pieces. */
function countOf(text: string, word: string): number {
  let count = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) count += 1
  return count
}

/** How often pairs of characters stand in a text; pairs that share a place count together. */
class PairCounts {
  readonly #counts = new Uint16Array(4_096)

  read(text: string): void {
    this.#counts.fill(0)
    for (let i = 0; i + 1 < text.length; i += 1) {
      const place = placeOf(text, i)
      this.#counts[place] = (this.#counts[place] as number) + 1
    }
  }

  /** No word that begins as this one occurs more often. */
  atMost(word: string): number {
    return this.#counts[placeOf(word, 0)] as number
  }
}

const placeOf = (text: string, at: number): number =>
  ((text.charCodeAt(at) * 31) ^ (text.charCodeAt(at + 1) * 1_021)) & 4_095

const pairs = new PairCounts()

interface TellingWord {
  readonly word: string
  readonly idf: number
  cuts: number
}

/** Each word of more than one character, how often it was cut and its inverse document frequency; no stop words. */
function tellingWords({ text, starts, ends, nodes, count }: Cut): TellingWord[] {
  const words = dictionary()
  const found = new Map<number | string, TellingWord | null>()
  const telling: TellingWord[] = []
  for (let i = 0; i < count; i += 1) {
    const start = starts[i] as number
    const end = ends[i] as number
    if (end - start < 2) continue
    // What the dictionary knows is known by its node; only names need their letters compared.
    const key = (nodes[i] as number) || text.slice(start, end)
    const known = found.get(key)
    if (known) known.cuts += 1
    if (known !== undefined) continue
    const word = tellingWord(words, text.slice(start, end), key)
    found.set(key, word)
    if (word) telling.push(word)
  }
  return telling
}

function tellingWord(words: Dictionary, word: string, key: number | string): TellingWord | null {
  const node = typeof key === 'number' ? key : words.trie.find(word)
  const isOneCharacter = word.length === 2 && (word.codePointAt(0) as number) > 0xffff
  return isOneCharacter || words.isStop(node) ? null : { word, idf: words.idf(node), cuts: 1 }
}

/** What the dictionary gives a word it does not know: a name, mostly. */
const unknownIdf = 11.7

/**
 * The `count` words that tell most of the text: inverse document frequency, dampened count, twice in the title.
 * A word no dictionary knows is a name cut by guess, with or without the particle before it; its pairs of
 * characters stand in for it, so that 到丽发 and 丽发 still meet.
 */
export function weightedTerms(pieces: Cut, titleEnd: number, count: number): WeightedTerm[] {
  const { text } = pieces
  const title = text.slice(0, titleEnd)
  const terms = new Map<string, number>()
  const add = (word: string, weight: number) => {
    if (weight > (terms.get(word) ?? 0)) terms.set(word, weight)
  }
  pairs.read(text)
  for (const { word, idf: known, cuts } of heaviest(
    tellingWords(pieces),
    ({ idf, cuts }) => idf * cuts,
    2 * count,
  )) {
    // Cut each time that it can occur: there is nothing to look for.
    const times = pairs.atMost(word) === cuts ? cuts : Math.max(1, countOf(text, word))
    const idf = (known * cuts) / times
    const told = idf * (1 + Math.log(times)) * (title.includes(word) ? 2 : 1)
    add(word, told)
    if (Math.abs(idf - unknownIdf) > 0.1 || !/^[一-龥]{3,}$/.test(word)) continue
    for (let i = 0; i + 2 <= word.length; i += 1) add(word.slice(i, i + 2), told * 0.6)
  }
  const all: WeightedTerm[] = []
  for (const [word, weight] of terms) all.push({ word, weight })
  return heaviest(all, ({ weight }) => weight, count)
}
