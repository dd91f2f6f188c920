import type { EventId, ItemId } from '@huiyin/domain/ids'
import type { Judgement } from '@huiyin/domain/judgement'
import type { EventTrace } from '@huiyin/store/event-keys'
import type { NearEvent } from '@huiyin/store/event-placing'
import type { Tx } from '@huiyin/store/tx'
import type { Candidate } from '../cluster.js'
import type { EventShelf, NearEvents } from '../place-on-shelf.js'
import { likenessFilter, packVector } from '../signature-vector.js'
import { keysOf, periodOf, type WordCounts } from '../telling-words.js'

/** The post that is being placed, as its event is opened or joined by it. */
export interface PostToShelve {
  readonly itemId: ItemId
  readonly title: string
  readonly judgement: Judgement
  readonly publishedAt: Date | null
  readonly foundAt: Date
  /** Of its words, as they stood when its turn began. */
  readonly counts: WordCounts
}

/** By what an event is found again. */
export const traceOf = ({
  signature,
  lastToldAt,
}: Pick<Candidate, 'signature' | 'lastToldAt'>): EventTrace => ({
  signature,
  keys: keysOf(signature),
  period: periodOf(lastToldAt),
  vector: packVector(signature),
})

/** Of what is near, that which can be alike, read. */
async function readAlike(
  tx: Tx,
  near: readonly NearEvent[],
  { signature, except }: NearEvents,
): Promise<Candidate[]> {
  const mayBeAlike = likenessFilter(signature)
  const worth = near.filter(({ eventId, vector }) => eventId !== except && mayBeAlike(vector))
  return worth.length === 0 ? [] : await tx.eventPlacing.read(worth.map(({ eventId }) => eventId))
}

/** The events of the database, within the transaction that has the turn to place. */
export const storedShelf = (tx: Tx, { counts, ...post }: PostToShelve): EventShelf => ({
  counts: async () => counts,
  near: async (ask) => await readAlike(tx, await tx.eventPlacing.near(ask), ask),
  open: async ({ at }, own) =>
    await tx.eventPlacing.open({ ...post, ...traceOf({ signature: own, lastToldAt: at }) }),
  join: async (_, own, grown, duplicateOf, ask) => {
    const joining = { ...post, own, duplicateOf: duplicateOf as ItemId | null, ...traceOf(grown) }
    const near = await tx.eventPlacing.join(grown.eventId as EventId, joining, ask)
    return await readAlike(tx, near, ask)
  },
  separatedFrom: ({ eventId }) => tx.eventPlacing.separatedFrom(eventId as EventId),
  merge: async (both, mergedId, likeness) =>
    await tx.eventPlacing.merge(both.eventId as EventId, mergedId as EventId, {
      likeness,
      ...traceOf(both),
    }),
})
