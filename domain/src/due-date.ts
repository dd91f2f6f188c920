import type { WorkCalendar } from './calendar.js'
import { type PauseCause, pauseCauseLabel, type TimeUnit } from './regime.js'
import { addDays, type Day, dayOf, endOfDay, toShanghaiText, weekdayLabel, weekdayOf } from './shanghai.js'

/** A time in which a clock stood still; `until` is null while it still stands. */
export interface Pause {
  readonly from: Date
  readonly until: Date | null
  readonly cause: PauseCause
}

/** A pause that is over: the only kind that moves a due date. */
type PastPause = Pause & { readonly until: Date }

export interface DueDate {
  readonly dueAt: Date
  readonly lastDay?: Day
  readonly steps: readonly string[]
  readonly provisional?: string
}

interface Walk {
  startAt: Date
  pauses: readonly PastPause[]
  calendar: WorkCalendar
}

const provisionalReason = (years: readonly number[]): string =>
  `暂定：国务院办公厅尚未公布（或本机尚未导入）${years.join('、')} 年节假日安排，现按周一至周五推算，导入后将重新计算`

const dayWithWeekday = (day: Day): string => `${day}（${weekdayLabel[weekdayOf(day)]}）`

const passedOver = (skipped: readonly { day: Day; reason: string }[]): string =>
  skipped.map((s) => `${s.day.slice(5)} ${s.reason}`).join('、')

const startStep = (startDay: Day): string =>
  `开始当日 ${startDay} 不计入，自 ${addDays(startDay, 1)} 起算（民法典第二百零一条第一款）`

/**
 * The pause that keeps `day` from being counted. A pause is a period itself, so the day it begins is not counted
 * into it (民法典 第二百零一条第一款): that day still ran, the days after it up to and with the day of resumption did
 * not, and a pause that ends on the day it began moves nothing.
 */
const pauseOn = (day: Day, pauses: readonly PastPause[]): PastPause | undefined =>
  pauses.find(({ from, until }) => dayOf(from) < day && day <= dayOf(until))

const pauseSteps = (pauses: readonly PastPause[]): string[] =>
  pauses.map(
    ({ from, until, cause }) =>
      `暂停 ${toShanghaiText(from)} 至 ${toShanghaiText(until)} 不计入期限（${pauseCauseLabel[cause]}）`,
  )

/** Clock hours run from the start instant, nights and holidays included (民法典 第二百零一条第二款). */
function afterHours(hours: number, { startAt, pauses }: Walk): DueDate {
  let due = startAt.getTime() + hours * 3_600_000
  const stood: PastPause[] = []
  for (const pause of pauses) {
    const from = Math.max(pause.from.getTime(), startAt.getTime())
    const length = pause.until.getTime() - from
    if (length <= 0 || from >= due) continue
    due += length
    stood.push(pause)
  }
  const dueAt = new Date(due)
  return {
    dueAt,
    steps: [
      `自 ${toShanghaiText(startAt)} 起算（按小时计算期间的，自约定的时间开始计算，民法典第二百零一条第二款）`,
      ...pauseSteps(stood),
      `连续计算 ${hours} 小时，夜间和节假日不扣除，至 ${toShanghaiText(dueAt)} 届满`,
    ],
  }
}

/** The first worked day from `day` on that no pause holds, with every day passed over. */
function firstEndFrom(day: Day, { pauses, calendar }: Walk) {
  const skipped: { day: Day; reason: string }[] = []
  const unknown = new Set<number>()
  for (let from = day; ; ) {
    const next = calendar.firstWorkdayFrom(from)
    skipped.push(...next.skipped)
    for (const year of next.unknownYears) unknown.add(year)
    const pause = pauseOn(next.day, pauses)
    if (!pause) return { day: next.day, skipped, unknown }
    skipped.push({ day: next.day, reason: `暂停（${pauseCauseLabel[pause.cause]}）` })
    from = addDays(next.day, 1)
  }
}

/**
 * The start day is not counted; when the last day is a weekend or holiday the first worked day after it ends
 * the period (民法典 第二百零一条、第二百零三条).
 */
function afterDays(count: number, walk: Walk): DueDate {
  const startDay = dayOf(walk.startAt)
  let nominal = startDay
  const stood = new Set<PastPause>()
  for (let counted = 0; counted < count; ) {
    nominal = addDays(nominal, 1)
    const pause = pauseOn(nominal, walk.pauses)
    if (pause) stood.add(pause)
    else counted += 1
  }
  const { day: lastDay, skipped, unknown } = firstEndFrom(nominal, walk)
  const steps = [
    startStep(startDay),
    ...pauseSteps([...stood]),
    `第 ${count} 日为 ${dayWithWeekday(nominal)}`,
  ]
  if (skipped.length > 0)
    steps.push(
      `该日为${skipped[0]?.reason}，顺延至其后第一个工作日 ${dayWithWeekday(lastDay)}（民法典第二百零三条第一款；跳过 ${passedOver(skipped)}）`,
    )
  steps.push(`截止 ${lastDay} 24:00（民法典第二百零三条第二款）`)
  return withProvisional({ dueAt: endOfDay(lastDay), lastDay, steps }, unknown)
}

/** Working days: the start day is not counted; 调休上班 weekends count, holidays do not. */
function afterWorkdays(count: number, walk: Walk): DueDate {
  const startDay = dayOf(walk.startAt)
  const skipped: { day: Day; reason: string }[] = []
  const worked: string[] = []
  const unknown = new Set<number>()
  let lastDay = startDay
  for (let counted = 0; counted < count; counted += 1) {
    const next = firstEndFrom(addDays(lastDay, 1), walk)
    skipped.push(...next.skipped)
    for (const year of next.unknown) unknown.add(year)
    lastDay = next.day
    const kind = walk.calendar.kindOf(lastDay)
    if (kind.reason.endsWith('调休上班')) worked.push(`${lastDay.slice(5)} ${kind.reason}`)
  }
  const steps = [startStep(startDay)]
  if (skipped.length > 0) steps.push(`不计：${passedOver(skipped)}`)
  if (worked.length > 0) steps.push(`计入：${worked.join('、')}`)
  steps.push(`第 ${count} 个工作日为 ${dayWithWeekday(lastDay)}，截止当日 24:00（民法典第二百零三条第二款）`)
  return withProvisional({ dueAt: endOfDay(lastDay), lastDay, steps }, unknown)
}

function withProvisional(due: DueDate, unknownYears: ReadonlySet<number>): DueDate {
  if (unknownYears.size === 0) return due
  const reason = provisionalReason([...unknownYears])
  return { ...due, provisional: reason, steps: [...due.steps, reason] }
}

/**
 * When a limit of `amount` `unit` ends that starts at `startAt`, with the arithmetic in words. Pauses that are over
 * are not counted: hours by their length, days and working days by `pauseOn`; one that still stands moves nothing yet.
 */
export function dueAfter(
  startAt: Date,
  amount: number,
  unit: TimeUnit,
  calendar: WorkCalendar,
  pauses: readonly Pause[] = [],
): DueDate {
  const past = pauses
    .filter((pause): pause is PastPause => pause.until !== null)
    .sort((a, b) => a.from.getTime() - b.from.getTime())
  const walk = { startAt, pauses: past, calendar }
  if (unit === 'hours') return afterHours(amount, walk)
  return unit === 'days' ? afterDays(amount, walk) : afterWorkdays(amount, walk)
}
