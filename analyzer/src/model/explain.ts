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

/** What weights say for a label by token, made once for many texts. */
export function weigherOf({ labels, keys, idf, scale, bytes, bias }: Weights, label: string): Weigher {
  const [columns, own] = [bias.length, labels.indexOf(label)]
  const of = new Map(
    Array.from(keys, (key, row) => [
      key,
      (idf[row] as number) * (scale[row] as number) * (bytes[row * columns + own] as number),
    ]),
  )
  return (hash) => of.get(hash) ?? 0
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
  const add = (space: number, ...of: readonly Stretch[]) => {
    let hash = space
    for (const [at, { start, end }] of of.entries()) {
      if (at > 0) hash = hashStep(hash, 0x5f)
      for (let i = start; i < end; i += 1) hash = hashStep(hash, text.charCodeAt(i))
    }
    const [first, last] = [of[0] as Stretch, of.at(-1) as Stretch]
    const weight = weigh(hashEnd(hash)) / (last.end - first.start)
    if (weight !== 0) for (let i = first.start; i < last.end; i += 1) said[i] = (said[i] ?? 0) + weight
  }
  for (let i = 0; i < said.length; i += 1) {
    add(ngramStarts.one, { start: i, end: i + 1 })
    if (i > 0) add(ngramStarts.pair, { start: i - 1, end: i + 1 })
  }
  const words = Array.from({ length: count }, (_, i) => ({
    start: starts[i] as number,
    end: ends[i] as number,
  })).filter(({ start, end }) => end <= said.length && /\p{L}/u.test(text.slice(start, end)))
  for (const [i, word] of words.entries()) {
    add(ngramStarts.word, word)
    const before = words[i - 1]
    if (before) add(ngramStarts.wordPair, before, word)
  }
  const sum = ({ start, end }: Stretch) => said.subarray(start, end).reduce((a, b) => a + b, 0)
  return words
    .map((word) => ({ word, weight: sum(word) }))
    .filter(({ word, weight }) => weight > 0 && word.end - word.start > 1)
    .sort((a, b) => b.weight - a.weight || a.word.start - b.word.start)
    .slice(0, shown)
    .map(({ word }) => word)
}
