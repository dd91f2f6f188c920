/**
 * The `most` heaviest, in order; of equal ones the earlier first. Each is put in its place among those kept so far: for
 * some dozens a third of the cost of sorting them (bench/analyze.mjs).
 */
export function heaviest<T>(things: readonly T[], weightOf: (thing: T) => number, most: number): T[] {
  const kept: T[] = []
  const weights: number[] = []
  for (const thing of things) {
    const weight = weightOf(thing)
    if (kept.length === most && weight <= (weights[most - 1] as number)) continue
    let at = kept.length < most ? kept.length : most - 1
    for (; at > 0 && (weights[at - 1] as number) < weight; at -= 1) {
      kept[at] = kept[at - 1] as T
      weights[at] = weights[at - 1] as number
    }
    kept[at] = thing
    weights[at] = weight
  }
  return kept
}
