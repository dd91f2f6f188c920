import { crowdPatterns } from './crowd-patterns.js'
import { deathPatterns } from './death-patterns.js'
import type { FatePattern } from './fate-pattern.js'
import { harmPatterns } from './harm-patterns.js'
import { perilPatterns } from './peril-patterns.js'

/** Fates told by a construction or by one character inside many words, where no list of words can be whole. */
export const fatePatterns: readonly FatePattern[] = [
  ...deathPatterns,
  ...perilPatterns,
  ...harmPatterns,
  ...crowdPatterns,
]
