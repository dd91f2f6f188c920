import { setTimeout as sleep } from 'node:timers/promises'
import { startAnalyzer } from '@huiyin/analyzer/analyzer'
import { openEgress } from '@huiyin/crawler/egress/egress'
import { sharedPoliteness } from '@huiyin/crawler/egress/shared-politeness'
import { sweepSource } from '@huiyin/crawler/sweep'
import { NotFound } from '@huiyin/domain/errors'
import type { SourceId } from '@huiyin/domain/ids'
import type { Store } from '@huiyin/store/store'
import type { Command } from 'commander'
import type { Logger } from 'pino'
import { cliActor } from '../cli-actor.js'
import { type Environment, readEnvironment } from '../environment.js'
import { ensureOriginalKey } from '../original-keys.js'
import { print } from '../output.js'
import { crawlerConfig } from '../services/crawler-config.js'
import { currentJurisdiction } from '../supervisor/installation.js'
import { systemClock } from '../system-clock.js'
import { withStore } from '../with-store.js'

/** `huiyin sweep [SOURCE…]`: one sweep now, one JSON line a source. */
export const addSweep = (program: Command): Command =>
  program
    .command('sweep')
    .description('立即采集一次；不给信源则采集全部启用的信源')
    .argument('[source...]', '信源编号')
    .action(async (wanted: string[]) => {
      const env = readEnvironment(process.env)
      ensureOriginalKey(env)
      await withStore(env, (store, log) => sweepAll(wanted, { env, store, log }))
    })

async function sweepAll(
  wanted: string[],
  { env, store, log }: { env: Environment; store: Store; log: Logger },
) {
  const cli = store.as(cliActor)
  const known = await cli.transaction((tx) => tx.sources.list())
  const missing = wanted.filter((id) => !known.some((source) => source.id === id))
  if (missing.length > 0)
    throw new NotFound(
      `没有信源 ${missing.join('、')}；现有：${known.map((source) => source.id).join('、') || '无'}`,
    )
  const ids =
    wanted.length > 0
      ? wanted
      : known.filter((source) => source.enabled && source.received === null).map((source) => source.id)
  const jurisdiction = await currentJurisdiction(store)
  const config = crawlerConfig(env, jurisdiction?.demonstration ?? false)
  const egress = openEgress(config, sharedPoliteness(store, systemClock))
  // New items are judged here too, so that the answer is whole when no installation runs.
  const analyzer = await startAnalyzer({ store, clock: systemClock, log })
  try {
    for (const id of ids) {
      await cli.transaction(async (tx) =>
        tx.audit.append({ action: 'source.swept', subject: { kind: 'source', id } }),
      )
      const sweep = await sweepSource(id as SourceId, { store, egress, config, clock: systemClock, log })
      const admitted = await admittedOf(id as SourceId, sweep.startedAt, store)
      const { outcome, fetched, duplicates, errors } = sweep
      print({ source: id, outcome, fetched, new: sweep.new, admitted, duplicates, errors })
      if (outcome !== 'ok' && outcome !== 'quiet') process.exitCode = 1
    }
  } finally {
    await analyzer.close()
    await egress.close()
  }
}

/** Judging is quick; an answer that takes longer than this is given as unknown rather than waited for. */
const patienceMs = 60_000

/** How many of a sweep's items were admitted, once all are judged; null when that takes too long. */
async function admittedOf(id: SourceId, since: Date, store: Store): Promise<number | null> {
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    const { admitted, pending } = await store
      .as(cliActor)
      .transaction((tx) => tx.items.progressSince(id, since))
    if (pending === 0) return admitted
    await sleep(200)
  }
  return null
}
