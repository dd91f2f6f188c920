import type { Analyzer } from './analyze.js'

export interface AccusationRow {
  readonly id: string
  readonly title?: string | null
  readonly text: string
  readonly accusation: boolean
  /** Told without a word of crime or denouncing. */
  readonly indirect?: boolean
}

/** How much is found of accusations, and what is taken for one. Shares are 0…1; null of nothing. */
export interface AccusationScores {
  readonly count: number
  readonly accuracy: number
  readonly recall: number | null
  readonly precision: number | null
  readonly recallDirect: number | null
  readonly recallIndirect: number | null
  /** Of what was found: called sure, and how often that is right; somebody of the directory behind the wall. */
  readonly sure: number
  readonly precisionOfSure: number | null
  readonly accusedKnown: number | null
  /** Of rows that accuse nobody: how many a wall was drawn for. */
  readonly walledInVain: number | null
  readonly missed: readonly string[]
  readonly wrong: readonly string[]
}

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000

/** 检举控告 against labels: found is whatever the wall or the officer's check holds for, sure or possible. */
export function evaluateAccusation(rows: readonly AccusationRow[], analyzer: Analyzer): AccusationScores {
  const answers = rows.map((row) => {
    const { accusation, accused } = analyzer.analyze({
      ...(row.title ? { title: row.title } : {}),
      text: row.text,
    })
    return { ...row, level: accusation?.level ?? null, accused }
  })
  const of = (is: (row: (typeof answers)[number]) => boolean) => answers.filter(is)
  const found = of(({ level }) => level !== null)
  const right = found.filter(({ accusation }) => accusation)
  const sure = found.filter(({ level }) => level === 'sure')
  const recallOf = (isIndirect?: boolean) => {
    const all = of(
      ({ accusation, indirect = false }) =>
        accusation && (isIndirect === undefined || indirect === isIndirect),
    )
    return share(all.filter(({ level }) => level !== null).length, all.length)
  }
  const inVain = found.filter(({ accusation }) => !accusation)
  return {
    count: answers.length,
    accuracy:
      share(of(({ accusation, level }) => accusation === (level !== null)).length, answers.length) ?? 0,
    recall: recallOf(),
    precision: share(right.length, found.length),
    recallDirect: recallOf(false),
    recallIndirect: recallOf(true),
    sure: sure.length,
    precisionOfSure: share(sure.filter(({ accusation }) => accusation).length, sure.length),
    accusedKnown: share(right.filter(({ accused }) => accused.length > 0).length, right.length),
    walledInVain: share(inVain.length, of(({ accusation }) => !accusation).length),
    missed: of(({ accusation, level }) => accusation && level === null).map(({ id }) => id),
    wrong: inVain.map(({ id }) => id),
  }
}
