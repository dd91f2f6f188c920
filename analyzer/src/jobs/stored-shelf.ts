import type { EventId, ItemId } from '@huiyin/domain/ids'
import type { Judgement } from '@huiyin/domain/judgement'
import type { Tx } from '@huiyin/store/tx'
import type { Candidate } from '../cluster.js'
import type { EventShelf } from '../place-on-shelf.js'
import { keysOf, periodOf } from '../telling-words.js'

/** The post that is being placed, as its event is opened or joined by it. */
export interface PostToShelve {
  readonly itemId: ItemId
  readonly title: string
  readonly judgement: Judgement
  readonly publishedAt: Date | null
  readonly foundAt: Date
}

const found = ({ signature, lastToldAt }: Pick<Candidate, 'signature' | 'lastToldAt'>) => ({
  signature,
  keys: keysOf(signature),
  period: periodOf(lastToldAt),
})

/** The events of the database, within the transaction that holds the placing lock. */
export const storedShelf = (tx: Tx, post: PostToShelve): EventShelf => ({
  counts: (words) => tx.events.wordCounts(words),
  near: (ask) => tx.events.near(ask),
  open: async ({ at }, own) => {
    await tx.events.saveSignature(post.itemId, own)
    return await tx.events.open({ ...post, ...found({ signature: own, lastToldAt: at }) })
  },
  join: async (_, own, grown, duplicateOf) => {
    await tx.events.saveSignature(post.itemId, own)
    await tx.events.join(grown.eventId as EventId, {
      ...post,
      duplicateOf: duplicateOf as ItemId | null,
      ...found(grown),
    })
  },
  separatedFrom: ({ eventId }) => tx.events.separatedFrom(eventId as EventId),
  merge: async (both, mergedId, likeness) =>
    await tx.events.merge(both.eventId as EventId, mergedId as EventId, { likeness, ...found(both) }),
})
