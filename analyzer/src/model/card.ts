import { createHash } from 'node:crypto'
import type { Measured } from './measure.js'
import { plans } from './plans.js'
import { encodeWeights, type Levels, type Weights } from './weights-file.js'

export interface TrainingFile {
  readonly name: string
  readonly sha256: string
  readonly rows: number
}

/** What weights are made of and worth; stands beside them and is shown with every judgement. */
export interface ModelCard {
  readonly task: string
  readonly date: string
  readonly seed: number
  readonly command: string
  readonly files: readonly TrainingFile[]
  readonly counts: Readonly<Record<string, number>>
  readonly plan: object
  readonly head: object
  readonly unsureBelow: number
  readonly levels?: Levels
  readonly features: number
  readonly bytes: number
  readonly sha256: string
  readonly dev:
    | (Pick<Measured, 'count' | 'accuracy' | 'accuracyAt3' | 'macroF1' | 'classes'> & {
        ece: number
        file: string
      })
    | null
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** The card of freshly learnt weights, with the bytes it belongs to. */
export function cardOf(
  weights: Weights,
  made: Pick<ModelCard, 'date' | 'seed' | 'command' | 'files' | 'counts' | 'dev'>,
): { card: ModelCard; bytes: Buffer } {
  const bytes = encodeWeights(weights)
  const card: ModelCard = {
    task: weights.task,
    ...made,
    plan: plans[weights.task],
    head: weights.head,
    unsureBelow: weights.unsureBelow,
    ...(weights.levels ? { levels: weights.levels } : {}),
    features: weights.keys.length,
    bytes: bytes.length,
    sha256: sha256(bytes),
  }
  return { card, bytes }
}
