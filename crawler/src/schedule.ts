import { sweepSource } from '@huiyin/domain/job'
import type { Store } from '@huiyin/store/store'
import { crawlerActor } from './sweep/sweep-deps.js'

/** Puts every due source in line; one that waits or runs already is not put twice (the job's key). */
export async function enqueueDueSweeps(store: Store): Promise<number> {
  return await store.as(crawlerActor).transaction(async (tx) => {
    const due = await tx.sources.due()
    for (const sourceId of due) tx.enqueue(sweepSource, { sourceId })
    return due.length
  })
}
