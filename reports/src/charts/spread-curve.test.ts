import { expect, test } from 'vitest'
import { spreadPoints } from '../spread-points.js'
import { spreadCurveSvg } from './spread-curve.js'

const hour = (text: string, items: number) => ({ hour: new Date(text).toISOString(), items })

test('an hour that found nothing is drawn as zero, not left out', () => {
  const spread = spreadPoints([hour('2026-03-01T08:00+08:00', 3), hour('2026-03-01T11:00+08:00', 1)])
  expect(spread).toEqual({
    step: 'hour',
    points: [
      { label: '3月1日 08时', items: 3 },
      { label: '3月1日 09时', items: 0 },
      { label: '3月1日 10时', items: 0 },
      { label: '3月1日 11时', items: 1 },
    ],
  })
})

test('beyond four days the hours are summed to days of China, nothing lost', () => {
  const spread = spreadPoints([
    hour('2026-03-01T23:00+08:00', 2),
    hour('2026-03-02T00:00+08:00', 5),
    hour('2026-03-02T23:00+08:00', 1),
    hour('2026-03-06T10:00+08:00', 4),
  ])
  expect(spread?.step).toBe('day')
  expect(spread?.points.map((point) => point.items)).toEqual([2, 6, 0, 0, 0, 4])
})

test('one hour makes no curve', () => {
  expect(spreadPoints([hour('2026-03-01T08:00+08:00', 3)])).toBeNull()
  expect(spreadPoints([])).toBeNull()
})

test('the drawing names the peak, sets the face asked for, and is the same for the same points', () => {
  const points = [
    { label: '3月1日 08时', items: 3 },
    { label: '3月1日 09时', items: 12 },
  ]
  const look = { fontFamily: 'Noto Sans SC', width: 442, height: 126 }
  const svg = spreadCurveSvg(points, look)
  expect(svg).toContain('峰值 12')
  expect(svg).toContain('Noto Sans SC')
  expect(spreadCurveSvg(points, look)).toBe(svg)
})
