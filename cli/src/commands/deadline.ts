import { openTimers } from '@huiyin/domain/deadline'
import { InvalidInput } from '@huiyin/domain/errors'
import { type MatterKind, matterKinds, type Regime } from '@huiyin/domain/regime'
import { type SeverityGrade, severityGrades } from '@huiyin/domain/severity'
import { parseDay, toShanghaiIso } from '@huiyin/domain/shanghai'
import { loadCalendar } from '@huiyin/keywords/calendar'
import { regimeWithAdopted } from '@huiyin/keywords/regimes'
import type { Command } from 'commander'
import { print, UsageError } from '../output.js'

interface Options {
  regime: string
  grade: string
  kind: string
  at: string
  limitDays?: string
}

/** `huiyin deadline`: the clocks of one matter with clause and arithmetic. */
export const addDeadline = (program: Command): Command =>
  program
    .command('deadline')
    .description('按制度计算时限：条款、起算、届满与推算过程')
    .requiredOption('--regime <code>', '制度代码，例如 national-2016')
    .option('--grade <grade>', '舆情等级 I、II、III、IV', 'IV')
    .requiredOption('--kind <kind>', `事项种类：${matterKinds.join(' ')}`)
    .requiredOption('--at <iso>', '起算时间，例如 2026-03-01T08:00+08:00；不写时区按北京时间')
    .option('--limit-days <n>', '交办单写明或研判选定的时限')
    .action((options: Options) => {
      const timers = openTimers({
        regimes: regimesOf(options.regime),
        grade: oneOfWords(severityGrades, options.grade, '--grade') as SeverityGrade,
        kind: oneOfWords(matterKinds, options.kind, '--kind') as MatterKind,
        startAt: parseInstant(options.at),
        ...(options.limitDays === undefined ? {} : { limitDays: parseLimit(options.limitDays) }),
        calendar: loadCalendar(),
      })
      print({
        timers: timers.map(({ rule: _, ruleWarnsAt, ...timer }) => ({
          ...timer,
          ...(ruleWarnsAt ? { warnAt: toShanghaiIso(ruleWarnsAt) } : {}),
          startAt: toShanghaiIso(timer.startAt),
          dueAt: toShanghaiIso(timer.dueAt),
        })),
      })
    })

function regimesOf(code: string): Regime[] {
  try {
    return regimeWithAdopted(code)
  } catch (error) {
    throw error instanceof InvalidInput ? new UsageError(error.message) : error
  }
}

function oneOfWords(words: readonly string[], given: string, option: string): string {
  if (!words.includes(given))
    throw new UsageError(`${option} 应为 ${words.join('、')} 之一，给出的是“${given}”`)
  return given
}

function parseLimit(text: string): number {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > 3660) throw new UsageError('--limit-days 应为正整数')
  return days
}

const instantPattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:?\d{2})?$/

/** An ISO instant; without a zone it is Beijing time, without a time it is 00:00. */
function parseInstant(text: string): Date {
  const match = instantPattern.exec(text.trim())
  try {
    if (!match?.[1]) throw new RangeError()
    const zone = (match[3] ?? '+08:00').replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
    const instant = new Date(`${parseDay(match[1])}T${match[2] ?? '00:00'}${zone}`)
    if (Number.isNaN(instant.getTime())) throw new RangeError()
    return instant
  } catch {
    throw new UsageError(`--at 不是有效的时间：“${text}”，应写作 2026-03-01T08:00+08:00`)
  }
}
