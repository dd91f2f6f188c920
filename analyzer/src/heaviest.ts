/**
 * The places of the `most` heaviest of the first `count` weights, in order; of equal ones the earlier first. Each is put
 * in its place among those kept so far: for some dozens a third of the cost of sorting them (bench/analyze.mjs).
 */
export function heaviestPlaces(weights: ArrayLike<number>, most: number, count = weights.length): number[] {
  const kept: number[] = []
  let size = 0
  for (let place = 0; place < count; place += 1) {
    const weight = weights[place] as number
    if (size === most && weight <= (weights[kept[most - 1] as number] as number)) continue
    let at = size < most ? size++ : most - 1
    for (; at > 0 && (weights[kept[at - 1] as number] as number) < weight; at -= 1)
      kept[at] = kept[at - 1] as number
    kept[at] = place
  }
  return kept
}
