import { heaviestPlaces } from '../heaviest.js'
import type { Head } from './weights-file.js'

/** A label with its probability. */
export interface Guess {
  readonly label: string
  readonly probability: number
}

/** How likely each label of a task is: read where they stand, since nobody asks for all of them in order. */
export interface Guesses {
  readonly labels: readonly string[]
  /** In the order of the labels. */
  readonly probabilities: ArrayLike<number>
}

/** What a task without weights says. */
export const noGuesses: Guesses = { labels: [], probabilities: [] }

/** The likeliest label but for `except`, of equal ones the first; null without labels. */
export function likeliest({ labels, probabilities }: Guesses, except: string | null = null): Guess | null {
  let best: Guess | null = null
  for (let i = 0; i < labels.length; i += 1) {
    const [label, probability] = [labels[i] as string, probabilities[i] as number]
    if (label !== except && (best === null || probability > best.probability)) best = { label, probability }
  }
  return best
}

/** 0 for a label the task was not taught. */
export const probabilityOf = ({ labels, probabilities }: Guesses, label: string): number =>
  probabilities[labels.indexOf(label)] ?? 0

/** The `most` likeliest labels, best first. */
export const labelsInOrder = ({ labels, probabilities }: Guesses, most: number): string[] =>
  heaviestPlaces(probabilities, most).map((place) => labels[place] as string)

/** Probabilities of margins. */
export function softmax(margins: Float64Array, temperature: number): Float64Array {
  const raised = margins.slice()
  raise(raised, 0, raised.length, temperature)
  return raised
}

/** Makes the margins from `from` to `to` probabilities, where they stand. */
function raise(margins: Float64Array, from: number, to: number, temperature: number): void {
  let largest = Number.NEGATIVE_INFINITY
  for (let i = from; i < to; i += 1) largest = Math.max(largest, margins[i] as number)
  let sum = 0
  for (let i = from; i < to; i += 1) {
    const power = Math.exp(((margins[i] as number) - largest) / temperature)
    margins[i] = power
    sum += power
  }
  for (let i = from; i < to; i += 1) margins[i] = (margins[i] as number) / sum
}

/** Probabilities of the columns as the head says; experts are pooled by their logarithms. */
export function applyHead(head: Head, columns: Float64Array, labels: number): Float64Array {
  const margins = columns.slice()
  applyHeadTo(margins, head, labels)
  return margins.subarray(0, labels)
}

/** As `applyHead`, where the columns stand: the first `labels` of them become probabilities, the others are spoilt. */
export function applyHeadTo(columns: Float64Array, head: Head, labels: number): void {
  if (head.kind === 'one') {
    raise(columns, 0, labels, head.temperature)
    return
  }
  raise(columns, 0, labels, head.temperatures[0])
  raise(columns, labels, 2 * labels, head.temperatures[1])
  const atHome = 1 / (1 + Math.exp(-head.gate.slope * ((columns[2 * labels] as number) - head.gate.centre)))
  const share = head.general[0] * atHome + head.general[1] * (1 - atHome)
  for (let i = 0; i < labels; i += 1)
    columns[i] =
      (1 - share) * Math.log((columns[i] as number) + 1e-6) +
      share * Math.log((columns[labels + i] as number) + 1e-6)
  raise(columns, 0, labels, 1)
}
