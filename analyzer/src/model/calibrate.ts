import { applyHead, softmax } from './head.js'
import type { Head, WeightsHeader } from './weights-file.js'

/** Margins of a held-back row and the place of its label. */
export interface Held {
  readonly margins: Float64Array
  readonly label: number
}

const temperatures = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.75, 1, 1.5]
/** Share of held-back rows of the board itself that the gate may take for another's. */
const strangersAtHome = 0.02
/** An answer right less often than this is a guess: the officer is told so. */
const guess = 0.5
/** Rows that one point of the reliability curve rests on: ± 0.035. */
const window = 200

const surprise = (held: readonly Held[], probabilities: (margins: Float64Array) => Float64Array): number =>
  held.reduce((sum, { margins, label }) => sum - Math.log((probabilities(margins)[label] ?? 0) + 1e-9), 0)

const coolest = (held: readonly Held[], slice: (m: Float64Array) => Float64Array): number => {
  let best = 0.5
  let least = Number.POSITIVE_INFINITY
  for (const temperature of temperatures) {
    const value = surprise(held, (m) => softmax(slice(m), temperature))
    if (value < least) [best, least] = [temperature, value]
  }
  return best
}

/** Temperatures, gate and the “unsure” threshold from rows the weights were not fitted on (Guo et al., ICML 2017). */
export function calibrate(header: WeightsHeader, held: readonly Held[]): WeightsHeader {
  if (held.length < 50) return header
  const head = calibrateHead(header.head, held, header.labels.length)
  const ranked = held
    .map(({ margins, label }) => {
      const probabilities = applyHead(head, margins, header.labels.length)
      const best = probabilities.reduce((a, p, i) => (p > (probabilities[a] as number) ? i : a), 0)
      return { sure: probabilities[best] as number, isRight: best === label }
    })
    .sort((a, b) => a.sure - b.sure)
  return { ...header, head, unsureBelow: Math.round(unsureBelow(ranked) * 1_000) / 1_000 }
}

/** Up to which confidence answers are right less often than not, whatever the class. `ranked` has the least sure first. */
function unsureBelow(ranked: readonly { sure: number; isRight: boolean }[]): number {
  let below = 0
  let right = 0
  ranked.forEach(({ isRight }, i) => {
    if (isRight) right += 1
    if (i < window - 1) return
    if (right / window < guess) below = (ranked[i - window / 2] as { sure: number }).sure
    if (ranked[i - window + 1]?.isRight) right -= 1
  })
  return below
}

function calibrateHead(head: Head, held: readonly Held[], labels: number): Head {
  const local = coolest(held, (m) => m.subarray(0, labels))
  if (head.kind === 'one') return { kind: 'one', temperature: local }
  const gates = held.map(({ margins }) => margins[2 * labels] as number).sort((a, b) => a - b)
  const centre = gates[Math.floor(gates.length * strangersAtHome)] as number
  return {
    ...head,
    temperatures: [local, coolest(held, (m) => m.subarray(labels, 2 * labels))],
    gate: { ...head.gate, centre: Math.round(centre * 1_000) / 1_000 },
  }
}
