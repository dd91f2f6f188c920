import type { Automaton } from '@huiyin/domain/text/automaton'
import { markedCodes } from '../marked-codes.js'
import { matchesFrom } from '../matches-from.js'
import { hashText } from './hash.js'
import { type Document, MaskedText, withoutNames } from './mask.js'
import { addNgrams, addWords, type NgramKinds, type Stretch } from './ngrams.js'
import { TokenList, type Tokens } from './token-list.js'

export const tasks = ['topics', 'dispatch', 'emotion', 'accusation'] as const
export type Task = (typeof tasks)[number]

/** Words of a feeling, matched in one pass; the value is the emotion. */
export type EmotionWords = Automaton<string>

/** What of a text is read. */
export interface Reads extends NgramKinds {
  /** The title's characters and their pairs once more, apart from the text's: they say the matter, a text also its story. */
  readonly titles: boolean
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
  topics: {
    triples: true,
    partedPairs: false,
    partedTriples: false,
    titles: true,
    requests: false,
    feelings: false,
  },
  dispatch: {
    triples: true,
    partedPairs: true,
    partedTriples: true,
    titles: false,
    requests: true,
    feelings: false,
  },
  emotion: {
    triples: false,
    partedPairs: true,
    partedTriples: false,
    titles: false,
    requests: false,
    feelings: true,
  },
  // The length of a post and its form tell its author rather than an accusation.
  accusation: {
    triples: false,
    partedPairs: true,
    partedTriples: false,
    titles: false,
    requests: false,
    feelings: false,
  },
}

/** All that any task learns from: a model passes over what it was not taught. */
export const readsAll: Reads = {
  triples: true,
  partedPairs: true,
  partedTriples: true,
  titles: true,
  requests: true,
  feelings: true,
}

/** The matter is said in the title: its tokens count as often as three mentions. Chosen by cross-validation. */
export const titleWeight = 3

const space = { own: 0, title: 0x5449544c, request: 0x52455155, emotion: 60, quoted: 0x51554f54 } as const
const titleKinds: NgramKinds = { triples: false, partedPairs: false, partedTriples: false }
const request = /(?:希望|要求|请求|咨询|投诉|建议|请问|想知道|询问)[^，。；！？,;!?\n]{2,40}/y
const opensRequest = markedCodes('希要请咨投建想询')
/** An emoticon said again at once is said once. */
const emoticons = /(\[[^[\]]{1,6}\])\1*/g
/** A feeling is hardly stronger for a fourth word. */
const mostWords = 3
/** Feelings are read from the beginning. */
const feltAtMost = 1_000

/** Turns texts into tokens, in one list that is used again for the next text. */
export class Tokenizer {
  readonly #tokens = new TokenList()
  readonly #masked = new MaskedText()
  readonly #words: EmotionWords

  constructor(words: EmotionWords) {
    this.#words = words
  }

  /** Tokens of a title and a text; valid until the next call. */
  read(document: Document, reads: Reads): Tokens {
    this.#tokens.clear()
    this.#masked.read(document)
    const { titleEnd, size } = this.#masked
    if (titleEnd > 0) this.#add({ from: 0, to: titleEnd, weight: titleWeight, space: space.own }, reads)
    if (titleEnd > 0 && reads.titles)
      addNgrams(
        this.#tokens,
        this.#masked,
        { from: 0, to: titleEnd, weight: titleWeight, space: space.title },
        titleKinds,
      )
    this.#add({ from: titleEnd, to: size, weight: 1, space: space.own }, reads)
    const body = document.pieces.text.slice(document.titleEnd)
    if (reads.requests) this.#addRequests(body, document.titleEnd)
    if (reads.feelings) this.#addFeelings(withoutNames(body.trimStart().slice(0, feltAtMost)), reads)
    return this.#tokens
  }

  #add(stretch: Stretch, kinds: NgramKinds): void {
    addNgrams(this.#tokens, this.#masked, stretch, kinds)
    addWords(this.#tokens, this.#masked, stretch)
  }

  /** What is asked for tells the body better than the story before it: its words count once more. */
  #addRequests(body: string, at: number): void {
    for (const { 0: clause, index } of matchesFrom(body, request, opensRequest)) {
      const from = this.#masked.places[at + index] as number
      const to = this.#masked.places[at + index + clause.length] as number
      addWords(this.#tokens, this.#masked, { from, to, weight: 1, space: space.request })
    }
  }

  /** What the author wrote stands before the first `//@`; the rest is quoted and may feel otherwise. */
  #addFeelings(text: string, reads: Reads): void {
    const quoteAt = text.indexOf('//@')
    const ownEnd = quoteAt < 0 ? text.length : quoteAt
    if (quoteAt >= 0) this.#addQuoted(reads)
    if (text.includes('['))
      for (const { 1: first, index } of text.matchAll(emoticons)) {
        this.#put(`e${first}`)
        if (index < ownEnd) this.#put(`eo${first}`)
      }
    const seen = new Map<string, Set<string>>()
    const see = (key: string, word: string) => {
      const known = seen.get(key)
      if (known) known.add(word)
      else seen.set(key, new Set([word]))
    }
    this.#words.each(text, (start, end, value) => {
      see(`l${value}`, text.slice(start, end))
      if (start < ownEnd) see(`lo${value}`, text.slice(start, end))
    })
    for (const [key, of] of seen) this.#put(key, Math.min(mostWords, of.size))
    for (const hash of formOf(text, ownEnd)) this.#tokens.add(hash, 2)
  }

  #addQuoted(reads: Reads): void {
    const { codes, size, titleEnd } = this.#masked
    let from = titleEnd
    while (from < size && !(codes[from] === 0x2f && codes[from + 1] === 0x2f && codes[from + 2] === 0x40))
      from += 1
    this.#add({ from, to: size, weight: 1, space: space.quoted }, { ...reads, triples: false })
  }

  #put(token: string, times = 1): void {
    this.#tokens.add(hashText(token, space.emotion), 2 * times)
  }
}

/** Tokens of the form of a text, hashed once: all but its length is there or not. */
const form = (name: string): number => hashText(name, space.emotion)
const lengths = (name: string): number[] => Array.from({ length: 32 }, (_, log2) => form(name + log2))
const [lengthOf, ownLengthOf] = [lengths('length'), lengths('own')]
const [address, headline, exclaims] = [form('address'), form('headline'), form('exclaims')]
const [asks, tagged, quotes] = [form('asks'), form('tagged'), form('quotes')]

const [isExclamation, isQuestion] = [markedCodes('!！'), markedCodes('?？')]

/** Two marked characters stand side by side. */
function isTwice(text: string, marked: Uint8Array): boolean {
  for (let at = 1; at < text.length; at += 2)
    if (
      marked[text.charCodeAt(at)] === 1 &&
      (marked[text.charCodeAt(at - 1)] === 1 || marked[text.charCodeAt(at + 1)] === 1)
    )
      return true
  return false
}

function formOf(text: string, ownEnd: number): number[] {
  const found = [
    lengthOf[Math.floor(Math.log2(text.length + 1))] as number,
    ownLengthOf[Math.floor(Math.log2(ownEnd + 1))] as number,
  ]
  if (text.includes('http')) found.push(address)
  if (text.includes('【')) found.push(headline)
  if (isTwice(text, isExclamation)) found.push(exclaims)
  if (isTwice(text, isQuestion)) found.push(asks)
  if (text.startsWith('#') && /^#[^#]+#/.test(text)) found.push(tagged)
  if (ownEnd < text.length) found.push(quotes)
  return found
}
