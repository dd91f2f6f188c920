import type { EventSignature } from '@huiyin/domain/opinion-event'
import { type Candidate, placeItem } from './cluster.js'

export interface ClusterInput {
  readonly id: string
  readonly signature: EventSignature
  readonly at: Date
}

export interface ClusterOutput {
  readonly id: string
  readonly event: string
  readonly duplicateOf?: string
}

/** Words of a text by which its candidates are found; the heaviest are enough to meet the same matter. */
const asked = 12

/**
 * Events of a whole file, item by item in the order of time as they would have come in. Answers in the order given.
 * Candidates are found by shared telling words, so the cost grows with the matter and not with the archive.
 */
export function clusterAll(items: readonly ClusterInput[]): ClusterOutput[] {
  const byWord = new Map<string, Set<string>>()
  const events = new Map<string, Candidate>()
  const answers = new Map<string, ClusterOutput>()
  for (const { id, signature, at } of [...items].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const words = heaviest(signature)
    const near = new Set(words.flatMap((word) => [...(byWord.get(word) ?? [])]))
    const candidates = [...near].flatMap((event) => events.get(event) ?? [])
    const placed = placeItem(signature, at, candidates)
    const event = placed?.eventId ?? id
    answers.set(id, { id, event, ...(placed?.duplicateOf ? { duplicateOf: placed.duplicateOf } : {}) })
    const known = events.get(event)
    if (known) {
      events.set(event, { ...known, lastItemAt: at })
      continue
    }
    events.set(event, { eventId: event, signature, representativeId: id, lastItemAt: at })
    for (const word of words) {
      const of = byWord.get(word)
      if (of) of.add(event)
      else byWord.set(word, new Set([event]))
    }
  }
  return items.flatMap(({ id }) => answers.get(id) ?? [])
}

/** The telling words candidates are asked by, heaviest first. */
export const heaviestTerms = ({ terms }: Pick<EventSignature, 'terms'>): string[] =>
  Object.entries(terms)
    .sort((a, b) => b[1] - a[1])
    .slice(0, asked)
    .map(([word]) => word)

const heaviest = (signature: EventSignature): string[] => [
  ...heaviestTerms(signature),
  ...signature.places.map((place) => `@${place}`),
]
