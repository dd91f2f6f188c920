import type { Command } from 'commander'
import { readEnvironment } from '../environment.js'
import { print } from '../output.js'
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
          const counts = await store.as({ kind: 'service', name: 'cli' }).transaction(async (tx) => ({
            services: await tx.serviceBeats.list(),
            sources: (await tx.sources.list()).map(({ id, definition, health }) => ({
              id,
              name: definition.name,
              health,
            })),
            items: await tx.items.counts(),
            events: await tx.installation.events(),
            cases: await tx.installation.cases(),
            privacy: await tx.retention.figures(),
          }))
          return { version, ...counts, queues: await store.queues.counts() }
        }),
      )
    })
