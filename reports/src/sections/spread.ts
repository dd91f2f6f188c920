import { toShanghaiText } from '@huiyin/domain/shanghai'
import { type SourceLevel, sourceKindLabel, sourceLevelLabel } from '@huiyin/domain/source'
import { type CitedItem, numbersOf, orAll } from '../cited-items.js'
import { momentInWords } from '../civil-time.js'
import { plainText, shortened } from '../plain-text.js'
import { type Block, type Cell, cell, type Section, type Sentence, sentence } from '../report-document.js'
import { spreadPoints } from '../spread-points.js'
import type { Reading } from './reading.js'

const hourMs = 3_600_000

/** 二、传播态势: the curve, who carried it, and the moments that matter. */
export function spread(reading: Reading): Section {
  const curve = spreadPoints(reading.input.event.trend)
  return {
    heading: '传播态势',
    blocks: [
      { kind: 'heading', text: '（一）传播曲线' },
      { kind: 'paragraph', sentences: [...curveSentences(reading, curve !== null)] },
      ...(curve
        ? [
            {
              kind: 'chart',
              caption: `图1  ${curve.step === 'hour' ? '逐小时' : '逐日'}发现信息数（条）`,
              ...curve,
            } as const,
          ]
        : []),
      { kind: 'heading', text: '（二）信息来源' },
      sourcesTable(reading),
      { kind: 'heading', text: '（三）关键节点' },
      nodesTable(reading),
    ],
  }
}

/** The hour with most items found; the earliest of equals. */
function peakOf({ input, items }: Reading): { at: Date; count: number; cites: readonly number[] } | null {
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
  const within = items.filter((item) => item.foundMs >= at && item.foundMs < at + hourMs)
  return { at: new Date(at), count: peak.items, cites: orAll(numbersOf(within), items) }
}

function curveSentences(reading: Reading, drawn: boolean): Sentence[] {
  const { input, all } = reading
  const peak = peakOf(reading)
  if (!peak) return [sentence('传播曲线暂无数据，因为本事件没有按小时统计的发现数', all)]
  const lines = [sentence(`发现高峰在${momentInWords(peak.at)}起的1小时内，共${peak.count}条`, peak.cites)]
  if (!drawn) lines.push(sentence('传播曲线从略，因为全部信息在同一小时内发现，不成曲线', all))
  lines.push(...dayOverDay(reading))
  if (input.event.itemCount !== reading.items.length)
    lines.push(sentence('升降比较暂无数据，因为附件未列示全部信息，不能逐条核对', all))
  return lines
}

/** 24 h against the 24 h before, stated only when both windows were watched and every item is listed. */
function dayOverDay({ input, items, all }: Reading): Sentence[] {
  if (input.event.itemCount !== items.length) return []
  const now = input.generatedAt.getTime()
  if (now - Date.parse(input.event.firstFoundAt) < 24 * hourMs)
    return [sentence('升降比较暂无数据，因为首次发现距成文不足24小时', all)]
  const recent = items.filter((item) => item.foundMs > now - 24 * hourMs && item.foundMs <= now)
  const before = items.filter((item) => item.foundMs > now - 48 * hourMs && item.foundMs <= now - 24 * hourMs)
  const change = recent.length === before.length ? '持平' : recent.length > before.length ? '上升' : '下降'
  return [
    sentence(
      `成文前24小时发现${recent.length}条，此前24小时发现${before.length}条，环比${change}`,
      orAll(numbersOf([...recent, ...before]), items),
    ),
  ]
}

const levelInWords = (level: string): string => sourceLevelLabel[level as SourceLevel] ?? plainText(level)

function sourcesTable({ items }: Reading): Block {
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

function nodesTable(reading: Reading): Block {
  const { items } = reading
  const byFound = [...items].sort((a, b) => a.foundMs - b.foundMs)
  const published = items.find((item) => item.publishedMs !== null)
  const at = (ms: number) => cell(toShanghaiText(new Date(ms)))
  const what = (item: CitedItem) =>
    cell(`${plainText(item.source.name)}：${shortened(item.title || item.text, 40)}`, [item.number])
  const rows: Cell[][] = [
    published
      ? [cell('首发'), at(published.publishedMs ?? 0), what(published)]
      : [cell('首发'), cell('暂无数据'), cell('因为所录信息的页面均未标明发布时间', reading.all)],
  ]
  const [first] = byFound
  const last = byFound.at(-1)
  const peak = peakOf(reading)
  if (first) rows.push([cell('首次发现'), at(first.foundMs), what(first)])
  rows.push(
    peak
      ? [cell('峰值'), at(peak.at.getTime()), cell(`该小时内发现${peak.count}条`, peak.cites)]
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
