import { type Factor, focusLabel } from '@huiyin/domain/judgement'
import { type CitedItem, numbersOf, orAll, quotedIn } from '../cited-items.js'
import { momentInWords } from '../civil-time.js'
import { plainText, quoted, shortened } from '../plain-text.js'
import { type Block, type Cell, cell, type Section, type Sentence, sentence } from '../report-document.js'
import { unitName } from '../special-report-input.js'
import { gradeInWords, type Reading } from './reading.js'

const points = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1))

/** 四、研判: the grade, what it rests on, and what the officer decided; proposal and decision both stay. */
export function assessment(reading: Reading): Section {
  return {
    heading: '研判',
    blocks: [
      { kind: 'paragraph', sentences: [proposal(reading), ...decision(reading)] },
      factorsTable(reading),
      { kind: 'paragraph', sentences: [focus(reading)] },
    ],
  }
}

function proposal({ input, graded }: Reading): Sentence {
  const { proposed } = input.event
  const total = proposed.factors.length > 0 ? `，各因素合计${points(proposed.score)}分` : ''
  return sentence(
    `规则研判等级为${gradeInWords(proposed.grade)}${total}（规则版本${plainText(proposed.version)}）${proposed.emergency ? '，按突发事件计时' : ''}`,
    graded,
  )
}

function decision({ input, graded }: Reading): Sentence[] {
  const { event } = input
  const made = event.decision
  if (event.state === 'dismissed')
    return [
      sentence(
        `值班员已决定不予受理，理由：${event.dismissedReason ? quoted(event.dismissedReason) : '未填写'}`,
        graded,
      ),
    ]
  if (!made) return [sentence('以上为系统建议，尚未经值班员核定', graded)]
  const who = event.decidedBy ? `值班员${plainText(event.decidedBy)}` : '值班员'
  const when = event.decidedAt ? `于${momentInWords(new Date(event.decidedAt))}` : ''
  const lines: Sentence[] = []
  if (made.grade !== undefined)
    lines.push(
      sentence(
        made.grade === event.proposed.grade
          ? `${who}${when}核定等级为${gradeInWords(made.grade)}，与规则研判一致`
          : `${who}${when}核定等级为${gradeInWords(made.grade)}，与规则研判的${gradeInWords(event.proposed.grade)}不同，以核定为准，两者并存备查`,
        graded,
      ),
    )
  if (made.unitCode !== undefined) {
    const proposedLead = event.proposed.units[0]
    const unit = unitName(input, made.unitCode)
    lines.push(
      sentence(
        proposedLead && proposedLead.code !== made.unitCode
          ? `${who}${when}核定责任单位为${unit}，与规则建议的${proposedLead.name}不同，以核定为准`
          : `${who}${when}核定责任单位为${unit}`,
        graded,
      ),
    )
  }
  if (made.reason) lines.push(sentence(`核定理由：${quoted(made.reason)}`, graded))
  return lines.length > 0 ? lines : [sentence('值班员未改动规则研判结果', graded)]
}

/** Items that hold the factor's words; else those whose own judgement names the factor; else all. */
function citesOf(factor: Factor, items: readonly CitedItem[]): readonly number[] {
  const quoting = [...new Set(factor.evidence.flatMap((e) => quotedIn(items, e.text)))]
  if (quoting.length > 0) return quoting
  return orAll(
    numbersOf(items.filter((item) => item.judgement?.factors.some((f) => f.name === factor.name))),
    items,
  )
}

/** Evidence is quoted up to three times a factor; the rest is in the items cited. */
const quotationsPerFactor = 3

function factorsTable({ input, items, all }: Reading): Block {
  const { factors } = input.event.proposed
  if (factors.length === 0)
    return { kind: 'paragraph', sentences: [sentence('研判因素暂无数据，因为没有规则命中本事件', all)] }
  const rows = factors.map((factor): Cell[] => {
    const words = [...new Set(factor.evidence.map((e) => plainText(e.text)))].filter((text) => text !== '')
    const more = words.length > quotationsPerFactor ? `等${words.length}处` : ''
    return [
      cell(plainText(factor.name)),
      cell(`${factor.points > 0 ? '+' : ''}${points(factor.points)}`),
      cell(
        words.length > 0
          ? words
              .slice(0, quotationsPerFactor)
              .map((text) => quoted(shortened(text, 40)))
              .join('、') + more
          : '按统计数，无原文字句',
      ),
      cell(plainText(factor.basis)),
      cell('', citesOf(factor, items)),
    ]
  })
  return {
    kind: 'table',
    caption: '表3  研判因素',
    columns: [
      { title: '因素', widthMm: 30, align: 'left' },
      { title: '分值', widthMm: 13, align: 'right' },
      { title: '依据原文', widthMm: 44, align: 'left' },
      { title: '依据条款', widthMm: 39, align: 'left' },
      { title: '信息', widthMm: 30, align: 'left' },
    ],
    rows,
  }
}

function focus({ input, graded }: Reading): Sentence {
  const kinds = input.event.proposed.focus
  return kinds.length > 0
    ? sentence(`属于应重点回应的政务舆情：${kinds.map((kind) => focusLabel[kind]).join('；')}`, graded)
    : sentence('未命中应重点回应的五类政务舆情', graded)
}
