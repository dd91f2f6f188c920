import { levelsOf } from './accusation-levels.js'
import { calibrate } from './calibrate.js'
import { bagsOf, fit, type LabelledRow, useKnownWords } from './fit.js'
import { LinearModels } from './linear-models.js'
import { documentOf } from './mask.js'
import { plans } from './plans.js'
import { seededRandom, shuffle } from './random.js'
import { emotionWords } from './seed-words.js'
import type { Bag } from './sparse.js'
import { readsOf, type Task, Tokenizer } from './task-tokens.js'
import type { Tokens } from './token-list.js'
import { quantize, type Weights } from './weights-file.js'

/** One row in this many is held back to calibrate, then used. */
const holdBackOneIn = 5

/**
 * Weights for a task: fitted on four fifths of the rows to calibrate on the rest, then fitted on all. `other` are rows of
 * other places or ordinary messages (see `fit`). The same rows
 * and seed give the same bytes.
 */
export function learn(
  task: Task,
  own: readonly LabelledRow[],
  other: readonly LabelledRow[],
  seed: number,
  names: readonly LabelledRow[] = [],
): Weights {
  const bags = bagsOf(task, own)
  const otherBags = bagsOf(task, other)
  const order = Int32Array.from(own.keys())
  shuffle(order, seededRandom(seed))
  const pick = <T>(of: readonly T[], rows: readonly number[]) => rows.map((row) => of[row] as T)
  const holdBack = (part: number) => {
    const isKept = (_row: number, place: number) => place % holdBackOneIn !== part
    const [kept, held] = [[...order].filter(isKept), [...order].filter((row, i) => !isKept(row, i))]
    const trial = fit(task, pick(own, kept), pick(bags, kept), other, otherBags, seed, names)
    const model = new LinearModels([quantize(trial.header, trial.table, trial.columns)])
    return {
      labels: trial.header.labels,
      held: held.flatMap((row) => {
        const label = trial.header.labels.indexOf((own[row] as LabelledRow).label)
        return label < 0
          ? []
          : [{ label, margins: model.margins(tokensOfBag(bags[row] as Bag))[0] as Float64Array }]
      }),
    }
  }
  // Few rows of its own: each is held back once.
  const isFew = plans[task].ordinary !== undefined
  const parts = Array.from({ length: isFew ? holdBackOneIn : 1 }, (_, part) => holdBack(part))
  const { labels } = parts[0] as (typeof parts)[number]
  const held = parts.filter((part) => part.labels.length === labels.length).flatMap((part) => part.held)
  const final = fit(task, own, bags, other, otherBags, seed, names)
  const header = calibrate({ ...final.header, labels }, held)
  const levels = isFew ? { levels: levelsOf(header, held) } : {}
  return quantize({ ...header, labels: final.header.labels, ...levels }, final.table, final.columns)
}

const tokensOfBag = (bag: Bag): Tokens => ({
  hashes: Uint32Array.from(bag.keys()),
  weights: Float32Array.from(bag.values()),
  count: bag.size,
})

/** What weights say of rows: probabilities in the order of their labels. */
export function answer(weights: Weights, rows: readonly LabelledRow[]): Float64Array[] {
  useKnownWords()
  const model = new LinearModels([weights])
  const tokenizer = new Tokenizer(emotionWords())
  return rows.map(({ title, text }) => {
    const tokens = tokenizer.read(documentOf(title, text), readsOf[weights.task])
    return (model.probabilities(tokens)[0] as Float64Array).slice()
  })
}
