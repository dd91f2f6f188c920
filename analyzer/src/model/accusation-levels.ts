import type { Held } from './calibrate.js'
import { applyHead } from './head.js'
import { accusing } from './training-rows.js'
import type { Levels, WeightsHeader } from './weights-file.js'

/** Found among held-back accusations: one missed breaks the law, one too many costs an officer a look (信访工作条例 第三十条). */
const leastRecall = 0.93
/** Of what is called sure, this share of held-back rows was an accusation. */
const leastPrecision = 0.9

/** How likely an accusation must be to be called possible or sure, from rows the weights were not fitted on. */
export function levelsOf(header: WeightsHeader, held: readonly Held[]): Levels {
  const own = header.labels.indexOf(accusing)
  const ranked = held
    .map(({ margins, label }) => ({
      probability: applyHead(header.head, margins, header.labels.length)[own] ?? 0,
      isAccusation: label === own,
    }))
    .sort((a, b) => b.probability - a.probability)
  const all = ranked.filter(({ isAccusation }) => isAccusation).length
  let [found, possible, sure] = [0, 0, 1]
  for (const [place, { probability, isAccusation }] of ranked.entries()) {
    if (isAccusation) found += 1
    if (isAccusation && found / (place + 1) >= leastPrecision) sure = probability
    if (isAccusation && found - 1 < leastRecall * all) possible = probability
  }
  return { possible: floor(possible), sure: floor(Math.max(sure, possible)) }
}

const floor = (value: number): number => Math.floor(value * 1_000) / 1_000
