import { deadlineState } from '@huiyin/domain/deadline'
import type { CaseFileView, DeadlineView } from '@huiyin/domain/http/case-files'
import { type Focus, focusLabel } from '@huiyin/domain/judgement'
import { type EvidenceKind, timeUnitLabel } from '@huiyin/domain/regime'
import { toShanghaiText } from '@huiyin/domain/shanghai'
import { numbersOf, orAll } from '../cited-items.js'
import { durationInWords, momentInWords } from '../civil-time.js'
import { plainText, quoted } from '../plain-text.js'
import { type Block, type Cell, cell, type Section, type Sentence, sentence } from '../report-document.js'
import { unitName } from '../special-report-input.js'
import type { Reading } from './reading.js'

/** What has to be done to meet a clock, by the evidence that meets it. */
const actFor: Record<EvidenceKind, string> = {
  statement: '发布权威信息',
  briefing: '举行新闻发布会',
  reply: '公开回应',
  'written-reply': '书面回复领导小组办公室',
  publication: '公开发布',
}

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

const byDueTime = (deadlines: readonly DeadlineView[]): DeadlineView[] =>
  [...deadlines].sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))

/** What is still owed: who, by when, in which form. */
function clockActs({ input, lead, leadIsAccused, all }: Reading, caseFile: CaseFileView): Sentence[] {
  const unit = lead && !leadIsAccused ? lead.name : '责任单位（待指定）'
  return byDueTime(caseFile.deadlines)
    .filter((deadline) => deadline.metAt === null)
    .map((d) =>
      sentence(
        `请${unit}于${momentInWords(new Date(d.dueAt))}前${actFor[d.metBy]}（${plainText(d.name)}，${stateInWords(d, input.generatedAt)}）`,
        all,
      ),
    )
}

function noClocks({ input, all }: Reading): Block {
  const { event } = input
  const why =
    event.state === 'dismissed'
      ? `因为本事件不予受理，理由：${event.dismissedReason ? quoted(event.dismissedReason) : '未填写'}`
      : event.state === 'accepted'
        ? '因为成文时没有取到案件的时限，请在案件页核对'
        : '因为本事件尚未受理，受理后按所选制度开始计时'
  return { kind: 'paragraph', sentences: [sentence(`回应时限暂无数据，${why}`, all)] }
}

function stateInWords(deadline: DeadlineView, now: Date): string {
  const dueAt = new Date(deadline.dueAt)
  const metAt = deadline.metAt ? new Date(deadline.metAt) : null
  const gap = durationInWords(dueAt.getTime() - (metAt ?? now).getTime())
  const state = deadlineState({ startAt: new Date(deadline.startAt), dueAt, metAt }, now)
  switch (state) {
    case 'met':
      return '按时完成'
    case 'met-late':
      return `完成，超时${gap}`
    case 'overdue':
      return `已超时${gap}`
    case 'due-soon':
      return `临近，还剩${gap}`
    case 'running':
      return `还剩${gap}`
  }
}

/** The clocks of the case file with their basis; which of them are provisional, and why. */
function clocks({ input, all }: Reading, caseFile: CaseFileView): Block[] {
  const now = input.generatedAt
  const deadlines = byDueTime(caseFile.deadlines)
  if (deadlines.length === 0)
    return [
      {
        kind: 'paragraph',
        sentences: [
          sentence(`回应时限暂无数据，因为${plainText(caseFile.regime.name)}对本类事项没有时限规定`, all),
        ],
      },
    ]
  const remarks = [
    ...(deadlines.every((d) => d.metAt !== null)
      ? [sentence('各项时限均已登记回应依据，无待办时限', all)]
      : []),
    ...deadlines.flatMap((d) =>
      d.provisional ? [sentence(`${plainText(d.name)}${plainText(d.provisional)}`, all)] : [],
    ),
  ]
  const rows = deadlines.map((d): Cell[] => [
    cell(plainText(d.name)),
    cell(`${d.amount}${timeUnitLabel[d.unit]}`),
    cell(`${toShanghaiText(new Date(d.dueAt))}${d.provisional ? '（暂定）' : ''}`),
    cell(stateInWords(d, now)),
    cell(`${plainText(d.document)}${plainText(d.clause)}`),
  ])
  return [
    ...(remarks.length > 0 ? [{ kind: 'paragraph', sentences: remarks } as const] : []),
    {
      kind: 'table',
      caption: `表4  回应时限（截至${toShanghaiText(now)}）`,
      columns: [
        { title: '事项', widthMm: 34, align: 'left' },
        { title: '时限', widthMm: 16, align: 'center' },
        { title: '截止时间', widthMm: 34, align: 'center' },
        { title: '状态', widthMm: 36, align: 'left' },
        { title: '依据', widthMm: 36, align: 'left' },
      ],
      rows,
    },
  ]
}
