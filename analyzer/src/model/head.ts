import type { Head } from './weights-file.js'

/** A label with its probability. */
export interface Guess {
  readonly label: string
  readonly probability: number
}

/** Labels with their probabilities, best first. */
export const rank = (labels: readonly string[], probabilities: Float64Array): Guess[] =>
  labels
    .map((label, i) => ({ label, probability: probabilities[i] as number }))
    .sort((a, b) => b.probability - a.probability)

/** Probabilities of margins. */
export function softmax(margins: Float64Array, temperature: number): Float64Array {
  const largest = margins.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const raised = margins.map((m) => Math.exp((m - largest) / temperature))
  const sum = raised.reduce((a, b) => a + b, 0)
  return raised.map((v) => v / sum)
}

/** Probabilities of the columns as the head says; experts are pooled by their logarithms. */
export function applyHead(head: Head, columns: Float64Array, labels: number): Float64Array {
  if (head.kind === 'one') return softmax(columns, head.temperature)
  const local = softmax(columns.subarray(0, labels), head.temperatures[0])
  const general = softmax(columns.subarray(labels, 2 * labels), head.temperatures[1])
  const atHome = 1 / (1 + Math.exp(-head.gate.slope * ((columns[2 * labels] as number) - head.gate.centre)))
  const share = head.general[0] * atHome + head.general[1] * (1 - atHome)
  return softmax(
    local.map((p, i) => (1 - share) * Math.log(p + 1e-6) + share * Math.log((general[i] as number) + 1e-6)),
    1,
  )
}
