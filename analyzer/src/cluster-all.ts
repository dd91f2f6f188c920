import type { EventSignature } from '@huiyin/domain/opinion-event'
import { blend, type Candidate, clusterThresholds, cosine, placeItem, staysApart } from './cluster.js'

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

interface Group extends Candidate {
  size: number
}

/** Words of a text by which its candidates are found; the heaviest are enough to meet the same matter. */
const asked = 15
/** Words kept of an event in memory: nearly all of them; with 200 recall falls by a tenth. */
const keptTerms = 600

/** The telling words candidates are asked by, heaviest first. */
export const heaviestTerms = ({ terms }: Pick<EventSignature, 'terms'>): string[] =>
  Object.entries(terms)
    .sort((a, b) => b[1] - a[1])
    .slice(0, asked)
    .map(([word]) => word)

/**
 * Events of a whole file: item by item in the order of time as they would have come in, then matters that began
 * twice are put together. Answers in the order given. Candidates are found by shared telling words, so the cost
 * grows with the matter and not with the archive.
 */
export function clusterAll(items: readonly ClusterInput[]): ClusterOutput[] {
  const byWord = new WordIndex()
  const groups = new Map<string, Group>()
  const answers = new Map<string, ClusterOutput>()
  for (const { id, signature, at } of [...items].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const words = heaviestTerms(signature)
    const candidates = byWord.of(words).flatMap((event) => groups.get(event) ?? [])
    const placed = placeItem(signature, at, candidates)
    const event = placed?.eventId ?? id
    answers.set(id, { id, event, ...(placed?.duplicateOf ? { duplicateOf: placed.duplicateOf } : {}) })
    const known = groups.get(event)
    groups.set(
      event,
      known
        ? {
            ...known,
            signature: blend(known.signature, signature, known.size, keptTerms),
            lastItemAt: at,
            size: known.size + 1,
          }
        : {
            eventId: event,
            signature,
            firstTerms: signature.terms,
            representativeId: id,
            lastItemAt: at,
            size: 1,
          },
    )
    byWord.add(words, event)
  }
  const into = consolidate([...groups.values()])
  return items.flatMap(({ id }) => {
    const answer = answers.get(id)
    return answer ? [{ ...answer, event: into.get(answer.event) ?? answer.event }] : []
  })
}

/** Which event goes into which larger one: only into one that is not itself put away, so nothing chains. */
function consolidate(groups: readonly Group[]): Map<string, string> {
  const into = new Map<string, string>()
  const byWord = new WordIndex()
  const heads = new Map<string, Group>()
  for (const group of [...groups].sort((a, b) => b.size - a.size)) {
    const words = heaviestTerms(group.signature)
    let best: { event: string; likeness: number } | null = null
    for (const event of byWord.of(words)) {
      const head = heads.get(event)
      const isOpen =
        head && !staysApart(group.signature, head.signature) && !staysApart(head.signature, group.signature)
      const likeness = isOpen ? cosine(group.signature.terms, head.signature.terms) : 0
      if (likeness >= clusterThresholds.merge && (!best || likeness > best.likeness))
        best = { event, likeness }
    }
    if (best) into.set(group.eventId, best.event)
    else {
      heads.set(group.eventId, group)
      byWord.add(words, group.eventId)
    }
  }
  return into
}

/** Which events a telling word occurs in. */
class WordIndex {
  readonly #events = new Map<string, Set<string>>()

  add(words: readonly string[], event: string): void {
    for (const word of words) {
      const events = this.#events.get(word)
      if (events) events.add(event)
      else this.#events.set(word, new Set([event]))
    }
  }

  of(words: readonly string[]): string[] {
    return [...new Set(words.flatMap((word) => [...(this.#events.get(word) ?? [])]))]
  }
}
