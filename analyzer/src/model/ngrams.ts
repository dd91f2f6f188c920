import { hashEnd, hashStart, hashStep } from './hash.js'
import type { MaskedText } from './mask.js'
import type { TokenList } from './token-list.js'

/** Which n-grams a task reads: of three characters, and of two or three with punctuation between them. */
export interface NgramKinds {
  readonly triples: boolean
  readonly partedPairs: boolean
  readonly partedTriples: boolean
}

/** A stretch of a text, what its tokens count, and a number that keeps them apart from those of other stretches. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly weight: number
  readonly space: number
}

const [oneStart, pairStart, tripleStart] = [2, 3, 4].map(hashStart) as [number, number, number]
const [wordStart, wordPairStart] = [20, 21].map(hashStart) as [number, number]

/** Where the hash of each kind of token starts. */
export const ngramStarts = {
  one: oneStart,
  pair: pairStart,
  word: wordStart,
  wordPair: wordPairStart,
} as const

/** Punctuation parts n-grams. Question and exclamation marks carry feeling and do not. */
const parts = new Uint8Array(0x10000)
for (const char of '，。、,.;；:：“”"\'（）()《》<>…—-~·') parts[char.charCodeAt(0)] = 1

/** Characters, pairs and triples of a stretch, in one pass. */
export function addNgrams(
  tokens: TokenList,
  { codes }: MaskedText,
  { from, to, weight, space }: Stretch,
  { triples, partedPairs, partedTriples }: NgramKinds,
): void {
  tokens.reserve(3 * (to - from))
  let second = 0
  let first = 0
  let secondPart = 0
  let firstPart = 0
  for (let i = from; i < to; i += 1) {
    const code = codes[i] as number
    const part = parts[code] as number
    tokens.put(hashEnd(hashStep(oneStart ^ space, code)), weight)
    if (i > from && (partedPairs || (part | firstPart) === 0))
      tokens.put(hashEnd(hashStep(hashStep(pairStart ^ space, first), code)), weight)
    if (triples && i > from + 1 && (partedTriples || (part | firstPart | secondPart) === 0))
      tokens.put(hashEnd(hashStep(hashStep(hashStep(tripleStart ^ space, second), first), code)), weight)
    second = first
    secondPart = firstPart
    first = code
    firstPart = part
  }
}

/** Letters, digits and the marks that carry feeling; pure punctuation is no word. */
const isWordCode = Uint8Array.from({ length: 0x10000 }, (_, code) =>
  (code >= 0x4e00 && code <= 0x9fff) || /[\p{L}\p{N}\]?!]/u.test(String.fromCharCode(code)) ? 1 : 0,
)

/** Words and neighbouring words of a stretch. */
export function addWords(
  tokens: TokenList,
  { codes, starts, ends, count }: MaskedText,
  { from, to, weight, space }: Stretch,
): void {
  tokens.reserve(2 * count)
  let before = -1
  for (let i = 0; i < count; i += 1) {
    const start = starts[i] as number
    const end = ends[i] as number
    if (start < from || end > to) continue
    let isWord = 0
    let hash = wordStart ^ space
    for (let at = start; at < end; at += 1) {
      isWord |= isWordCode[codes[at] as number] as number
      hash = hashStep(hash, codes[at] as number)
    }
    if (isWord === 0) continue
    tokens.put(hashEnd(hash), weight)
    if (before >= 0) {
      let pair = wordPairStart ^ space
      for (let at = starts[before] as number; at < (ends[before] as number); at += 1)
        pair = hashStep(pair, codes[at] as number)
      // Parts 三 十四 from 三十 四.
      pair = hashStep(pair, 0x5f)
      for (let at = start; at < end; at += 1) pair = hashStep(pair, codes[at] as number)
      tokens.put(hashEnd(pair), weight)
    }
    before = i
  }
}
