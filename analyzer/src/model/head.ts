import { heaviestPlaces } from '../heaviest.js'
import type { Head } from './weights-file.js'

/** A label with its probability. */
export interface Guess {
  readonly label: string
  readonly probability: number
}

/** Labels with their probabilities, best first; of equal ones the earlier first. */
export function rank(labels: readonly string[], probabilities: Float64Array): Guess[] {
  const places = heaviestPlaces(probabilities, labels.length, labels.length)
  return places.map((i) => ({ label: labels[i] as string, probability: probabilities[i] as number }))
}

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
