import { randomUUID } from 'node:crypto'
import { Conflict, RetryLater } from '@huiyin/domain/errors'
import type { SourceId } from '@huiyin/domain/ids'
import type { SweepOutcome } from '@huiyin/domain/source'
import type { SweepRecord } from '@huiyin/store/sweeps'
import { holdSweep } from './sweep/hold-sweep.js'
import { readSource } from './sweep/read-source.js'
import { recordSweep } from './sweep/record-sweep.js'
import { crawlerActor, type SweepDeps } from './sweep/sweep-deps.js'
import { newRun, resumedRun } from './sweep/sweep-run.js'

export type { SweepDeps } from './sweep/sweep-deps.js'

const isBad = (outcome: SweepOutcome | null) => outcome !== 'ok' && outcome !== 'quiet'

/**
 * One sweep of one source: list, new posts, record; goes on with the sweep a dead process left. What fails is
 * recorded with its reason and is not thrown.
 * @throws NotFound when there is no such source; Conflict while another process sweeps it; RetryLater when the
 * service is stopping.
 */
export async function sweepSource(sourceId: SourceId, deps: SweepDeps): Promise<SweepRecord> {
  const { store, log, closing } = deps
  const asCrawler = store.as(crawlerActor)
  const stopping = () => new RetryLater('采集服务正在停止', { afterMs: 1_000, sourceId })
  if (closing?.aborted) throw stopping()
  const holder = randomUUID()
  const { source, begun, last } = await asCrawler.transaction(async (tx) => ({
    source: await tx.sources.get(sourceId),
    last: (await tx.sweeps.recent(sourceId, 1))[0],
    begun: await tx.sweeps.begin(sourceId, holder),
  }))
  if (!begun) throw new Conflict('这个信源正在采集，请稍候', { sourceId })
  const run = begun.progress ? resumedRun(begun.progress) : newRun()
  // Posts a sweep left out may stand behind pages that are otherwise known.
  const readAll = !last || isBad(last.outcome) || last.errors.some(({ leftOut }) => leftOut)
  const hold = holdSweep(run, { store, log, sweepId: begun.id, holder })
  const ended = AbortSignal.any([hold.lost, ...(closing ? [closing] : [])])
  const reading = { run, readAll, sweepId: begun.id, onDone: hold.done, ended }
  const validators = await readSource(source, reading, deps).finally(hold.stop)
  if (closing?.aborted) {
    await asCrawler.transaction((tx) => tx.sweeps.release(begun.id, holder))
    throw stopping()
  }
  if (hold.lost.aborted) throw new Conflict('另一个进程接手了这次采集', { sourceId })
  const record = await asCrawler.transaction(async (tx) => {
    if (validators && run.errors.length === 0)
      await tx.fetchedPages.remember(sourceId, source.definition.url, validators)
    return await recordSweep(tx, source, begun.id, run)
  })
  log.info(
    { sourceId, outcome: record.outcome, ...run.counts, requests: run.requests, errors: run.errors.length },
    'sweep finished',
  )
  return record
}
