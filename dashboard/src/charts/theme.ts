/** Reads one design token, e.g. from the computed style of the document. */
export type ReadToken = (name: string) => string

export const readDocumentToken: ReadToken = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** The one theme of every chart, built from the design tokens, so that light and dark follow the page. */
export function chartTheme(token: ReadToken) {
  const axis = {
    axisLine: { lineStyle: { color: token('--hy-line-strong') } },
    axisTick: { show: false },
    axisLabel: { color: token('--hy-ink-3') },
    splitLine: { lineStyle: { color: token('--hy-line') } },
  }
  return {
    color: ['--hy-accent', '--hy-accent-hover', '--hy-good', '--hy-doubt'].map(token),
    backgroundColor: 'transparent',
    textStyle: { fontFamily: token('--hy-font'), color: token('--hy-ink-2') },
    categoryAxis: { ...axis, splitLine: { show: false } },
    timeAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    tooltip: {
      backgroundColor: token('--hy-surface'),
      borderColor: token('--hy-line-strong'),
      textStyle: { color: token('--hy-ink'), fontSize: 12 },
    },
    bar: { label: { color: token('--hy-ink-2') } },
    legend: { textStyle: { color: token('--hy-ink-2') } },
  }
}
