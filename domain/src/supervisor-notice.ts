import { type Period, periodWords } from './period.js'
import type { Day } from './shanghai.js'
import { isSuggestionLate, type SuggestionOutcome, type SuggestionStanding } from './supervisor-suggestion.js'

/** What the quarterly notice needs to know of a suggestion. */
export interface NoticedSuggestion extends SuggestionStanding {
  readonly number: number
  readonly area: string
  readonly receivedOn: Day
  readonly outcome: SuggestionOutcome | null
  /** What the supervisor was told. */
  readonly feedback: string | null
}

/** A duty of the period, done or not. */
export interface NoticedDuty {
  readonly name: string
  readonly isDone: boolean
  readonly isLate: boolean
}

const outcomeWords: Record<SuggestionOutcome, string> = {
  done: '已落实',
  partly: '部分落实，其余正在推进',
  'cannot-yet': '暂不能落实，已说明情况',
}

/**
 * 季度通报 to the supervisors (勺米 监督员管理 四（一）: 按季度通报工作进度和存在问题), every number counted from what stands
 * in the registers. A suggestion that accuses a unit is not in it at all: what is sent to several people is no place for
 * an accusation (信访工作条例 第三十条).
 */
export function supervisorNotice(input: {
  jurisdiction: string
  period: Period
  today: Day
  suggestions: readonly NoticedSuggestion[]
  duties: readonly NoticedDuty[]
}): { title: string; text: string; leftOut: number } {
  const { period, today } = input
  const told = input.suggestions.filter(({ accusedUnits }) => accusedUnits.length === 0)
  const when = periodWords(period)
  const count = (test: (row: NoticedSuggestion) => boolean): number => told.filter(test).length
  const late = count((row) => isSuggestionLate(row, today))
  const paragraphs = [
    '各位监督员：',
    `现将${when}政务公开工作进度和存在问题通报如下。`,
    '一、监督意见办理情况',
    told.length === 0
      ? `${when}未收到监督意见和建议。`
      : `${when}收到监督意见和建议 ${told.length} 条，其中待转办 ${count(({ state }) => state === 'registered')} 条，办理中 ${count(({ state }) => state === 'handed-on')} 条，已答复待反馈 ${count(({ state }) => state === 'answered')} 条，已反馈 ${count(({ state }) => state === 'fed-back' || state === 'closed')} 条。`,
    ...told.map(
      (row, index) =>
        `${index + 1}. 第 ${row.number} 号（${row.area}，${row.receivedOn} 收到）：${standingWords(row)}`,
    ),
    '二、定期工作完成情况',
    input.duties.length === 0
      ? '本期没有到期的定期工作。'
      : `本期到期的定期工作 ${input.duties.length} 项，已完成 ${input.duties.filter(({ isDone }) => isDone).length} 项${listOf(input.duties.filter(({ isDone }) => isDone))}。`,
    '三、存在问题',
    ...problemLines(late, input.duties),
  ]
  return {
    title: `${input.jurisdiction}${when}政务公开工作情况通报`,
    text: paragraphs.join('\n'),
    leftOut: input.suggestions.length - told.length,
  }
}

const listOf = (duties: readonly NoticedDuty[]): string =>
  duties.length === 0 ? '' : `：${duties.map(({ name }) => name).join('、')}`

function standingWords({ state, limitOn, outcome, feedback }: NoticedSuggestion): string {
  if (state === 'registered') return '已登记，待转办。'
  if (state === 'handed-on') return `已转办，办理期限 ${limitOn}。`
  if (state === 'answered') return '承办单位已答复，将另行反馈。'
  const said = feedback === null ? '' : `反馈：${feedback.trim().replace(/[。．.]?$/, '。')}`
  return `${outcome === null ? '已办理' : outcomeWords[outcome]}。${said}`
}

function problemLines(late: number, duties: readonly NoticedDuty[]): string[] {
  const missed = duties.filter(({ isDone, isLate }) => !isDone && isLate)
  const lines = [
    ...(late > 0 ? [`监督意见超过办理期限尚未答复的 ${late} 条。`] : []),
    ...(missed.length > 0 ? [`定期工作逾期未完成的 ${missed.length} 项${listOf(missed)}。`] : []),
  ]
  return lines.length > 0 ? lines : ['登记在册的监督意见和定期工作没有逾期。']
}
