import { cut, wordsOf } from '../words/cut.js'

/** What one text gives a model: hashes of its character n-grams and words, each with how much it counts. */
export interface Tokens {
  hashes: Uint32Array
  weights: Float32Array
  count: number
  /** Where the kinds end: characters, pairs and words; triples; pairs with punctuation; then triples with it. */
  ends: { words: number; triples: number; partedPairs: number }
}

/** A matter is said in the title: its tokens count as often as three mentions. Chosen by cross-validation. */
export const titleWeight = 3
/** No post says its matter after this; chosen by cross-validation (800, 1,500 and 3,000 gave the same). */
export const readAtMost = 1_000

const webAddress = /https?:\/\/[\w./?=&%-]+/g
/** A市, A3区: places blotted out before publication. They say which data set it is, not what the matter is. */
const blottedPlace = /[a-z]\d*(?=[市区县省])/g

/** Text as the models read it: the same matter in another city, year and house number reads the same. */
export const maskText = (text: string): string =>
  text
    .slice(0, 2 * readAtMost)
    .normalize('NFKC')
    .toLowerCase()
    .replace(webAddress, '')
    .replace(blottedPlace, '')
    .replace(/\d+/g, '0')
    .replace(/\s+/g, '')
    .slice(0, readAtMost)

/** FNV-1a over UTF-16 units with a final mix; `space` keeps kinds of tokens apart. */
export function hashToken(text: string, space: number): number {
  let x = (0x811c9dc5 ^ Math.imul(space, 0x9e3779b1)) | 0
  for (let i = 0; i < text.length; i += 1) x = Math.imul(x ^ text.charCodeAt(i), 0x01000193)
  return mix(x)
}

function mix(hash: number): number {
  let x = hash
  x ^= x >>> 15
  x = Math.imul(x, 0x2c1b3c6d)
  x ^= x >>> 12
  return x >>> 0
}

const space = { chars: 1, word: 20, wordPair: 21 } as const
const spaceStart = (of: number): number => (0x811c9dc5 ^ Math.imul(of, 0x9e3779b1)) | 0
const isWord = /[\p{L}\p{N}[\]?!]/u
/** Punctuation parts n-grams. Question and exclamation marks carry feeling and do not. */
const parting = new Set([...'，。、,.;；:：“”"\'（）()《》<>…—-~·'].map((char) => char.charCodeAt(0)))

export function emptyTokens(): Tokens {
  return {
    hashes: new Uint32Array(4_096),
    weights: new Float32Array(4_096),
    count: 0,
    ends: { words: 0, triples: 0, partedPairs: 0 },
  }
}

export function addToken(tokens: Tokens, hash: number, weight: number): void {
  if (tokens.count === tokens.hashes.length) {
    const hashes = new Uint32Array(tokens.count * 2)
    hashes.set(tokens.hashes)
    const weights = new Float32Array(tokens.count * 2)
    weights.set(tokens.weights)
    tokens.hashes = hashes
    tokens.weights = weights
  }
  tokens.hashes[tokens.count] = hash
  tokens.weights[tokens.count] = weight
  tokens.count += 1
}

/** Tokens of a title and a text, in one pass for all tasks. */
export function tokenize(title: string, text: string): Tokens {
  const tokens = emptyTokens()
  const parts = [
    { masked: maskText(title), weight: titleWeight },
    { masked: maskText(text), weight: 1 },
  ].filter(({ masked }) => masked !== '')
  for (const { masked, weight } of parts) {
    addChars(tokens, masked, 1, weight, false)
    addChars(tokens, masked, 2, weight, false)
    addWords(tokens, wordsOf(cut(masked)), weight)
  }
  tokens.ends.words = tokens.count
  for (const { masked, weight } of parts) addChars(tokens, masked, 3, weight, false)
  tokens.ends.triples = tokens.count
  for (const { masked, weight } of parts) addChars(tokens, masked, 2, weight, true)
  tokens.ends.partedPairs = tokens.count
  for (const { masked, weight } of parts) addChars(tokens, masked, 3, weight, true)
  return tokens
}

/** N-grams with punctuation inside, or those without. */
function addChars(tokens: Tokens, text: string, length: number, weight: number, parted: boolean): void {
  const start = spaceStart(space.chars + length)
  for (let i = 0; i + length <= text.length; i += 1) {
    let x = start
    let isParted = false
    for (let j = i; j < i + length; j += 1) {
      const code = text.charCodeAt(j)
      if (length > 1 && parting.has(code)) isParted = true
      x = Math.imul(x ^ code, 0x01000193)
    }
    if (isParted === parted) addToken(tokens, mix(x), weight)
  }
}

/** Words and neighbouring words; `of` keeps the words of a request apart from those of the whole. */
export function addWords(tokens: Tokens, words: readonly string[], weight: number, of = 0): void {
  let before = ''
  for (const word of words) {
    if (!isWord.test(word)) continue
    addToken(tokens, hashToken(word, of + space.word), weight)
    if (before !== '') addToken(tokens, hashToken(`${before}_${word}`, of + space.wordPair), weight)
    before = word
  }
}
