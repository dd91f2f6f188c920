import { checkImport, resumeSweep, sweepSource, takeImport } from '@huiyin/domain/job'
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

/** Puts in line every file that waits to be looked through or taken in; what is in line already is not put twice. */
export const enqueueWaitingImports = (store: Store): Promise<number> =>
  store.as(crawlerActor).transaction(async (tx) => {
    const waiting = await tx.itemImports.waiting()
    for (const { id: importId, state, look } of waiting)
      if (state === 'saving') tx.enqueue(takeImport, { importId })
      else tx.enqueue(checkImport, { importId, look })
    return waiting.length
  })
