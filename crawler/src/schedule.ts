import { resumeSweep, sweepSource } from '@huiyin/domain/job'
import type { Store } from '@huiyin/store/store'
import { crawlerActor } from './sweep/sweep-deps.js'

/**
 * Puts every due source in line, and every sweep whose process died; what waits or runs already is not put twice
 * (the job's key). A dead process's own job is locked by the queue for half a minute, so its sweep has another key.
 */
export async function enqueueDueSweeps(store: Store): Promise<number> {
  return await store.as(crawlerActor).transaction(async (tx) => {
    const orphaned = await tx.sweeps.orphaned()
    for (const orphan of orphaned) tx.enqueue(resumeSweep, orphan)
    const left = new Set(orphaned.map(({ sourceId }) => sourceId))
    const due = (await tx.sources.due()).filter((sourceId) => !left.has(sourceId))
    for (const sourceId of due) tx.enqueue(sweepSource, { sourceId })
    return due.length + orphaned.length
  })
}
