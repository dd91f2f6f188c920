import { engagementWords } from '@huiyin/domain/engagement-words'
import type { OpinionLogView } from '@huiyin/domain/http/overview'
import { focusLabel } from '@huiyin/domain/judgement'
import { gradeLabel, severityGrades } from '@huiyin/domain/severity'
import { dayOf, toShanghaiIso } from '@huiyin/domain/shanghai'
import { sourceWords } from '@huiyin/domain/source-words'
import { dateInWords, limitInWords, momentInWords } from './civil-time.js'
import { isWebAddress, plainText, shortened, shortLink } from './plain-text.js'

/** What a 舆情日志 is printed from: the day as it was read, and the moment of printing. */
export interface OpinionLogInput {
  readonly log: OpinionLogView
  readonly printedAt: Date
}

interface DueLine {
  readonly title: string
  readonly unit: string
  readonly limit: string
}

/** A 舆情日志 written out, before it is set in type. */
export interface OpinionLogSheet {
  readonly demonstration: boolean
  readonly title: string
  readonly date: string
  readonly printed: string
  readonly summary: string
  readonly coverage: { readonly statement: string; readonly blind: readonly string[] }
  readonly due: readonly {
    readonly heading: string
    readonly none: string
    readonly lines: readonly DueLine[]
  }[]
  readonly entries: readonly {
    readonly found: string
    readonly source: string
    readonly title: string
    readonly gist: string
    readonly link: { readonly shown: string; readonly href: string } | null
    readonly counts: string
    readonly grade: string
    readonly field: string
    readonly focus: string
    readonly unit: string
    readonly disposition: string
  }[]
  /** Said where no line stands. */
  readonly none: string
}

/** Most characters of a gist on paper; the whole stands in the program. */
const longestGist = 160

const summaryOf = ({ log, printedAt }: OpinionLogInput): string => {
  const { itemsFound, itemsAdmitted, events, byGrade, accepted, dismissed } = log.summary
  const grades = severityGrades.map((grade) => `${gradeLabel[grade]}${byGrade[grade] ?? 0}件`).join('、')
  const asOf = log.date === dayOf(printedAt) ? `截至${momentInWords(printedAt)}，` : ''
  return `${asOf}采集信息${itemsFound}条，纳入${itemsAdmitted}条，形成舆情${events}件：${grades}。受理${accepted}件，不予受理${dismissed}件。`
}

const dueLine = ({ title, leadUnit, nextDeadline }: OpinionLogView['dueToday'][number]): DueLine => ({
  title: plainText(title),
  unit: leadUnit?.name ?? '未交办',
  limit: nextDeadline ? `${nextDeadline.name}，${limitInWords(new Date(nextDeadline.dueAt))}` : '',
})

const entryLine = (entry: OpinionLogView['entries'][number]): OpinionLogSheet['entries'][number] => ({
  found: toShanghaiIso(new Date(entry.firstFoundAt)).slice(11, 16),
  source: sourceWords(entry.sources),
  title: plainText(entry.title || entry.gist),
  gist: entry.gist === entry.title ? '' : shortened(entry.gist, longestGist),
  link: entry.url && isWebAddress(entry.url) ? { shown: shortLink(entry.url), href: entry.url } : null,
  counts: engagementWords(entry.engagement) || '原文未显示',
  grade: `${gradeLabel[entry.grade]}（${entry.grade}级）`,
  field: entry.field ?? '—',
  focus: entry.focus.map((key) => focusLabel[key as keyof typeof focusLabel] ?? key).join('、') || '—',
  unit: entry.unit?.name ?? '未定',
  disposition:
    plainText(entry.disposition) +
    (entry.nextDueAt ? `，时限${limitInWords(new Date(entry.nextDueAt))}` : ''),
})

/** Writes the log of one day (北仑 二(二)). Pure: the same input gives the same sheet. */
export function opinionLogModel(input: OpinionLogInput): OpinionLogSheet {
  const { log, printedAt } = input
  const isToday = log.date === dayOf(printedAt)
  return {
    demonstration: log.demonstration,
    title: `${log.jurisdiction}舆情日志`,
    date: dateInWords(new Date(`${log.date}T12:00:00+08:00`)),
    printed: momentInWords(printedAt),
    summary: summaryOf(input),
    coverage: {
      statement: log.coverage.statement,
      blind: log.coverage.blind.map(
        ({ name, key, reason }) => `${name}${key ? '（重点信源）' : ''}：${plainText(reason)}`,
      ),
    },
    due: [
      {
        heading: isToday ? '今日到期' : '当日到期',
        none: '没有到期的时限。',
        lines: log.dueToday.map(dueLine),
      },
      { heading: '已超时', none: '没有超时的案件。', lines: log.overdue.map(dueLine) },
    ],
    entries: log.entries.map(entryLine),
    none:
      log.coverage.sources === 0
        ? '当日没有信源在监测，不能据此认为没有舆情。'
        : '当日未发现舆情；监测范围以上述覆盖说明为准。',
  }
}
