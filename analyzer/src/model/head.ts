import { heaviest } from '../heaviest.js'
import type { Head } from './weights-file.js'

/** A label with its probability. */
export interface Guess {
  readonly label: string
  readonly probability: number
}

/** Labels with their probabilities, best first. */
export const rank = (labels: readonly string[], probabilities: Float64Array): Guess[] =>
  heaviest(
    labels.map((label, i) => ({ label, probability: probabilities[i] as number })),
    probabilityOf,
    labels.length,
  )

const probabilityOf = ({ probability }: Guess): number => probability

/** Probabilities of margins. */
export function softmax(margins: Float64Array, temperature: number): Float64Array {
  const raised = new Float64Array(margins.length)
  let largest = Number.NEGATIVE_INFINITY
  for (const margin of margins) largest = Math.max(largest, margin)
  let sum = 0
  for (let i = 0; i < margins.length; i += 1) {
    const power = Math.exp(((margins[i] as number) - largest) / temperature)
    raised[i] = power
    sum += power
  }
  for (let i = 0; i < raised.length; i += 1) raised[i] = (raised[i] as number) / sum
  return raised
}

/** Probabilities of the columns as the head says; experts are pooled by their logarithms. */
export function applyHead(head: Head, columns: Float64Array, labels: number): Float64Array {
  if (head.kind === 'one') return softmax(columns, head.temperature)
  const pooled = softmax(columns.subarray(0, labels), head.temperatures[0])
  const general = softmax(columns.subarray(labels, 2 * labels), head.temperatures[1])
  const atHome = 1 / (1 + Math.exp(-head.gate.slope * ((columns[2 * labels] as number) - head.gate.centre)))
  const share = head.general[0] * atHome + head.general[1] * (1 - atHome)
  for (let i = 0; i < labels; i += 1)
    pooled[i] =
      (1 - share) * Math.log((pooled[i] as number) + 1e-6) + share * Math.log((general[i] as number) + 1e-6)
  return softmax(pooled, 1)
}
