import { expect, test } from 'vitest'
import { type Coverage, coverageGaps, coverageStatement, mayBeCalm, type SourceCoverage } from './coverage.js'
import type { SourceId } from './ids.js'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** A source watched a day and seen all the time, unless told otherwise. */
const source = (name: string, over: Partial<SourceCoverage> = {}): SourceCoverage => ({
  id: name as SourceId,
  name,
  key: false,
  watchedMs: 24 * hourMs,
  seenMs: 24 * hourMs,
  quietMs: 0,
  doubtfulMs: 0,
  blindMs: 0,
  sweeps: 144,
  bad: 0,
  new: 5,
  endsBlind: false,
  reason: null,
  ...over,
})
const day = (...sources: SourceCoverage[]): Coverage => ({
  from: new Date('2026-03-02T00:00+08:00'),
  to: new Date('2026-03-03T00:00+08:00'),
  sources,
})
const gapsOf = (...sources: SourceCoverage[]) => coverageGaps(day(...sources)).map(({ name }) => name)

test('a source that was quiet all day was seen', () => {
  expect(gapsOf(source('安静的论坛', { seenMs: 0, quietMs: 24 * hourMs, new: 0 }))).toEqual([])
})

test('an hour unseen is a hole, a minute less is none', () => {
  expect(gapsOf(source('甲', { blindMs: 59 * minuteMs }))).toEqual([])
  expect(gapsOf(source('甲', { blindMs: 60 * minuteMs }))).toEqual(['甲'])
  expect(gapsOf(source('甲', { blindMs: 30 * minuteMs, doubtfulMs: 30 * minuteMs }))).toEqual(['甲'])
})

test('half of a short period unseen is a hole', () => {
  const short = { watchedMs: 40 * minuteMs, sweeps: 4 }
  expect(gapsOf(source('甲', { ...short, blindMs: 19 * minuteMs }))).toEqual([])
  expect(gapsOf(source('甲', { ...short, blindMs: 20 * minuteMs }))).toEqual(['甲'])
})

test('a source that is blind now, or was never swept, is named however short it was', () => {
  const gaps = coverageGaps(
    day(source('甲', { blindMs: minuteMs, endsBlind: true }), source('乙', { sweeps: 0, watchedMs: 0 })),
  )
  expect(gaps.map(({ name, state }) => [name, state])).toEqual([
    ['甲', '失明'],
    ['乙', '未采集'],
  ])
})

test('key sources are named first, then the longest unseen, each with how long and why', () => {
  const gaps = coverageGaps(
    day(
      source('论坛', { blindMs: 5 * hourMs, bad: 30 }),
      source('贴吧', { doubtfulMs: 8 * hourMs, bad: 48, reason: '字段大半为空' }),
      source('县长信箱', { key: true, blindMs: 2 * hourMs, bad: 12, endsBlind: true, reason: '列表为空' }),
    ),
  )
  expect(gaps).toMatchObject([
    {
      name: '县长信箱',
      state: '失明',
      blindMs: 2 * hourMs,
      reason: '失明，累计约 2 小时看不到或看不准，144 次采集中 12 次未取得内容：列表为空',
    },
    {
      name: '贴吧',
      state: '存疑',
      doubtfulMs: 8 * hourMs,
      reason: expect.stringMatching(/^存疑.*字段大半为空$/),
    },
    { name: '论坛', state: '已恢复', reason: expect.stringMatching(/^现已恢复，累计约 5 小时/) },
  ])
})

test('平稳 may be said when something was seen and no key source has a gap', () => {
  expect(mayBeCalm(day(source('甲', { key: true }), source('乙', { blindMs: 9 * hourMs })))).toBe(true)
  expect(mayBeCalm(day(source('甲', { key: true, blindMs: 2 * hourMs }), source('乙')))).toBe(false)
})

test('平稳 is not said where nothing was watched or every sweep failed', () => {
  expect(mayBeCalm(day())).toBe(false)
  expect(mayBeCalm(day(source('甲', { sweeps: 6, bad: 6 })))).toBe(false)
})

test('the statement says that all was seen, what was not, or that nothing was watched', () => {
  expect(coverageStatement(day(source('甲'), source('乙')), '当日')).toBe(
    '当日 2 个信源均正常采集，未发现监测盲区',
  )
  expect(coverageStatement(day(source('甲'), source('乙', { sweeps: 0 })), '当日')).toBe(
    '未能监测：乙（没有完成任何一次采集）',
  )
  expect(coverageStatement(day(), '本周')).toBe('未能监测：本周没有启用任何信源，以下数字不反映舆情实况')
})

test('more than ten unseen sources are counted, not listed', () => {
  const many = Array.from({ length: 13 }, (_, n) => source(`信源${n}`, { sweeps: 0 }))
  expect(coverageStatement(day(...many), '当日')).toMatch(/；另有 3 个信源$/)
})
