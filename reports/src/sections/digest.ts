import { deadlineState } from '@huiyin/domain/deadline'
import { limitInWords, momentInWords } from '../civil-time.js'
import { type Sentence, sentence } from '../report-document.js'
import { gistSentence } from './overview.js'
import { gradeInWords, type Reading } from './reading.js'

/** 摘要: what a leader must know if nothing else is read. */
export function digest(reading: Reading): Sentence[] {
  const { input, all, graded, grade, lead, leadIsAccused } = reading
  const sources = new Set(reading.items.map((item) => item.source.id)).size
  const lines = [
    gistSentence(reading),
    sentence(
      `截至${momentInWords(input.generatedAt)}，收录相关信息${input.event.itemCount}条，附件所列信息涉及来源${sources}个`,
      all,
    ),
    sentence(
      `${input.event.decision?.grade ? '经值班员核定' : '经规则研判'}，舆情等级为${gradeInWords(grade)}`,
      graded,
    ),
  ]
  if (!lead || leadIsAccused)
    lines.push(sentence(`责任单位待${leadIsAccused ? '领导小组办公室另行' : '值班员'}指定`, graded))
  else
    lines.push(
      sentence(`${input.caseFile?.leadUnit ? '已交办责任单位' : '建议责任单位'}为${lead.name}`, graded),
    )
  const clock = clockSentence(reading)
  if (clock) lines.push(clock)
  return lines
}

function clockSentence({ input, all }: Reading): Sentence | null {
  const unmet = (input.caseFile?.deadlines ?? [])
    .filter((deadline) => deadline.metAt === null)
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))
  const [next] = unmet
  if (!next) return null
  const late = unmet.filter(
    (d) =>
      deadlineState(
        { startAt: new Date(d.startAt), dueAt: new Date(d.dueAt), metAt: null },
        input.generatedAt,
      ) === 'overdue',
  ).length
  const due = limitInWords(new Date(next.dueAt))
  return late > 0
    ? sentence(`有${late}项时限已超时未回应，其中最早一项“${next.name}”应于${due}前完成`, all)
    : sentence(`最近一项时限“${next.name}”应于${due}前完成`, all)
}
