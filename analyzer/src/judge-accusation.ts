import {
  type Accusation,
  accusationLabel,
  accusedUnknownLabel,
  type Evidence,
  type Factor,
  type Judgement,
  type UnitProposal,
} from '@huiyin/domain/judgement'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import { detectAccusation, receiving } from './detect-accusation.js'
import { findAccused } from './find-accused.js'
import { probabilityOf } from './model/head.js'
import type { Models, Opinion } from './model/load.js'
import type { Document } from './model/mask.js'
import { accusing } from './model/training-rows.js'
import type { Reading } from './reading.js'

/** What a text accuses of, and whom: no unit though it accuses when the directory does not tell who is meant. */
export interface Accusing {
  readonly accusation: Accusation | null
  readonly accused: readonly string[]
  /** Found by rules, or surely: what only may accuse goes to whose matter it is, not to the discipline inspection. */
  readonly isTold: boolean
}

type Told = Pick<Judgement, 'accused'> & { accusation?: Accusation | null | undefined }

const nobody: Accusing = { accusation: null, accused: [], isTold: false }
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
  const probability = weighed ? probabilityOf(weighed.opinion.accusation, accusing) : 0
  const isWeighed = levels !== null && probability >= levels.possible
  if (byRules.length === 0 && !isWeighed) return nobody
  const isSure = levels === null || probability >= levels.sure || (byRules.length > 0 && isWeighed)
  return {
    accusation: {
      level: isSure ? 'sure' : 'possible',
      evidence: isWeighed && weighed ? tellingWords(reading, document, weighed.models) : cues(reading),
    },
    accused: byRules.length > 0 ? byRules : findAccused(reading, units),
    isTold: byRules.length > 0 || isSure,
  }
}

const accusationBasis = '信访工作条例 第三十条'
const isAccusationFactor = ({ name, basis }: Factor): boolean =>
  basis === accusationBasis && Object.values(accusationLabel).some((label) => name.startsWith(label))

/** The reasons with why it is behind the wall, said once and last; it moves no grade. */
export function withAccusation(factors: readonly Factor[], { accusation, accused }: Told): Factor[] {
  if (!accusation) return [...factors]
  const words = accusationLabel[accusation.level]
  const guess = accusation.guess ? `，内容归口${accusation.guess.name}，仅供核对` : ''
  return [
    ...factors.filter((factor) => !isAccusationFactor(factor)),
    {
      name: accused.length === 0 ? `${words}；${accusedUnknownLabel}${guess}` : words,
      points: 0,
      evidence: [...accusation.evidence],
      basis: accusationBasis,
    },
  ]
}

/**
 * An accusation that names nobody, with who would answer for its matter as a guess; 待核 it stays, for of fifty such
 * guesses on the written rows about five were whom the text accuses (docs/models.md).
 */
export function withGuess(
  { accusation, accused }: Pick<Accusing, 'accusation' | 'accused'>,
  units: readonly UnitProposal[],
): Accusation | null {
  if (!accusation || accused.length > 0) return accusation
  const lead = units.find(({ group, unsure }) => group !== receiving && !unsure)
  return lead ? { ...accusation, guess: { code: lead.code, name: lead.name } } : accusation
}

const tellingWords = (reading: Reading, document: Document, models: Models): Evidence[] =>
  [...models.explainAccusation(document)].sort((a, b) => a.start - b.start).map(reading.evidence)

const cues = (reading: Reading): Evidence[] =>
  cueRoles
    .flatMap((role) => reading.hits(role))
    .slice(0, mostCues)
    .sort((a, b) => a.start - b.start)
    .map(reading.evidence)
