import type { ItemView } from '@huiyin/domain/http/opinion-events'
import { sourceKindLabel } from '@huiyin/domain/source'
import type { EChartsCoreOption } from 'echarts/core'

/** How many items each platform carries, most first. */
export function countByPlatform(
  items: readonly Pick<ItemView, 'source'>[],
): { name: string; items: number }[] {
  const counts = new Map<string, number>()
  for (const item of items) {
    const name = sourceKindLabel[item.source.kind]
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => ({ name, items: count })).sort((a, b) => b.items - a.items)
}

/** Where an event is spoken of. */
export function platformsOption(items: readonly Pick<ItemView, 'source'>[]): EChartsCoreOption {
  const platforms = countByPlatform(items).reverse()
  return {
    animation: false,
    grid: { left: 4, right: 44, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: { type: 'category', data: platforms.map((platform) => platform.name), axisLine: { show: false } },
    series: [
      {
        type: 'bar',
        barWidth: 12,
        data: platforms.map((platform) => platform.items),
        label: { show: true, position: 'right', formatter: '{c} 条', textBorderWidth: 0 },
      },
    ],
  }
}
