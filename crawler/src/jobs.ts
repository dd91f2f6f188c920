import { Conflict, NotFound, RetryLater } from '@huiyin/domain/errors'
import type { SourceId } from '@huiyin/domain/ids'
import {
  checkImport as checkImportJob,
  resumeSweep as resumeSweepJob,
  sweepSource as sweepSourceJob,
  takeImport as takeImportJob,
} from '@huiyin/domain/job'
import { handle, type JobHandler } from '@huiyin/store/queue/worker'
import { checkImport } from './intake/check-import.js'
import type { ImportDeps } from './intake/import-deps.js'
import { takeImport } from './intake/take-import.js'
import { type SweepDeps, sweepSource } from './sweep.js'

/** The jobs of the queue `crawl`. `running` holds the sweeps in progress, for whoever stops the service. */
export function crawlHandlers(deps: SweepDeps, running: Set<Promise<unknown>>): JobHandler[] {
  const sweepOne = async ({ sourceId }: { sourceId: string }) => {
    if (deps.closing?.aborted) throw new RetryLater('采集服务正在停止', { afterMs: 1_000 })
    const sweep = sweepSource(sourceId as SourceId, deps)
    running.add(sweep)
    try {
      await sweep
    } catch (error) {
      // Removed while it waited or ran, or being swept already: there is nothing left to do.
      if (!(error instanceof NotFound || error instanceof Conflict)) throw error
      deps.log.info({ sourceId, reason: error.message }, 'sweep dropped')
    } finally {
      running.delete(sweep)
    }
  }
  return [handle(sweepSourceJob, sweepOne), handle(resumeSweepJob, sweepOne)]
}

/** The jobs of the queue `intake`. */
export const intakeHandlers = (deps: ImportDeps, running: Set<Promise<unknown>>): JobHandler[] => {
  const counted = async (work: Promise<void>) => {
    running.add(work)
    await work.finally(() => running.delete(work))
  }
  return [
    handle(checkImportJob, (payload) => counted(checkImport(payload, deps))),
    handle(takeImportJob, (payload) => counted(takeImport(payload, deps))),
  ]
}
