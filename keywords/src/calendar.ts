import { readdirSync } from 'node:fs'
import { type HolidayYear, WorkCalendar } from '@huiyin/domain/calendar'
import { addDays, type Day, parseDay, weekdayOf, yearOf } from '@huiyin/domain/shanghai'
import { type Static, Type } from 'typebox'
import { dataFolder, parseYaml, readYaml } from './read-yaml.js'

/** `2026-10-01` or `2026-10-01..2026-10-07`. */
const DayRange = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}(\\.\\.\\d{4}-\\d{2}-\\d{2})?$' })

/** One year's notice in our compact form. */
export const HolidayNotice = Type.Object(
  {
    year: Type.Integer({ minimum: 2000, maximum: 2100 }),
    /** Address of the notice of the State Council General Office. */
    papers: Type.Array(Type.String({ pattern: '^https?://' }), { minItems: 1 }),
    holidays: Type.Array(
      Type.Object(
        {
          name: Type.String({ minLength: 1 }),
          off: Type.Array(DayRange),
          work: Type.Optional(Type.Array(DayRange)),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
)
export type HolidayNotice = Static<typeof HolidayNotice>

function daysOf(range: string): Day[] {
  const [from = '', to = from] = range.split('..')
  const days: Day[] = []
  const last = parseDay(to)
  for (let day = parseDay(from); day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

/** The notice day by day, as the domain's calendar takes it. */
const holidayYear = ({ year, papers, holidays }: HolidayNotice): HolidayYear => ({
  year,
  papers,
  days: holidays.flatMap(({ name, off, work = [] }) => [
    ...off.flatMap(daysOf).map((date) => ({ date, name, isOffDay: true })),
    ...work.flatMap(daysOf).map((date) => ({ date, name, isOffDay: false })),
  ]),
})

const oneYear = 366

function rangeProblem(range: string, year: number): string | null {
  try {
    const [from = '', to = from] = range.split('..')
    const [first, last] = [parseDay(from), parseDay(to)]
    if (first > last) return `${range} 的结束日期早于开始日期`
    if (yearOf(first) < year - 1 || yearOf(last) > year + 1) return `${range} 不在 ${year} 年前后`
    return null
  } catch (error) {
    return (error as Error).message
  }
}

/** What no schema can say of a notice: days that do not exist, days off and worked at once, a worked weekday. */
function noticeProblems({ year, holidays }: HolidayNotice): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = []
  const seen = new Map<Day, 'off' | 'work'>()
  for (const [index, holiday] of holidays.entries())
    for (const kind of ['off', 'work'] as const)
      for (const [place, range] of (holiday[kind] ?? []).entries()) {
        const field = `holidays.${index}.${kind}.${place}`
        const wrong = rangeProblem(range, year)
        const days = wrong ? [] : daysOf(range)
        if (wrong) problems.push({ field, message: wrong })
        for (const day of days) {
          if (seen.has(day) && seen.get(day) !== kind)
            problems.push({ field, message: `${day} 既写作放假又写作上班` })
          if (kind === 'work' && ![0, 6].includes(weekdayOf(day)))
            problems.push({ field, message: `${day} 不是周末，无需写作调休上班` })
          seen.set(day, kind)
        }
      }
  if (seen.size > oneYear) problems.push({ field: 'holidays', message: '放假和调休的天数超过一年' })
  return problems
}

/** One year's notice in YAML. @throws InvalidInput naming file, line and field of every departure. */
export const parseHolidayYear = (yaml: string, name: string): HolidayYear =>
  holidayYear(parseYaml(yaml, name, HolidayNotice, noticeProblems))

let loaded: WorkCalendar | null = null

/** The working calendar of all years with a published notice; a year without a file is unknown, not guessed. */
export function loadCalendar(): WorkCalendar {
  loaded ??= new WorkCalendar(
    readdirSync(new URL('calendar/', dataFolder))
      .filter((file) => file.endsWith('.yml'))
      .map((file) => holidayYear(readYaml(`calendar/${file}`, HolidayNotice))),
  )
  return loaded
}
