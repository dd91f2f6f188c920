import { BarChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { SpreadPoint } from '../report-document.js'

use([BarChart, GridComponent, SVGRenderer])

/** Deep blue that prints as a dark grey (luminance about 25 %) on a monochrome printer. */
const accent = '#1f3f77'
const ink = '#333333'
const hairline = '#d0d0d0'

export interface ChartLook {
  /** Font families the typesetter knows, best first. */
  readonly fontFamily: string
  /** In points: the type area is 442 pt wide. */
  readonly width: number
  readonly height: number
}

/** Bars, not a line: counts an hour are counts, and nothing lies between two hours. */
function spreadCurveOption(points: readonly SpreadPoint[], look: ChartLook): EChartsCoreOption {
  const peak = Math.max(...points.map((point) => point.items))
  const peakIndex = points.findIndex((point) => point.items === peak)
  const label = { fontFamily: look.fontFamily, fontSize: 9, color: ink }
  return {
    animation: false,
    backgroundColor: '#ffffff',
    grid: { left: 30, right: 12, top: 20, bottom: 26 },
    xAxis: {
      type: 'category',
      data: points.map((point) => point.label),
      axisLabel: { ...label, interval: Math.max(0, Math.ceil(points.length / 6) - 1), hideOverlap: true },
      axisLine: { lineStyle: { color: ink, width: 0.75 } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 4,
      axisLabel: label,
      splitLine: { lineStyle: { color: hairline, width: 0.5 } },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 14,
        barCategoryGap: '30%',
        itemStyle: { color: accent },
        silent: true,
        emphasis: { disabled: true },
        data: points.map((point, index) => ({
          value: point.items,
          label: { ...label, show: index === peakIndex, position: 'top', formatter: `峰值 ${point.items}` },
        })),
      },
    ],
  }
}

/** The curve as an SVG string, the same for the same points. */
export function spreadCurveSvg(points: readonly SpreadPoint[], look: ChartLook): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: look.width, height: look.height })
  try {
    chart.setOption(spreadCurveOption(points, look))
    // Paper has no pointer, and the hover classes count the charts of the process: equal drawings would differ.
    return chart
      .renderToSVGString()
      .replace(/<style[\s\S]*?<\/style>/g, '')
      .replace(/ class="[^"]*"/g, '')
  } finally {
    chart.dispose()
  }
}
