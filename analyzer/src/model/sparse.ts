import type { Tokens } from './token-list.js'

/** Documents as rows of (feature, value), features numbered densely. */
export interface Sparse {
  readonly ptr: Int32Array
  readonly index: Int32Array
  readonly value: Float32Array
  readonly rows: number
}

/** Feature table of a corpus: which hashes are kept and how rare each is. */
export interface FeatureTable {
  readonly keys: Uint32Array
  readonly idf: Float32Array
}

export type Bag = ReadonlyMap<number, number>

export function bagOf({ hashes, weights, count }: Tokens): Bag {
  const bag = new Map<number, number>()
  for (let i = 0; i < count; i += 1) {
    const hash = hashes[i] as number
    bag.set(hash, (bag.get(hash) ?? 0) + (weights[i] as number))
  }
  return bag
}

/**
 * Keeps what occurs in at least `least` documents: rarer tokens are names. The commonest come first, so that what most
 * texts ask for lies together in memory.
 */
export function featureTable(bags: readonly Bag[], least: number, weighsRarity: boolean): FeatureTable {
  const seen = new Map<number, number>()
  for (const bag of bags) for (const key of bag.keys()) seen.set(key, (seen.get(key) ?? 0) + 1)
  const kept = [...seen].filter(([, times]) => times >= least).sort((a, b) => b[1] - a[1] || a[0] - b[0])
  return {
    keys: Uint32Array.from(kept, ([key]) => key),
    idf: Float32Array.from(kept, ([, times]) =>
      weighsRarity ? Math.log((1 + bags.length) / (1 + times)) + 1 : 1,
    ),
  }
}

/** Dampened count of a token in a text. */
export const dampen = (times: number): number => (times <= 1 ? times : 1 + Math.log(times))

/** Rows of tf·idf, each of length one. */
export function toSparse(bags: readonly Bag[], table: FeatureTable): Sparse {
  const at = new Map<number, number>()
  table.keys.forEach((key, i) => {
    at.set(key, i)
  })
  const ptr = new Int32Array(bags.length + 1)
  const index: number[] = []
  const value: number[] = []
  bags.forEach((bag, row) => {
    let sum = 0
    const from = value.length
    for (const [key, times] of bag) {
      const feature = at.get(key)
      if (feature === undefined) continue
      const x = dampen(times) * (table.idf[feature] as number)
      index.push(feature)
      value.push(x)
      sum += x * x
    }
    const scale = sum > 0 ? 1 / Math.sqrt(sum) : 0
    for (let p = from; p < value.length; p += 1) value[p] = (value[p] as number) * scale
    ptr[row + 1] = value.length
  })
  return { ptr, index: Int32Array.from(index), value: Float32Array.from(value), rows: bags.length }
}
