import { createHash } from 'node:crypto'
import { readWeights } from '@huiyin/keywords/weights'
import { type Guess, rank } from './head.js'
import { LinearModels } from './linear-models.js'
import { emotionWords } from './seed-words.js'
import { readsAll, type Task, Tokenizer, tasks } from './task-tokens.js'
import { decodeWeights, type Weights } from './weights-file.js'

/** What the trained weights say of one text, best first; a task without weights says nothing. */
export interface Opinion {
  readonly topics: readonly Guess[]
  readonly dispatch: readonly Guess[]
  readonly emotion: readonly Guess[]
}

/** The trained part of judgement; one a process and thread. */
export interface Models {
  /** Date and hash of the weights in use, kept with every judgement. */
  readonly version: string
  /** Probability of the best label below which a task is unsure. */
  unsureBelow(task: Task): number
  judge(title: string, text: string): Opinion
}

let loaded: Models | null = null

/** The shipped weights, read once a process; tasks not trained yet are left out. */
export function loadModels(): Models {
  if (loaded) return loaded
  const found = new Map<Task, Weights>()
  const versions: string[] = []
  for (const task of tasks) {
    const file = readWeights(task)
    if (!file) continue
    found.set(task, decodeWeights(file.weights, `${task}.bin`))
    const { date, sha256 } = JSON.parse(file.card) as { date: string; sha256: string }
    versions.push(`${date} ${task} ${sha256}`)
  }
  loaded = createModels(found, versionOf(versions))
  return loaded
}

const versionOf = (of: readonly string[]): string =>
  of.length === 0 ? '' : `m${createHash('sha256').update(of.join('\n')).digest('hex').slice(0, 8)}`

/** Models of given weights: those loaded, or new ones not yet in use. */
export function createModels(weights: ReadonlyMap<Task, Weights>, version: string): Models {
  const known = tasks.flatMap((task) => weights.get(task) ?? [])
  const models = new LinearModels(known)
  const tokenizer = new Tokenizer(emotionWords())
  return {
    version,
    unsureBelow: (task) => weights.get(task)?.unsureBelow ?? 0,
    judge(title, text) {
      const probabilities = models.probabilities(tokenizer.read(title, text, readsAll))
      const opinion: { -readonly [task in Task]: readonly Guess[] } = {
        topics: [],
        dispatch: [],
        emotion: [],
      }
      known.forEach(({ task, labels }, i) => {
        opinion[task] = rank(labels, probabilities[i] as Float64Array)
      })
      return opinion
    },
  }
}
