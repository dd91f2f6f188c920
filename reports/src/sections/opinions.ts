import { appeals } from '@huiyin/domain/judgement'
import { type CitedItem, numbersOf } from '../cited-items.js'
import { quoted } from '../plain-text.js'
import { type Block, type Section, type Sentence, sentence } from '../report-document.js'
import { extractViewpoints } from '../viewpoints.js'
import type { Reading } from './reading.js'

const ordinals = ['一', '二', '三', '四', '五', '六', '七', '八'] as const

/** A leader reads three quotations of a kind, not ten; the rest are in the attached list. */
const quotationsPerKind = 3

const sentimentLabel = { negative: '负面', neutral: '中性', positive: '正面' } as const

/** 三、舆论观点: what people say, in their own words, by what they ask for. */
export function opinions(reading: Reading): Section {
  const { items } = reading
  const kinds = [...appeals, null]
    .map((appeal) => ({ appeal, group: items.filter((item) => (item.judgement?.appeal ?? null) === appeal) }))
    .filter(({ group }) => group.length > 0)
    .sort((a, b) => b.group.length - a.group.length)
  return {
    heading: '舆论观点',
    blocks: [
      { kind: 'paragraph', sentences: tone(reading) },
      ...kinds.flatMap(({ appeal, group }, index): Block[] => [
        {
          kind: 'heading',
          text: `（${ordinals[index] ?? index + 1}）${appeal === null ? '未作诉求判读的信息' : `${appeal}类`}`,
        },
        ...viewpointParagraphs(group),
      ]),
    ],
  }
}

/** How the items sound, counted from the judgement of each. */
function tone({ items, all }: Reading): Sentence[] {
  const judged = items.filter((item) => item.judgement !== null)
  if (judged.length === 0)
    return [sentence('情感倾向暂无数据，因为所录信息尚未逐条判读；以下摘录均为原文', all)]
  const counted = (['negative', 'neutral', 'positive'] as const)
    .map((sentiment) => ({
      label: sentimentLabel[sentiment],
      cites: numbersOf(judged.filter((item) => item.judgement?.sentiment === sentiment)),
    }))
    .filter(({ cites }) => cites.length > 0)
  const lines = counted.map(({ label, cites }, index) =>
    sentence(
      `${index === 0 ? '按规则逐条判读，情感倾向' : ''}${label}${cites.length}条`,
      cites,
      index === counted.length - 1 ? '。' : '，',
    ),
  )
  if (judged.length < items.length)
    lines.push(
      sentence(
        `另有${items.length - judged.length}条尚未判读`,
        numbersOf(items.filter((item) => item.judgement === null)),
      ),
    )
  lines.push(sentence('以下观点摘自原文，未作改写', all))
  return lines
}

function viewpointParagraphs(group: readonly CitedItem[]): Block[] {
  return extractViewpoints(group, quotationsPerKind).map(({ quotation, cites }, index) => ({
    kind: 'paragraph',
    lead: `${index + 1}.`,
    sentences: [
      sentence(`${quoted(quotation)}${cites.length > 1 ? `，同类表述见${cites.length}条信息` : ''}`, cites),
    ],
  }))
}
