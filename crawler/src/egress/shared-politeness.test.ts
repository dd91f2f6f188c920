import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type LoopbackSite, openLoopbackSite } from '../testing/loopback-site.js'
import { type Egress, openEgress } from './egress.js'
import { sharedPoliteness } from './shared-politeness.js'

let shelf: TestStore
let site: LoopbackSite
const opened: Egress[] = []
const waited: number[] = []

const config = { userAgent: 'Huiyin/0.1 (+test)', allowedNetworks: ['127.0.0.0/8'], minHostDelayMs: 5_000 }
/** One worker of its own, as another process on another machine would be. */
const worker = () => {
  const egress = openEgress(config, {
    ...sharedPoliteness(shelf.store, shelf.clock),
    wait: async (ms) => {
      waited.push(ms)
    },
  })
  opened.push(egress)
  return egress
}

beforeAll(async () => {
  shelf = await openTestStore()
})
afterAll(() => shelf.close())
beforeEach(async () => {
  site = await openLoopbackSite({ '/a': 'ok' })
  waited.length = 0
})
afterEach(async () => {
  for (const egress of opened.splice(0)) await egress.close()
  await site.close()
})

test('two workers take turns at one host, and never the same turn', async () => {
  const [one, other] = [worker(), worker()]
  await Promise.all([one, other, one, other].map((egress) => egress.get(site.url('/a'))))
  // Four pages and robots.txt: but for the first, each waits a pause longer than the one before.
  const inOrder = waited.sort((a, b) => a - b)
  expect(inOrder.length).toBeGreaterThanOrEqual(4)
  for (const [index, ms] of inOrder.entries()) {
    expect(ms).toBeLessThanOrEqual((index + 1) * 5_000)
    if (index > 0) expect(ms - inOrder[index - 1]!).toBeGreaterThan(4_000)
  }
})

test('robots.txt is asked for by one worker and obeyed by all, for a day', async () => {
  let asked = 0
  site.pages.set('/robots.txt', (_request, response) => {
    asked++
    response.end('User-agent: *\nDisallow: /private')
  })
  await worker().get(site.url('/a'))
  await expect(worker().get(site.url('/private'))).rejects.toMatchObject({ code: 'robots' })
  expect(asked).toBe(1)
  shelf.clock.advance(24 * 3_600_000)
  await worker().get(site.url('/a'))
  expect(asked).toBe(2)
})

test('an unreachable robots.txt forbids all to every worker, and is soon asked for again', async () => {
  site.pages.set('/robots.txt', { status: 500 })
  await expect(worker().get(site.url('/a'))).rejects.toMatchObject({ code: 'robots-unreachable' })
  site.pages.set('/robots.txt', 'User-agent: *\nAllow: /')
  await expect(worker().get(site.url('/a'))).rejects.toMatchObject({ code: 'robots-unreachable' })
  shelf.clock.advance(5 * 60_000)
  await worker().get(site.url('/a'))
  expect(site.requests).toEqual(['/a'])
})
