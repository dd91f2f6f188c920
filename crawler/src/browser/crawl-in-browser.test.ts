import type { SourceId } from '@huiyin/domain/ids'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Egress, openEgress } from '../egress/egress.js'
import { crawlerActor } from '../sweep/sweep-deps.js'
import { sweepSource } from '../sweep.js'
import { loopbackConfig as config } from '../testing/loopback-config.js'
import { type LoopbackSite, openLoopbackSite } from '../testing/loopback-site.js'
import { chromiumAdvice, findChromium } from './find-chromium.js'

const chromium = findChromium()
if (!chromium) process.stderr.write(`no Chromium, browser test skipped: ${chromiumAdvice()}\n`)

let shelf: TestStore
let site: LoopbackSite
let egress: Egress

beforeAll(async () => {
  shelf = await openTestStore({ at: '2026-08-03T12:00:00+08:00' })
  egress = openEgress(config)
  site = await openLoopbackSite({
    '/list': `<div id="app"></div><script src="/app.js"></script>`,
    '/app.js': {
      headers: { 'content-type': 'text/javascript' },
      body: `fetch('http://10.1.2.3/secret').catch(() => 'refused').then(() => fetch('/api')).then((r) => r.json()).then((posts) => {
        document.querySelector('#app').innerHTML = posts.map((p) => '<p class="post"><a href="' + p.url + '">' + p.title + '</a></p>').join('')
      })`,
    },
    '/api': {
      headers: { 'content-type': 'application/json' },
      body: '[{"url":"/1","title":"路灯坏了没人修"}]',
    },
    '/1': '<title>路灯坏了没人修</title><div id="Zoom">枫渡路的路灯坏了一个多月，晚上出行非常不方便，希望尽快派人来修理。</div>',
  })
  await shelf.store.as(crawlerActor).transaction((tx) =>
    tx.sources.upsert({
      id: 'script-board',
      name: '脚本列表',
      kind: 'forum',
      level: 'county',
      url: site.url('/list'),
      everySeconds: 600,
      read: { type: 'html', list: { entry: '.post' }, browser: true },
    }),
  )
})
afterAll(async () => {
  await egress?.close()
  await site?.close()
  await shelf?.close()
})

const sweep = (chromiumPath?: string) => {
  const { store, clock } = shelf
  clock.advance(1_000)
  const named = chromiumPath === undefined ? config : { ...config, chromiumPath }
  return sweepSource('script-board' as SourceId, {
    store,
    clock,
    egress,
    config: named,
    log: pino({ level: 'silent' }),
  })
}

test('without a Chromium the source is skipped with the command that installs one', async () => {
  const { outcome, errors } = await sweep('/nowhere/chromium')
  expect(outcome).toBe('skipped')
  expect(errors).toMatchObject([
    { code: 'browser-missing', message: expect.stringContaining(chromiumAdvice()) },
  ])
})

test.skipIf(!chromium)('a list made by script is read, and the page reaches no inner address', async () => {
  expect(await sweep()).toMatchObject({ outcome: 'ok', fetched: 1, new: 1, errors: [] })
  expect(site.requests).toEqual(['/list', '/app.js', '/api', '/1'])
})
