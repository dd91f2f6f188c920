import { Conflict, NotFound, RetryLater } from '@huiyin/domain/errors'
import type { SourceId } from '@huiyin/domain/ids'
import { resumeSweep as resumeSweepJob, sweepSource as sweepSourceJob } from '@huiyin/domain/job'
import { handle, type JobHandler } from '@huiyin/store/queue/worker'
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
