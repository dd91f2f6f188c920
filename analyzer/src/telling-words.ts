import type { EventSignature } from '@huiyin/domain/opinion-event'
import { lengthOf } from './cluster.js'

/** In how many events of this place a word has begun, of how many in all. */
export interface WordCounts {
  readonly events: number
  readonly of: ReadonlyMap<string, number>
}

/**
 * Before so many events have been seen, their words say little of what is common here: until then the weights of the
 * general dictionary rule. 50 and 500 give the same on the labelled messages.
 */
const unseen = 200

/**
 * A post's signature as events are compared by it: a word counts the less the more matters of this place share it
 * (the county's own name, 小区, 反映), and the words together have length one. Counted by events and not by posts: a
 * matter a thousand people write about keeps its words.
 */
export function weighWords(signature: EventSignature, { events, of }: WordCounts): EventSignature {
  const told = Object.entries(signature.terms).map(
    ([word, weight]) => [word, weight * Math.log((events + unseen) / ((of.get(word) ?? 0) + 1))] as const,
  )
  const length = lengthOf(Object.fromEntries(told)) || 1
  return {
    ...signature,
    terms: Object.fromEntries(
      told.map(([word, weight]) => [word, Math.round((weight / length) * 1e5) / 1e5]),
    ),
  }
}

/** By what an event is found, with its weight there. */
export interface EventKey {
  readonly key: string
  readonly weight: number
}

/** Words by which an event is found and asked for; with 24 nothing more is found. */
const keyWords = 16
/**
 * Bands of four shingle hashes: two texts with 70 % of their shingles in common share one of six in four cases of
 * five, and share words in nearly all others.
 */
const bands = 6
const bandRows = 4
const bandWeight = 0.5

/** The heaviest words and the bands of the shingles: equal signatures give equal keys, in the order of weight. */
export function keysOf({ terms, minhash }: EventSignature): EventKey[] {
  const length = lengthOf(terms) || 1
  const words = Object.entries(terms)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, keyWords)
    .map(([key, weight]) => ({ key, weight: Math.round((weight / length) * 1e3) / 1e3 }))
  const found = Array.from({ length: minhash.length >= bands * bandRows ? bands : 0 }, (_, band) => ({
    key: `#${band}${bandHash(minhash.slice(band * bandRows, (band + 1) * bandRows))}`,
    weight: bandWeight,
  }))
  return [...words, ...found]
}

function bandHash(rows: readonly number[]): string {
  let hash = 0x811c9dc5
  for (const row of rows) {
    hash = Math.imul(hash ^ (row & 0xffff), 0x01000193)
    hash = Math.imul(hash ^ (row >>> 16), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}

const averageMonthMs = 30 * 86_400_000

/** The period an event was last heard of in: what is newest is looked up first. */
export const periodOf = (at: Date): number => Math.floor(at.getTime() / averageMonthMs)
