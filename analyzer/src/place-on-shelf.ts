import type { EventSignature } from '@huiyin/domain/opinion-event'
import {
  type Candidate,
  clusterThresholds,
  findSameMatter,
  grownBy,
  type Placement,
  placeItem,
  survivorOf,
  united,
} from './cluster.js'
import { type EventKey, keysOf, periodOf, type WordCounts, weighWords } from './telling-words.js'

/** One post that is to be placed. */
export interface PlacedPost {
  readonly id: string
  /** As the analyzer gives it, its words not yet weighed by how common they are here. */
  readonly signature: EventSignature
  /** When it was told: published, else found. */
  readonly at: Date
}

/** Where events stand while posts are placed: the database, or memory for a whole file. */
export interface EventShelf {
  counts(words: readonly string[]): Promise<WordCounts>
  /**
   * Events that share keys, the `limit` nearest by the sum of weights on shared keys, at most `perKey` of one key,
   * the newest period first; only those last heard of in `sincePeriod` or later and open to the machine. What by its
   * words and shingles cannot be like `signature` may be left out.
   */
  near(ask: NearEvents): Promise<Candidate[]>
  /** Opens an event with this post, counts the words it begins with, and answers the event's id. */
  open(post: PlacedPost, own: EventSignature): Promise<string>
  /** Puts the post, `own` its weighed signature, into the event that is `grown` by it; answers what is near it now. */
  join(
    post: PlacedPost,
    own: EventSignature,
    grown: Candidate,
    duplicateOf: string | null,
    ask: NearEvents,
  ): Promise<Candidate[]>
  /** Events a person has told apart from this one. */
  separatedFrom(event: Candidate): Promise<ReadonlySet<string>>
  /** Puts the event `mergedId` into the one that is now `both`. */
  merge(both: Candidate, mergedId: string, likeness: number): Promise<void>
}

export interface NearEvents {
  /** The event that asks. */
  readonly except?: string
  readonly signature: EventSignature
  readonly keys: readonly EventKey[]
  readonly sincePeriod: number
  readonly perKey: number
  readonly limit: number
}

/** With 200 and 48 nothing more is found on the labelled messages; both bound the cost whatever is stored. */
const looked = { perKey: 60, limit: 16 } as const
/** One post brings two matters together, seldom three. */
const mostMerges = 4
const dayMs = 86_400_000

const nearTo = (signature: EventSignature, at: Date): NearEvents => ({
  signature,
  keys: keysOf(signature),
  sincePeriod: periodOf(new Date(at.getTime() - clusterThresholds.windowDays * dayMs)),
  ...looked,
})

const nearEvent = ({ eventId, signature, lastToldAt }: Candidate): NearEvents => ({
  ...nearTo(signature, lastToldAt),
  except: eventId,
})

/**
 * The one rule by which a post finds its event, live and in a file: it joins the event it is most like, or opens one;
 * and where the event it joined has thereby turned out to be the same matter as another, the two become one.
 */
export async function placeOnShelf(
  post: PlacedPost,
  shelf: EventShelf,
): Promise<{ eventId: string; placement: Placement | null }> {
  const own = weighWords(post.signature, await shelf.counts(Object.keys(post.signature.terms)))
  const candidates = await shelf.near(nearTo(own, post.at))
  const placement = placeItem(own, post.at, candidates)
  const joined = placement && candidates.find(({ eventId }) => eventId === placement.eventId)
  if (!joined) return { eventId: await shelf.open(post, own), placement: null }
  const grown = grownBy(joined, own, post.at)
  const others = await shelf.join(post, own, grown, placement.duplicateOf ?? null, nearEvent(grown))
  const { eventId } = await mergeSameMatters(grown, others, shelf)
  return { eventId, placement }
}

/** Puts together what has become the same matter as this event; answers the event that is left. */
async function mergeSameMatters(
  event: Candidate,
  near: readonly Candidate[],
  shelf: EventShelf,
): Promise<Candidate> {
  let current = event
  let others = near
  for (let merges = 0; merges < mostMerges; merges += 1) {
    if (!findSameMatter(current, others)) return current
    const apart = await shelf.separatedFrom(current)
    const same = findSameMatter(
      current,
      others.filter(({ eventId }) => !apart.has(eventId)),
    )
    if (!same) return current
    const { survivor, merged } = survivorOf(current, same.other)
    current = united(survivor, merged)
    await shelf.merge(current, merged.eventId, same.likeness)
    if (merges + 1 < mostMerges) others = await shelf.near(nearEvent(current))
  }
  return current
}
