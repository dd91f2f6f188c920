import type { Clock } from '@huiyin/domain/clock'
import { RetryLater } from '@huiyin/domain/errors'
import {
  analyzeItem as analyzeItemJob,
  applyRetention as applyRetentionJob,
  clusterItem as clusterItemJob,
  keepTime,
  learnWeights as learnJob,
  matchSubject as matchSubjectJob,
  rejudgeOpenEvents as rejudgeJob,
  replayChange as replayJob,
  settleEvent as settleEventJob,
} from '@huiyin/domain/job'
import { loadEventRules } from '@huiyin/keywords/event-rules'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import { handle } from '@huiyin/store/queue/worker'
import type { OpenStoreOptions, Store } from '@huiyin/store/store'
import { analyzeItem } from './jobs/analyze-item.js'
import { announceRetention, applyRetention } from './jobs/apply-retention.js'
import { clusterItem } from './jobs/cluster-item.js'
import { learnWeights } from './jobs/learn-weights.js'
import { matchSubject } from './jobs/match-subject.js'
import { rejudgeOpenEvents } from './jobs/rejudge-open-events.js'
import { replayChange } from './jobs/replay-change.js'
import { settleEvent } from './jobs/settle-event.js'
import { warnDeadlines } from './jobs/warn-deadlines.js'
import { localAnalyzer } from './local-analyzer.js'
import { heatMeasurer } from './measure-heat.js'
import { announceLeftovers } from './reconcile.js'

export interface StartAnalyzerOptions {
  readonly store: Store
  readonly clock: Clock
  readonly log: OpenStoreOptions['log']
  /** Jobs at once; each holds one core while it judges. */
  readonly concurrency?: number
  readonly tickMs?: number
}

/** Starts the workers of the queues `analyze` and `duty`; closes its timer and its ear, the store closes the workers. */
export async function startAnalyzer({
  store,
  log,
  concurrency = 2,
  tickMs = 30_000,
}: StartAnalyzerOptions): Promise<{ close(): Promise<void> }> {
  const lexicon = loadLexicon()
  const local = localAnalyzer(store)
  const measureHeat = heatMeasurer(store, loadEventRules())
  const deps = { store, local }
  /** Makes the judge in force ready before it is asked; without a jurisdiction there is none yet. */
  const takeUp = () =>
    void local.current().then(
      ({ version }) => log.info({ version }, 'judge in force'),
      (error: unknown) => {
        if (!(error instanceof RetryLater)) log.error({ err: error }, 'judge not ready')
      },
    )
  const stopListening = await store.listen(({ topic }) => {
    if (topic === 'jurisdiction' || topic === 'judgement') {
      local.forget()
      takeUp()
    }
    if (topic === 'subjects') local.forgetSubjects()
  })
  await store.queues.work(
    'analyze',
    [
      handle(analyzeItemJob, (payload) => analyzeItem(payload, deps)),
      handle(clusterItemJob, (payload) => clusterItem(payload, deps)),
      handle(matchSubjectJob, (payload) => matchSubject(payload, deps)),
      handle(settleEventJob, (payload) => settleEvent(payload, deps)),
      handle(rejudgeJob, (payload) => rejudgeOpenEvents(payload, deps)),
    ],
    { concurrency },
  )
  await store.queues.work('duty', [
    handle(learnJob, (payload) => learnWeights(payload, deps)),
    handle(replayJob, (payload) => replayChange(payload, deps)),
    handle(applyRetentionJob, async () => {
      log.info(await applyRetention(store), 'retention applied')
    }),
    handle(keepTime, async () => {
      await announceRetention(store)
      if ((await measureHeat()) > 0) log.debug('heat measured')
      const found = await announceLeftovers(store)
      if (Object.values(found).some((count) => count > 0)) log.info(found, 'announced leftovers')
      const { retracted, warnings } = await warnDeadlines(store)
      if (warnings > 0) log.info({ warnings }, 'warned of deadlines')
      if (retracted > 0) log.warn({ retracted }, 'took back warnings given by a clock that ran ahead')
    }),
  ])
  const tick = () => {
    store.queues.enqueue(keepTime, {}).catch((error: unknown) => log.error({ err: error }, 'tick failed'))
  }
  const timer = setInterval(tick, tickMs)
  tick()
  takeUp()
  log.info({ version: lexicon.version, topics: lexicon.topics.length }, 'analyzer started')
  return {
    close: async () => {
      clearInterval(timer)
      stopListening()
    },
  }
}
