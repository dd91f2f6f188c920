import { expect, test } from 'vitest'
import type { SourceBaseline } from './source-baseline.js'
import { findFaults, type HealthMemory, judgeHealth, type SweepSeen } from './source-health.js'

const at = new Date('2026-03-02T09:00:00+08:00')
const daysAgo = (days: number) => new Date(at.getTime() - days * 86_400_000)

/** A sweep that saw twenty posts, one of them new. */
const sweep = (over: Partial<SweepSeen> = {}): SweepSeen => ({
  at,
  outcome: 'ok',
  unchanged: false,
  fetched: 20,
  known: 19,
  new: 1,
  fields: { 标题: [20, 20], 时间: [20, 20] },
  newestAt: daysAgo(0),
  shapes: ['a.cn/0?'],
  pageKind: null,
  error: null,
  ...over,
})
/** What was usual in four weeks. */
const usual = (over: Partial<SourceBaseline> = {}): SourceBaseline => ({
  hours: 600,
  fields: { 标题: [900, 900], 时间: [880, 900] },
  leastEntries: 18,
  gapMs: 2 * 3_600_000,
  spread: 1,
  expectedSinceNew: 1,
  recentNew: 12,
  recentLeast: 4,
  ...over,
})
const before: HealthMemory = { state: 'normal', badInRow: 0, newestAt: daysAgo(0), shapes: ['a.cn/0?'] }
const faultsOf = (seen: SweepSeen, memory: HealthMemory | null = before, baseline = usual()) =>
  findFaults(seen, memory, baseline).map(({ fault }) => fault)

test('a sweep as always is nothing to speak of', () => {
  expect(faultsOf(sweep())).toEqual([])
  expect(judgeHealth(sweep(), before, usual())).toMatchObject({ state: 'normal', alarm: false, badInRow: 0 })
})

test('quiet is normal: a list without a new post, or one that has not changed, is no fault', () => {
  const quiet = sweep({ outcome: 'quiet', known: 20, new: 0 })
  expect(judgeHealth(quiet, before, usual({ recentNew: 0, recentLeast: null }))).toMatchObject({
    state: 'quiet',
    findings: [],
  })
  expect(
    faultsOf(sweep({ outcome: 'quiet', unchanged: true, fetched: 0, known: 0, new: 0, shapes: [] })),
  ).toEqual([])
})

test.each<[string, SweepSeen, SourceBaseline, string]>([
  ['a log-in page with status 200', sweep({ outcome: 'blind', pageKind: 'login' }), usual(), 'login'],
  ['a page of a firewall with status 200', sweep({ outcome: 'blind', pageKind: 'waf' }), usual(), 'waf'],
  ['nothing on the list', sweep({ outcome: 'blind', fetched: 0 }), usual(), 'zero'],
  ['a site that does not answer', sweep({ outcome: 'failed' }), usual(), 'failed'],
  ['no browser', sweep({ outcome: 'skipped' }), usual(), 'skipped'],
  [
    'links that look like none before',
    sweep({ known: 0, shapes: ['a.cn/menu?', 'a.cn/about?', 'a.cn/map?'] }),
    usual(),
    'template',
  ],
  ['half the fields empty', sweep({ fields: { 标题: [20, 20], 时间: [1, 20] } }), usual(), 'fields'],
  ['a list from last week', sweep({ newestAt: daysAgo(7) }), usual(), 'stale'],
  ['no post where thirty were due', sweep({ new: 0, known: 20 }), usual({ expectedSinceNew: 30 }), 'stale'],
  ['a list of a few where twenty are usual', sweep({ fetched: 5, known: 4 }), usual(), 'volume'],
  ['fewer posts than any such day', sweep(), usual({ recentNew: 2 }), 'volume'],
])('%s is a fault', (_, seen, baseline, fault) => {
  expect(faultsOf(seen, before, baseline)).toEqual([fault])
})

test('the first bad sweep is doubtful and warns of the second, which is an alarm', () => {
  const blind = sweep({ outcome: 'blind', fetched: 0, known: 0, new: 0, shapes: [] })
  const first = judgeHealth(blind, before, usual())
  expect(first).toMatchObject({ state: 'doubtful', alarm: false, badInRow: 1 })
  expect(first.reason).toContain('如下一次仍是这样，将告警')
  const second = judgeHealth(blind, first, usual())
  expect(second).toMatchObject({ state: 'blind', alarm: true, badInRow: 2 })
  expect(second.reason).toContain('已连续 2 次')
  expect(judgeHealth(sweep(), second, usual())).toMatchObject({ state: 'normal', alarm: false, badInRow: 0 })
})

test('what is seen in part stays doubtful however often, and is an alarm all the same', () => {
  const thin = sweep({ fetched: 5, known: 4 })
  const second = judgeHealth(thin, judgeHealth(thin, before, usual()), usual())
  expect(second).toMatchObject({ state: 'doubtful', alarm: true })
})

test('a bad sweep teaches nothing, and a misprinted date in the future neither', () => {
  const wrong = sweep({ known: 0, shapes: ['a.cn/menu?', 'a.cn/about?', 'a.cn/map?'] })
  expect(judgeHealth(wrong, before, usual()).shapes).toEqual(before.shapes)
  expect(judgeHealth(sweep({ newestAt: daysAgo(-30) }), before, usual()).newestAt).toEqual(before.newestAt)
})

test('of a source nobody knows yet nothing is unusual but what cannot be seen', () => {
  const unknown = usual({ hours: 0, fields: {}, leastEntries: null, expectedSinceNew: 0, recentLeast: null })
  expect(faultsOf(sweep({ fetched: 1, known: 0 }), null, unknown)).toEqual([])
  expect(faultsOf(sweep({ outcome: 'blind', fetched: 0, known: 0 }), null, unknown)).toEqual(['zero'])
})
