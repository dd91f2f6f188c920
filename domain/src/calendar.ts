import { addDays, type Day, weekdayLabel, weekdayOf, yearOf } from './shanghai.js'

/** One year of the State Council holiday notice: which weekdays are off and which weekend days are worked. */
export interface HolidayYear {
  readonly year: number
  /** Where the notice was published. */
  readonly papers: readonly string[]
  readonly days: readonly { readonly date: Day; readonly name: string; readonly isOffDay: boolean }[]
}

export interface DayKind {
  readonly isWorkday: boolean
  /** 周末 / 国庆节放假 / 调休上班 / 工作日. */
  readonly reason: string
  /** False when no notice for that year is known: the answer is Monday–Friday and only provisional. */
  readonly isKnown: boolean
}

/** Which days are worked in China, by the State Council's notices. A year without a notice is never guessed silently. */
export class WorkCalendar {
  readonly #days = new Map<Day, { name: string; isOffDay: boolean }>()
  readonly #years = new Map<number, HolidayYear>()

  /** @param years notices by year; a year whose `days` is empty counts as not yet published. */
  constructor(years: Iterable<HolidayYear>) {
    for (const notice of years) if (notice.days.length > 0) this.#years.set(notice.year, notice)
    for (const { days } of this.#years.values())
      for (const { date, name, isOffDay } of days) this.#days.set(date, { name, isOffDay })
  }

  /** This calendar with the notices of `years` in place of its own of the same years. */
  with(years: readonly HolidayYear[]): WorkCalendar {
    return years.length === 0 ? this : new WorkCalendar([...this.#years.values(), ...years])
  }

  /** Every known year, oldest first. */
  get years(): readonly HolidayYear[] {
    return [...this.#years.values()].sort((a, b) => a.year - b.year)
  }

  knows(year: number): boolean {
    return this.#years.has(year)
  }

  /** The last year with a notice, or null for an empty calendar. */
  get lastKnownYear(): number | null {
    return this.#years.size === 0 ? null : Math.max(...this.#years.keys())
  }

  kindOf(day: Day): DayKind {
    const isKnown = this.knows(yearOf(day))
    const listed = this.#days.get(day)
    if (listed)
      return {
        isWorkday: !listed.isOffDay,
        reason: listed.isOffDay ? `${listed.name}放假` : `${listed.name}调休上班`,
        isKnown,
      }
    const weekday = weekdayOf(day)
    const isWeekend = weekday === 0 || weekday === 6
    return {
      isWorkday: !isWeekend,
      reason: isWeekend ? (weekdayLabel[weekday] ?? '周末') : '工作日',
      isKnown,
    }
  }

  /** `day` itself when worked, else the first worked day after it, with each day passed over. */
  firstWorkdayFrom(day: Day): { day: Day; skipped: { day: Day; reason: string }[]; unknownYears: number[] } {
    const skipped: { day: Day; reason: string }[] = []
    const unknown = new Set<number>()
    for (let current = day; ; current = addDays(current, 1)) {
      const kind = this.kindOf(current)
      if (!kind.isKnown) unknown.add(yearOf(current))
      if (kind.isWorkday) return { day: current, skipped, unknownYears: [...unknown] }
      skipped.push({ day: current, reason: kind.reason })
    }
  }
}
