import type { EventSignature } from '@huiyin/domain/opinion-event'
import { resemblance } from './minhash.js'

/** What is known of an event when a new item asks whether it belongs. */
export interface Candidate {
  readonly eventId: string
  readonly signature: EventSignature
  /** Words of the representative alone, where they are kept beside those of the whole event. */
  readonly firstTerms?: EventSignature['terms']
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

/** Set on one city's message board (4,326 messages, 152 of them labelled). */
export const clusterThresholds = {
  /** Shingles in common from which a text repeats another. */
  duplicate: 0.7,
  /** Likeness from which two texts tell of one matter. */
  join: 0.3,
  /** Likeness from which two events of one file are one. */
  merge: 0.3,
  /** After so long in silence a matter is a new one. */
  windowDays: 365,
} as const

/** What agreement adds and disagreement takes, beside the words themselves. */
const weights = { shingles: 0.2, otherTopic: -0.05, otherPlace: -0.05 } as const
/** Words an event's stored summary keeps; a file clustered in memory keeps more. */
const summaryTerms = 200
const dayMs = 86_400_000

/**
 * The event this item belongs to, or null to open a new one. Compared with each event's one signature only, never
 * with its members, so that A≈B≈C does not chain into one event.
 */
export function placeItem(
  signature: EventSignature,
  at: Date,
  candidates: readonly Candidate[],
): Placement | null {
  let best: Placement | null = null
  for (const candidate of candidates) {
    const { eventId, signature: other, representativeId, lastItemAt } = candidate
    if (Math.abs(at.getTime() - lastItemAt.getTime()) > clusterThresholds.windowDays * dayMs) continue
    const same = resemblance(signature.minhash, other.minhash)
    const isDuplicate = same >= clusterThresholds.duplicate
    const similarity = isDuplicate ? 1 : likeness(signature, candidate, same)
    if (!isDuplicate && staysApart(signature, other)) continue
    if (similarity < clusterThresholds.join || (best && best.similarity >= similarity)) continue
    best = {
      eventId,
      similarity,
      ...(isDuplicate && representativeId ? { duplicateOf: representativeId } : {}),
    }
  }
  return best
}

/**
 * An accusation joins only an event that accuses the same unit (信访工作条例 第三十条): joined to an open matter it
 * would wall what everybody may see, or be read by whom it accuses. Thanks and troubles are two matters, however
 * many names they share.
 */
export const staysApart = (
  { accused = [], praise = false }: EventSignature,
  event: EventSignature,
): boolean =>
  (accused.length > 0 && !accused.some((code) => event.accused?.includes(code))) ||
  praise !== (event.praise ?? false)

/** Same matter in other words: shared telling words, hindered by another subject or place. Names of places
 * are among the words and, being rare, weigh most. */
function likeness(a: EventSignature, { signature: b, firstTerms }: Candidate, same: number): number {
  const words = cosine(a.terms, b.terms)
  const hasTopic = a.topics.length === 0 || a.topics.some((topic) => b.topics.includes(topic))
  const isElsewhere =
    a.places.length > 0 && b.places.length > 0 && !a.places.some((place) => b.places.includes(place))
  const score =
    (firstTerms ? Math.max(words, cosine(a.terms, firstTerms)) : words) +
    weights.shingles * same +
    (hasTopic ? 0 : weights.otherTopic) +
    (isElsewhere ? weights.otherPlace : 0)
  return Math.max(0, Math.min(0.99, score))
}

const lengths = new WeakMap<EventSignature['terms'], number>()

function lengthOf(terms: EventSignature['terms']): number {
  const known = lengths.get(terms)
  if (known !== undefined) return known
  const length = Math.sqrt(Object.values(terms).reduce((sum, weight) => sum + weight * weight, 0))
  lengths.set(terms, length)
  return length
}

export function cosine(a: EventSignature['terms'], b: EventSignature['terms']): number {
  let dot = 0
  for (const word in a) {
    const other = b[word]
    if (other !== undefined) dot += (a[word] ?? 0) * other
  }
  return dot === 0 ? 0 : dot / (lengthOf(a) * lengthOf(b))
}

/**
 * The event's signature after its `count` items took in one more: words in the mean, so that no late item can turn
 * the event into another matter; shingles stay the representative's.
 */
export function blend(
  event: EventSignature,
  item: EventSignature,
  count: number,
  keep: number = summaryTerms,
): EventSignature {
  const [own, added] = [lengthOf(event.terms) || 1, lengthOf(item.terms) || 1]
  const terms = new Map(Object.entries(event.terms).map(([word, weight]) => [word, (weight / own) * count]))
  for (const [word, weight] of Object.entries(item.terms))
    terms.set(word, (terms.get(word) ?? 0) + weight / added)
  const kept = [...terms].sort((a, b) => b[1] - a[1]).slice(0, keep)
  return {
    minhash: event.minhash,
    terms: Object.fromEntries(
      kept.map(([word, weight]) => [word, Math.round((weight / (count + 1)) * 1e4) / 1e4]),
    ),
    places: [...new Set([...event.places, ...item.places])].slice(0, 12),
    topics: event.topics,
    ...accusedIn(event, item),
    ...(event.praise ? { praise: true } : {}),
  }
}

const accusedIn = ({ accused: a = [] }: EventSignature, { accused: b = [] }: EventSignature) =>
  a.length + b.length > 0 ? { accused: [...new Set([...a, ...b])] } : {}
