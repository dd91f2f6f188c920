import { analyzeItem, clusterItem, matchSubject, settleEvent } from '@huiyin/domain/job'
import type { Store } from '@huiyin/store/store'
import { analyzerActor } from './local-analyzer.js'

/** Longer than a job waits when all is well, shorter than anyone looks for a lost post. */
const leftAfterMs = 30_000
/** One tick's worth; the next takes the rest. */
const most = 500

/**
 * Announces again what a crash between commit and announcement left: items not analysed, admitted items in no event,
 * watched subjects not matched against recent items, events that still wait to be judged.
 * Keys make it harmless when the job is only late.
 */
export async function announceLeftovers(
  store: Store,
): Promise<{ analyze: number; cluster: number; match: number; settle: number }> {
  return await store.as(analyzerActor).transaction(async (tx) => {
    const before = new Date(tx.now.getTime() - leftAfterMs)
    const unanalyzed = await tx.items.unanalyzed(before, most)
    const unplaced = await tx.events.unplaced(before, most)
    const unmatched = await tx.watchedSubjects.unmatched()
    for (const itemId of unanalyzed) tx.enqueue(analyzeItem, { itemId })
    for (const itemId of unplaced) tx.enqueue(clusterItem, { itemId })
    for (const { id, version } of unmatched) tx.enqueue(matchSubject, { subjectId: id, version })
    const unsettled = await tx.eventSettling.left(before, most)
    for (const eventId of unsettled) tx.enqueue(settleEvent, { eventId })
    return {
      analyze: unanalyzed.length,
      cluster: unplaced.length,
      match: unmatched.length,
      settle: unsettled.length,
    }
  })
}
