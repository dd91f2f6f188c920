import { readdirSync } from 'node:fs'
import { type HolidayYear, WorkCalendar } from '@huiyin/domain/calendar'
import { addDays, type Day, parseDay } from '@huiyin/domain/shanghai'
import { type Static, Type } from 'typebox'
import { dataFolder, readYaml } from './read-yaml.js'

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
export const holidayYear = ({ year, papers, holidays }: HolidayNotice): HolidayYear => ({
  year,
  papers,
  days: holidays.flatMap(({ name, off, work = [] }) => [
    ...off.flatMap(daysOf).map((date) => ({ date, name, isOffDay: true })),
    ...work.flatMap(daysOf).map((date) => ({ date, name, isOffDay: false })),
  ]),
})

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
