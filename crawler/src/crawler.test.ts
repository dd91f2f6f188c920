import { once } from 'node:events'
import type { SourceId } from '@huiyin/domain/ids'
import { openTestStore } from '@huiyin/store/testing'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { startCrawler } from './crawler.js'
import { crawlerActor } from './sweep/sweep-deps.js'
import { loopbackConfig as config } from './testing/loopback-config.js'
import { openLoopbackSite } from './testing/loopback-site.js'

test('a due source is swept by the service without being asked', async () => {
  const { store, clock, close } = await openTestStore()
  const post =
    '<title>路灯坏了没人修</title><div id="Zoom">枫渡路的路灯坏了一个多月，晚上出行非常不方便，希望尽快派人来修理。</div>'
  const site = await openLoopbackSite({
    '/list': '<ul><li><a href="/1">路灯坏了没人修</a></li></ul>',
    '/1': post,
  })
  const id = await store.as(crawlerActor).transaction((tx) =>
    tx.sources.upsert({
      id: 'board',
      name: '留言板',
      kind: 'board',
      level: 'county',
      url: site.url('/list'),
      everySeconds: 600,
      read: { type: 'html', list: { entry: 'li' } },
    }),
  )
  const changes = new EventTarget()
  const stop = await store.listen(({ topic }) => changes.dispatchEvent(new Event(topic)))
  const swept = once(changes, 'sources')
  const crawler = await startCrawler({ store, clock, config, log: pino({ level: 'silent' }) })
  await swept
  const [sweep] = await store.as(crawlerActor).transaction((tx) => tx.sweeps.recent(id as SourceId))
  expect(sweep).toMatchObject({ outcome: 'ok', new: 1 })
  stop()
  await crawler.close()
  await site.close()
  await close()
})
