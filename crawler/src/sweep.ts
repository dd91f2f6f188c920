import { RetryLater } from '@huiyin/domain/errors'
import type { SourceId } from '@huiyin/domain/ids'
import type { SweepOutcome } from '@huiyin/domain/source'
import type { SweepRecord } from '@huiyin/store/sweeps'
import { readSource } from './sweep/read-source.js'
import { crawlerActor, type SweepDeps } from './sweep/sweep-deps.js'
import { newRun, outcomeOf } from './sweep/sweep-run.js'

export type { SweepDeps } from './sweep/sweep-deps.js'

/** A source that fails is asked less and less often, but at least once an hour. */
const longestBackOffSeconds = 3_600
/** Earlier sweeps looked at for the back-off; doubling more often than this passes every limit. */
const lookedBack = 12

const isBad = (outcome: SweepOutcome | null) => outcome !== 'ok' && outcome !== 'quiet'

/** Seconds until the next sweep. The first failure is tried again at the usual time, so that two soon tell. */
export function secondsUntilNext(
  everySeconds: number,
  newestFirst: readonly (SweepOutcome | null)[],
): number {
  const good = newestFirst.findIndex((outcome) => !isBad(outcome))
  const failures = good < 0 ? newestFirst.length : good
  if (failures < 2) return everySeconds
  return Math.min(everySeconds * 2 ** (failures - 1), Math.max(longestBackOffSeconds, everySeconds))
}

/**
 * One sweep of one source: list, new posts, record. What fails is recorded with its reason and is not thrown.
 * @throws NotFound when there is no such source; RetryLater when the service is stopping.
 */
export async function sweepSource(sourceId: SourceId, deps: SweepDeps): Promise<SweepRecord> {
  const { store, log, closing } = deps
  const asCrawler = store.as(crawlerActor)
  const { source, sweepId, last } = await asCrawler.transaction(async (tx) => ({
    source: await tx.sources.get(sourceId),
    last: (await tx.sweeps.recent(sourceId, 1))[0],
    sweepId: await tx.sweeps.begin(sourceId),
  }))
  const run = newRun()
  // Posts a sweep left out may stand behind pages that are otherwise known.
  const readAll = !last || isBad(last.outcome) || last.errors.length > 0
  const validators = await readSource(source, run, { readAll }, deps)
  if (closing?.aborted) {
    await asCrawler.transaction((tx) => tx.sweeps.abandon(sweepId))
    throw new RetryLater('采集服务正在停止', { afterMs: 1_000, sourceId })
  }
  const outcome = outcomeOf(run)
  const record = await asCrawler.transaction(async (tx) => {
    const finished = await tx.sweeps.finish(sweepId, { outcome, counts: run.counts, errors: run.errors })
    const recent = await tx.sweeps.recent(sourceId, lookedBack)
    const seconds = secondsUntilNext(
      source.definition.everySeconds,
      recent.map((sweep) => sweep.outcome),
    )
    await tx.sources.setNextSweep(sourceId, new Date(tx.now.getTime() + seconds * 1_000))
    if (validators && run.errors.length === 0)
      await tx.fetchedPages.remember(sourceId, source.definition.url, validators)
    tx.announce('sources')
    return finished
  })
  log.info({ sourceId, outcome, ...run.counts, errors: run.errors.length }, 'sweep finished')
  return record
}
