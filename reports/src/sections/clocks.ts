import { deadlineState } from '@huiyin/domain/deadline'
import type { CaseFileView, DeadlineView } from '@huiyin/domain/http/case-files'
import { type EvidenceKind, timeUnitLabel } from '@huiyin/domain/regime'
import { toLimitText, toShanghaiText } from '@huiyin/domain/shanghai'
import { durationInWords, limitInWords } from '../civil-time.js'
import { plainText, quoted } from '../plain-text.js'
import { type Block, type Cell, cell, type Sentence, sentence } from '../report-document.js'
import type { Reading } from './reading.js'

/** What has to be done to meet a clock, by the evidence that meets it. */
const actFor: Record<EvidenceKind, string> = {
  statement: '发布权威信息',
  briefing: '举行新闻发布会',
  reply: '公开回应',
  'written-reply': '书面回复领导小组办公室',
  publication: '公开发布',
}

const byDueTime = (deadlines: readonly DeadlineView[]): DeadlineView[] =>
  [...deadlines].sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))

/** What is still owed: who, by when, in which form. */
export function clockActs({ input, lead, leadIsAccused, all }: Reading, caseFile: CaseFileView): Sentence[] {
  const unit = lead && !leadIsAccused ? lead.name : '责任单位（待指定）'
  return byDueTime(caseFile.deadlines)
    .filter((deadline) => deadline.metAt === null)
    .map((d) =>
      sentence(
        `请${unit}于${limitInWords(new Date(d.dueAt))}前${actFor[d.metBy]}（${plainText(d.name)}，${stateInWords(d, input.generatedAt)}）`,
        all,
      ),
    )
}

/** Why there is no limit to print. */
export function noClocks({ input, all }: Reading): Block {
  const { event } = input
  const why =
    event.state === 'dismissed'
      ? `因为本事件不予受理，理由：${event.dismissedReason ? quoted(event.dismissedReason) : '未填写'}`
      : event.state === 'accepted'
        ? '因为成文时没有取到案件的时限，请在案件页核对'
        : '因为本事件尚未受理，受理后按所选制度开始计时'
  return { kind: 'paragraph', sentences: [sentence(`回应时限暂无数据，${why}`, all)] }
}

const computed = ({ startAt, dueAt, metAt }: DeadlineView, now: Date) =>
  deadlineState(
    { startAt: new Date(startAt), dueAt: new Date(dueAt), metAt: metAt ? new Date(metAt) : null },
    now,
  )

function stateInWords(deadline: DeadlineView, now: Date): string {
  const dueAt = new Date(deadline.dueAt)
  const metAt = deadline.metAt ? new Date(deadline.metAt) : null
  const gap = durationInWords(dueAt.getTime() - (metAt ?? now).getTime())
  switch (
    deadline.state === 'paused' || deadline.state === 'superseded' ? deadline.state : computed(deadline, now)
  ) {
    case 'paused':
      return '暂停计时'
    case 'superseded':
      return '等级或种类调整后不再适用'
    case 'met':
      return '按时完成'
    case 'met-late':
      return `完成，超时${gap}`
    case 'overdue':
      return `已超时${gap}`
    case 'very-overdue':
      return `严重超时${gap}`
    case 'due-soon':
      return `临近，还剩${gap}`
    case 'running':
      return `还剩${gap}`
  }
}

/** The clocks of the case file with their basis; which of them are provisional, and why. */
export function clocks({ input, all }: Reading, caseFile: CaseFileView): Block[] {
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
    cell(`${toLimitText(new Date(d.dueAt))}${d.provisional ? '（暂定）' : ''}`),
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
        { title: '时限', widthMm: 24, align: 'center' },
        { title: '截止时间', widthMm: 34, align: 'center' },
        { title: '状态', widthMm: 36, align: 'left' },
        { title: '依据', widthMm: 28, align: 'left' },
      ],
      rows,
    },
  ]
}
