import type { SourceId } from '@huiyin/domain/ids'
import type { SourceDefinition } from '@huiyin/domain/source'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { type Egress, openEgress } from '../egress/egress.js'
import { crawlerActor } from '../sweep/sweep-deps.js'
import { sweepSource } from '../sweep.js'
import { loopbackConfig as config } from './loopback-config.js'
import { type LoopbackSite, openLoopbackSite } from './loopback-site.js'

/**
 * A store for the file and a site and an egress for each test, on 3 August 2026. `watch` saves a source of the site,
 * `sweep` reads it eleven minutes later, `stored` answers its items by address.
 */
export function sweeping() {
  let shelf: TestStore
  let site: LoopbackSite
  let egress: Egress
  let sourceId: SourceId
  let serial = 0
  beforeAll(async () => {
    shelf = await openTestStore({ at: '2026-08-03T12:00:00+08:00' })
  })
  afterAll(() => shelf.close())
  beforeEach(async () => {
    site = await openLoopbackSite()
    egress = openEgress(config)
  })
  afterEach(async () => {
    await egress.close()
    await site.close()
  })

  const asCrawler: ReturnType<TestStore['store']['as']>['transaction'] = (work) =>
    shelf.store.as(crawlerActor).transaction(work)
  async function watch(
    read: SourceDefinition['read'],
    rest: Partial<SourceDefinition> & { path?: string } = {},
  ): Promise<void> {
    const { path = '/list', ...over } = rest
    const base = { name: '青禾县', kind: 'forum', level: 'county', everySeconds: 600 } as const
    const id = `source-${++serial}`
    sourceId = await asCrawler((tx) => tx.sources.upsert({ ...base, id, url: site.url(path), read, ...over }))
  }
  const sweep = () => {
    shelf.clock.advance(700_000)
    const deps = { store: shelf.store, egress, config, clock: shelf.clock, log: pino({ level: 'silent' }) }
    return sweepSource(sourceId, deps)
  }
  const stored = () =>
    asCrawler((tx) =>
      tx.db.selectFrom('item').selectAll().where('source_id', '=', sourceId).orderBy('url').execute(),
    )
  return {
    get site() {
      return site
    },
    get clock() {
      return shelf.clock
    },
    get sourceId() {
      return sourceId
    },
    asCrawler,
    watch,
    sweep,
    stored,
  }
}
