/** How well answers agree with labels. */
export interface Scores {
  readonly count: number
  readonly accuracy: number
  readonly macroF1: number
  readonly classes: readonly { label: string; count: number; precision: number; recall: number; f1: number }[]
  /** Worst first. */
  readonly confusions: readonly { expected: string; answered: string; count: number }[]
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000

/** Accuracy, macro-F1 over the classes that occur, and what is taken for what. */
export function scoreLabels(pairs: readonly { expected: string; answered: string }[]): Scores {
  const labels = [...new Set(pairs.map(({ expected }) => expected))].sort()
  const classes = labels.map((label) => {
    const truly = pairs.filter(({ expected }) => expected === label).length
    const said = pairs.filter(({ answered }) => answered === label).length
    const right = pairs.filter(({ expected, answered }) => expected === label && answered === label).length
    const precision = said === 0 ? 0 : right / said
    const recall = truly === 0 ? 0 : right / truly
    const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall)
    return { label, count: truly, precision: round(precision), recall: round(recall), f1: round(f1) }
  })
  const confusions = new Map<string, { expected: string; answered: string; count: number }>()
  for (const { expected, answered } of pairs) {
    if (expected === answered) continue
    const key = `${expected}\t${answered}`
    const known = confusions.get(key)
    if (known) known.count += 1
    else confusions.set(key, { expected, answered, count: 1 })
  }
  const right = pairs.filter(({ expected, answered }) => expected === answered).length
  return {
    count: pairs.length,
    accuracy: round(pairs.length === 0 ? 0 : right / pairs.length),
    macroF1: round(classes.length === 0 ? 0 : classes.reduce((sum, { f1 }) => sum + f1, 0) / classes.length),
    classes,
    confusions: [...confusions.values()].sort((a, b) => b.count - a.count),
  }
}

/** B-cubed (Bagga & Baldwin 1998): precision and recall of each item's group, averaged over the labelled items. */
export function bCubed(pairs: readonly { expected: string; answered: string }[]): {
  precision: number
  recall: number
  f1: number
} {
  let precision = 0
  let recall = 0
  for (const item of pairs) {
    const together = pairs.filter(({ answered }) => answered === item.answered)
    const same = pairs.filter(({ expected }) => expected === item.expected)
    const both = together.filter(({ expected }) => expected === item.expected).length
    precision += both / together.length
    recall += both / same.length
  }
  const count = Math.max(1, pairs.length)
  const [p, r] = [precision / count, recall / count]
  return { precision: round(p), recall: round(r), f1: round(p + r === 0 ? 0 : (2 * p * r) / (p + r)) }
}
