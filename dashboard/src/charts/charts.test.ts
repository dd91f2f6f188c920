import type { Day } from '@huiyin/domain/shanghai'
import { describe, expect, test } from 'vitest'
import { everyHour, hourLabel } from './hours.js'
import { countByPlatform } from './platforms.js'
import { dayBars } from './source-days.js'
import { chartTheme } from './theme.js'
import { trendOption, trendWords } from './trend.js'
import { wallTrendOption } from './wall-trend.js'

const at = (hour: string, items: number) => ({ hour: `2026-03-01T${hour}:00:00.000Z`, items })

describe('the curve of an event', () => {
  test('draws a silent hour as nought', () => {
    const filled = everyHour([at('01', 2), at('04', 1)], (hour) => ({ hour, items: 0 }))
    expect(filled.map((point) => point.items)).toEqual([2, 0, 0, 1])
  })
  test('an event without items draws nothing rather than a line at nought', () => {
    expect(everyHour([], (hour) => ({ hour, items: 0 }))).toEqual([])
    expect(trendWords([])).toBe('尚无传播数据')
  })
  test('a very long event keeps its newest hours', () => {
    const filled = everyHour([at('00', 1), at('09', 3)], (hour) => ({ hour, items: 0 }), 4)
    expect(filled.map((point) => point.items)).toEqual([0, 0, 0, 3])
  })
  test('says the day once, at the first hour and at midnight in China', () => {
    expect(hourLabel('2026-03-01T02:00:00Z', 0)).toBe('3/1 10:00')
    expect(hourLabel('2026-03-01T03:00:00Z', 1)).toBe('11:00')
    expect(hourLabel('2026-03-01T16:00:00Z', 7)).toBe('3/2 00:00')
  })
  test('tells its peak in words', () => {
    expect(trendWords([at('01', 2), at('02', 7)])).toBe('共 9 条信息，峰值 3/1 10:00，当小时 7 条')
  })
  test('a short event is bars, a long one a line', () => {
    const kind = (option: ReturnType<typeof trendOption>) => (option.series as { type: string }[])[0]?.type
    expect(kind(trendOption([at('01', 2), at('02', 7)]))).toBe('bar')
    expect(kind(trendOption([at('00', 2), at('20', 7)]))).toBe('line')
  })
})

test('the wall shows at most the last 24 hours', () => {
  const points = [
    { hour: '2026-03-01T00:00:00Z', items: 9, admitted: 1 },
    { hour: '2026-03-03T00:00:00Z', items: 4, admitted: 2 },
  ]
  const option = wallTrendOption(points, 1)
  expect((option.xAxis as { data: string[] }).data).toHaveLength(24)
})

test('platforms are counted by their Chinese names, most first', () => {
  const item = (kind: 'forum' | 'weibo') => ({ source: { id: kind, name: kind, kind, level: 'county' } })
  expect(countByPlatform([item('forum'), item('weibo'), item('weibo')])).toEqual([
    { name: '微博', items: 2 },
    { name: '论坛', items: 1 },
  ])
})

test('a source whose day was bad stands out, and a day without a sweep is a gap', () => {
  const day = (name: string, sweeps: number, bad: number, added: number) => ({
    day: name,
    sweeps,
    bad,
    new: added,
    admitted: 0,
  })
  const bars = dayBars(
    [day('2026-03-01', 10, 0, 8), day('2026-03-02', 10, 6, 0), day('2026-03-03', 10, 1, 4)],
    '2026-03-04' as Day,
    20,
  )
  expect(bars).toHaveLength(30)
  expect(bars.slice(-4).map(({ tone, height }) => [tone, height])).toEqual([
    ['good', 20],
    ['bad', 20],
    ['mixed', 10],
    ['none', 0],
  ])
  expect(bars.at(-3)?.words).toBe('2026-03-02 采集 10 次，6 次未取得内容，新增 0 条，纳入 0 条')
})

test('the chart theme names colours only through tokens', () => {
  const theme = chartTheme((name) => `var(${name})`)
  expect(theme.color.every((colour) => colour.startsWith('var(--hy-'))).toBe(true)
  expect(theme.textStyle.fontFamily).toBe('var(--hy-font)')
})
