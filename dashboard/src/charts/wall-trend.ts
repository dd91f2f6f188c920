import type { EChartsCoreOption } from 'echarts/core'
import { everyHour, hourLabel } from './hours.js'

type WallPoint = { hour: string; items: number; admitted: number }

/** Last 24 hours on the wall: all items as a quiet ground, what concerns the county as the line. `unit` is one wall pixel. */
export function wallTrendOption(points: readonly WallPoint[], unit: number): EChartsCoreOption {
  const hours = everyHour(points, (hour) => ({ hour, items: 0, admitted: 0 }), 24)
  const label = { fontSize: 20 * unit }
  return {
    animation: false,
    grid: { left: 0, right: 16 * unit, top: 16 * unit, bottom: 0, containLabel: true },
    xAxis: {
      type: 'category',
      data: hours.map((point, index) => hourLabel(point.hour, index)),
      axisLabel: { ...label, interval: 3 },
    },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 3, axisLabel: label },
    series: [
      {
        name: '采集',
        type: 'bar',
        data: hours.map((point) => point.items),
        barWidth: '62%',
        itemStyle: { opacity: 0.32 },
      },
      {
        name: '纳入',
        type: 'bar',
        data: hours.map((point) => point.admitted),
        barWidth: '62%',
        barGap: '-100%',
      },
    ],
  }
}
