import type { Regime, RegimeDuty, TimerRule } from '@huiyin/domain/regime'
import { severityGrades } from '@huiyin/domain/severity'
import { parseDay } from '@huiyin/domain/shanghai'

interface Problem {
  field: string
  message: string
}

const gradesOf = (rule: TimerRule) => rule.grades ?? severityGrades

const overlap = (a: TimerRule, b: TimerRule): boolean =>
  a.code === b.code &&
  a.kinds.some((kind) => b.kinds.includes(kind)) &&
  gradesOf(a).some((grade) => gradesOf(b).includes(grade))

function timerProblems(rule: TimerRule, field: string): Problem[] {
  const problems: Problem[] = []
  if (rule.fromOrder && rule.amount !== undefined)
    problems.push({ field: `${field}.amount`, message: '时限以交办单为准（fromOrder）时不写 amount' })
  if (!rule.fromOrder && rule.amount === undefined)
    problems.push({ field, message: '缺少 amount（时限），或以 fromOrder: true 表示以交办单为准' })
  if (rule.choices && rule.amount !== undefined && !rule.choices.includes(rule.amount))
    problems.push({ field: `${field}.amount`, message: `应为 choices 之一：${rule.choices.join('、')}` })
  if (rule.warnAt !== undefined && rule.amount !== undefined && rule.warnAt >= rule.amount)
    problems.push({ field: `${field}.warnAt`, message: '提示日应早于时限' })
  return problems
}

function dayProblem(day: string | undefined): Problem[] {
  try {
    if (day !== undefined) parseDay(day)
    return []
  } catch (error) {
    return [{ field: 'effectiveOn', message: (error as Error).message }]
  }
}

/** A duty of the year may name its day; two duties of one name could not be told apart in the calendar. */
const dutyProblems = (duties: readonly RegimeDuty[]): Problem[] =>
  duties.flatMap(({ name, every, atLeast, dueOn }, index) => [
    ...(duties.findIndex((other) => other.name === name) < index
      ? [{ field: `duties.${index}.name`, message: `定期工作“${name}”重复，请换一个名称` }]
      : []),
    ...(dueOn !== undefined && every !== 'year'
      ? [{ field: `duties.${index}.dueOn`, message: '只有每年一次的工作可以写明到期日（dueOn）' }]
      : []),
    ...(dueOn !== undefined && atLeast !== undefined
      ? [{ field: `duties.${index}.dueOn`, message: '一年多次的工作按年底到期，不写到期日（dueOn）' }]
      : []),
    ...(atLeast !== undefined && (every === 'day' || every === 'event')
      ? [{ field: `duties.${index}.atLeast`, message: '每日、每件的工作不写次数（atLeast）' }]
      : []),
  ])

/** What no schema can say of a regime: limits that contradict each other, clauses that name clocks it does not have. */
export function regimeProblems(regime: Regime): Problem[] {
  const codes = new Set(regime.timers.map(({ code }) => code))
  const twice = regime.timers.flatMap((rule, index) => {
    const first = regime.timers.findIndex((other) => overlap(rule, other))
    return first < index
      ? [{ field: `timers.${index}.kinds`, message: `与第 ${first + 1} 项时限 ${rule.code} 的适用范围重叠` }]
      : []
  })
  const unknown = (regime.clauses ?? []).flatMap((clause, index) =>
    (clause.timers ?? [])
      .filter((code) => !codes.has(code))
      .map((code) => ({ field: `clauses.${index}.timers`, message: `本制度没有代码为 ${code} 的时限` })),
  )
  return [
    ...dayProblem(regime.effectiveOn),
    ...(regime.adopts?.includes(regime.code) ? [{ field: 'adopts', message: '不能采用自己' }] : []),
    ...regime.timers.flatMap((rule, index) => timerProblems(rule, `timers.${index}`)),
    ...dutyProblems(regime.duties ?? []),
    ...twice,
    ...unknown,
  ]
}
