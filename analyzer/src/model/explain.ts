import type { Cut } from '../words/cut.js'
import { hashEnd, hashStep } from './hash.js'
import { ngramStarts } from './ngrams.js'
import type { Weights } from './weights-file.js'

/** A stretch of a text. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** What a token says for a label, against it below 0; 0 when it is not known. */
export type Weigher = (hash: number) => number

/** What weights say for a label by token: rows found by open addressing, for a post asks a thousand times. */
export function weigherOf({ labels, keys, idf, scale, bytes, bias }: Weights, label: string): Weigher {
  const [columns, own] = [bias.length, labels.indexOf(label)]
  const mask = 2 ** Math.ceil(Math.log2(2 * keys.length + 2)) - 1
  /** A row and one; 0 is free. */
  const rows = new Int32Array(mask + 1)
  keys.forEach((key, row) => {
    let slot = key & mask
    while (rows[slot] !== 0) slot = (slot + 1) & mask
    rows[slot] = row + 1
  })
  return (hash) => {
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const row = (rows[slot] as number) - 1
      if (row < 0) return 0
      if (keys[row] === hash)
        return (idf[row] as number) * (scale[row] as number) * (bytes[row * columns + own] as number)
    }
  }
}

const shown = 5
/** Read so far; a longer post says what it accuses of before. */
const explainedAtMost = 1_000

/**
 * The words that say most for a label, most telling first: each token's weight (characters, pairs, words and pairs of
 * words, as the weights know them) is shared by the characters it covers, and a word counts what its characters have.
 */
export function tellingStretches({ text, starts, ends, count }: Cut, weigh: Weigher): Stretch[] {
  const said = new Float64Array(Math.min(text.length, explainedAtMost))
  const share = (hash: number, start: number, end: number) => {
    const weight = weigh(hashEnd(hash)) / (end - start)
    if (weight !== 0) for (let i = start; i < end; i += 1) said[i] = (said[i] as number) + weight
  }
  for (let i = 0; i < said.length; i += 1) {
    share(hashStretch(ngramStarts.one, text, i, i + 1), i, i + 1)
    if (i > 0) share(hashStretch(ngramStarts.pair, text, i - 1, i + 1), i - 1, i + 1)
  }
  const words: { word: Stretch; weight: number }[] = []
  let before: Stretch | null = null
  for (let i = 0; i < count; i += 1) {
    const [start, end] = [starts[i] as number, ends[i] as number]
    if (end > said.length || !hasLetter(text, start, end)) continue
    share(hashStretch(ngramStarts.word, text, start, end), start, end)
    if (before) {
      const pair = hashStep(hashStretch(ngramStarts.wordPair, text, before.start, before.end), 0x5f)
      share(hashStretch(pair, text, start, end), before.start, end)
    }
    before = { start, end }
    words.push({ word: before, weight: 0 })
  }
  for (const one of words)
    for (let i = one.word.start; i < one.word.end; i += 1) one.weight += said[i] as number
  return words
    .filter(({ word, weight }) => weight > 0 && word.end - word.start > 1)
    .sort((a, b) => b.weight - a.weight || a.word.start - b.word.start)
    .slice(0, shown)
    .map(({ word }) => word)
}

function hashStretch(from: number, text: string, start: number, end: number): number {
  let hash = from
  for (let i = start; i < end; i += 1) hash = hashStep(hash, text.charCodeAt(i))
  return hash
}

const [letter, half] = [1, 2] as const
/** Units that are letters, and halves of characters outside the basic plane, which may be. */
const letters = Uint8Array.from({ length: 0x10000 }, (_, code) =>
  code >= 0xd800 && code <= 0xdfff ? half : /\p{L}/u.test(String.fromCharCode(code)) ? letter : 0,
)

function hasLetter(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i += 1) {
    const kind = letters[text.charCodeAt(i)]
    if (kind === letter) return true
    if (kind === half && /\p{L}/u.test(text.slice(start, end))) return true
  }
  return false
}
