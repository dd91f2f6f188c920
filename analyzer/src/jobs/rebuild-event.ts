import type { EventId } from '@huiyin/domain/ids'
import type { JudgedItem } from '@huiyin/store/assessments'
import type { Tx } from '@huiyin/store/tx'
import type { Analyzer } from '../analyze.js'
import { type Candidate, grownBy } from '../cluster.js'
import { weighWords } from '../telling-words.js'
import { inputOf } from './analyze-item.js'
import { traceOf } from './stored-shelf.js'

/**
 * Posts an event is made anew from: so many first found and so many last found. Words of a larger event hardly move with
 * one more post (their mean is kept to five places), and reading 20,000 posts takes seconds.
 */
export const rebuiltFrom = 150

export interface Rebuilding {
  readonly representative: JudgedItem
  readonly title: string
  /** Units that any post of the event accuses, also one that is not among those it is made from. */
  readonly accused: readonly string[]
}

/** Makes an event's signature, title and representative anew from the posts it has now. */
export async function rebuildEvent(
  tx: Tx,
  analyzer: Analyzer,
  eventId: EventId,
  { representative, title, accused }: Rebuilding,
): Promise<void> {
  const sample = await tx.eventSettling.endsOf(eventId, rebuiltFrom)
  const members = [representative, ...sample.filter(({ id }) => id !== representative.id)]
  const known = await tx.eventSettling.signatures(members.map(({ id }) => id))
  let event: Candidate | null = null
  for (const member of members) {
    let own = known.get(member.id)
    if (!own) {
      const raw = analyzer.signature(inputOf(member))
      own = weighWords(raw, await tx.eventPlacing.wordCounts(Object.keys(raw.terms)))
      await tx.eventPlacing.saveSignature(member.id, own)
    }
    const at = member.publishedAt ?? member.foundAt
    const first = {
      eventId,
      signature: own,
      representativeId: member.id,
      itemCount: 1,
      firstToldAt: at,
      lastToldAt: at,
    }
    event = event ? grownBy(event, own, at) : first
  }
  if (!event) return
  const accusing = [...new Set([...(event.signature.accused ?? []), ...accused])]
  const signature = { ...event.signature, ...(accusing.length > 0 ? { accused: accusing } : {}) }
  await tx.eventSettling.rebuilt(eventId, {
    ...traceOf({ ...event, signature }),
    representativeId: representative.id,
    title,
  })
}
