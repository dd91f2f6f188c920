import type { EChartsCoreOption } from 'echarts/core'
import { everyHour, hourLabel } from './hours.js'

/** Items found per hour of one event. */
export function trendOption(points: readonly { hour: string; items: number }[]): EChartsCoreOption {
  const hours = everyHour(points, (hour) => ({ hour, items: 0 }))
  return {
    animation: false,
    grid: { left: 4, right: 12, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line' },
      valueFormatter: (value: unknown) => `${value} 条`,
    },
    xAxis: { type: 'category', data: hours.map((point, index) => hourLabel(point.hour, index)) },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 3 },
    series: [
      {
        name: '信息',
        type: hours.length > 12 ? 'line' : 'bar',
        data: hours.map((point) => point.items),
        barMaxWidth: 20,
        symbol: 'none',
        lineStyle: { width: 2 },
        areaStyle: { opacity: 0.08 },
      },
    ],
    aria: { enabled: true, label: { description: trendWords(points) } },
  }
}

/** The curve in a sentence, for those who do not see it and for print. */
export function trendWords(points: readonly { hour: string; items: number }[]): string {
  const total = points.reduce((sum, point) => sum + point.items, 0)
  const peak = points.reduce<(typeof points)[number] | null>(
    (best, point) => (best === null || point.items > best.items ? point : best),
    null,
  )
  if (!peak || total === 0) return '尚无传播数据'
  return `共 ${total} 条信息，峰值 ${hourLabel(peak.hour, 0)}，当小时 ${peak.items} 条`
}
