import { applyRetention as applyRetentionJob } from '@huiyin/domain/job'
import type { Store } from '@huiyin/store/store'
import { analyzerActor } from '../local-analyzer.js'

/** Rows of one transaction: locks are held for moments, and a stop loses nothing that was done. */
const atOnce = 500

/**
 * Deletes originals and items past their time, in small bites, and records the day's run with its numbers. Stopped in
 * the middle it goes on where it was.
 */
export async function applyRetention(
  store: Store,
): Promise<{ originals: number; items: number; events: number }> {
  const as = store.as(analyzerActor)
  const startedAt = await as.transaction(async (tx) => tx.now)
  const done = { originals: 0, items: 0, events: 0 }
  let taken: number
  do {
    taken = await as.transaction((tx) => tx.retention.deleteOriginals(atOnce))
    done.originals += taken
  } while (taken > 0)
  do {
    const bite = await as.transaction((tx) => tx.retention.deleteItems(atOnce))
    taken = bite.items
    done.items += bite.items
    done.events += bite.events
  } while (taken > 0)
  await as.transaction(async (tx) => {
    await tx.retention.recordRun({ startedAt, ...done })
    tx.audit.append({ action: 'retention.applied', subject: { kind: 'installation' }, detail: done })
    if (done.items > 0) for (const topic of ['items', 'events'] as const) tx.announce(topic)
  })
  return done
}

/** Asks for the day's run when there was none yet; files that people brought go at the hour, not at the next day. */
export const announceRetention = (store: Store): Promise<void> =>
  store.as(analyzerActor).transaction(async (tx) => {
    if (await tx.retention.isDue()) tx.enqueue(applyRetentionJob, {})
    const files = await tx.itemImports.deleteOldFiles()
    if (files === 0) return
    tx.audit.append({ action: 'item-import.expired', subject: { kind: 'installation' }, detail: { files } })
    tx.announce('imports')
  })
