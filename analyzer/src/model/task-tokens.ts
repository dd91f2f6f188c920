import type { Automaton } from '../automaton.js'
import { cut, wordsOf } from '../words/cut.js'
import { addToken, addWords, hashToken, maskText, type Tokens, tokenize } from './tokens.js'

export const tasks = ['topics', 'dispatch', 'emotion'] as const
export type Task = (typeof tasks)[number]

/** Words of a feeling, matched in one pass; the value is the emotion. */
export type EmotionWords = Automaton<string>

const space = { request: 40, emotion: 60 } as const

/**
 * What a task reads. Punctuation inside n-grams helps to dispatch (forms of tickets) and with feelings, and hurts
 * topics; triples overfit short posts, so feelings do without. Each by cross-validation.
 */
export function taskTokens(task: Task, common: Tokens, text: string, words: EmotionWords): Tokens {
  const { ends } = common
  if (task === 'topics') return { ...common, count: ends.triples }
  if (task === 'dispatch') {
    const tokens = copy(common, [[0, common.count]])
    addRequests(tokens, text)
    return tokens
  }
  const tokens = copy(common, [
    [0, ends.words],
    [ends.triples, ends.partedPairs],
  ])
  addEmotion(tokens, common, text, words)
  return tokens
}

/** The stretches of the common tokens, with room for a task's own. */
function copy(common: Tokens, stretches: readonly (readonly [number, number])[]): Tokens {
  const count = stretches.reduce((sum, [from, to]) => sum + to - from, 0)
  const hashes = new Uint32Array(count + 512)
  const weights = new Float32Array(count + 512)
  let at = 0
  for (const [from, to] of stretches) {
    hashes.set(common.hashes.subarray(from, to), at)
    weights.set(common.weights.subarray(from, to), at)
    at += to - from
  }
  return { hashes, weights, count, ends: common.ends }
}

const request = /(?:希望|要求|请求|咨询|投诉|建议|请问|想知道|询问)[^，。；！？\n]{2,40}/g

/** What is asked for tells the body better than the story before it: its words count once more. */
function addRequests(tokens: Tokens, text: string): void {
  for (const [clause] of text.slice(0, 1_500).matchAll(request))
    addWords(tokens, wordsOf(cut(maskText(clause))), 1, space.request)
}

const emoticon = /\[[^[\]]{1,6}\]/g
const most = 3
const ownHash = (hash: number): number => Math.imul(hash ^ 0x6f776e, 0x85ebca6b) >>> 0

/** What the author wrote stands before the first `//@`; the rest is quoted. Emoticons, words of feeling and form. */
function addEmotion(tokens: Tokens, common: Tokens, whole: string, words: EmotionWords): void {
  const text = whole.slice(0, 1_000)
  const quoteAt = text.indexOf('//@')
  const ownEnd = quoteAt < 0 ? text.length : quoteAt
  const put = (token: string, weight: number) => addToken(tokens, hashToken(token, space.emotion), weight)
  // Most posts quote nothing: then what is the author's own is already cut.
  const own = quoteAt < 0 ? common : tokenize('', text.slice(0, ownEnd))
  for (let i = 0; i < own.ends.words; i += 1) addToken(tokens, ownHash(own.hashes[i] as number), 1)
  for (const found of text.matchAll(emoticon)) {
    put(`e${found[0]}`, 2)
    if (found.index < ownEnd) put(`eo${found[0]}`, 2)
  }
  const seen = new Map<string, Set<string>>()
  const see = (key: string, word: string) => seen.set(key, (seen.get(key) ?? new Set()).add(word))
  for (const { start, end, value } of words.matches(text)) {
    see(`l${value}`, text.slice(start, end))
    if (start < ownEnd) see(`lo${value}`, text.slice(start, end))
  }
  for (const [key, of] of seen) put(key, 2 * Math.min(most, of.size))
  for (const form of formOf(text, ownEnd)) put(form, 2)
}

function* formOf(text: string, ownEnd: number): Generator<string> {
  yield `length${Math.floor(Math.log2(text.length + 1))}`
  yield `own${Math.floor(Math.log2(ownEnd + 1))}`
  if (text.includes('http')) yield 'address'
  if (text.includes('【')) yield 'headline'
  if (/[!！]{2}/.test(text)) yield 'exclaims'
  if (/[?？]{2}/.test(text)) yield 'asks'
  if (/^#[^#]+#/.test(text)) yield 'tagged'
  if (ownEnd < text.length) yield 'quotes'
}
