import type { Cut } from '../words/cut.js'
import { hashEnd, hashStart, hashStep } from './hash.js'
import type { TokenList } from './token-list.js'

/** Which n-grams a task reads: of three characters, and of two or three with punctuation between them. */
export interface NgramKinds {
  readonly triples: boolean
  readonly partedPairs: boolean
  readonly partedTriples: boolean
}

const [oneStart, pairStart, tripleStart] = [2, 3, 4].map(hashStart) as [number, number, number]
const [wordStart, wordPairStart] = [20, 21].map(hashStart) as [number, number]

/** Punctuation parts n-grams. Question and exclamation marks carry feeling and do not. */
const parts = new Uint8Array(0x10000)
for (const char of '，。、,.;；:：“”"\'（）()《》<>…—-~·') parts[char.charCodeAt(0)] = 1

/** Characters, pairs and triples of `text` from `from` to `to`, in one pass. `space` keeps a stretch apart. */
export function addNgrams(
  tokens: TokenList,
  text: string,
  weight: number,
  { triples, partedPairs, partedTriples }: NgramKinds,
  space = 0,
  to = text.length,
  from = 0,
): void {
  tokens.reserve(3 * (to - from))
  let [second, first] = [0, 0]
  let [secondPart, firstPart] = [0, 0]
  for (let i = from; i < to; i += 1) {
    const code = text.charCodeAt(i)
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

const isOther = /[\p{L}\p{N}]/u
/** Letters, digits and the marks that carry feeling; pure punctuation is no word. */
const isWordCode = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x5d || // ]
  code === 0x3f || // ?
  code === 0x21 || // !
  (code > 0x7f && !(code >= 0x3000 && code < 0x3040) && !(code >= 0xff00 && code < 0xff10)
    ? isOther.test(String.fromCharCode(code))
    : false)

/** Words of a cut and neighbouring words, of the pieces that lie between `from` and `to`. */
export function addWords(
  tokens: TokenList,
  { text, starts, ends, count }: Cut,
  weight: number,
  space = 0,
  to = text.length,
  from = 0,
): void {
  tokens.reserve(2 * count)
  let before = -1
  for (let i = 0; i < count; i += 1) {
    const [start, end] = [starts[i] as number, ends[i] as number]
    if (start < from || end > to) continue
    let isWord = false
    let hash = wordStart ^ space
    for (let at = start; at < end; at += 1) {
      const code = text.charCodeAt(at)
      isWord ||= isWordCode(code)
      hash = hashStep(hash, code)
    }
    if (!isWord) continue
    tokens.put(hashEnd(hash), weight)
    if (before >= 0) {
      let pair = wordPairStart ^ space
      for (let at = starts[before] as number; at < (ends[before] as number); at += 1)
        pair = hashStep(pair, text.charCodeAt(at))
      pair = hashStep(pair, 0x5f)
      for (let at = start; at < end; at += 1) pair = hashStep(pair, text.charCodeAt(at))
      tokens.put(hashEnd(pair), weight)
    }
    before = i
  }
}
