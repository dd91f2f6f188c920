/** What a report is before it is set: sentences that cite, tables, one chart. Knows nothing of Typst. */

/** A stretch of consecutive item numbers, `from` = `to` for a single one. */
export interface CiteRun {
  readonly from: number
  readonly to: number
}

/** One sentence with the numbers (in the attached list) of the items it rests on. */
export interface Sentence {
  readonly text: string
  readonly cites: readonly number[]
  readonly runs: readonly CiteRun[]
  /** The mark that closes it, set after the citations. */
  readonly end: string
}

export interface Column {
  readonly title: string
  /** Share of the type area in millimetres; the shares of a table sum to its width. */
  readonly widthMm: number
  readonly align: 'left' | 'center' | 'right'
}

export interface Cell {
  readonly text: string
  readonly runs?: readonly CiteRun[]
  /** A second, smaller line: link or hash. */
  readonly note?: string
  /** Target of the note; only http(s). */
  readonly href?: string
}

/** Items per hour or per day; one point a step, empty steps included. */
export interface SpreadPoint {
  readonly label: string
  readonly items: number
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly lead?: string; readonly sentences: readonly Sentence[] }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly columns: readonly Column[]
      readonly rows: readonly (readonly Cell[])[]
      /** Anchors rows so that citations lead to them: row n carries item number n + 1. */
      readonly itemRows?: boolean
    }
  | {
      readonly kind: 'chart'
      readonly caption: string
      readonly step: 'hour' | 'day'
      readonly points: readonly SpreadPoint[]
    }

export interface Section {
  readonly heading: string
  readonly blocks: readonly Block[]
}

/** 3, 1, 2, 5 → 1–3, 5: long lists of citations are printed as stretches. */
function citeRuns(cites: readonly number[]): CiteRun[] {
  const runs: { from: number; to: number }[] = []
  for (const number of [...new Set(cites)].sort((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && number === last.to + 1) last.to = number
    else runs.push({ from: number, to: number })
  }
  return runs
}

/** Citations as printed: `[1][3]—[5]`. */
export const citeText = (runs: readonly CiteRun[]): string =>
  runs
    .map(({ from, to }) => {
      if (from === to) return `[${from}]`
      return to === from + 1 ? `[${from}][${to}]` : `[${from}]—[${to}]`
    })
    .join('')

/** @throws RangeError when nothing is cited: a sentence without a source may not be printed. */
export function sentence(text: string, cites: readonly number[], end = '。'): Sentence {
  if (cites.length === 0) throw new RangeError(`专报语句没有引用信息，不能印出：${text}`)
  const runs = citeRuns(cites)
  return { text, cites: runs.flatMap(({ from, to }) => span(from, to)), runs, end }
}

/** A sentence about our own watching: it rests on the sweeps of the period and on no item. */
export const ownSentence = (text: string, end = '。'): Sentence => ({ text, cites: [], runs: [], end })

const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

export const cell = (text: string, cites?: readonly number[]): Cell =>
  cites ? { text, runs: citeRuns(cites) } : { text }
