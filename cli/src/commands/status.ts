import { sourceHealth } from '@huiyin/domain/source'
import type { Command } from 'commander'
import { readEnvironment } from '../environment.js'
import { print } from '../output.js'
import { systemClock } from '../system-clock.js'
import { version } from '../version.js'
import { withStore } from '../with-store.js'

/** `huiyin status`: one JSON line that a monitoring script can read. */
export const addStatus = (program: Command): Command =>
  program
    .command('status')
    .description('服务、信源、信息、事件、案件与队列的现状（JSON）')
    .action(async () => {
      const env = readEnvironment(process.env)
      print(
        await withStore(env, async (store) => {
          const now = systemClock.now()
          const counts = await store.as({ kind: 'service', name: 'cli' }).transaction(async (tx) => ({
            services: await tx.serviceBeats.list(),
            sources: (await tx.sources.list()).map(({ id, name, enabled, sweeps }) => ({
              id,
              name,
              health: sourceHealth(enabled, sweeps),
            })),
            items: await tx.items.counts(),
            events: await tx.eventViews.total(),
            cases: await tx.caseFiles.counts(now),
          }))
          return { version, ...counts, queues: await store.queues.counts() }
        }),
      )
    })
