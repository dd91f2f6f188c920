/** The five figures a source is known by (docs/rules.md §7). */
export const sourceFigureNames = ['ran', 'nonzero', 'new', 'admitted', 'failures'] as const
export type SourceFigureName = (typeof sourceFigureNames)[number]
export const sourceFigureLabel: Record<SourceFigureName, string> = {
  ran: '采集完成',
  nonzero: '看到内容',
  new: '新增',
  admitted: '纳入事件',
  failures: '连续异常',
}

/** Sums over some hours of a source. `ran`: ended at all; `nonzero`: saw a list; `admitted`: entered an event. */
export interface FigureSums {
  sweeps: number
  ran: number
  nonzero: number
  new: number
  admitted: number
}
/** The last 24 hours, and the days between 31 and 3 days ago from which it is learned what is usual. */
export interface SourceSums {
  recent: FigureSums
  usual: FigureSums & {
    /** Hours with a good sweep. */
    hours: number
    /** Most sweeps in a row, by whole hours, that were all bad. */
    longestBad: number
  }
}

/** One figure in words, beside what is usual. */
export interface SourceFigure {
  name: SourceFigureName
  now: string
  /** Null while too little is known. */
  usual: string | null
  /** Worse than is usual for this source. */
  low: boolean
}

/** Good hours from which on something is usual: two days and nights, as for the baseline. */
const leastHours = 48
/** Units a day below which a day without one says nothing. */
const leastDaily = 12

/**
 * The five figures of the last 24 hours beside the source's own lagged baseline; of a source whose items are brought
 * only what came and what of it entered an event.
 */
export function figuresOf(
  { recent, usual }: SourceSums,
  { badInRow, isReceived }: { badInRow: number; isReceived: boolean },
): SourceFigure[] {
  const isKnown = usual.hours >= leastHours
  const share = (name: 'ran' | 'nonzero'): SourceFigure => {
    const was = usual.sweeps === 0 ? null : usual[name] / usual.sweeps
    return {
      name,
      now: `${recent[name]}/${recent.sweeps} 次`,
      usual: isKnown && was !== null ? `${Math.round(was * 100)}%` : null,
      low: recent[name] < recent.sweeps && (!isKnown || recent[name] / recent.sweeps < (was ?? 0) / 2),
    }
  }
  const amount = (name: 'new' | 'admitted'): SourceFigure => {
    const daily = isKnown ? (usual[name] / usual.hours) * 24 : null
    return {
      name,
      now: `${recent[name]} 条`,
      usual: daily === null ? null : `${daily < 10 ? Number(daily.toFixed(1)) : Math.round(daily)} 条`,
      low: daily !== null && daily >= leastDaily && recent[name] < daily / 10,
    }
  }
  const amounts = [amount('new'), amount('admitted')]
  if (isReceived) return amounts
  const failures: SourceFigure = {
    name: 'failures',
    now: `${badInRow} 次`,
    usual: isKnown ? (usual.longestBad === 0 ? '没有' : `至多 ${usual.longestBad} 次`) : null,
    low: badInRow >= 2 && badInRow > usual.longestBad,
  }
  return [share('ran'), share('nonzero'), ...amounts, failures]
}
