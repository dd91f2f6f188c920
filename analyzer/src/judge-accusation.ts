import { type Accusation, accusationLabel, type Evidence, type Factor } from '@huiyin/domain/judgement'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import { detectAccusation } from './detect-accusation.js'
import { findAccused } from './find-accused.js'
import type { Models, Opinion } from './model/load.js'
import type { Document } from './model/mask.js'
import { accusing } from './model/training-rows.js'
import type { Reading } from './reading.js'

/** What a text accuses of, and whom: no unit though it accuses when the directory does not tell who is meant. */
export interface Accusing {
  readonly accusation: Accusation | null
  readonly accused: readonly string[]
}

const nobody: Accusing = { accusation: null, accused: [] }
const cueRoles = ['accusation:', 'accusation:verb', 'accusation:weak', 'accusation:hint'] as const
const mostCues = 5

/**
 * 检举控告 by rules of grammar and by weights, whichever finds it (recall first, 信访工作条例 第三十条): sure where the weights
 * are, or where both say so; possible where one does. Without weights the rules are believed.
 */
export function judgeAccusation(
  reading: Reading,
  units: readonly ResponsibleUnit[],
  document: Document,
  weighed: { models: Models; opinion: Opinion } | null,
): Accusing {
  const byRules = detectAccusation(reading, units)
  const levels = weighed?.models.accusationLevels ?? null
  const probability = weighed?.opinion.accusation.find(({ label }) => label === accusing)?.probability ?? 0
  const isWeighed = levels !== null && probability >= levels.possible
  if (byRules.length === 0 && !isWeighed) return nobody
  const isSure = levels === null || probability >= levels.sure || (byRules.length > 0 && isWeighed)
  return {
    accusation: {
      level: isSure ? 'sure' : 'possible',
      evidence: isWeighed && weighed ? tellingWords(reading, document, weighed.models) : cues(reading),
    },
    accused: byRules.length > 0 ? byRules : findAccused(reading, units),
  }
}

/** Why it is behind the wall, beside the reasons of the grade; it moves no grade. */
export const accusationFactor = ({ level, evidence }: Accusation): Factor => ({
  name: accusationLabel[level],
  points: 0,
  evidence: [...evidence],
  basis: '信访工作条例 第三十条',
})

const tellingWords = (reading: Reading, document: Document, models: Models): Evidence[] =>
  [...models.explainAccusation(document)].sort((a, b) => a.start - b.start).map(reading.evidence)

const cues = (reading: Reading): Evidence[] =>
  cueRoles
    .flatMap((role) => reading.hits(role))
    .slice(0, mostCues)
    .sort((a, b) => a.start - b.start)
    .map(reading.evidence)
