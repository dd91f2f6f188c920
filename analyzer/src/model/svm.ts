import { seededRandom, shuffle } from './random.js'
import type { Sparse } from './sparse.js'

export interface SvmOptions {
  /** Cost of a wrong answer. */
  readonly cost: number
  readonly epochs: number
  readonly seed: number
  /** 0: every row counts the same; 1: every class does. */
  readonly balance: number
  /** How many classes share the rows. */
  readonly classes: number
}

/** One class against the rest: a weight a feature, the last one the bias. */
export type Column = Float32Array

/**
 * Linear SVM with squared hinge loss by dual coordinate descent (Hsieh et al., ICML 2008), one class against the rest.
 * `worth` weighs rows; `scale` multiplies features (log-count ratios make it an NB-SVM, Wang & Manning, ACL 2012).
 */
export function fitSvm(
  x: Sparse,
  isClass: (row: number) => boolean,
  worth: (row: number) => number,
  features: number,
  { cost, epochs, seed, balance, classes }: SvmOptions,
  scale?: Float32Array,
): Column {
  const rows = Int32Array.from([...Array(x.rows).keys()].filter((row) => worth(row) > 0))
  const value = scale ? x.value.map((v, p) => v * (scale[x.index[p] as number] as number)) : x.value
  let [mine, all] = [0, 0]
  for (const row of rows) {
    all += worth(row)
    if (isClass(row)) mine += worth(row)
  }
  const raise = mine > 0 ? (all / (classes * mine)) ** balance : 1
  const rowCost = new Float64Array(x.rows)
  const sign = new Int8Array(x.rows)
  const square = new Float64Array(x.rows)
  for (const row of rows) {
    sign[row] = isClass(row) ? 1 : -1
    rowCost[row] = 1 / (2 * cost * worth(row) * (isClass(row) ? raise : 1))
    let s = 1
    for (let p = x.ptr[row] as number; p < (x.ptr[row + 1] as number); p += 1) s += (value[p] as number) ** 2
    square[row] = s
  }
  const w = new Float32Array(features + 1)
  const alpha = new Float64Array(x.rows)
  const random = seededRandom(seed)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(rows, random)
    let moved = 0
    for (const row of rows) {
      const [from, to] = [x.ptr[row] as number, x.ptr[row + 1] as number]
      let margin = w[features] as number
      for (let p = from; p < to; p += 1) margin += (w[x.index[p] as number] as number) * (value[p] as number)
      const y = sign[row] as number
      const old = alpha[row] as number
      const diagonal = rowCost[row] as number
      const next = Math.max(0, old - (y * margin - 1 + old * diagonal) / ((square[row] as number) + diagonal))
      if (next === old) continue
      alpha[row] = next
      const step = (next - old) * y
      moved += Math.abs(step)
      for (let p = from; p < to; p += 1) {
        const f = x.index[p] as number
        w[f] = (w[f] as number) + step * (value[p] as number)
      }
      w[features] = (w[features] as number) + step
    }
    if (moved < rows.length * 1e-4) break
  }
  if (scale) for (let f = 0; f < features; f += 1) w[f] = (w[f] as number) * (scale[f] as number)
  return w
}

/** |log of how much likelier a token is in the class than outside it|, with one added to each count. */
export function logCountRatios(
  x: Sparse,
  isClass: (row: number) => boolean,
  worth: (row: number) => number,
  features: number,
): Float32Array {
  const [inside, outside] = [new Float32Array(features), new Float32Array(features)]
  let [sumIn, sumOut] = [0, 0]
  for (let row = 0; row < x.rows; row += 1) {
    if (worth(row) === 0) continue
    const counts = isClass(row) ? inside : outside
    const [from, to] = [x.ptr[row] as number, x.ptr[row + 1] as number]
    for (let p = from; p < to; p += 1) {
      const f = x.index[p] as number
      counts[f] = (counts[f] as number) + 1
    }
    if (isClass(row)) sumIn += to - from
    else sumOut += to - from
  }
  const smooth = features / 50
  return inside.map((count, f) =>
    Math.abs(Math.log((count + 1) / (sumIn + smooth) / (((outside[f] as number) + 1) / (sumOut + smooth)))),
  )
}

/** The weighed sum of two columns. */
export const addColumns = ([a, ofA]: [Column, number], [b, ofB]: [Column, number]): Column =>
  a.map((v, f) => ofA * v + ofB * (b[f] as number))
