import type { ItemId } from '@huiyin/domain/ids'
import {
  analyzeItem as analyzeItemJob,
  type clusterItem as clusterItemJob,
  type PayloadOf,
} from '@huiyin/domain/job'
import type { SeverityRules } from '@huiyin/keywords/lexicon'
import { blend, clusterThresholds, placeItem } from '../cluster.js'
import { heaviestTerms } from '../cluster-all.js'
import { judgeEvent } from '../judge-event.js'
import { analyzerActor } from '../local-analyzer.js'
import { type ItemJobDeps, ignoreDeleted, inputOf } from './analyze-item.js'

export interface ClusterJobDeps extends ItemJobDeps {
  readonly rules: SeverityRules
}

const dayMs = 86_400_000

/**
 * Joins an admitted item to its event, or opens one, and judges the event again. Placing is one at a time, so two
 * workers cannot open two events for one matter.
 */
export async function clusterItem(
  { itemId }: PayloadOf<typeof clusterItemJob>,
  { store, local, rules }: ClusterJobDeps,
) {
  const analyzer = await local.current()
  await store.as(analyzerActor).transaction(async (tx) => {
    await tx.events.lockPlacing()
    const item = await tx.assessments.lockItem(itemId as ItemId).catch(ignoreDeleted)
    if (!item || item.eventId !== null || item.admitted === false) return
    const judgement = await tx.assessments.ofItem(item.id)
    if (!judgement || item.admitted === null) {
      tx.enqueue(analyzeItemJob, { itemId: item.id })
      return
    }
    const signature = analyzer.signature(inputOf(item))
    const at = item.publishedAt ?? item.foundAt
    const since = new Date(at.getTime() - clusterThresholds.windowDays * dayMs)
    const candidates = await tx.events.candidates(heaviestTerms(signature), signature.places, since)
    const placed = placeItem(signature, at, candidates)
    const joined = placed && candidates.find(({ eventId }) => eventId === placed.eventId)
    if (placed && joined) {
      await tx.events.join(joined.eventId, {
        ...item,
        itemId: item.id,
        duplicateOf: (placed.duplicateOf as ItemId | undefined) ?? null,
        signature: blend(joined.signature, signature, joined.itemCount),
      })
      const members = await tx.assessments.ofEvent(joined.eventId)
      await tx.events.propose(joined.eventId, judgeEvent(members, rules).judgement)
    } else {
      const { title, judgement: opening } = judgeEvent([{ ...item, judgement }], rules)
      await tx.events.open({ ...item, itemId: item.id, title, signature, judgement: opening })
    }
    tx.announce('events')
    tx.announce('items')
  })
}
