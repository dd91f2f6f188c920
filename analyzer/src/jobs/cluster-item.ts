import type { EventId, ItemId } from '@huiyin/domain/ids'
import {
  analyzeItem as analyzeItemJob,
  type clusterItem as clusterItemJob,
  type PayloadOf,
} from '@huiyin/domain/job'
import { judgeEvent } from '../judge-event.js'
import { analyzerActor } from '../local-analyzer.js'
import { placeOnShelf } from '../place-on-shelf.js'
import { type ItemJobDeps, ignoreDeleted, inputOf } from './analyze-item.js'
import { settleEvent } from './settle-event.js'
import { storedShelf } from './stored-shelf.js'

/**
 * Joins an admitted item to its event, or opens one, and then judges the event again. Placing is one at a time, so
 * two workers cannot open two events for one matter; reading, signing and judging happen outside of that.
 */
export async function clusterItem(payload: PayloadOf<typeof clusterItemJob>, deps: ItemJobDeps) {
  const eventId = await place(payload.itemId as ItemId, deps)
  if (eventId) await settleEvent({ eventId }, deps)
}

async function place(itemId: ItemId, { store, local }: ItemJobDeps): Promise<EventId | null> {
  const analyzer = await local.current()
  const as = store.as(analyzerActor)
  const ready = await as.transaction(async (tx) => {
    const item = await tx.assessments.lockItem(itemId).catch(ignoreDeleted)
    if (!item || item.eventId !== null || item.admitted === false) return null
    const judgement = await tx.assessments.ofItem(item.id)
    if (judgement && item.admitted !== null) return { item, judgement }
    tx.enqueue(analyzeItemJob, { itemId: item.id })
    return null
  })
  if (!ready) return null
  const { item, judgement } = ready
  const post = {
    id: item.id,
    signature: analyzer.signature(inputOf(item)),
    at: item.publishedAt ?? item.foundAt,
  }
  const { title, judgement: opening } = judgeEvent([{ ...item, judgement }], analyzer.severity)
  return await as.transaction(async (tx) => {
    const counts = await tx.eventPlacing.begin(itemId, Object.keys(post.signature.terms))
    if (!counts) return null
    const shelf = storedShelf(tx, { ...item, itemId, title, judgement: opening, counts })
    const { eventId } = await placeOnShelf(post, shelf)
    tx.announce('events')
    tx.announce('items')
    return eventId as EventId
  })
}
