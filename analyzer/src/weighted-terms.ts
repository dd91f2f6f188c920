import { heaviestPlaces } from './heaviest.js'
import type { Cut } from './words/cut.js'
import { type Dictionary, dictionary } from './words/dictionary.js'
import { wordPlaces } from './words/word-places.js'
import { mostWords, WordTable } from './words/word-table.js'

export interface WeightedTerm {
  readonly word: string
  readonly weight: number
  /** One place where it stands in the text. */
  readonly start: number
}

/** Words kept of a text, and so many more that are asked for, since some may be stop words or figures. */
export const termCount = 30
const most = termCount + 10
/** Words weighed: the pairs of characters of a name may put others behind. */
const weighed = 2 * most

const cutWords = new WordTable()
const terms = new WordTable()
const weights = new Float64Array(mostWords)
/** By the number of a cut word: how often it was cut, and its inverse document frequency, 0 for what tells nothing. */
const cuts = new Int32Array(mostWords)
const idfs = new Float64Array(mostWords)

/** The numbers of those that tell something, in the order met, and what each weighs. */
const telling = new Int32Array(mostWords)
const heaviness = new Float64Array(mostWords)

/** Finds the words of more than one character that are no stop words, in `telling`; gives how many. */
function findTelling({ text, starts, ends, nodes, count }: Cut): number {
  const words = dictionary()
  let found = 0
  cutWords.begin(text)
  for (let i = 0; i < count; i += 1) {
    const start = starts[i] as number
    const end = ends[i] as number
    if (end - start < 2) continue
    const node = nodes[i] as number
    const known = cutWords.size
    const number = cutWords.number(start, end, node)
    if (number < known) {
      cuts[number] = (cuts[number] as number) + 1
      continue
    }
    const idf = idfOf(words, text, start, end, node)
    cuts[number] = 1
    idfs[number] = idf
    if (idf > 0) telling[found++] = number
  }
  for (let i = 0; i < found; i += 1) {
    const number = telling[i] as number
    heaviness[i] = (idfs[number] as number) * (cuts[number] as number)
  }
  return found
}

function idfOf(words: Dictionary, text: string, start: number, end: number, known: number): number {
  const node = known || words.trie.find(text.slice(start, end))
  const isOneCharacter = end - start === 2 && (text.codePointAt(start) as number) > 0xffff
  return isOneCharacter || words.isStop(node) ? 0 : words.idf(node)
}

/** Occurrences one after another, up to `limit`. */
function countOf(start: number, end: number, limit: number): number {
  let [count, from] = [0, 0]
  for (let at = wordPlaces.first(start, end); at >= 0; at = wordPlaces.next(at, start, end)) {
    if (at + end - start > limit) break
    if (at < from) continue
    count += 1
    from = at + end - start
  }
  return count
}

/** What the dictionary gives a word it does not know: a name, mostly. */
const unknownIdf = 11.7

/** Three Chinese characters or more. */
function isName(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i += 1) {
    const code = text.charCodeAt(i)
    if (code < 0x4e00 || code > 0x9fa5) return false
  }
  return end - start >= 3
}

function add(start: number, end: number, weight: number): void {
  const known = terms.size
  const number = terms.number(start, end)
  if (number === known || weight > (weights[number] as number)) weights[number] = weight
}

/** As far as a text is read for the places of its words, counted from the end of its title. */
export const placesWithin = 3_000

/**
 * The words that tell most of the text: inverse document frequency, dampened count, twice in the title.
 * A word no dictionary knows is a name cut by guess, with or without the particle before it; its pairs of
 * characters stand in for it, so that 到丽发 and 丽发 still meet. Words are places in the text until the last are known:
 * to make strings of all takes longer than to weigh them.
 * @param text what `pieces` is the beginning of
 */
export function weightedTerms(
  { text, titleEnd }: { text: string; titleEnd: number },
  pieces: Cut,
  stop: ReadonlySet<string>,
): WeightedTerm[] {
  const limit = pieces.text.length
  wordPlaces.read(text, Math.min(text.length, titleEnd + placesWithin))
  terms.begin(text)
  for (const place of heaviestPlaces(heaviness, weighed, findTelling(pieces))) {
    const number = telling[place] as number
    const start = cutWords.starts[number] as number
    const end = cutWords.ends[number] as number
    const times = countOf(start, end, limit)
    const idf = ((idfs[number] as number) * (cuts[number] as number)) / times
    const isInTitle = titleEnd > 0 && wordPlaces.first(start, end) + end - start <= titleEnd
    const told = idf * (times === 1 ? 1 : 1 + Math.log(times)) * (isInTitle ? 2 : 1)
    add(start, end, told)
    if (Math.abs(idf - unknownIdf) > 0.1 || !isName(text, start, end)) continue
    for (let i = start; i + 2 <= end; i += 1) add(i, i + 2, told * 0.6)
  }
  const kept: WeightedTerm[] = []
  for (const number of heaviestPlaces(weights, most, terms.size)) {
    const start = terms.starts[number] as number
    const word = text.slice(start, terms.ends[number])
    if (!stop.has(word) && !isFigure(word)) kept.push({ word, weight: weights[number] as number, start })
    if (kept.length === termCount) break
  }
  return kept
}

/** 2024, 3.5 */
const isFigure = (word: string): boolean => word.charCodeAt(0) < 0x3a && /^[\d.]+$/.test(word)
