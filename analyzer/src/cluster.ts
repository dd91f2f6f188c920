import type { EventSignature } from '@huiyin/domain/opinion-event'
import { resemblance } from './minhash.js'

/** What is known of an event when a post, or another event, asks whether it is the same matter. */
export interface Candidate {
  readonly eventId: string
  /** The mean of its posts', each of length one: a loose event is short and is not mistaken for everything. */
  readonly signature: EventSignature
  readonly representativeId: string | null
  readonly itemCount: number
  readonly firstToldAt: Date
  readonly lastToldAt: Date
  /** A person has decided, accepted, dismissed or handled it: it may grow, but is never merged away by the machine. */
  readonly isHandled?: boolean
}

export interface Placement {
  readonly eventId: string
  /** 0…1. */
  readonly similarity: number
  /** The representative this item repeats nearly word for word. */
  readonly duplicateOf?: string
}

/**
 * Set on one city's message board (4,326 messages, 152 of them labelled), in the middle of a range (0.24–0.26) over
 * which the result does not change; docs/models.md.
 */
export const clusterThresholds = {
  /** Shingles in common from which a text repeats another. */
  duplicate: 0.7,
  /** Likeness from which a text tells of an event's matter. */
  join: 0.25,
  /** Likeness of words from which two events are one. */
  merge: 0.25,
  /** After so long in silence a matter is a new one. */
  windowDays: 365,
} as const

/** What agreement adds and disagreement takes, beside the words themselves. */
export const weights = { shingles: 0.2, otherTopic: -0.05, otherPlace: -0.05 } as const
/** Words an event's summary keeps; with 80 recall falls by a twentieth, with 400 nothing changes. */
const summaryTerms = 200
const dayMs = 86_400_000

/**
 * The event this item belongs to, or null to open a new one. Compared with each event's one signature only, never
 * with its members, so that A≈B≈C does not chain into one event. Equal likeness goes to the earlier event.
 */
export function placeItem(
  signature: EventSignature,
  at: Date,
  candidates: readonly Candidate[],
): Placement | null {
  let best: (Placement & { candidate: Candidate }) | null = null
  for (const candidate of candidates) {
    const { eventId, signature: other, representativeId, lastToldAt } = candidate
    if (!isWithinWindow(at, lastToldAt)) continue
    const same = resemblance(signature.minhash, other.minhash)
    const isDuplicate = same >= clusterThresholds.duplicate
    if (!isDuplicate && staysApart(signature, other)) continue
    const similarity = isDuplicate ? 1 : likeness(signature, other, same)
    if (similarity < clusterThresholds.join || (best && !isBetter(similarity, candidate, best))) continue
    best = {
      candidate,
      eventId,
      similarity,
      ...(isDuplicate && representativeId ? { duplicateOf: representativeId } : {}),
    }
  }
  if (!best) return null
  const { candidate: _, ...placement } = best
  return placement
}

/**
 * The event that has turned out to be the same matter as `event`, or null. Signature against signature, so that a
 * merge needs two whole events to agree and not one post of each. Of two that a person has handled neither goes.
 */
export function findSameMatter(
  event: Candidate,
  candidates: readonly Candidate[],
): { other: Candidate; likeness: number } | null {
  let best: { other: Candidate; likeness: number } | null = null
  for (const other of candidates) {
    if (other.eventId === event.eventId || (event.isHandled && other.isHandled)) continue
    if (!isWithinWindow(event.lastToldAt, other.lastToldAt)) continue
    if (staysApart(event.signature, other.signature) || staysApart(other.signature, event.signature)) continue
    const words = cosine(event.signature.terms, other.signature.terms)
    if (words < clusterThresholds.merge) continue
    if (!best || words > best.likeness || (words === best.likeness && isEarlier(other, best.other)))
      best = { other, likeness: words }
  }
  return best
}

/** Which of two events stays when they become one: what a person handled, else the larger, else the earlier. */
export function survivorOf(a: Candidate, b: Candidate): { survivor: Candidate; merged: Candidate } {
  const first =
    (a.isHandled ?? false) !== (b.isHandled ?? false)
      ? a.isHandled
      : a.itemCount !== b.itemCount
        ? a.itemCount > b.itemCount
        : isEarlier(a, b)
  return first ? { survivor: a, merged: b } : { survivor: b, merged: a }
}

const isWithinWindow = (a: Date, b: Date): boolean =>
  Math.abs(a.getTime() - b.getTime()) <= clusterThresholds.windowDays * dayMs

const isEarlier = (a: Candidate, b: Candidate): boolean =>
  a.firstToldAt.getTime() !== b.firstToldAt.getTime() ? a.firstToldAt < b.firstToldAt : a.eventId < b.eventId

const isBetter = (
  similarity: number,
  candidate: Candidate,
  best: { similarity: number; candidate: Candidate },
): boolean =>
  similarity !== best.similarity ? similarity > best.similarity : isEarlier(candidate, best.candidate)

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
function likeness(a: EventSignature, b: EventSignature, same: number): number {
  const hasTopic = a.topics.length === 0 || a.topics.some((topic) => b.topics.includes(topic))
  const isElsewhere =
    a.places.length > 0 && b.places.length > 0 && !a.places.some((place) => b.places.includes(place))
  const score =
    cosine(a.terms, b.terms) +
    weights.shingles * same +
    (hasTopic ? 0 : weights.otherTopic) +
    (isElsewhere ? weights.otherPlace : 0)
  return Math.max(0, Math.min(0.99, score))
}

const lengths = new WeakMap<EventSignature['terms'], number>()

export function lengthOf(terms: EventSignature['terms']): number {
  const known = lengths.get(terms)
  if (known !== undefined) return known
  let sum = 0
  for (const word in terms) sum += (terms[word] ?? 0) ** 2
  const length = Math.sqrt(sum)
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

/** The event with one more post in it; `own` is the post's signature, its words weighed. */
export const grownBy = (event: Candidate, own: EventSignature, at: Date): Candidate =>
  united(event, { signature: own, itemCount: 1, firstToldAt: at, lastToldAt: at })

/**
 * One event of two, by the name and the representative of the first. Words are the mean over all posts, so that no late
 * post can turn the event into another matter; shingles, subjects and tone stay those of the first.
 */
export function united(
  first: Candidate,
  second: Pick<Candidate, 'signature' | 'itemCount' | 'firstToldAt' | 'lastToldAt'>,
): Candidate {
  const itemCount = first.itemCount + second.itemCount
  const terms = new Map<string, number>()
  for (const part of [first, second])
    for (const [word, weight] of Object.entries(part.signature.terms))
      terms.set(word, (terms.get(word) ?? 0) + (weight * part.itemCount) / itemCount)
  const kept = [...terms]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, summaryTerms)
    .map(([word, weight]) => [word, Math.round(weight * 1e5) / 1e5] as const)
  const { minhash, topics, praise } = first.signature
  const accused = [...new Set([...(first.signature.accused ?? []), ...(second.signature.accused ?? [])])]
  return {
    ...first,
    signature: {
      minhash,
      terms: Object.fromEntries(kept),
      places: [...new Set([...first.signature.places, ...second.signature.places])].slice(0, 12),
      topics,
      ...(accused.length > 0 ? { accused } : {}),
      ...(praise ? { praise: true } : {}),
    },
    itemCount,
    firstToldAt: new Date(Math.min(+first.firstToldAt, +second.firstToldAt)),
    lastToldAt: new Date(Math.max(+first.lastToldAt, +second.lastToldAt)),
  }
}
