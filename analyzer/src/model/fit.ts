import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import { useWords } from '../segment.js'
import { documentOf } from './mask.js'
import { gateSlope, generalShare, type Plan, plans } from './plans.js'
import { emotionWords, topicDocuments } from './seed-words.js'
import { type Bag, bagOf, type FeatureTable, featureTable, type Sparse, toSparse } from './sparse.js'
import { addColumns, type Column, fitSvm, logCountRatios } from './svm.js'
import { type Reads, readsOf, type Task, Tokenizer } from './task-tokens.js'
import type { Head, WeightsHeader } from './weights-file.js'

export interface LabelledRow {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly label: string
}

export interface Fitted {
  readonly header: WeightsHeader
  readonly table: FeatureTable
  readonly columns: readonly Column[]
}

interface Document {
  readonly bag: Bag
  readonly label: string
  readonly from: 'own' | 'other' | 'seed'
}

/** Training cuts texts as the analyzer will: with the lexicon's words and those of the general directory. */
export const useKnownWords = (): void =>
  useWords([
    ...loadLexicon().userWords,
    ...countyDirectory().flatMap(({ name, aliases = [], places = [] }) => [name, ...aliases, ...places]),
  ])

/** Bags of rows, made once for the fit on a part and the fit on all. */
export function bagsOf(task: Task, rows: readonly LabelledRow[], reads: Reads = readsOf[task]): Bag[] {
  useKnownWords()
  const tokenizer = new Tokenizer(emotionWords())
  return rows.map(({ title, text }) => bagOf(tokenizer.read(documentOf(title, text), reads)))
}

/** Labels' words stand where a title would and are none: what they teach is to hold for texts without a title too. */
const bagsOfWords = (task: Task, rows: readonly LabelledRow[]): Bag[] =>
  bagsOf(task, rows, { ...readsOf[task], titles: false })

/**
 * Learns a task. `other` are rows of other places, mapped to the same labels: with them topics get a general expert
 * and a gate beside the local one; accusations get them as ordinary messages; `names` are the labels' own words from a list of topics, which the general one hears.
 */
export function fit(
  task: Task,
  own: readonly LabelledRow[],
  ownBags: readonly Bag[],
  other: readonly LabelledRow[],
  otherBags: readonly Bag[],
  seed: number,
  names: readonly LabelledRow[] = [],
): Fitted {
  const plan = plans[task]
  const labels = [...new Set(own.map(({ label }) => label))].sort()
  const document = (from: Document['from'], rows: readonly LabelledRow[], bags: readonly Bag[]): Document[] =>
    rows.map(({ label }, i) => ({ bag: bags[i] as Bag, label, from }))
  const seeds = plan.general && other.length > 0 ? seedRows(labels, names, seed) : []
  const documents = [
    ...document('own', own, ownBags),
    ...document('other', other, otherBags),
    ...document('seed', seeds, bagsOfWords(task, seeds)),
  ]
  const table = featureTable(
    plan.ordinary === undefined ? documents.map(({ bag }) => bag) : ownBags,
    plan.leastDocuments,
    plan.weighsRarity,
  )
  const x = toSparse(
    documents.map(({ bag }) => bag),
    table,
  )
  const local = localColumns(x, documents, labels, plan, table.keys.length, seed)
  if (seeds.length === 0)
    return { header: header(task, labels, { kind: 'one', temperature: 0.5 }), table, columns: local }
  const general = generalColumns(x, documents, labels, plan, table.keys.length, seed)
  const gate = gateColumn(x, documents, table.keys.length, seed)
  const head: Head = {
    kind: 'experts',
    temperatures: [0.5, 0.25],
    gate: { centre: 0.4, slope: gateSlope },
    general: generalShare,
  }
  return { header: header(task, labels, head), table, columns: [...local, ...general, gate] }
}

const header = (task: Task, labels: readonly string[], head: Head): WeightsHeader => ({
  task,
  labels,
  head,
  unsureBelow: 0,
})

const seedRows = (labels: readonly string[], names: readonly LabelledRow[], seed: number): LabelledRow[] =>
  [...topicDocuments(seed).map((row, i) => ({ ...row, id: `seed-${i}` })), ...names].filter(({ label }) =>
    labels.includes(label),
  )

const localColumns = (
  x: Sparse,
  documents: readonly Document[],
  labels: readonly string[],
  { svm, nbSvm, ordinary = 0 }: Plan,
  features: number,
  seed: number,
): Column[] =>
  columnsOf(x, documents, labels, { own: 1, other: ordinary, seed: 0 }, { svm, nbSvm }, features, seed)

const generalColumns = (
  x: Sparse,
  documents: readonly Document[],
  labels: readonly string[],
  { general }: Plan,
  features: number,
  seed: number,
): Column[] => (general ? columnsOf(x, documents, labels, general.worth, general, features, seed + 100) : [])

/** A column a label. SVM and NB-SVM see the same features, so that their sum is one linear model. */
function columnsOf(
  x: Sparse,
  documents: readonly Document[],
  labels: readonly string[],
  worths: Readonly<Record<Document['from'], number>>,
  { svm, nbSvm }: Pick<Plan, 'svm' | 'nbSvm'>,
  features: number,
  seed: number,
): Column[] {
  const worth = (row: number) => worths[documents[row]?.from ?? 'seed']
  return labels.map((label, k) => {
    const isClass = (row: number) => documents[row]?.label === label
    const options = { seed: seed + k, classes: labels.length }
    const plain = fitSvm(x, isClass, worth, features, { ...svm, ...options })
    if (!nbSvm) return plain
    const ratios = logCountRatios(x, isClass, worth, features)
    return addColumns(
      [plain, svm.share ?? 1],
      [fitSvm(x, isClass, worth, features, { ...nbSvm, ...options }, ratios), nbSvm.share ?? 1],
    )
  })
}

/** Own board against other places; the labels' words belong to neither. */
const gateColumn = (x: Sparse, documents: readonly Document[], features: number, seed: number): Column =>
  fitSvm(
    x,
    (row) => documents[row]?.from === 'own',
    (row) => (documents[row]?.from === 'seed' ? 0 : 1),
    features,
    { cost: 0.3, epochs: 8, balance: 0, seed: seed + 200, classes: 2 },
  )
