import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { SourceId } from '@huiyin/domain/ids'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEgress } from './egress/egress.js'
import { crawlerActor } from './sweep/sweep-deps.js'
import { sweepSource } from './sweep.js'
import { boardList, boardPost } from './testing/board-pages.js'
import { loopbackConfig } from './testing/loopback-config.js'
import { type Answer, openLoopbackSite } from './testing/loopback-site.js'

/** Built by the type check: Node itself reads no TypeScript. */
const sweeping = fileURLToPath(new URL('../dist/testing/sweep-process.js', import.meta.url))
const anyTime = { timeout: 30_000 }

let shelf: TestStore
beforeAll(async () => {
  shelf = await openTestStore()
})
afterAll(() => shelf.close())

test('what a crawler that was killed had not read is read by the next, and nothing else', async () => {
  const site = await openLoopbackSite()
  const egress = openEgress(loopbackConfig)
  const asCrawler = shelf.store.as(crawlerActor)
  const paths = Array.from({ length: 60 }, (_, n) => `/post-${String.fromCharCode(97 + (n % 26))}${n}`)
  const stored = (id: SourceId) => asCrawler.transaction((tx) => tx.items.ofSource(id))
  const listsLeft = () =>
    asCrawler.transaction(async ({ db }) => {
      const left = db
        .selectFrom('sweep_task')
        .select('seq')
        .where('kind', '=', 'list')
        .where('done', '=', false)
      return (await left.execute()).length
    })
  try {
    // Half of the posts are answered; the others hang, so that the sweep stands in the middle.
    const hangs: Answer = () => {}
    site.pages.set('/list', boardList(paths))
    for (const [n, path] of paths.entries())
      site.pages.set(path, n < 30 ? boardPost(`第${n}号路灯坏了`) : hangs)
    const id = await asCrawler.transaction((tx) =>
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
    const crawler = spawn(process.execPath, [sweeping, shelf.serviceUrl, id], { stdio: 'inherit' })
    await expect.poll(async () => [(await stored(id)).length, await listsLeft()], anyTime).toEqual([30, 0])
    crawler.kill('SIGKILL')
    expect(await once(crawler, 'exit')).toEqual([null, 'SIGKILL'])

    for (const [n, path] of paths.entries()) site.pages.set(path, boardPost(`第${n}号路灯坏了`))
    site.requests.length = 0
    const deps = {
      store: shelf.store,
      egress,
      config: loopbackConfig,
      clock: shelf.clock,
      log: pino({ level: 'silent' }),
    }
    // The dead process holds the sweep a few seconds longer.
    const resume = () =>
      sweepSource(id, deps).then(
        ({ outcome }) => outcome,
        (error: Error) => error.name,
      )
    await expect.poll(resume, anyTime).toBe('ok')
    expect([...site.requests].sort()).toEqual(paths.slice(30).sort())
    expect((await stored(id)).map(({ url }) => url).sort()).toEqual(paths.map(site.url).sort())
    const records = await asCrawler.transaction((tx) => tx.sweeps.recent(id))
    expect(records).toMatchObject([{ outcome: 'ok', fetched: 60, errors: [] }])
  } finally {
    await egress.close()
    await site.close()
  }
})
