import type { EventSignature } from '@huiyin/domain/opinion-event'
import { resemblance } from './minhash.js'

/** What is known of an event when a new item asks whether it belongs: its representative and its time. */
export interface Candidate {
  readonly eventId: string
  readonly signature: EventSignature
  readonly representativeId: string | null
  readonly lastItemAt: Date
}

export interface Placement {
  readonly eventId: string
  /** 0…1. */
  readonly similarity: number
  /** The representative this item repeats nearly word for word. */
  readonly duplicateOf?: string
}

/** Tuned on one city's message board; a county's events are alike in kind. */
export const clusterThresholds = {
  /** Shingles in common from which a text repeats another. */
  duplicate: 0.7,
  /** Combined similarity from which two texts tell of one matter. */
  join: 0.45,
  /** After so long in silence a matter is a new one. */
  windowDays: 365,
} as const

const dayMs = 86_400_000

/**
 * The event this item belongs to, or null to open a new one. Compared with representatives only, so that A≈B≈C does
 * not chain into one event.
 */
export function placeItem(
  signature: EventSignature,
  at: Date,
  candidates: readonly Candidate[],
): Placement | null {
  let best: Placement | null = null
  for (const { eventId, signature: other, representativeId, lastItemAt } of candidates) {
    if (Math.abs(at.getTime() - lastItemAt.getTime()) > clusterThresholds.windowDays * dayMs) continue
    const same = resemblance(signature.minhash, other.minhash)
    const isDuplicate = same >= clusterThresholds.duplicate
    const similarity = isDuplicate ? Math.max(same, clusterThresholds.join) : likeness(signature, other, same)
    if (similarity < clusterThresholds.join || (best && best.similarity >= similarity)) continue
    best = {
      eventId,
      similarity,
      ...(isDuplicate && representativeId ? { duplicateOf: representativeId } : {}),
    }
  }
  return best
}

/** Same matter in other words: shared telling words, helped by the same place, hindered by different ones. */
export function likeness(a: EventSignature, b: EventSignature, same: number): number {
  const words = cosine(a.terms, b.terms)
  const places = agreement(a.places, b.places)
  const topics = a.topics.some((topic) => b.topics.includes(topic))
  const place = places === null ? 0 : places > 0 ? 0.12 * Math.min(1, places * 2) : -0.08
  return Math.max(0, Math.min(1, words + place + (topics ? 0.03 : -0.05) + same * 0.3))
}

function cosine(a: EventSignature['terms'], b: EventSignature['terms']): number {
  let dot = 0
  let lengthA = 0
  let lengthB = 0
  for (const [word, weight] of Object.entries(a)) {
    lengthA += weight * weight
    dot += weight * (b[word] ?? 0)
  }
  for (const weight of Object.values(b)) lengthB += weight * weight
  return dot === 0 ? 0 : dot / Math.sqrt(lengthA * lengthB)
}

/** Share of the smaller list that the other names too, null when one says no place. */
function agreement(a: readonly string[], b: readonly string[]): number | null {
  if (a.length === 0 || b.length === 0) return null
  const shared = a.filter((place) =>
    b.some((other) => other === place || other.endsWith(place) || place.endsWith(other)),
  )
  return shared.length / Math.min(a.length, b.length)
}
