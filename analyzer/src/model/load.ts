import { createHash } from 'node:crypto'
import { readWeights } from '@huiyin/keywords/weights'
import { type ModelCard, sha256 } from './card.js'
import { type Stretch, tellingStretches, type Weigher, weigherOf } from './explain.js'
import { type Guesses, noGuesses } from './head.js'
import { LinearModels } from './linear-models.js'
import type { Document } from './mask.js'
import { emotionWords } from './seed-words.js'
import { readsAll, type Task, Tokenizer, tasks } from './task-tokens.js'
import { accusing } from './training-rows.js'
import { decodeWeights, type Levels, type Weights } from './weights-file.js'

/** What the trained weights say of one text; a task without weights says nothing. */
export interface Opinion {
  readonly topics: Guesses
  readonly dispatch: Guesses
  readonly emotion: Guesses
  readonly accusation: Guesses
}

/** The trained part of judgement; one a process and thread. */
export interface Models {
  /** Date and hash of the weights in use, kept with every judgement. */
  readonly version: string
  /** Probability of the best label below which a task is unsure. */
  unsureBelow(task: Task): number
  judge(document: Document): Opinion
  /** From which probabilities on an accusation is possible, and sure; null without weights for it. */
  readonly accusationLevels: Levels | null
  /** Stretches of the text that made it an accusation, most telling first. */
  explainAccusation(document: Document): readonly Stretch[]
}

interface Shipped {
  readonly weights: ReadonlyMap<Task, Weights>
  readonly cards: Readonly<Record<string, Card>>
}
type Card = Pick<ModelCard, 'date' | 'task' | 'sha256'>

let shipped: Shipped | null = null
let loaded: Models | null = null

/** Weights and cards as shipped, read once a process; tasks not trained yet are left out. */
function readShipped(): Shipped {
  if (shipped) return shipped
  const weights = new Map<Task, Weights>()
  const cards: Record<string, Card> = {}
  for (const task of tasks) {
    const file = readWeights(task)
    if (!file) continue
    weights.set(task, decodeWeights(file.weights, `${task}.bin`))
    cards[task] = JSON.parse(file.card) as Card
  }
  shipped = { weights, cards }
  return shipped
}

/** The weights of a task as shipped; null when none were trained. */
export const shippedWeights = (task: Task): Weights | null => readShipped().weights.get(task) ?? null

/** The shipped weights, ready to judge. */
export function loadModels(): Models {
  const { weights, cards } = readShipped()
  loaded ??= createModels(weights, versionOf(Object.values(cards).map(cardLine)))
  return loaded
}

/**
 * The shipped weights with some taken from elsewhere, as bytes of a weights file.
 * @throws InvalidInput when the bytes are not a weights file.
 */
export function modelsWith(changed: Partial<Record<Task, Uint8Array>>): Models {
  const { weights, cards } = readShipped()
  const mixed = new Map(weights)
  const lines = new Map(Object.entries(cards).map(([task, card]) => [task, cardLine(card)]))
  for (const [task, bytes] of Object.entries(changed) as [Task, Uint8Array][]) {
    mixed.set(task, decodeWeights(bytes, `${task}.bin`))
    lines.set(task, `local ${task} ${sha256(bytes)}`)
  }
  return createModels(mixed, versionOf([...lines.values()]))
}

const cardLine = ({ date, task, sha256: hash }: Card): string => `${date} ${task} ${hash}`

const versionOf = (of: readonly string[]): string =>
  of.length === 0 ? '' : `m${createHash('sha256').update(of.join('\n')).digest('hex').slice(0, 8)}`

/** Models of given weights: those loaded, or new ones not yet in use. */
export function createModels(weights: ReadonlyMap<Task, Weights>, version: string): Models {
  const known = tasks.flatMap((task) => weights.get(task) ?? [])
  const models = new LinearModels(known)
  const tokenizer = new Tokenizer(emotionWords())
  const accusation = weights.get('accusation')
  let weigh: Weigher | null = null
  return {
    version,
    unsureBelow: (task) => weights.get(task)?.unsureBelow ?? 0,
    accusationLevels: accusation?.levels ?? null,
    explainAccusation: ({ pieces }) => {
      if (!accusation) return []
      weigh ??= weigherOf(accusation, accusing)
      return tellingStretches(pieces, weigh)
    },
    judge(document) {
      const probabilities = models.probabilities(tokenizer.read(document, readsAll))
      const opinion: { -readonly [task in Task]: Guesses } = {
        topics: noGuesses,
        dispatch: noGuesses,
        emotion: noGuesses,
        accusation: noGuesses,
      }
      known.forEach(({ task, labels }, i) => {
        opinion[task] = { labels, probabilities: (probabilities[i] as Float64Array).slice() }
      })
      return opinion
    },
  }
}
