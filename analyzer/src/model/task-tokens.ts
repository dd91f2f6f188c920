import type { Automaton } from '../automaton.js'
import { type Cut, cut } from '../words/cut.js'
import { hashText } from './hash.js'
import { maskText } from './mask-text.js'
import { addNgrams, addWords, type NgramKinds } from './ngrams.js'
import { TokenList, type Tokens } from './token-list.js'

export const tasks = ['topics', 'dispatch', 'emotion'] as const
export type Task = (typeof tasks)[number]

/** Words of a feeling, matched in one pass; the value is the emotion. */
export type EmotionWords = Automaton<string>

/** What of a text is read. */
export interface Reads extends NgramKinds {
  /** What is asked for, once more. */
  readonly requests: boolean
  /** Emoticons, words of feeling, form, and what is only quoted. */
  readonly feelings: boolean
}

/**
 * What a task learns from. Punctuation inside n-grams helps to dispatch (forms of tickets) and with feelings, and hurts
 * topics; triples overfit short posts, so feelings do without. Each by cross-validation.
 */
export const readsOf: Record<Task, Reads> = {
  topics: { triples: true, partedPairs: false, partedTriples: false, requests: false, feelings: false },
  dispatch: { triples: true, partedPairs: true, partedTriples: true, requests: true, feelings: false },
  emotion: { triples: false, partedPairs: true, partedTriples: false, requests: false, feelings: true },
}

/** All that any task learns from: a model passes over what it was not taught. */
export const readsAll: Reads = {
  triples: true,
  partedPairs: true,
  partedTriples: true,
  requests: true,
  feelings: true,
}

/** The matter is said in the title: its tokens count as often as three mentions. Chosen by cross-validation. */
export const titleWeight = 3

const space = { request: 0x52455155, emotion: 60, quoted: 0x51554f54 } as const
const request = /(?:希望|要求|请求|咨询|投诉|建议|请问|想知道|询问)[^,。;!?]{2,40}/g
const emoticon = /\[[^[\]]{1,6}\]/g
/** A feeling is hardly stronger for a fourth word. */
const mostWords = 3

/** Turns texts into tokens, in one list that is used again for the next text. */
export class Tokenizer {
  readonly #tokens = new TokenList()
  readonly #words: EmotionWords

  constructor(words: EmotionWords) {
    this.#words = words
  }

  /** Tokens of a title and a text; valid until the next call. */
  read(title: string, text: string, reads: Reads): Tokens {
    const tokens = this.#tokens
    tokens.clear()
    if (title !== '') {
      const masked = maskText(title)
      addNgrams(tokens, masked, titleWeight, reads)
      addWords(tokens, cut(masked), titleWeight)
    }
    const masked = maskText(text)
    const pieces = cut(masked)
    addNgrams(tokens, masked, 1, reads)
    addWords(tokens, pieces, 1)
    if (reads.requests) this.#addRequests(pieces)
    if (reads.feelings) this.#addFeelings(text.slice(0, 1_000), pieces, reads)
    return tokens
  }

  /** What is asked for tells the body better than the story before it. */
  #addRequests(pieces: Cut): void {
    for (const { 0: clause, index } of pieces.text.matchAll(request))
      addWords(this.#tokens, pieces, 1, space.request, index + clause.length, index)
  }

  /** What the author wrote stands before the first `//@`; the rest is quoted and may feel otherwise. */
  #addFeelings(text: string, pieces: Cut, reads: Reads): void {
    const quoteAt = text.indexOf('//@')
    const ownEnd = quoteAt < 0 ? text.length : quoteAt
    const maskedQuoteAt = quoteAt < 0 ? -1 : pieces.text.indexOf('//@')
    if (maskedQuoteAt >= 0) {
      const { length } = pieces.text
      addNgrams(
        this.#tokens,
        pieces.text,
        1,
        { ...reads, triples: false },
        space.quoted,
        length,
        maskedQuoteAt,
      )
      addWords(this.#tokens, pieces, 1, space.quoted, length, maskedQuoteAt)
    }
    if (text.includes('['))
      for (const found of text.matchAll(emoticon)) {
        this.#put(`e${found[0]}`)
        if (found.index < ownEnd) this.#put(`eo${found[0]}`)
      }
    const seen = new Map<string, Set<string>>()
    const see = (key: string, word: string) => seen.set(key, (seen.get(key) ?? new Set()).add(word))
    for (const { start, end, value } of this.#words.matches(text)) {
      see(`l${value}`, text.slice(start, end))
      if (start < ownEnd) see(`lo${value}`, text.slice(start, end))
    }
    for (const [key, of] of seen) this.#put(key, Math.min(mostWords, of.size))
    for (const form of formOf(text, ownEnd)) this.#put(form)
  }

  #put(token: string, times = 1): void {
    this.#tokens.add(hashText(token, space.emotion), 2 * times)
  }
}

function* formOf(text: string, ownEnd: number): Generator<string> {
  yield `length${Math.floor(Math.log2(text.length + 1))}`
  yield `own${Math.floor(Math.log2(ownEnd + 1))}`
  if (text.includes('http')) yield 'address'
  if (text.includes('【')) yield 'headline'
  if (/[!！]{2}/.test(text)) yield 'exclaims'
  if (/[?？]{2}/.test(text)) yield 'asks'
  if (text.startsWith('#') && /^#[^#]+#/.test(text)) yield 'tagged'
  if (ownEnd < text.length) yield 'quotes'
}
