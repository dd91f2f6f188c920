import type { SeverityGrade } from '@huiyin/domain/severity'
import { discounted } from './modality.js'
import type { Quantities } from './quantities.js'
import type { Hit, Reading } from './reading.js'
import type { KindFound } from './severity-kind.js'

/** From so many ill at once it is an outbreak and not somebody's illness. */
const outbreak = 3

interface Told {
  readonly kind: KindFound | null
  readonly quantities: Quantities
  readonly grade: SeverityGrade
}

/**
 * 突发事件: people hurt, ill or moved, or an incident told as having happened. That a word of it is used — 差点撞上, a
 * drill, a rumour refuted, a memory — is not enough, and a broken traffic light is none.
 */
export function isIncident(reading: Reading, { kind, quantities, grade }: Told): boolean {
  if (!kind?.kind.emergency) return false
  const { deaths, serious, magnitude, evacuated, ill } = quantities
  if (deaths || serious || magnitude || evacuated || (ill?.value ?? 0) >= outbreak) return true
  const isTold = (hit: Hit) => discounted(reading, hit) === null
  const words = new Set(
    reading
      .hits('severity:incident')
      .filter(isTold)
      .map((hit) => hit.word),
  )
  return words.size >= 2 || (words.size === 1 && (grade !== 'IV' || kind.hits.filter(isTold).length >= 2))
}
