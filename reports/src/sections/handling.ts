import { type Focus, focusLabel } from '@huiyin/domain/judgement'
import { numbersOf, orAll } from '../cited-items.js'
import { plainText } from '../plain-text.js'
import { type Block, type Section, type Sentence, sentence } from '../report-document.js'
import { unitName } from '../special-report-input.js'
import { clockActs, clocks, noClocks } from './clocks.js'
import type { Reading } from './reading.js'

/** What each of the five kinds asks for: 北仑 二(一) names the kinds, 一 and 二(三) the manner. */
const actForFocus: Record<Focus, string> = {
  a: '由政策起草单位发布解读，针对误解逐条说明',
  b: '核实所反映事项，公布办理进展和预计完成时间',
  c: '查清事实，依法依规处理后公布结果',
  d: '先发布初步核实情况和应对措施，再随处置进展续报',
  e: '按上级要求的内容回应，并报告结果',
}

/** 五、处置建议: unit, act, limit. Every line is a rule applied to the data; nothing is advised freely. */
export function handling(reading: Reading): Section {
  const { caseFile } = reading.input
  return {
    heading: '处置建议',
    blocks: [
      { kind: 'paragraph', sentences: [...responsible(reading), ...wall(reading)] },
      ...numbered([...focusActs(reading), ...(caseFile ? clockActs(reading, caseFile) : [])]),
      ...(caseFile ? clocks(reading, caseFile) : [noClocks(reading)]),
    ],
  }
}

function responsible({ input, items, graded, lead, leadIsAccused, all }: Reading): Sentence[] {
  if (!lead) return [sentence('责任单位暂无数据，因为信息未指向具体部门或地点，请值班员指定', all)]
  if (leadIsAccused)
    return [sentence(`${lead.name}同时是信息反映的单位，不宜承办，请领导小组办公室另行指定`, graded)]
  const { event, caseFile } = input
  const dispatched = caseFile?.leadUnit ? '已交办' : event.decision?.unitCode ? '经核定由' : '建议由'
  const lines = [
    sentence(
      dispatched === '已交办' ? `本事件已交办${lead.name}牵头办理` : `${dispatched}${lead.name}牵头办理`,
      graded,
    ),
  ]
  const proposal = event.proposed.units.find((unit) => unit.code === lead.code)
  if (proposal)
    lines.push(
      sentence(
        `规则依据：${plainText(proposal.reason)}`,
        orAll(
          numbersOf(items.filter((i) => i.judgement?.units.some((unit) => unit.code === lead.code))),
          items,
        ),
      ),
    )
  const assisting = event.proposed.units.filter(
    (unit) =>
      unit.role === 'assist' && unit.code !== lead.code && !event.proposed.accused.includes(unit.code),
  )
  if (assisting.length > 0)
    lines.push(sentence(`建议${assisting.map((unit) => unit.name).join('、')}协助`, graded))
  return lines
}

/** 信访工作条例 第三十条: accusations must not reach the accused. */
function wall({ input, items }: Reading): Sentence[] {
  const { accused } = input.event.proposed
  if (accused.length === 0 && !input.event.walled) return []
  const cites = orAll(numbersOf(items.filter((item) => (item.judgement?.accused.length ?? 0) > 0)), items)
  const names = accused.map((code) => unitName(input, code)).join('、')
  return [
    sentence(
      `本事件含检举、控告内容${names === '' ? '' : `，反映的单位为${names}`}，材料及有关情况不得透露或者转给被反映的单位和人员（信访工作条例第三十条）`,
      cites,
    ),
  ]
}

/** One act a paragraph; a single one carries no number. */
const numbered = (acts: readonly Sentence[]): Block[] =>
  acts.map((act, index) => ({
    kind: 'paragraph',
    ...(acts.length > 1 ? { lead: `${index + 1}.` } : {}),
    sentences: [act],
  }))

const focusActs = ({ input, graded }: Reading): Sentence[] =>
  input.event.proposed.focus.map((kind) =>
    sentence(`${actForFocus[kind]}（重点回应类别：${focusLabel[kind]}）`, graded),
  )
