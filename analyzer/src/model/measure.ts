import { type Scores, scoreLabels } from '../score.js'
import { accusing } from './training-rows.js'
import type { Levels } from './weights-file.js'

/** Ten bins of confidence: how sure, how right. */
export interface Calibration {
  readonly bins: readonly { from: number; count: number; confidence: number; accuracy: number }[]
  /** Expected calibration error: mean distance of the two, by rows. */
  readonly ece: number
}

export interface Answered {
  readonly id: string
  readonly expected: string
  readonly answered: string
  /** The first three answers. */
  readonly three: readonly string[]
  readonly confidence: number
  /** Given as a guess, for a person to decide. */
  readonly isUnsure?: boolean
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000

export function calibration(rows: readonly Answered[]): Calibration {
  const bins = Array.from({ length: 10 }, (_, bin) => {
    const inside = rows.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin)
    const mean = (of: (row: Answered) => number) =>
      inside.length === 0 ? 0 : inside.reduce((sum, row) => sum + of(row), 0) / inside.length
    return {
      from: bin / 10,
      count: inside.length,
      confidence: round(mean(({ confidence }) => confidence)),
      accuracy: round(mean(({ expected, answered }) => (expected === answered ? 1 : 0))),
    }
  })
  const distance = bins.reduce((sum, b) => sum + b.count * Math.abs(b.confidence - b.accuracy), 0)
  return { bins, ece: round(distance / Math.max(1, rows.length)) }
}

/** Answers that are given as sure, and how often they and the others are right. */
export interface Coverage {
  /** Share of rows answered without “unsure”. */
  readonly covered: number
  readonly accuracy: number
  readonly accuracyOfUnsure: number
}

export function coverage(rows: readonly Answered[]): Coverage {
  const accuracy = (of: readonly Answered[]) =>
    round(of.filter(({ expected, answered }) => expected === answered).length / Math.max(1, of.length))
  const sure = rows.filter(({ isUnsure }) => !isUnsure)
  return {
    covered: round(sure.length / Math.max(1, rows.length)),
    accuracy: accuracy(sure),
    accuracyOfUnsure: accuracy(rows.filter(({ isUnsure }) => isUnsure)),
  }
}

export type Measured = Scores & {
  readonly accuracyAt3: number
  readonly calibration: Calibration
  readonly coverage: Coverage
}

export function measure(rows: readonly Answered[]): Measured {
  const atThree = rows.filter(({ expected, three }) => three.includes(expected)).length
  return {
    ...scoreLabels(rows),
    accuracyAt3: round(atThree / Math.max(1, rows.length)),
    calibration: calibration(rows),
    coverage: coverage(rows),
  }
}

/** Answers from probabilities in the order of `labels`; where levels say so, an accusation from the least of them on. */
export function toAnswered(
  rows: readonly { id: string; label: string }[],
  labels: readonly string[],
  probabilities: readonly Float64Array[],
  levels?: Levels,
): Answered[] {
  return rows.map(({ id, label }, i) => {
    const of = probabilities[i] as Float64Array
    const order = [...labels.keys()].sort((a, b) => (of[b] as number) - (of[a] as number))
    const own = labels.indexOf(accusing)
    if (levels && order[0] !== own && (of[own] as number) >= levels.possible)
      order.unshift(...order.splice(order.indexOf(own), 1))
    const three = order.slice(0, 3).map((k) => labels[k] as string)
    return { id, expected: label, answered: three[0] ?? '', three, confidence: of[order[0] ?? 0] ?? 0 }
  })
}

/** What a change of weights would do: rows put right and rows put wrong, at most 50 of each by id. */
export interface Replay {
  readonly fixes: number
  readonly breaks: number
  readonly fixed: readonly string[]
  readonly broken: readonly string[]
}

const listed = 50

export function replay(before: readonly Answered[], after: readonly Answered[]): Replay {
  const wasRight = new Map(before.map(({ id, expected, answered }) => [id, expected === answered]))
  const isRight = ({ expected, answered }: Answered) => expected === answered
  const fixed = after.filter((row) => isRight(row) && wasRight.get(row.id) === false)
  const broken = after.filter((row) => !isRight(row) && wasRight.get(row.id) === true)
  const ids = (rows: readonly Answered[]) => rows.slice(0, listed).map(({ id }) => id)
  return { fixes: fixed.length, breaks: broken.length, fixed: ids(fixed), broken: ids(broken) }
}
