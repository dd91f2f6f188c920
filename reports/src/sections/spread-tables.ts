import { toShanghaiText } from '@huiyin/domain/shanghai'
import { type SourceLevel, sourceKindLabel, sourceLevelLabel } from '@huiyin/domain/source'
import { type CitedItem, numbersOf, orAll } from '../cited-items.js'
import { plainText, shortened } from '../plain-text.js'
import { type Block, type Cell, cell } from '../report-document.js'
import type { Reading } from './reading.js'

const hourMs = 3_600_000

/** The hour with most items published; the earliest of equals. */
export function peakOf({
  input,
  items,
}: Reading): { at: Date; count: number; cites: readonly number[] } | null {
  const [first, ...rest] = input.event.trend
  if (!first) return null
  const peak = rest.reduce(
    (best, point) =>
      point.items > best.items ||
      (point.items === best.items && Date.parse(point.hour) < Date.parse(best.hour))
        ? point
        : best,
    first,
  )
  const at = Date.parse(peak.hour)
  const within = items.filter((item) => item.spreadMs >= at && item.spreadMs < at + hourMs)
  return { at: new Date(at), count: peak.items, cites: orAll(numbersOf(within), items) }
}

const levelInWords = (level: string): string => sourceLevelLabel[level as SourceLevel] ?? plainText(level)

/** Who carried it, most items first. */
export function sourcesTable({ items }: Reading): Block {
  const groups = new Map<string, CitedItem[]>()
  for (const item of items) groups.set(item.source.id, [...(groups.get(item.source.id) ?? []), item])
  const rows = [...groups.values()]
    .sort((a, b) => b.length - a.length || (a[0]?.number ?? 0) - (b[0]?.number ?? 0))
    .map((group): Cell[] => {
      const [first] = group
      if (!first) return []
      const earliest = Math.min(...group.map((item) => item.foundMs))
      return [
        cell(shortened(first.source.name, 24)),
        cell(sourceKindLabel[first.source.kind]),
        cell(levelInWords(first.source.level)),
        cell(String(group.length)),
        cell(toShanghaiText(new Date(earliest))),
        cell('', numbersOf(group)),
      ]
    })
  return {
    kind: 'table',
    caption: '表1  信息来源',
    columns: [
      { title: '来源', widthMm: 36, align: 'left' },
      { title: '类型', widthMm: 16, align: 'center' },
      { title: '层级', widthMm: 20, align: 'center' },
      { title: '条数', widthMm: 13, align: 'right' },
      { title: '首次发现', widthMm: 34, align: 'center' },
      { title: '信息', widthMm: 37, align: 'left' },
    ],
    rows,
  }
}

/** 首发, 首次发现, 峰值, 最近. */
export function nodesTable(reading: Reading): Block {
  const { items } = reading
  const byFound = [...items].sort((a, b) => a.foundMs - b.foundMs)
  const published = items.find((item) => item.publishedAt !== null)
  const at = (ms: number) => cell(toShanghaiText(new Date(ms)))
  const what = (item: CitedItem) =>
    cell(`${plainText(item.source.name)}：${shortened(item.title || item.text, 40)}`, [item.number])
  const rows: Cell[][] = [
    published
      ? [cell('首发'), at(published.spreadMs), what(published)]
      : [cell('首发'), cell('暂无数据'), cell('因为所录信息的页面均未标明发布时间', reading.all)],
  ]
  const [first] = byFound
  const last = byFound.at(-1)
  const peak = peakOf(reading)
  if (first) rows.push([cell('首次发现'), at(first.foundMs), what(first)])
  rows.push(
    peak
      ? [cell('峰值'), at(peak.at.getTime()), cell(`该小时内发布${peak.count}条`, peak.cites)]
      : [cell('峰值'), cell('暂无数据'), cell('因为没有按小时统计的发现数', reading.all)],
  )
  if (last) rows.push([cell('最近'), at(last.foundMs), what(last)])
  return {
    kind: 'table',
    caption: '表2  关键节点',
    columns: [
      { title: '节点', widthMm: 22, align: 'center' },
      { title: '时间', widthMm: 36, align: 'center' },
      { title: '情况', widthMm: 98, align: 'left' },
    ],
    rows,
  }
}
