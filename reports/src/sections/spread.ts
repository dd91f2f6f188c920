import { numbersOf, orAll } from '../cited-items.js'
import { momentInWords } from '../civil-time.js'
import { type Section, type Sentence, sentence } from '../report-document.js'
import { spreadPoints } from '../spread-points.js'
import type { Reading } from './reading.js'
import { nodesTable, peakOf, sourcesTable } from './spread-tables.js'

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
              caption: `图1  ${curve.step === 'hour' ? '逐小时' : '逐日'}发布信息数（条；未注明发布时间的按发现时间计）`,
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

function curveSentences(reading: Reading, drawn: boolean): Sentence[] {
  const { input, all } = reading
  const peak = peakOf(reading)
  if (!peak) return [sentence('传播曲线暂无数据，因为本事件没有按小时统计的信息数', all)]
  const lines = [sentence(`发布高峰在${momentInWords(peak.at)}起的1小时内，共${peak.count}条`, peak.cites)]
  if (!drawn) lines.push(sentence('传播曲线从略，因为全部信息在同一小时内发布，不成曲线', all))
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
