import type { WorkCalendar } from './calendar.js'
import { InvalidInput } from './errors.js'
import { type MatterKind, type Regime, type TimerRule, type TimeUnit, timeUnitLabel } from './regime.js'
import { gradeLabel, type SeverityGrade } from './severity.js'
import { addDays, type Day, dayOf, endOfDay, toShanghaiText, weekdayLabel, weekdayOf } from './shanghai.js'

/** One running clock with its arithmetic; stored when the clock starts, never recomputed silently. */
export interface Timer {
  readonly code: string
  readonly name: string
  readonly startAt: Date
  /** The instant the limit ends; for day limits 24:00 of `lastDay`, i.e. 00:00 of the next day. */
  readonly dueAt: Date
  readonly lastDay?: Day
  readonly unit: TimeUnit
  readonly amount: number
  readonly clause: string
  readonly document: string
  readonly metBy: TimerRule['metBy']
  /** How the due instant was reached, step by step, in words. */
  readonly steps: readonly string[]
  /** 暂定: why the date may still move. */
  readonly provisional?: string
}

interface DueDate {
  dueAt: Date
  lastDay?: Day
  steps: string[]
  provisional?: string
}

const provisionalReason = (years: readonly number[]): string =>
  `暂定：国务院办公厅尚未公布（或本机尚未导入）${years.join('、')} 年节假日安排，现按周一至周五推算，导入后将重新计算`

const dayWithWeekday = (day: Day): string => `${day}（${weekdayLabel[weekdayOf(day)]}）`

const passedOver = (skipped: readonly { day: Day; reason: string }[]): string =>
  skipped.map((s) => `${s.day.slice(5)} ${s.reason}`).join('、')

/** Clock hours run from the start instant, nights and holidays included (民法典 第二百零一条第二款). */
function afterHours(startAt: Date, hours: number): DueDate {
  const dueAt = new Date(startAt.getTime() + hours * 3_600_000)
  return {
    dueAt,
    steps: [
      `自 ${toShanghaiText(startAt)} 起算（按小时计算期间的，自约定的时间开始计算，民法典第二百零一条第二款）`,
      `连续计算 ${hours} 小时，夜间和节假日不扣除，至 ${toShanghaiText(dueAt)} 届满`,
    ],
  }
}

/**
 * The start day is not counted; when the last day is a weekend or holiday the first worked day after it ends
 * the period (民法典 第二百零一条、第二百零三条).
 */
function afterDays(startAt: Date, days: number, calendar: WorkCalendar): DueDate {
  const startDay = dayOf(startAt)
  const nominal = addDays(startDay, days)
  const { day: lastDay, skipped, unknownYears } = calendar.firstWorkdayFrom(nominal)
  const steps = [
    `开始当日 ${startDay} 不计入，自 ${addDays(startDay, 1)} 起算（民法典第二百零一条第一款）`,
    `第 ${days} 日为 ${dayWithWeekday(nominal)}`,
  ]
  if (skipped.length > 0)
    steps.push(
      `该日为${skipped[0]?.reason}，顺延至其后第一个工作日 ${dayWithWeekday(lastDay)}（民法典第二百零三条第一款；跳过 ${passedOver(skipped)}）`,
    )
  steps.push(`截止 ${lastDay} 24:00（民法典第二百零三条第二款）`)
  return withProvisional({ dueAt: endOfDay(lastDay), lastDay, steps }, unknownYears)
}

/** Working days: the start day is not counted; 调休上班 weekends count, holidays do not. */
function afterWorkdays(startAt: Date, count: number, calendar: WorkCalendar): DueDate {
  const startDay = dayOf(startAt)
  const skipped: { day: Day; reason: string }[] = []
  const worked: string[] = []
  const unknown = new Set<number>()
  let lastDay = startDay
  for (let counted = 0; counted < count; counted += 1) {
    const next = calendar.firstWorkdayFrom(addDays(lastDay, 1))
    skipped.push(...next.skipped)
    for (const year of next.unknownYears) unknown.add(year)
    lastDay = next.day
    const kind = calendar.kindOf(lastDay)
    if (kind.reason.endsWith('调休上班')) worked.push(`${lastDay.slice(5)} ${kind.reason}`)
  }
  const steps = [`开始当日 ${startDay} 不计入，自 ${addDays(startDay, 1)} 起算（民法典第二百零一条第一款）`]
  if (skipped.length > 0) steps.push(`不计：${passedOver(skipped)}`)
  if (worked.length > 0) steps.push(`计入：${worked.join('、')}`)
  steps.push(`第 ${count} 个工作日为 ${dayWithWeekday(lastDay)}，截止当日 24:00（民法典第二百零三条第二款）`)
  return withProvisional({ dueAt: endOfDay(lastDay), lastDay, steps }, [...unknown])
}

function withProvisional(due: DueDate, unknownYears: readonly number[]): DueDate {
  if (unknownYears.length === 0) return due
  const reason = provisionalReason(unknownYears)
  return { ...due, provisional: reason, steps: [...due.steps, reason] }
}

/** When a limit of `amount` `unit` ends that starts at `startAt`, with the arithmetic in words. */
export function dueAfter(startAt: Date, amount: number, unit: TimeUnit, calendar: WorkCalendar): DueDate {
  if (unit === 'hours') return afterHours(startAt, amount)
  return unit === 'days' ? afterDays(startAt, amount, calendar) : afterWorkdays(startAt, amount, calendar)
}

const applies = (rule: TimerRule, kind: MatterKind, grade: SeverityGrade): boolean =>
  rule.kinds.includes(kind) && (rule.grades === undefined || rule.grades.includes(grade))

function amountOf(rule: TimerRule, limitDays: number | undefined): number | null {
  if (rule.fromOrder) return limitDays ?? null
  if (rule.choices && limitDays !== undefined) {
    if (!rule.choices.includes(limitDays))
      throw new InvalidInput(`“${rule.name}”的时限只能选 ${rule.choices.join(' 或 ')}`, [
        { field: 'limitDays', message: `应为 ${rule.choices.join(' 或 ')}` },
      ])
    return limitDays
  }
  return rule.amount ?? null
}

export interface OpenTimersInput {
  /** The base regime first, then those it adopts; a timer code met twice keeps the first. */
  readonly regimes: readonly Regime[]
  readonly grade: SeverityGrade
  readonly kind: MatterKind
  readonly startAt: Date
  /** The limit written on the order, or the one chosen at triage, in the timer's unit. */
  readonly limitDays?: number
  readonly calendar: WorkCalendar
}

/**
 * The clocks that start for one matter, earliest due first.
 * @throws InvalidInput when `limitDays` is none of a timer's choices.
 */
export function openTimers(input: OpenTimersInput): Timer[] {
  const timers = new Map<string, Timer>()
  for (const regime of input.regimes)
    for (const rule of regime.timers) {
      if (timers.has(rule.code) || !applies(rule, input.kind, input.grade)) continue
      const amount = amountOf(rule, input.limitDays)
      if (amount === null) continue
      const { dueAt, lastDay, steps, provisional } = dueAfter(
        input.startAt,
        amount,
        rule.unit,
        input.calendar,
      )
      const basis = `依据${rule.document}${rule.clause}：${gradeLabel[input.grade]}舆情，${rule.name}时限 ${amount} ${timeUnitLabel[rule.unit]}`
      timers.set(rule.code, {
        code: rule.code,
        name: rule.name,
        startAt: input.startAt,
        dueAt,
        ...(lastDay ? { lastDay } : {}),
        unit: rule.unit,
        amount,
        clause: rule.clause,
        document: rule.document,
        metBy: rule.metBy,
        steps: [basis, ...steps],
        ...(provisional ? { provisional } : {}),
      })
    }
  return [...timers.values()].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
}

/** A stored clock of a case file. `metAt` is the instant its evidence was given; a clock met late stays late. */
export interface ResponseDeadline extends Timer {
  readonly metAt: Date | null
}

/** Overdue is computed, never stored. A clock that ends exactly now is not yet late. */
export const isOverdue = (deadline: Pick<ResponseDeadline, 'dueAt' | 'metAt'>, now: Date): boolean =>
  (deadline.metAt ?? now).getTime() > deadline.dueAt.getTime()

export type DeadlineState = 'running' | 'due-soon' | 'overdue' | 'met' | 'met-late'

/** Due soon = 80 % of the limit has run (the second warning). */
export function deadlineState(
  deadline: Pick<ResponseDeadline, 'startAt' | 'dueAt' | 'metAt'>,
  now: Date,
): DeadlineState {
  if (deadline.metAt) return isOverdue(deadline, now) ? 'met-late' : 'met'
  if (isOverdue(deadline, now)) return 'overdue'
  const start = deadline.startAt.getTime()
  const run = (now.getTime() - start) / (deadline.dueAt.getTime() - start)
  return run >= 0.8 ? 'due-soon' : 'running'
}
